"""The use cases of votes: open, cast, show; must not know words, platforms or tables."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PersonId, PollId, ShopId, Standing, WorkId
from core.kernel.storage import Storage
from core.kernel.tokens import from_short
from core.votes import rules
from core.votes.charter.asking import fitted
from core.votes.charter.terms import MAX_PLACES, MAX_RANKED, Kind, Terms
from core.votes.electorate.admission import with_lists
from core.votes.electorate.ports import Facts
from core.votes.filling import Act, Whole
from core.votes.model import Announced, Ballot, NewPoll, NewTitle, Poll, PollState, Progress, Reach
from core.votes.ports import VoteRows
from core.votes.rules import BallotStands, Voter
from core.votes.running.empanelling import NOBODY, Panel, check_shape, empanelled, seat
from core.votes.running.extending import progress_of
from core.votes.running.watching import Watching
from core.votes.struck import struck_by

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
    terms: Terms
    works: tuple[WorkId, ...]
    closes_at: datetime
    reach: Reach
    panel: Panel = NOBODY


@dataclass(frozen=True, slots=True)
class Paper:
    """A poll with the ballot of the one who looks at it."""

    poll: Poll
    ballot: Ballot | None
    receipt: str = ""
    """The proof of that ballot; "" when none stands."""
    progress: Progress | None = None
    """How far the vote is from its quorum, where it has one and is open."""


class Votes:
    """Polls of a network, over every platform at once."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock, facts: Facts = rules.NO_FACTS) -> None:
        self._storage = storage
        self._facts = facts
        self._clock = clock
        self.watching = Watching(storage, clock)
        self._printed: OrderedDict[PollId, Poll] = OrderedDict()

    async def open(self, caller: Caller, proposal: Proposal) -> PollOpened:
        """Open a poll and announce it; the same request again returns the poll it opened. Raises Refusal."""
        now = self._clock.now()
        proposal = checked(caller, proposal, now)
        shop = home_shop(caller)
        here = caller.home.community if caller.home else None

        def job(rows: VoteRows) -> PollOpened:
            rooms = tuple(rows.rooms.reached(here, shop, proposal.reach))
            if not rooms:
                raise Refusal("vote-no-room")
            terms, panel = empanelled(rows, shop, with_lists(rows, proposal.terms, shop), proposal.panel)
            fixed = replace(proposal, terms=terms)
            opened = rules.announce(
                rows, _announced(rows, caller, fixed, rooms, now), rooms, caller.request, self._facts
            )
            if opened is None:
                same = [poll for poll in rows.polls.recent(shop, RECENT_POLLS) if poll.question == proposal.question]
                return PollOpened(present(same[0] if same else None), rooms)
            seat(rows, opened, panel)
            return PollOpened(present(rows.polls.get(opened)), rooms)

        return await self._storage.write(job)

    async def cast(self, caller: Caller, poll: PollId, act: Act) -> BallotStands:
        """Put or change the caller's ballot; durable when this returns. Raises Refusal."""
        voter, now = voter_of(caller), self._clock.now()
        if struck := struck_by(act, await self.printed(poll)):
            raise Refusal("vote-title-struck", title=struck.name, reason=struck.struck)
        return await self._storage.write(lambda rows: rules.cast(rows, poll, voter, act, now))

    async def withdraw(self, caller: Caller, poll: PollId) -> BallotStands:
        """Take the caller's ballot back while the poll is open."""
        voter, now = voter_of(caller), self._clock.now()
        return await self._storage.write(lambda rows: rules.cast(rows, poll, voter, Whole(), now))

    async def paper(self, poll: PollId, person: PersonId | None = None) -> Paper:
        """Return the poll and, for a person, their own ballot; raises Refusal when there is no such poll."""

        def job(rows: VoteRows) -> Paper:
            found = present(rows.polls.get(poll))
            if person is None or found.state is not PollState.OPEN:
                return Paper(found, None, progress=progress_of(rows, found))
            return Paper(
                found, rows.ballots.get(poll, person), rows.ballots.receipt(poll, person), progress_of(rows, found)
            )

        return await self._storage.read(job)

    async def printed(self, poll: PollId) -> Poll:
        """Return the poll as its paper was printed: question, titles and terms, which never change where nobody writes
        titles in. Its state and number of voters may be old, so that answering a ballot costs no second look at
        storage."""
        kept = self._printed.get(poll)
        # Past its closing it may have been extended: what is told of it is read anew.
        # Titles may be written in at any time.
        if kept is None or kept.terms.stage.write_ins or self._clock.now() >= kept.closes_at:
            self._printed[poll] = (await self.paper(poll)).poll
            if len(self._printed) > PRINTED_POLLS:
                self._printed.popitem(last=False)
        return self._printed[poll]

    def reprint(self, poll: PollId) -> None:
        """Look at the poll anew the next time: a title was withdrawn."""
        self._printed.pop(poll, None)

    async def recent(self, caller: Caller) -> list[Poll]:
        """Return the polls the caller can take part in or read, open ones first."""
        shop = caller.home.shop if caller.home else None
        return list(await self._storage.read(lambda rows: rows.polls.recent(shop, RECENT_POLLS)))


