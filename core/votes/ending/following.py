"""What booksellers do with a result: say a word on it, make it their selection; must not know words or platforms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from core.kernel.clock import Clock
from core.kernel.errors import Refusal, Say
from core.kernel.identity import Caller, PollId, Standing, WorkId
from core.kernel.storage import Storage
from core.kernel.tokens import to_short
from core.ui.cards import View
from core.ui.catalogue import standing_message
from core.votes import rules
from core.votes.ending import settling
from core.votes.ending.closing import Closing, Counted
from core.votes.integrity.audit import Act
from core.votes.model import NONE, Poll, PollState
from core.votes.ports import VoteRows
from core.votes.service import present

MAX_STATEMENT = 500


class Selector(Protocol):
    """Whoever keeps selections; the composition root says who."""

    async def select(self, caller: Caller, name: str, origin: str, works: Sequence[WorkId], /) -> View:
        """Make a selection of the caller's shop, best first, or find the one of this origin; raises Refusal."""
        ...


@dataclass(frozen=True, slots=True)
class Followed:
    """A result as its booksellers see it."""

    poll: Poll
    statement: str
    is_decided: bool
    """Whether it has winners, all of them known."""
    has_own: bool = False
    """Whether the shop of whoever looks has a list of its own in it."""


class Following:
    """What follows a result, by hand."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock, closing: Closing, selector: Selector) -> None:
        self._storage = storage
        self._clock = clock
        self._closing = closing
        self._selector = selector

    async def look(self, caller: Caller, poll: PollId) -> Followed:
        """Return what a bookseller can do with a result; raises Refusal to others."""
        _check_staff(caller)
        counted = await self._closing.counted(poll)
        await self._storage.read(lambda rows: _check_reached(rows, caller, counted.poll))
        group = to_short(caller.home.shop) if caller.home else ""
        has_own = any(each.group == group and each.winners for each in counted.verdict.shops)
        return Followed(counted.poll, counted.statement, bool(won(counted)) and not is_open(counted), has_own)

    async def state(self, caller: Caller, poll: PollId, words: str) -> Poll:
        """Put a statement under a result, in place of an earlier one, or take it back with ""; on the record by its
        SHA-256. Raises Refusal unless the caller is a bookseller of the shop that asked."""
        _check_staff(caller)
        now = self._clock.now()

        def job(rows: VoteRows) -> Poll:
            rows.polls.lock(poll)
            found = present(rows.polls.get(poll))
            if found.state is not PollState.CLOSED:
                raise Refusal("vote-not-counted")
            is_ours = caller.home is not None and caller.home.shop == found.shop
            if not is_ours and caller.standing < Standing.NETWORK_OWNER:
                raise Refusal("vote-not-yours")
            if rows.requests.first_time(caller.request) and rows.aftermath.statement(poll) != words:
                rows.aftermath.state(poll, words)
                told = sha256(words.encode()).hexdigest() if words else ""
                rules.note(rows, poll, Act.STATED, {"words": told}, now)
                settling.refresh_results(rows, poll)
            return found

        return await self._storage.write(job)

    async def select(self, caller: Caller, poll: PollId) -> View:
        """Make the winners a selection of the caller's shop; the same press again finds it. Raises Refusal."""
        followed = await self.look(caller, poll)
        counted = await self._closing.counted(poll)
        if not followed.is_decided:
            raise Refusal(_why_nothing(counted))
        return await self._selector.select(caller, counted.poll.question, f"vote-{to_short(poll)}", won(counted))

    async def select_own(self, caller: Caller, poll: PollId) -> View:
        """Make the list of the caller's own shop, of a vote on two levels, a selection of it. Raises Refusal."""
        await self.look(caller, poll)
        counted = await self._closing.counted(poll)
        group = to_short(caller.home.shop) if caller.home else ""
        is_void = counted.verdict.is_void
        lists = [each.winners for each in counted.verdict.shops if each.group == group and not is_void]
        found = [counted.poll.titles[title].work for winners in lists for title in winners]
        works = [work for work in found if work != NONE]
        if not works:
            raise Refusal("select-void" if is_void else "select-nothing")
        origin = f"vote-{to_short(poll)}-own"
        return await self._selector.select(caller, counted.poll.question, origin, works)


def won(counted: Counted) -> tuple[WorkId, ...]:
    """Return the books that won, in order, "none of these" left out."""
    verdict = counted.verdict
    chosen = verdict.outcome.winners if counted.ballots and not verdict.is_void else ()
    return tuple(work for title in chosen if (work := counted.poll.titles[title].work) != NONE)


def _why_nothing(counted: Counted) -> str:
    if is_open(counted):
        return "select-undecided"
    return "select-void" if counted.ballots and counted.verdict.is_void else "select-nothing"


def is_open(counted: Counted) -> bool:
    """Whether a tie has yet to be broken."""
    return counted.verdict.deadlock is not None and counted.verdict.deadlock.is_open


def _check_staff(caller: Caller) -> None:
    if caller.standing < Standing.BOOKSELLER:
        raise Refusal("refused-standing", needs=Say(standing_message(Standing.BOOKSELLER)))


def _check_reached(rows: VoteRows, caller: Caller, poll: Poll) -> None:
    home = caller.home
    is_ours = home is not None and (home.shop == poll.shop or rows.polls.reaches(poll.id, home.community))
    if not is_ours and caller.standing < Standing.NETWORK_OWNER:
        raise Refusal("vote-not-yours")
