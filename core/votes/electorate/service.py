"""What booksellers do about who votes: exceptions, lists, ballots to confirm; must not know words or platforms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PersonId, PollId, ShopId, Standing
from core.kernel.storage import Storage
from core.votes import rules
from core.votes.electorate import admission, waiting
from core.votes.electorate.rule import Named, VoterList
from core.votes.integrity.audit import Act
from core.votes.model import Poll, PollState
from core.votes.ports import VoteRows
from core.votes.service import home_shop, present


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with who is on it."""

    list: VoterList
    people: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """Whose ballots wait, never what they say."""

    poll: Poll
    people: tuple[Named, ...]


class Electors:
    """The electorate of polls, as a shop's staff looks after it."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def admit(self, caller: Caller, poll: PollId, person: PersonId, reason: str) -> bool:
        """Let somebody vote in an open poll beyond its rule, on its record with the reason and without a name; False
        when they might already. Raises Refusal."""
        now = self._clock.now()

        def job(rows: VoteRows) -> bool:
            open_poll(rows, caller, poll)
            if not rows.requests.first_time(caller.request):
                return True
            if not admission.admit(rows, poll, person):
                return False
            rules.note(rows, poll, Act.EXCEPTION, {"reason": reason}, now)
            return True

        return await self._storage.write(job)

    async def pending(self, caller: Caller, poll: PollId) -> Pending:
        """Return whose ballots of an open poll wait for a bookseller; raises Refusal."""
        return await self._storage.write(
            lambda rows: Pending(open_poll(rows, caller, poll), tuple(rows.electorate.waiting(poll)))
        )

    async def judge(self, caller: Caller, poll: PollId, person: PersonId, *, accepts: bool) -> Pending:
        """Let a waiting ballot count, or destroy it; its holder is told. Raises Refusal when it does not wait."""
        now = self._clock.now()

        def job(rows: VoteRows) -> Pending:
            found = open_poll(rows, caller, poll)
            if rows.requests.first_time(caller.request):
                if accepts:
                    stands = waiting.accept(rows, poll, person)
                    rules.note(rows, poll, Act.CONFIRMED, {"ballots": int(stands)}, now)
                    rules.refresh_papers(rows, poll, now + rules.REFRESH_DELAY)
                else:
                    waiting.refuse(rows, poll, person)
                    rules.note(rows, poll, Act.REJECTED, {"ballots": 1}, now)
            return Pending(found, tuple(rows.electorate.waiting(poll)))

        return await self._storage.write(job)

    async def make_list(self, caller: Caller, name: str) -> VoterList:
        """Make a list of voters for the caller's shop; one of that name already is that list."""
        shop, plain = home_shop(caller), " ".join(name.split())

        def job(rows: VoteRows) -> VoterList:
            same = [each for each in rows.electorate.lists(shop) if each.name.casefold() == plain.casefold()]
            return same[0] if same else rows.electorate.add_list(shop, plain)

        return await self._storage.write(job)

    async def lists(self, caller: Caller) -> Sequence[VoterList]:
        shop = home_shop(caller)
        return await self._storage.read(lambda rows: rows.electorate.lists(shop))

    async def show(self, caller: Caller, number: int) -> Listing:
        """Return one of the shop's lists; raises Refusal."""
        shop = home_shop(caller)
        return await self._storage.read(lambda rows: _listing(rows, shop, number))

    async def enlist(self, caller: Caller, number: int, person: PersonId) -> Listing:
        """Put somebody on a list; polls that are open already keep their roll. Raises Refusal."""
        shop = home_shop(caller)

        def job(rows: VoteRows) -> Listing:
            _listing(rows, shop, number)
            rows.electorate.enlist(number, person)
            return _listing(rows, shop, number)

        return await self._storage.write(job)

    async def delist(self, caller: Caller, number: int, person: PersonId) -> Listing:
        """Take somebody off a list; raises Refusal when they are not on it."""
        shop = home_shop(caller)

        def job(rows: VoteRows) -> Listing:
            _listing(rows, shop, number)
            if not rows.electorate.delist(number, person):
                raise Refusal("voters-not-listed")
            return _listing(rows, shop, number)

        return await self._storage.write(job)


def open_poll(rows: VoteRows, caller: Caller, poll: PollId) -> Poll:
    """Return an open poll of the caller's shop, locked; raises Refusal."""
    rows.polls.lock(poll)
    found = present(rows.polls.get(poll))
    is_ours = caller.home is not None and caller.home.shop == found.shop
    if not is_ours and caller.standing < Standing.NETWORK_OWNER:
        raise Refusal("vote-not-yours")
    if found.state is not PollState.OPEN:
        raise Refusal("vote-closed")
    return found


def _listing(rows: VoteRows, shop: ShopId, number: int) -> Listing:
    found = rows.electorate.list_named(number, shop)
    if found is None:
        raise Refusal("voters-no-list")
    return Listing(found, tuple(rows.electorate.listed(number)))
