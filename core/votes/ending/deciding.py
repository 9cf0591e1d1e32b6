"""The use cases of a tie that the lot is not to break: a runoff that is over, a casting vote; must not know words."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId
from core.kernel.storage import Storage
from core.votes.ending import settling
from core.votes.ending.gathering import sealed_of
from core.votes.ending.settling import Settled
from core.votes.model import Poll
from core.votes.ports import VoteRows
from core.votes.service import present
from core.votes.tally.declaring import declared
from core.votes.tally.outcomes import count, write_verdict
from core.votes.verdicts.ties import Breaking, Deadlock


@dataclass(frozen=True, slots=True)
class Casting:
    """A tie as whoever breaks it sees it."""

    poll: Poll
    deadlock: Deadlock
    chosen: tuple[int, ...] = ()
    is_over: bool = False


class Deciding:
    """Settles polls whose winners hang on the lot."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def tied(self, poll: PollId) -> Casting:
        """Return an open tie; raises Refusal when there is none."""

        def job(rows: VoteRows) -> Casting:
            deadlock, judge = settling.open_deadlock(rows, poll), rows.aftermath.judge(poll)
            if deadlock is None or judge is None:
                raise Refusal("casting-over")
            return Casting(present(rows.polls.get(poll)), deadlock, judge.chosen)

        return await self._storage.read(job)

    async def tied_for(self, caller: Caller, poll: PollId) -> Casting:
        """Return an open tie to whoever breaks it; raises Refusal to others."""
        found = await self.tied(poll)
        judge = await self._storage.read(lambda rows: rows.aftermath.judge(poll))
        if judge is None or judge.person != caller.person:
            raise Refusal("casting-not-yours")
        return found

    async def choose(self, caller: Caller, poll: PollId, title: int) -> Casting:
        """Take one title from whoever has the casting vote, or back; the last one settles the poll. Raises Refusal."""
        found = await self.tied_for(caller, poll)

        def job(rows: VoteRows) -> tuple[int, ...] | None:
            if not rows.requests.first_time(caller.request):
                return None
            return settling.choose(rows, poll, rows.members.person_of(caller.account), title)

        titles = await self._storage.write(job)
        if titles is None:
            return await self.tied(poll)
        await self._settle(poll, titles)
        return replace(found, chosen=titles, is_over=True)

    async def settle_due(self, poll: PollId) -> None:
        """Settle a poll whose runoff is over, or whose casting vote did not come in time; harmless twice."""

        def job(rows: VoteRows) -> tuple[int, ...] | None:
            found = rows.polls.get(poll)
            return settling.decision(rows, found) if found and settling.open_deadlock(rows, poll) else None

        titles = await self._storage.read(job)
        if titles is not None:
            await self._settle(poll, titles)

    async def _settle(self, poll: PollId, titles: tuple[int, ...]) -> None:
        now = self._clock.now()
        sealed = await self._storage.read(lambda rows: sealed_of(rows, poll, titles))
        verdict = await asyncio.to_thread(count, sealed)
        by = sealed.poll.terms.ties.breaking if titles else Breaking.LOT
        settled = Settled(titles, by.value, write_verdict(verdict), declared(sealed.poll, verdict))
        await self._storage.write(lambda rows: settling.settle(rows, poll, settled, now))
