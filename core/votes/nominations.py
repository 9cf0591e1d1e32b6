"""Books nominated in a shop, waiting for a poll; must not open one."""

from __future__ import annotations

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing, WorkId
from core.kernel.storage import Storage
from core.votes.model import Nomination
from core.votes.ports import VoteRows
from core.votes.service import home_shop


class Shortlist:
    """Books nominated in a shop, waiting for a poll."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def nominate(self, caller: Caller, work: WorkId, pitch: str) -> Nomination:
        """Add a book to the shop's nominations; raises Refusal when it stands there already, naming by whom."""
        shop = home_shop(caller)
        now = self._clock.now()

        def job(rows: VoteRows) -> Nomination:
            standing = rows.nominations.get(shop, work)
            if not rows.requests.first_time(caller.request) and standing:
                return standing
            if standing:
                raise Refusal("nomination-already", title=standing.title, name=standing.nominator_name)
            rows.nominations.add(shop, Nomination(work, "", "", pitch, caller.person, caller.name, now))
            added = rows.nominations.get(shop, work)
            if added is None:
                raise Refusal("works-none", typed="")
            return added

        return await self._storage.write(job)

    async def of_shop(self, caller: Caller) -> list[Nomination]:
        shop = home_shop(caller)
        return list(await self._storage.read(lambda rows: rows.nominations.of_shop(shop)))

    async def retract(self, caller: Caller, work: WorkId) -> str:
        """Take a nomination back, one's own, or anybody's for a bookseller, and return its title; raises Refusal.

        A request that comes twice is answered twice, whatever became of the list in between.
        """
        shop = home_shop(caller)

        def job(rows: VoteRows) -> str:
            if not rows.requests.first_time(caller.request):
                return rows.nominations.title(work)
            standing = rows.nominations.get(shop, work)
            if standing is None:
                raise Refusal("nomination-none")
            if standing.nominator != caller.person and caller.standing < Standing.BOOKSELLER:
                raise Refusal("nomination-not-yours", name=standing.nominator_name)
            rows.nominations.withdraw(shop, work)
            return standing.title

        return await self._storage.write(job)
