"""What a paper says of its round; must not read storage or decide anything."""

from __future__ import annotations

from core.ui.cards import Block, Button, Buttons, Paragraph
from core.ui.words import Words
from core.votes.model import Poll, PollState
from core.votes.presses import ShowResult
from core.votes.rounds.stage import StageKind
from core.votes.terms import MAX_TITLES


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
