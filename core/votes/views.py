"""Lists of polls as people see them; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Paragraph
from core.ui.spans import Strong
from core.ui.words import Words
from core.votes.model import Poll, PollState
from core.votes.presses import ShowPaper, ShowResult
from core.votes.rounds.model import Season
from core.votes.service import PollOpened
from core.votes.telling.disclosing import opening_lines, told_turnout
from core.votes.telling.names import shorten


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """What the bookseller reads after opening a poll."""

    opened: PollOpened

    def as_card(self, words: Words) -> Card:
        poll = self.opened.poll
        line = words.line("opened", question=Strong(poll.question), count=len(self.opened.rooms), closes=poll.closes_at)
        more = [Paragraph(each) for each in opening_lines(poll, words)]
        return Card(blocks=(Paragraph(line), *more, Buttons((Button(words("list-see"), ShowPaper(poll.id)),))))


@dataclass(frozen=True, slots=True)
class PollList:
    """Open polls to vote in, and the latest results."""

    polls: tuple[Poll, ...]
    planned: tuple[Season, ...] = ()
    """Votes that open later."""

    def as_card(self, words: Words) -> Card:
        if not self.polls and not self.planned:
            return Card(blocks=(Paragraph(words.line("list-empty")),))
        lines = [words.line("list-planned", question=Strong(each.question), opens=each.at) for each in self.planned]
        buttons = []
        for poll in self.polls:
            message = f"list-{poll.state.value}"
            lines.append(
                words.line(message, question=Strong(poll.question), closes=poll.closes_at, count=told_turnout(poll))
            )
            name = shorten(poll.question)
            if poll.state is PollState.OPEN:
                button = Button(
                    words("list-vote", question=name), ShowPaper(poll.id), ButtonStyle.MAIN, in_private=True
                )
                buttons.append(button)
            elif poll.state is PollState.CLOSED:
                buttons.append(Button(words("list-result", question=name), ShowResult(poll.id), in_private=True))
        blocks: tuple[Block, ...] = (Bullets(tuple(lines)),)
        return Card(words.line("list-title"), (*blocks, Buttons(tuple(buttons))) if buttons else blocks)
