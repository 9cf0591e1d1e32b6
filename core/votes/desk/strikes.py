"""Declares the withdrawal of a title: its command, its letter and what both say; must not hold rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from core.kernel.identity import Caller, Standing
from core.kernel.outbox import Claimed
from core.kernel.tokens import to_short
from core.ui.cards import Button, Buttons, Card, Paragraph, Reply, View
from core.ui.catalogue import Catalogue, Command
from core.ui.fields import Lookup, Text
from core.ui.spans import Code, Strong, Struck
from core.ui.words import Words
from core.votes.desk.proving import NumberedPollSource
from core.votes.ending.closing import Closing, Counted
from core.votes.ending.striking import STRUCK, TitleStruck
from core.votes.model import PollState
from core.votes.presses import ShowCount
from core.votes.service import Votes, poll_id
from core.votes.telling.disclosing import void_line
from core.votes.telling.names import name_of
from core.votes.telling.results import verdict_line

STRUCK_POLLS = "struck-polls"


@dataclass(frozen=True, slots=True)
class StrikeTitle:
    poll: Annotated[str, Lookup("vote-strike-poll", STRUCK_POLLS)]
    title: Annotated[str, Text("vote-strike-title", 1, 200)]
    reason: Annotated[str, Text("vote-strike-reason", 3, 120)]


@dataclass(frozen=True, slots=True)
class StruckNote:
    """What the bookseller reads after withdrawing a title."""

    struck: TitleStruck

    def as_card(self, words: Words) -> Card:
        poll, title = self.struck.poll, self.struck.title
        message = "struck-open" if poll.state is PollState.OPEN else "struck-closed"
        told = words.line(message, title=Struck(name_of(title, words)), question=Strong(poll.question))
        if (later := self.struck.later) is None:
            return Card(blocks=(Paragraph(told),))
        still = words.line(
            f"struck-later-{'open' if later.state is PollState.OPEN else 'closed'}",
            title=Strong(name_of(title, words)),
            number=to_short(later.id),
            stage=later.terms.stage.kind.value,
            command=Code(words("cmd-vote-strike.name")),
        )
        return Card(blocks=(Paragraph(told), Paragraph(still)))


@dataclass(frozen=True, slots=True)
class CountedWithout:
    """Told where a vote was announced: a title was withdrawn after the close, and what the same ballots then give."""

    counted: Counted
    position: int

    def as_card(self, words: Words) -> Card:
        poll = self.counted.poll
        title = poll.titles[self.position]
        line = words.line(
            "struck-recounted",
            question=Strong(poll.question),
            title=Struck(name_of(title, words)),
            reason=title.struck,
        )
        said = verdict_line(self.counted, words)
        if self.counted.verdict.is_void:
            said = void_line(poll, self.counted.ballots, words)
        how = Button(words("result-how"), ShowCount(poll.id))
        return Card(blocks=(Paragraph(line), Paragraph(said), Buttons((how,))))


@dataclass(frozen=True, slots=True)
class StrikeDesk:
    """The withdrawal of titles over its use case."""

    votes: Votes
    closing: Closing

    async def strike(self, caller: Caller, request: StrikeTitle) -> Reply:
        poll = poll_id(request.poll.removeprefix("#v"))
        struck = await self.closing.striking.strike(caller, poll, request.title, request.reason)
        self.votes.reprint(poll)
        return Reply(StruckNote(struck))

    async def compose_recounted(self, claimed: Claimed) -> View | None:
        counted = await self.closing.counted(poll_id(claimed.letter.about))
        return CountedWithout(counted, int(str(claimed.letter.payload["position"])))


def declare_strikes(catalogue: Catalogue, votes: Votes, closing: Closing) -> None:
    """Add the withdrawal of titles."""
    desk = StrikeDesk(votes, closing)
    states = frozenset({PollState.OPEN, PollState.CLOSED})
    catalogue.add(Command(("vote", "strike"), StrikeTitle, desk.strike, needs=Standing.BOOKSELLER))
    catalogue.add_source(STRUCK_POLLS, NumberedPollSource(votes, states))
    catalogue.compose(STRUCK, desk.compose_recounted)
