"""A town whose due rows are run as the clock moves, with seasons to hold in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from core.delivery.watch import Watch
from core.kernel.identity import Caller, OutboxId, PollId, Standing
from core.kernel.outbox import Claimed, Letter
from core.ui.cards import View
from core.ui.catalogue import Catalogue
from core.ui.fields import YesNo
from core.votes.charter.terms import Kind, Method
from core.votes.commands import declare
from core.votes.filling import Toggle, Whole
from core.votes.model import Poll
from core.votes.rounds.commands import DAY, Course, OpenSeason, rounds_of
from core.votes.rounds.model import Season
from core.votes.rounds.plan import Plan, Repeat, Scarce
from core.votes.rounds.service import Declared, Seen
from tests.core.votes.town import Town

BEGINS = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
"""A Tuesday, the first of its month, at 18:00 in Paris."""


@dataclass(slots=True)
class Almanac:
    """What a bookseller and readers do over weeks."""

    town: Town
    catalogue: Catalogue = field(default_factory=Catalogue)

    def __post_init__(self) -> None:
        town = self.town
        declare(self.catalogue, town.desk)

    async def seller(self) -> Caller:
        await self.reader("libraire")
        return await self.town.caller("libraire", standing=Standing.BOOKSELLER)

    async def reader(self, name: str) -> Caller:
        try:
            return await self.town.caller(name)
        except AssertionError:
            await self.town.person(name)
            return await self.town.caller(name)

    async def declare(
        self,
        course: Course,
        repeat: Repeat = Repeat.ONCE,
        scarce: Scarce = Scarce.SKIP,
        weeks: int = 4,
        additions: YesNo = YesNo.NO,
    ) -> Season:
        request = OpenSeason(
            "Notre livre",
            BEGINS,
            course,
            nominating=7,
            voting=3,
            long=3,
            short=2,
            method=Method.APPROVAL,
            additions=additions,
        )
        plan = Plan(0, "Europe/Paris", tuple(rounds_of(request)), repeat, weeks, 3, scarce)
        return await self.town.rounds.open(await self.seller(), Declared(request.question, request.begins, plan))

    async def nominate(self, *books: int) -> None:
        for book in books:
            await self.town.shortlist.nominate(await self.seller(), self.town.works[book], f"parce que {book}")
            self.town.clock.move(seconds=1)

    async def at(self, moment: datetime) -> None:
        """The clock moves to a moment, and what comes due until then is run at its time."""
        watch = Watch(self.town.storage, self.catalogue, self.town.clock, is_alone=True)
        while True:
            coming = await self.town.storage.read(lambda rows: rows.due_queue.next_at())
            if coming is None or coming > moment:
                break
            self.town.clock.at = max(coming, self.town.clock.at)
            assert await watch.run_due()
        self.town.clock.at = max(moment, self.town.clock.at)

    async def days(self, days: float) -> None:
        await self.at(self.town.clock.at + timedelta(days=days))

    async def season(self, season: Season) -> Season:
        return (await self.town.rounds.get(season.id)).season

    async def poll(self, season: Season) -> Poll:
        shown = await self.town.rounds.get(season.id)
        assert shown.poll is not None
        return shown.poll

    async def vote(self, season: Season, *names: str, by: str = "alice") -> None:
        """A ballot for these titles in the present round."""
        poll = await self.poll(season)
        positions = [title.position for title in poll.titles if title.name in names]
        act = Whole(tuple(positions)) if poll.terms.kind is Kind.SOME else Toggle(positions[0])
        await self.town.votes.cast(await self.reader(by), poll.id, act)

    async def seen(self, season: Season) -> Seen:
        now = await self.season(season)
        return Seen(now.id, now.edition, now.step, now.state)

    async def on_list(self) -> list[str]:
        return [each.title for each in await self.town.shortlist.of_shop(await self.seller())]

    def letters(self, kind: str) -> list[Letter]:
        return [letter for letter in self.town.storage.letters() if letter.kind == kind and letter.edits is None]

    async def drawn(self, letter: Letter) -> View | None:
        return await self.catalogue.composers[letter.kind](Claimed(OutboxId(1), letter, 0, ""))

    async def winners(self, poll: PollId) -> list[str]:
        counted = await self.town.closing.counted(poll)
        return [counted.poll.titles[each].name for each in counted.verdict.outcome.winners]


def names(poll: Poll) -> list[str]:
    return [title.name for title in poll.titles]


def days(count: int) -> timedelta:
    return timedelta(minutes=count * DAY)
