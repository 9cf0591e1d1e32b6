"""The use cases of votes: open, cast, show, close; must not know words, platforms or tables."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PersonId, PollId, ShopId, Standing, WorkId
from core.kernel.storage import Storage
from core.kernel.tokens import from_short
from core.votes import rules
from core.votes.model import (
    Announced,
    Ballot,
    Method,
    NewPoll,
    NewTitle,
    Poll,
    PollState,
    Reach,
    Tally,
    count_ballots,
)
from core.votes.ports import VoteRows
from core.votes.rules import BallotStands, Marks, Voter

MAX_POLL_LIFE = timedelta(days=92)
RECENT_POLLS = 8
PRINTED_POLLS = 256


@dataclass(frozen=True, slots=True)
class PollOpened:
    poll: Poll
    rooms: tuple[Announced, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a bookseller asks for when opening a poll."""

    question: str
    method: Method
    works: tuple[WorkId, ...]
    closes_at: datetime
    reach: Reach


@dataclass(frozen=True, slots=True)
class Paper:
    """A poll with the ballot of the one who looks at it."""

    poll: Poll
    ballot: Ballot | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A closed poll with its count."""

    poll: Poll
    tally: Tally


class Votes:
    """Polls of a network, over every platform at once."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._printed: OrderedDict[PollId, Poll] = OrderedDict()

    async def open(self, caller: Caller, proposal: Proposal) -> PollOpened:
        """Open a poll and announce it; the same request again returns the poll it opened. Raises Refusal."""
        now = self._clock.now()
        if proposal.closes_at > now + MAX_POLL_LIFE:
            raise Refusal("vote-too-long", days=MAX_POLL_LIFE.days)
        if proposal.reach is Reach.NETWORK and caller.standing < Standing.NETWORK_OWNER:
            raise Refusal("vote-network-owner")
        shop = home_shop(caller)
        here = caller.home.community if caller.home else None

        def job(rows: VoteRows) -> PollOpened:
            rooms = tuple(rows.rooms.reached(here, shop, proposal.reach))
            if not rooms:
                raise Refusal("vote-no-room")
            opened = rules.announce(rows, _announced(rows, caller, proposal, rooms, now), rooms, caller.request)
            if opened is None:
                same = [poll for poll in rows.polls.recent(shop, RECENT_POLLS) if poll.question == proposal.question]
                return PollOpened(_present(same[0] if same else None), rooms)
            return PollOpened(_present(rows.polls.get(opened)), rooms)

        return await self._storage.write(job)

    async def cast(self, caller: Caller, poll: PollId, marks: Marks) -> BallotStands:
        """Put or change the caller's ballot; durable when this returns. Raises Refusal."""
        voter, now = voter_of(caller), self._clock.now()
        return await self._storage.write(lambda rows: rules.cast(rows, poll, voter, marks, now))

    async def withdraw(self, caller: Caller, poll: PollId) -> BallotStands:
        """Take the caller's ballot back while the poll is open."""
        voter, now = voter_of(caller), self._clock.now()
        return await self._storage.write(lambda rows: rules.cast(rows, poll, voter, Marks((), is_whole=True), now))

    async def paper(self, poll: PollId, person: PersonId | None = None) -> Paper:
        """Return the poll and, for a person, their own ballot; raises Refusal when there is no such poll."""

        def job(rows: VoteRows) -> Paper:
            found = _present(rows.polls.get(poll))
            return Paper(found, rows.ballots.get(poll, person) if person is not None else None)

        return await self._storage.read(job)

    async def printed(self, poll: PollId) -> Poll:
        """Return the poll as its paper was printed: question, titles and method, which never change. Its state and
        number of voters may be old, so that answering a ballot costs no second look at storage."""
        if poll not in self._printed:
            self._printed[poll] = (await self.paper(poll)).poll
            if len(self._printed) > PRINTED_POLLS:
                self._printed.popitem(last=False)
        return self._printed[poll]

    async def counted(self, poll: PollId) -> Counted:
        """Return the count of a closed poll; raises Refusal while it is open, since counts stay hidden until then."""

        def job(rows: VoteRows) -> Counted:
            found = _present(rows.polls.get(poll))
            if found.state is not PollState.CLOSED:
                raise Refusal("vote-not-counted")
            return Counted(found, count_ballots(len(found.titles), rows.ballots.aggregate(poll)))

        return await self._storage.read(job)

    async def recent(self, caller: Caller) -> list[Poll]:
        """Return the polls the caller can take part in or read, open ones first."""
        shop = caller.home.shop if caller.home else None
        return list(await self._storage.read(lambda rows: rows.polls.recent(shop, RECENT_POLLS)))

    async def end(self, caller: Caller, poll: PollId, state: PollState) -> Poll:
        """Close or cancel an open poll of the caller's shop before its time; raises Refusal."""
        now = self._clock.now()

        def job(rows: VoteRows) -> Poll:
            found = _present(rows.polls.get(poll))
            is_ours = caller.home is not None and caller.home.shop == found.shop
            if not is_ours and caller.standing < Standing.NETWORK_OWNER:
                raise Refusal("vote-not-yours")
            if rows.requests.first_time(caller.request) and not rules.settle(rows, poll, state, now):
                raise Refusal("vote-closed")
            return _present(rows.polls.get(poll))

        return await self._storage.write(job)

    async def close_due(self, poll: PollId) -> None:
        """Close a poll whose time has come; harmless when it is closed already."""
        now = self._clock.now()
        await self._storage.write(lambda rows: rules.settle(rows, poll, PollState.CLOSED, now))


def voter_of(caller: Caller) -> Voter:
    """Return the caller as a poll sees them."""
    home = caller.home
    return Voter(caller.account, home.shop if home else None, home.community if home else None, caller.request)


def poll_id(about: str) -> PollId:
    """Return the poll that a letter or a due row is about."""
    return PollId(from_short(about))


def home_shop(caller: Caller) -> ShopId:
    if caller.home is None:
        raise Refusal("refused-no-home")
    return caller.home.shop


def _present(poll: Poll | None) -> Poll:
    if poll is None:
        raise Refusal("vote-gone")
    return poll


def _announced(
    rows: VoteRows, caller: Caller, proposal: Proposal, rooms: Sequence[Announced], now: datetime
) -> NewPoll:
    shop = home_shop(caller)
    titles = []
    for work in proposal.works:
        nomination = rows.nominations.get(shop, work)
        titles.append(NewTitle(work, nomination.pitch if nomination else ""))
    return NewPoll(
        shop,
        caller.person,
        proposal.question,
        proposal.method,
        now,
        proposal.closes_at,
        tuple(titles),
        tuple(room.community for room in rooms),
    )
