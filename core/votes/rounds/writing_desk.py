"""Declares how titles are written in: the command and the votes it is for; must not hold rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from core.kernel.identity import Caller, PollId, WorkId
from core.kernel.tokens import to_short
from core.ui.cards import Reply, notice
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Lookup, Text
from core.votes.charter.terms import MAX_TITLES
from core.votes.model import PollState
from core.votes.rounds.nominating import work_id
from core.votes.rounds.planned import meant
from core.votes.rounds.staging import OfferTitles, TakeTitle, TitlesOffered
from core.votes.rounds.writing import WritingIn
from core.votes.service import Votes, poll_id

GROWING = "growing"
"""Open votes to which titles are added."""
_KEY = "#v"


@dataclass(frozen=True, slots=True)
class AddTitle:
    book: Annotated[str, Lookup("vote-add-book", "works")]
    poll: Annotated[str, Lookup("vote-add-poll", GROWING)]
    pitch: Annotated[str, Text("vote-add-pitch", 0, 200)] = ""


@dataclass(frozen=True, slots=True)
class WritingDesk:
    """The command that writes a title in, over its use case, and the votes that take one."""

    votes: Votes
    writing: WritingIn

    async def add(self, caller: Caller, request: AddTitle) -> Reply:
        poll = poll_id(request.poll.removeprefix(_KEY))
        title = await self.writing.add(caller, poll, work_id(request.book), request.pitch)
        return Reply(notice("written-in", title=title.name))

    async def offer(self, caller: Caller, press: OfferTitles, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=TitlesOffered(PollId(press.poll), await self.writing.offered(caller, PollId(press.poll))))

    async def take(self, caller: Caller, press: TakeTitle, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        title = await self.writing.add(caller, PollId(press.poll), WorkId(press.work), "")
        return Reply(notice("written-in", title=title.name), replaces=True)

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        polls = [each for each in await self.votes.recent(caller) if each.state is PollState.OPEN]
        growing = [Suggestion(_KEY + to_short(each.id), each.question) for each in polls if each.terms.stage.write_ins]
        return [each for each in growing if typed.casefold() in each.label.casefold()][:limit]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        return meant(await self.suggest(caller, "", MAX_TITLES), typed)


def declare_write_ins(catalogue: Catalogue, desk: WritingDesk) -> None:
    """Add the writing in of titles to the catalogue."""
    catalogue.add(Command(("vote", "add"), AddTitle, desk.add))
    catalogue.add_source(GROWING, desk)
    catalogue.on_press(OfferTitles, desk.offer)
    catalogue.on_press(TakeTitle, desk.take)
