"""Declares what voters ask of a vote: its export, a word in a receipt, their name out of it; must not hold rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId
from core.kernel.tokens import from_short, to_short
from core.ui.cards import Attachment, Card, Paragraph, Reply, notice
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Lookup, Text
from core.ui.spans import Code, Strong
from core.ui.words import Words
from core.votes.ending.exporting import Exported, Proofs
from core.votes.model import PollState
from core.votes.presses import AskExport
from core.votes.service import Votes, poll_id
from core.votes.telling.papers import BallotReceipt

CLOSED_POLLS = "closed-polls"
_KEY = "#v"


@dataclass(frozen=True, slots=True)
class ExportVote:
    poll: Annotated[str, Lookup("vote-export-poll", CLOSED_POLLS)]


@dataclass(frozen=True, slots=True)
class GiveWord:
    poll: Annotated[str, Lookup("vote-poll", "polls")]
    word: Annotated[str, Text("vote-word-word", 1, 60)]


@dataclass(frozen=True, slots=True)
class Unname:
    pass


@dataclass(frozen=True, slots=True)
class VoteExport:
    """The file with which a stranger checks a vote, and how."""

    exported: Exported

    def as_card(self, words: Words) -> Card:
        poll = self.exported.poll
        number = to_short(poll.id)
        instead = words.line("export-instead", number=Code(number))
        return Card(
            blocks=(
                Paragraph(words.line("export-here", question=Strong(poll.question), command=Code("python3 verify.py"))),
                Attachment(f"vote-{number}.zip", self.exported.packed, instead),
            )
        )


@dataclass(frozen=True, slots=True)
class ProofDesk:
    """The commands of whoever doubts a count."""

    proofs: Proofs

    async def export(self, caller: Caller, request: ExportVote) -> Reply:
        try:
            poll = PollId(from_short(request.poll.removeprefix(_KEY)))
        except ValueError as problem:
            raise Refusal("closed-polls-none", typed=request.poll) from problem
        return Reply(VoteExport(await self.proofs.export_for(caller, poll)))

    async def export_pressed(self, caller: Caller, press: AskExport, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=VoteExport(await self.proofs.export_for(caller, PollId(press.poll))))

    async def word(self, caller: Caller, request: GiveWord) -> Reply:
        poll, stands = await self.proofs.wording.give(caller, poll_id(request.poll.removeprefix(_KEY)), request.word)
        return Reply(BallotReceipt(poll, stands.marks, receipt=stands.receipt))

    async def unname(self, caller: Caller, request: Unname) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(notice("unnamed", count=await self.proofs.unnaming.unname(caller)))


@dataclass(frozen=True, slots=True)
class NumberedPollSource:
    """Finds a poll by its question among the caller's latest, or any by its number."""

    votes: Votes
    states: frozenset[PollState]

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        wanted = typed.casefold()
        polls = [poll for poll in await self.votes.recent(caller) if poll.state in self.states]
        return [
            Suggestion(_KEY + to_short(poll.id), poll.question, to_short(poll.id))
            for poll in polls
            if wanted in poll.question.casefold()
        ][:limit]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        wanted, found = typed.strip().casefold(), await self.suggest(caller, "", 100)
        exact = [each for each in found if wanted in {each.key, each.label.casefold()}]
        return exact or [each for each in found if wanted in each.label.casefold()] or await self._numbered(wanted)

    async def _numbered(self, typed: str) -> Sequence[Suggestion]:
        number = typed.removeprefix(_KEY)
        try:
            found = (await self.votes.paper(poll_id(number))).poll
        except Refusal:
            return ()
        return (Suggestion(_KEY + number, found.question, number),)


def declare_proofs(catalogue: Catalogue, votes: Votes, proofs: Proofs) -> None:
    """Add what is asked of a closed vote."""
    desk = ProofDesk(proofs)
    catalogue.add(Command(("vote", "export"), ExportVote, desk.export))
    catalogue.add(Command(("vote", "word"), GiveWord, desk.word))
    catalogue.add(Command(("vote", "unname"), Unname, desk.unname, needs_home=False))
    catalogue.on_press(AskExport, desk.export_pressed)
    catalogue.add_source(CLOSED_POLLS, NumberedPollSource(votes, frozenset({PollState.CLOSED})))
