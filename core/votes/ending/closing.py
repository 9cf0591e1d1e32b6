"""How a poll ends: intake stops, ballots are sealed, the key dies, the count is made and published.

Each step is durable and may be run again, so that a close which a crash cut short is taken up where it stood. Must not
know words or platforms.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId
from core.kernel.storage import Storage
from core.votes import rules
from core.votes.electorate.rule import Status
from core.votes.ending import settling
from core.votes.ending.gathering import sealed_of
from core.votes.ending.striking import Striking
from core.votes.model import NamedMarks, Poll, PollState
from core.votes.ports import Strongroom, VoteRows
from core.votes.running.extending import extend
from core.votes.running.sealing import Sealing
from core.votes.service import check_ours, present
from core.votes.tally.declaring import declared
from core.votes.tally.outcomes import Sealed, Verdict, count, read_verdict, write_verdict


@dataclass(frozen=True, slots=True)
class Counted:
    """A closed poll with its count."""

    poll: Poll
    verdict: Verdict
    ballots: int
    called: tuple[NamedMarks, ...] = ()
    """Who chose what, of a poll that names its voters."""
    totals: Mapping[Status, int] = field(default_factory=dict)
    """How many there are of each status on the roll; none for a poll of before the roll."""
    runoff: PollId | None = None
    """The vote that breaks its tie, where one does."""
    statement: str = ""
    """What the bookseller says of it."""


class Closing:
    """Ends polls by command and at their time."""

    def __init__(self, storage: Storage[VoteRows], strongroom: Strongroom, clock: Clock) -> None:
        self._storage = storage
        self._strongroom = strongroom
        self._clock = clock
        self.sealing = Sealing(storage, clock)
        self.striking = Striking(storage, clock)

    async def end(self, caller: Caller, poll: PollId, state: PollState) -> Poll:
        """Close or cancel an open poll of the caller's shop before its time; raises Refusal."""
        now = self._clock.now()

        def job(rows: VoteRows) -> None:
            found = present(rows.polls.get(poll))
            check_ours(caller, found)
            if rows.requests.first_time(caller.request):
                act = rules.stop_intake if state is PollState.CLOSED else rules.cancel
                if not act(rows, poll, now):
                    raise Refusal("vote-closed")
                if state is PollState.CANCELLED:
                    settling.cancelled(rows, found, now)

        await self._storage.write(job)
        await self._finish(poll)
        return await self._storage.read(lambda rows: present(rows.polls.get(poll)))

    async def close_due(self, poll: PollId) -> None:
        """Close a poll whose time has come, or take its close up again; harmless when it is closed already. Where too
        few have voted, it may last longer instead."""
        now = self._clock.now()

        def job(rows: VoteRows) -> bool:
            if extend(rows, poll, now):
                return False
            rules.stop_intake(rows, poll, now)
            return True

        if await self._storage.write(job):
            await self._finish(poll)

    async def counted(self, poll: PollId) -> Counted:
        """Return the count of a closed poll; raises Refusal while it is open, since counts stay hidden until then."""

        def job(rows: VoteRows) -> tuple[Sealed, str, Callable[[Verdict], Counted]]:
            found = present(rows.polls.get(poll))
            if found.state is not PollState.CLOSED:
                raise Refusal("vote-counting" if found.state is PollState.CLOSING else "vote-not-counted")
            written = rows.polls.outcome(poll)
            sealed = Sealed(found, (), b"") if written else sealed_of(rows, poll)
            totals = rows.roll.totals(poll) if found.terms.voters else {}
            after = tuple(rows.secrecy.named(poll)), totals, rows.aftermath.runoff(poll), rows.aftermath.statement(poll)
            return sealed, written, lambda verdict: Counted(found, verdict, found.voters, *after)

        sealed, written, told = await self._storage.read(job)
        # A poll closed before counts were kept is counted again each time it is looked at.
        return told(read_verdict(written) if written else await asyncio.to_thread(count, sealed))

    async def _finish(self, poll: PollId) -> None:
        now = self._clock.now()
        is_ours = await self._storage.write(lambda rows: rules.seal(rows, poll, now))
        await self._strongroom.forget(poll)
        if not is_ours:
            return

        closed = await self._storage.read(lambda rows: sealed_of(rows, poll))
        verdict = await asyncio.to_thread(count, closed)
        written, published = write_verdict(verdict), declared(closed.poll, verdict)

        def publish(rows: VoteRows) -> None:
            if rules.publish(rows, poll, written, published, now):
                settling.begin(rows, closed.poll, verdict, now)

        await self._storage.write(publish)