def voter_of(caller: Caller) -> Voter:
    """Return the caller as a poll sees them."""
    home = caller.home
    return Voter(caller.account, home.shop if home else None, home.community if home else None, caller.request)


def poll_id(about: str) -> PollId:
    """Return the poll that a letter, a due row or a bookseller names by its short number; raises Refusal."""
    try:
        return PollId(from_short(about))
    except ValueError as problem:
        raise Refusal("vote-gone") from problem


def home_shop(caller: Caller) -> ShopId:
    if caller.home is None:
        raise Refusal("refused-no-home")
    return caller.home.shop


def check_ours(caller: Caller, poll: Poll) -> None:
    """Raise Refusal unless the poll is of the caller's shop, or they own the network."""
    is_ours = caller.home is not None and caller.home.shop == poll.shop
    if not is_ours and caller.standing < Standing.NETWORK_OWNER:
        raise Refusal("vote-not-yours")


def present(poll: Poll | None) -> Poll:
    """Return the poll there must be; raises Refusal."""
    if poll is None:
        raise Refusal("vote-gone")
    return poll


def checked(caller: Caller, proposal: Proposal, opens_at: datetime) -> Proposal:
    """Return the proposal with what goes without saying; raises Refusal where no such poll can open at that moment."""
    if proposal.closes_at > opens_at + MAX_POLL_LIFE:
        raise Refusal("vote-too-long", days=MAX_POLL_LIFE.days)
    if proposal.reach is Reach.NETWORK and caller.standing < Standing.NETWORK_OWNER:
        raise Refusal("vote-network-owner")
    terms = fitted(proposal.terms)
    promised = terms.promised(len(proposal.works) + terms.with_none)
    proposal = replace(proposal, terms=replace(terms, secrecy=promised))
    _check(proposal)
    check_shape(proposal.terms, proposal.reach)
    return proposal


def _check(proposal: Proposal) -> None:
    terms, books = proposal.terms, len(proposal.works)
    if terms.kind is Kind.RANKED and books + terms.with_none > MAX_RANKED:
        raise Refusal("vote-ranked-most", most=MAX_RANKED - terms.with_none)
    if not 1 <= terms.places <= min(MAX_PLACES, books):
        raise Refusal("vote-places", most=min(MAX_PLACES, books))
    if terms.kind is not Kind.POINTS and terms.most > books:
        raise Refusal("vote-most-too-many", most=books)


def _announced(
    rows: VoteRows, caller: Caller, proposal: Proposal, rooms: Sequence[Announced], now: datetime
) -> NewPoll:
    shop = home_shop(caller)
    nominations = {work: rows.nominations.get(shop, work) for work in proposal.works}
    books = tuple(NewTitle(work, each.pitch if each else "") for work, each in nominations.items())
    return NewPoll(
        shop,
        caller.person,
        proposal.question,
        proposal.terms,
        now,
        proposal.closes_at,
        rules.titles_of(books, proposal.terms),
        tuple(room.community for room in rooms),
    )
