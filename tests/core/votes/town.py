"""A small network to vote in: two shops, their rooms on two platforms, three readers, six books."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from core.books.model import NewEdition
from core.communities.model import NewCommunity
from core.delivery.ports import LetterState, Outcome
from core.kernel.identity import (
    Account,
    Address,
    Caller,
    CommunityId,
    PersonId,
    Place,
    Platform,
    RequestKey,
    ShopId,
    Standing,
    WorkId,
)
from core.members.model import BEFORE_THE_BOT, KnownAccount, Membership
from core.votes.charter.terms import Method, Terms
from core.votes.commands import VoteDesk
from core.votes.electorate.reminding import Reminders
from core.votes.electorate.service import Electors
from core.votes.ending.closing import Closing
from core.votes.ending.deciding import Deciding
from core.votes.ending.exporting import Proofs
from core.votes.model import Poll, Reach
from core.votes.nominations import Shortlist
from core.votes.rounds.service import Rounds
from core.votes.rounds.writing import WritingIn
from core.votes.service import Proposal, Votes
from tests.fakes import FakeRows, FakeStorage

ALPHA, BETA = Platform("alpha"), Platform("beta")
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BOOKS = ("Emma", "Nana", "Babel", "Dune", "Stoner", "Piranesi")


@dataclass(slots=True)
class HandClock:
    """A clock that only moves when told."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass(slots=True)
class Town:
    """The network under test, with what its people can do."""

    storage: FakeStorage = field(default_factory=FakeStorage)
    clock: HandClock = field(default_factory=HandClock)
    shop: ShopId = field(init=False)
    other_shop: ShopId = field(init=False)
    homes: dict[str, CommunityId] = field(default_factory=dict)
    works: tuple[WorkId, ...] = ()
    requests: itertools.count[int] = field(default_factory=itertools.count)
    votes: Votes = field(init=False)
    closing: Closing = field(init=False)
    deciding: Deciding = field(init=False)
    proofs: Proofs = field(init=False)
    shortlist: Shortlist = field(init=False)
    electors: Electors = field(init=False)
    reminders: Reminders = field(init=False)
    rounds: Rounds = field(init=False)
    writing: WritingIn = field(init=False)

    def __post_init__(self) -> None:
        self.votes = Votes(self.storage, self.clock)
        self.closing = Closing(self.storage, self.storage, self.clock)
        self.deciding = Deciding(self.storage, self.clock)
        self.proofs = Proofs(self.storage, self.clock)
        self.electors = Electors(self.storage, self.clock)
        self.reminders = Reminders(self.storage, self.clock)
        self.shortlist = Shortlist(self.storage, self.clock)
        self.rounds = Rounds(self.storage, self.storage, self.clock)
        self.writing = WritingIn(self.storage, self.clock)

    @property
    def desk(self) -> VoteDesk:
        """The commands of votes over everything that can be done with them here."""
        return VoteDesk(
            self.votes,
            self.closing,
            self.shortlist,
            self.proofs,
            self.electors,
            self.reminders,
            self.rounds,
            self.writing,
            self.deciding,
        )

    async def build(self) -> Town:
        def job(rows: FakeRows) -> None:
            self.shop, self.other_shop = rows.shops.add("L’Agora"), rows.shops.add("Le Préau")
            for name, shop, platform in (
                ("alpha", self.shop, ALPHA),
                ("beta", self.shop, BETA),
                ("far", self.other_shop, ALPHA),
            ):
                new = NewCommunity(shop, name, Address(platform, f"space-{name}", "room"), "fr", "Europe/Paris")
                self.homes[name] = rows.communities.tie(new)
            self.works = tuple(rows.books.put(NewEdition(title, ("Une Autrice",)))[0] for title in BOOKS)

        await self.storage.write(job)
        return self

    async def person(
        self, name: str, *platforms: Platform, since: datetime | None = None, made_at: datetime | None = None
    ) -> PersonId:
        """Add somebody with an account of that name on each platform, a member there since ever unless told."""

        def job(rows: FakeRows) -> PersonId:
            person = rows.members.add_person()
            for platform in platforms or (ALPHA,):
                rows.members.put_account(KnownAccount(Account(platform, name), person, name, name, "fr", False))
                home = self.homes["alpha" if platform == ALPHA else "beta"]
                rows.memberships.put(Membership(Account(platform, name), home, since or BEFORE_THE_BOT, made_at))
            return person

        return await self.storage.write(job)

    async def caller(
        self, name: str, platform: Platform = ALPHA, home: str = "", standing: Standing = Standing.READER
    ) -> Caller:
        """Return somebody acting now; every call is another act."""
        home = home or ("alpha" if platform == ALPHA else "beta")

        def job(rows: FakeRows) -> Caller:
            account = Account(platform, name)
            person = rows.members.person_of(account)
            assert person is not None
            community = rows.communities.get(self.homes[home])
            assert community is not None
            place = Place(community.address, can_whisper=True)
            request = RequestKey(f"r{next(self.requests)}")
            return Caller(person, account, name, place, "fr", community.as_home(), standing, False, request)

        return await self.storage.read(job)

    async def post_letters(self) -> None:
        """Every letter that waits is posted."""

        def job(rows: FakeRows) -> None:
            at = self.clock.now() + timedelta(hours=1)
            for platform in (ALPHA, BETA):
                while waiting := rows.queue.claim(platform, at, 99, at):
                    rows.queue.record(
                        [Outcome(each.id, LetterState.SENT, at, message=f"1/{each.id}") for each in waiting]
                    )

        await self.storage.write(job)

    async def open(
        self, method: Method = Method.APPROVAL, reach: Reach = Reach.SHOP, titles: int = 3, hours: float = 24
    ) -> Poll:
        """A bookseller opens a poll on the first books."""
        await self.person("libraire")
        standing = Standing.NETWORK_OWNER if reach is Reach.NETWORK else Standing.BOOKSELLER
        bookseller = await self.caller("libraire", standing=standing)
        proposal = Proposal(
            "Janvier ?", Terms(method), self.works[:titles], self.clock.now() + timedelta(hours=hours), reach
        )
        return (await self.votes.open(bookseller, proposal)).poll
