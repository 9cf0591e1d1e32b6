"""Declares what a voter asks of a closed vote: its export; must not hold rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId
from core.kernel.tokens import from_short, to_short
from core.ui.cards import Attachment, Card, Paragraph, Reply
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Lookup
from core.ui.spans import Code, Strong
from core.ui.words import Words
from core.votes.exporting import Exported, Proofs
from core.votes.model import PollState
from core.votes.service import Votes

CLOSED_POLLS = "closed-polls"
_KEY = "#v"


@dataclass(frozen=True, slots=True)
class ExportVote:
    poll: Annotated[str, Lookup("vote-export-poll", CLOSED_POLLS)]


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


@dataclass(frozen=True, slots=True)
class ClosedPollSource:
    """Finds a closed poll by its question among the caller's latest, or any by its number."""

    votes: Votes

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        wanted = typed.casefold()
        polls = [poll for poll in await self.votes.recent(caller) if poll.state is PollState.CLOSED]
        return [
            Suggestion(_KEY + to_short(poll.id), poll.question, to_short(poll.id))
            for poll in polls
            if wanted in poll.question.casefold()
        ][:limit]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        wanted, found = typed.strip().casefold(), await self.suggest(caller, "", 100)
        exact = [each for each in found if wanted in {each.key, each.label.casefold()}]
        return exact or [each for each in found if wanted in each.label.casefold()] or self._numbered(wanted)

    def _numbered(self, typed: str) -> Sequence[Suggestion]:
        number = typed.removeprefix(_KEY)
        try:
            from_short(number)
        except ValueError:
            return ()
        return (Suggestion(_KEY + number, number),) if any(letter.isdigit() for letter in number) else ()


def declare_proofs(catalogue: Catalogue, votes: Votes, proofs: Proofs) -> None:
    """Add what is asked of a closed vote."""
    desk = ProofDesk(proofs)
    catalogue.add(Command(("vote", "export"), ExportVote, desk.export))
    catalogue.add_source(CLOSED_POLLS, ClosedPollSource(votes))
