"""Books nominated in a shop, waiting for a poll; must not open one."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, ShopId, Standing, WorkId
from core.kernel.storage import Storage
from core.votes.model import CARRIED, Nomination, Supporter
from core.votes.ports import VoteRows
from core.votes.rounds.model import Cause
from core.votes.rounds.plan import QUOTA
from core.votes.service import home_shop


@dataclass(frozen=True, slots=True)
class Nominated:
    """A book on the list after somebody asked for it."""

    nomination: Nomination
    is_seconded: bool
    """Whether it stood there already: the caller is one more who wants it."""


class Shortlist:
    """Books nominated in a shop, waiting for a poll."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def nominate(self, caller: Caller, work: WorkId, pitch: str) -> Nominated:
        """Add a book to the shop's nominations, or second it where it stands there already.

        Raises Refusal where the book was read already, where the caller's own nominations are as many as a member may
        have, and where the caller nominated or seconded it before.
        """
        shop = home_shop(caller)
        now = self._clock.now()

        def job(rows: VoteRows) -> Nominated:
            standing = rows.nominations.get(shop, work)
            if not rows.requests.first_time(caller.request) and standing:
                return Nominated(standing, is_seconded=standing.nominator != caller.person)
            refuse_read(rows, shop, work)
            if standing:
                return self._second(rows, caller, standing)
            _check_quota(rows, caller, shop)
            rows.nominations.add(shop, Nomination(work, "", "", pitch, caller.person, caller.name, now))
            stands = _present(rows.nominations.get(shop, work))
            if stands.nominator != caller.person:
                # Somebody else nominated it at the same moment.
                return self._second(rows, caller, stands)
            return Nominated(stands, is_seconded=False)

        return await self._storage.write(job)

    async def second(self, caller: Caller, work: WorkId) -> Nominated:
        """Want a book that is nominated already; raises Refusal where it is not, or no longer."""
        shop = home_shop(caller)

        def job(rows: VoteRows) -> Nominated:
            standing = rows.nominations.get(shop, work)
            if standing is None:
                raise Refusal("nomination-none")
            if not rows.requests.first_time(caller.request):
                return Nominated(standing, is_seconded=True)
            return self._second(rows, caller, standing)

        return await self._storage.write(job)

    async def of_shop(self, caller: Caller) -> list[Nomination]:
        """Return the shop's nominations, those most wanted first, then the oldest."""
        shop = home_shop(caller)
        return await self._storage.read(lambda rows: most_wanted(rows, shop))

    async def retract(self, caller: Caller, work: WorkId) -> str:
        """Take back what one nominated or seconded; a bookseller takes any book off the list. Return its title.

        A book that others seconded stays, nominated by the first of them. A request that comes twice is answered
        twice, whatever became of the list in between. Raises Refusal.
        """
        shop = home_shop(caller)

        def job(rows: VoteRows) -> str:
            if not rows.requests.first_time(caller.request):
                return rows.nominations.title(work)
            standing = rows.nominations.get(shop, work)
            if standing is None:
                raise Refusal("nomination-none")
            if standing.nominator == caller.person and standing.supporters:
                rows.nominations.hand_on(shop, work, standing.supporters[0])
            elif standing.nominator == caller.person or caller.standing >= Standing.BOOKSELLER:
                rows.nominations.withdraw(shop, work)
            elif any(each.person == caller.person for each in standing.supporters):
                rows.nominations.unsecond(shop, work, caller.person)
            elif standing.nominator == CARRIED:
                raise Refusal("nomination-carried-over")
            else:
                raise Refusal("nomination-not-yours", name=standing.nominator_name)
            return standing.title

        return await self._storage.write(job)

    async def mark_read(self, caller: Caller, work: WorkId, *, is_read: bool) -> str:
        """Note that the shop's readers have read a book, which also takes it off the list, or that they have not.
        Return its title; raises Refusal where it was so already."""
        shop, now = home_shop(caller), self._clock.now()

        def job(rows: VoteRows) -> str:
            title = rows.nominations.title(work)
            if not title:
                raise Refusal("works-none", typed="")
            if not rows.requests.first_time(caller.request):
                return title
            if not is_read:
                if not rows.readings.forget(shop, work):
                    raise Refusal("reading-none", title=title)
                return title
            refuse_read(rows, shop, work)
            rows.readings.note(shop, work, now, Cause.NOTED)
            rows.nominations.withdraw(shop, work)
            return title

        return await self._storage.write(job)

    def _second(self, rows: VoteRows, caller: Caller, standing: Nomination) -> Nominated:
        if caller.person == standing.nominator:
            raise Refusal("nomination-yours", title=standing.title)
        if any(each.person == caller.person for each in standing.supporters):
            raise Refusal("nomination-seconded", title=standing.title, count=standing.support)
        shop, by = home_shop(caller), Supporter(caller.person, caller.name)
        rows.nominations.second(shop, standing.work, by, self._clock.now())
        return Nominated(_present(rows.nominations.get(shop, standing.work)), is_seconded=True)


def refuse_read(rows: VoteRows, shop: ShopId, work: WorkId) -> None:
    """Raise Refusal, saying since when, where the shop's readers have read this book."""
    read = rows.readings.get(shop, work)
    if read is not None:
        raise Refusal(f"already-read-{read.cause.value}", title=read.title, at=read.at)


def most_wanted(rows: VoteRows, shop: ShopId) -> list[Nomination]:
    """Return the shop's nominations, those most wanted first, then the oldest."""
    return sorted(rows.nominations.of_shop(shop), key=lambda each: -each.support)


def quota_of(rows: VoteRows, shop: ShopId) -> int:
    """Return how many nominations of one member may stand: the least that a season of the shop says, or the house's."""
    return min((each.plan.quota for each in rows.seasons.of_shop(shop) if not each.plan.is_single), default=QUOTA)


def _check_quota(rows: VoteRows, caller: Caller, shop: ShopId) -> None:
    if caller.standing >= Standing.BOOKSELLER:
        return
    most = quota_of(rows, shop)
    if rows.nominations.standing_of(shop, caller.person) >= most:
        raise Refusal("nomination-quota", most=most)


def _present(nomination: Nomination | None) -> Nomination:
    if nomination is None:
        raise Refusal("works-none", typed="")
    return nomination
