"""How a poll ends: intake stops, ballots are sealed, the key dies, the count is made and published.

Each step is durable and may be run again, so that a close which a crash cut short is taken up where it stood. Must not
know words or platforms.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId, Standing
from core.kernel.storage import Storage
from core.votes import rules
from core.votes.charter import charter_of
from core.votes.extending import extend
from core.votes.integrity.config import fingerprint
from core.votes.integrity.export import advised, published_result
from core.votes.integrity.results import form_of, result_of
from core.votes.model import Poll, PollState
from core.votes.outcomes import Sealed, Verdict, count, read_verdict, write_verdict
from core.votes.ports import Strongroom, VoteRows
from core.votes.service import present


@dataclass(frozen=True, slots=True)
class Counted:
    """A closed poll with its count."""

    poll: Poll
    verdict: Verdict
    ballots: int


class Closing:
    """Ends polls by command and at their time."""

    def __init__(self, storage: Storage[VoteRows], strongroom: Strongroom, clock: Clock) -> None:
        self._storage = storage
        self._strongroom = strongroom
        self._clock = clock

    async def end(self, caller: Caller, poll: PollId, state: PollState) -> Poll:
        """Close or cancel an open poll of the caller's shop before its time; raises Refusal."""
        now = self._clock.now()

        def job(rows: VoteRows) -> None:
            found = present(rows.polls.get(poll))
            is_ours = caller.home is not None and caller.home.shop == found.shop
            if not is_ours and caller.standing < Standing.NETWORK_OWNER:
                raise Refusal("vote-not-yours")
            if rows.requests.first_time(caller.request):
                act = rules.stop_intake if state is PollState.CLOSED else rules.cancel
                if not act(rows, poll, now):
                    raise Refusal("vote-closed")

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

        def job(rows: VoteRows) -> tuple[Sealed, str]:
            found = present(rows.polls.get(poll))
            if found.state is not PollState.CLOSED:
                raise Refusal("vote-counting" if found.state is PollState.CLOSING else "vote-not-counted")
            written = rows.polls.outcome(poll)
            return Sealed(found, () if written else tuple(rows.ballots.aggregate(poll)), rows.polls.seed(poll)), written

        sealed, written = await self._storage.read(job)
        # A poll closed before counts were kept is counted again each time it is looked at.
        verdict = read_verdict(written) if written else await asyncio.to_thread(count, sealed)
        return Counted(sealed.poll, verdict, sealed.poll.voters)

    async def _finish(self, poll: PollId) -> None:
        now = self._clock.now()
        is_ours = await self._storage.write(lambda rows: rules.seal(rows, poll, now))
        await self._strongroom.forget(poll)
        if not is_ours:
            return

        def sealed(rows: VoteRows) -> Sealed:
            ballots, (eligible, _) = tuple(rows.ballots.aggregate(poll)), rows.roll.counts(poll)
            return Sealed(present(rows.polls.get(poll)), ballots, rows.polls.seed(poll), eligible)

        closed = await self._storage.read(sealed)
        verdict = await asyncio.to_thread(count, closed)
        terms = charter_of(closed.poll)
        publish = advised(form_of(terms))
        published = fingerprint(published_result(result_of(terms, verdict.outcome, verdict.ruling), publish))
        await self._storage.write(lambda rows: rules.publish(rows, poll, write_verdict(verdict), published, now))
