"""Declares the list of nominations: its commands, its presses and the books already read; must not hold rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing, WorkId
from core.kernel.tokens import from_short
from core.ui.cards import Reply, notice
from core.ui.catalogue import Catalogue, Command
from core.ui.fields import Choice, Lookup, Text
from core.ui.presses import Press
from core.votes.charter.terms import MAX_TITLES
from core.votes.nominations import Nominated, Shortlist
from core.votes.rounds.listing import NominationList, SecondBook, TurnNominations


@dataclass(frozen=True, slots=True)
class Nominate:
    book: Annotated[str, Lookup("vote-nominate-book", "works")]
    pitch: Annotated[str, Text("vote-nominate-pitch", 0, 200)] = ""


@dataclass(frozen=True, slots=True)
class ShowNominations:
    pass


@dataclass(frozen=True, slots=True)
class Retract:
    book: Annotated[str, Lookup("vote-retract-book", "works")]


class Reading(StrEnum):
    """Whether a book counts as read together."""

    READ = "read"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class MarkRead:
    book: Annotated[str, Lookup("vote-read-book", "works")]
    reading: Annotated[Reading, Choice("vote-read-reading", Reading)] = Reading.READ


@dataclass(frozen=True, slots=True)
class NominationDesk:
    """The commands and presses of nominations over their use cases."""

    shortlist: Shortlist

    async def nominate(self, caller: Caller, request: Nominate) -> Reply:
        return _told(await self.shortlist.nominate(caller, work_id(request.book), request.pitch))

    async def list(self, caller: Caller, request: ShowNominations) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(NominationList(tuple(await self.shortlist.of_shop(caller))))

    async def retract(self, caller: Caller, request: Retract) -> Reply:
        title = await self.shortlist.retract(caller, work_id(request.book))
        return Reply(notice("retracted", title=title))

    async def read(self, caller: Caller, request: MarkRead) -> Reply:
        is_read = request.reading is Reading.READ
        title = await self.shortlist.mark_read(caller, work_id(request.book), is_read=is_read)
        return Reply(notice("marked-read" if is_read else "marked-unread", title=title))

    async def second(self, caller: Caller, press: SecondBook, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=_told(await self.shortlist.second(caller, WorkId(press.work))).view)

    async def turn(self, caller: Caller, press: TurnNominations, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(NominationList(tuple(await self.shortlist.of_shop(caller)), press.page), replaces=True)

    async def see(self, caller: Caller, press: SeeNominations, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=NominationList(tuple(await self.shortlist.of_shop(caller))))

    async def prefill(self, caller: Caller) -> Mapping[str, str]:
        """Propose the nominated books for a paper, one a line, those most wanted first."""
        nominations = await self.shortlist.of_shop(caller)
        lines = [f"{each.title} — {each.authors}" if each.authors else each.title for each in nominations]
        return {"books": "\n".join(lines[:MAX_TITLES])}


@dataclass(frozen=True, slots=True)
class SeeNominations(Press):
    """One's own copy of the list, from an announcement."""

    prefix: ClassVar[str] = "ns"


def declare_nominations(catalogue: Catalogue, desk: NominationDesk) -> None:
    """Add the list of nominations to the catalogue."""
    catalogue.add(Command(("vote", "nominate"), Nominate, desk.nominate))
    catalogue.add(Command(("vote", "nominations"), ShowNominations, desk.list))
    catalogue.add(Command(("vote", "retract"), Retract, desk.retract))
    catalogue.add(Command(("vote", "read"), MarkRead, desk.read, needs=Standing.BOOKSELLER))
    catalogue.on_press(SecondBook, desk.second)
    catalogue.on_press(TurnNominations, desk.turn)
    catalogue.on_press(SeeNominations, desk.see)


def work_id(key: str) -> WorkId:
    """Return the work that the source of books named; raises Refusal when the key is none of its keys."""
    try:
        return WorkId(from_short(key.removeprefix("#w")))
    except ValueError as problem:
        raise Refusal("works-none", typed=key) from problem


def _told(nominated: Nominated) -> Reply:
    nomination = nominated.nomination
    if not nominated.is_seconded:
        return Reply(notice("nominated", title=nomination.title))
    return Reply(notice("seconded", title=nomination.title, count=nomination.support))
