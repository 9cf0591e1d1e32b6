"""What a paper says of its round and of titles that may be added to it; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.kernel.identity import PollId
from core.ui.cards import Block, Bullets, Button, Buttons, Card, Paragraph
from core.ui.presses import Press
from core.ui.words import Words, isolate
from core.votes.charter.terms import MAX_TITLES
from core.votes.model import Nomination, Poll, PollState
from core.votes.presses import ShowResult
from core.votes.rounds.stage import StageKind
from core.votes.telling.names import named, shorten

OFFERED = 8
"""Nominated books that are offered by a button each; any other is typed."""


@dataclass(frozen=True, slots=True)
class OfferTitles(Press):
    """Which books may be added to the paper."""

    prefix: ClassVar[str] = "wo"
    poll: int


@dataclass(frozen=True, slots=True)
class TakeTitle(Press):
    """This book, added to the paper."""

    prefix: ClassVar[str] = "wt"
    poll: int
    work: int


@dataclass(frozen=True, slots=True)
class TitlesOffered:
    """The most wanted of the nominated books that do not stand on the paper, a button each."""

    poll: PollId
    nominations: tuple[Nomination, ...]

    def as_card(self, words: Words) -> Card:
        shown = self.nominations[:OFFERED]
        if not shown:
            return Card(blocks=(Paragraph(words.line("write-in-typed")),))
        buttons = tuple(Button(shorten(isolate(each.title)), TakeTitle(self.poll, each.work)) for each in shown)
        lines = tuple(named(each.title, each.authors) for each in shown)
        return Card(blocks=(Paragraph(words.line("write-in-offered")), Bullets(lines), Buttons(buttons)))


def add_buttons(poll: Poll, words: Words) -> tuple[Button, ...]:
    """Return the button that adds a title to the paper, where that was said beforehand and there is room."""
    if not poll.terms.stage.write_ins or len(poll.titles) >= MAX_TITLES:
        return ()
    return (Button(words("paper-add-title"), OfferTitles(poll.id), in_private=True),)


def stage_lines(poll: Poll, words: Words) -> tuple[Paragraph, ...]:
    """Return which round of its season a poll is, and that titles may be added; nothing for a vote of its own."""
    stage, lines = poll.terms.stage, []
    if stage.kind is not StageKind.NONE and stage.rounds > 1:
        lines.append(words.line(f"paper-stage-{stage.kind.value}", number=stage.number, rounds=stage.rounds))
    if stage.write_ins:
        full = len(poll.titles) >= MAX_TITLES
        lines.append(words.line("paper-write-ins-full" if full else "paper-write-ins"))
    return tuple(map(Paragraph, lines))


def closed_blocks(poll: Poll, words: Words) -> tuple[Block, ...]:
    """Return what a paper says once no ballot is taken: the result of a round on the way stands behind a button, so
    that the room hears of each round once."""
    if poll.state is PollState.CLOSED and poll.terms.stage.is_inner:
        result = Button(words("paper-stage-result"), ShowResult(poll.id), in_private=True)
        return (Paragraph(words.line("paper-stage-closed")), Buttons((result,)))
    return (Paragraph(words.line(f"paper-{poll.state.value}")),)
