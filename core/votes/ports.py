"""What votes need from one transaction; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.due import DueRows
from core.kernel.identity import Account, CommunityId, PersonId, PollId, RequestKey, ShopId, WorkId
from core.kernel.outbox import Outbox
from core.kernel.storage import RequestLog
from core.votes.aftermath import AftermathRows
from core.votes.electorate.ports import ElectorateRows
from core.votes.electorate.rule import OnRoll, Status
from core.votes.filling import Marks
from core.votes.integrity.seals import CastBallot
from core.votes.model import Announced, Ballot, NewPoll, Nomination, Poll, PollHead, PollState, Reach, Supporter
from core.votes.rounds.ports import Readings, Seasons, WriteIns
from core.votes.secrecy_ports import SecrecyRows


class Polls(Protocol):
    """Polls and their titles."""

    def add(self, poll: NewPoll, /) -> PollId: ...

    def get(self, poll: PollId, /) -> Poll | None: ...

    def lock(self, poll: PollId, /) -> PollHead | None:
        """Return the poll's head and keep every other writer off it until the transaction ends: the first statement of
        every write about a poll."""
        ...

    def settle(self, poll: PollId, state: PollState, at: datetime, /) -> None: ...

    def keep_outcome(self, poll: PollId, outcome: str, /) -> None:
        """Keep the count of a closed poll, as core.votes.tally.outcomes writes it."""
        ...

    def outcome(self, poll: PollId, /) -> str:
        """The count kept, or ""."""
        ...

    def tell_seed(self, poll: PollId, /) -> None:
        """Keep the seed of the poll's lot for everybody to see: its intake has ended."""
        ...

    def seed(self, poll: PollId, /) -> bytes:
        """The seed that was told; b"" before, and when it was lost."""
        ...

    def record(self, poll: PollId, /) -> Sequence[str]:
        """The lines of the poll's record, in order."""
        ...

    def add_to_record(self, poll: PollId, number: int, line: str, /) -> None: ...

    def change_voters(self, poll: PollId, by: int, /) -> None:
        """Add `by` to the number of ballots that stand."""
        ...

    def reaches(self, poll: PollId, community: CommunityId, /) -> bool:
        """Whether the poll is announced in this community."""
        ...

    def open_ids(self) -> Sequence[PollId]:
        """Every open poll, lowest id first: the order in which several are locked."""
        ...

    def recent(self, shop: ShopId | None, limit: int, /) -> Sequence[Poll]:
        """The shop's polls and those announced in its communities (None: everyone's), open ones first, then the
        latest closed."""
        ...


class Ballots(Protocol):
    """The ballots of polls: at most one per poll and person.

    No person stands beside a ballot: while the poll is open, its key leads from the one to the other; `seal` and the
    end of the key close that way for good.
    """

    def get(self, poll: PollId, person: PersonId, /) -> Ballot | None:
        """The person's ballot in an open poll."""
        ...

    def marks(self, poll: PollId, person: PersonId, /) -> Marks:
        """The marks of that ballot alone; none when none stands."""
        ...

    def put(self, poll: PollId, person: PersonId, ballot: Ballot, request: RequestKey, /) -> str:
        """Put the ballot in place of the person's earlier one and return its receipt, which is kept nowhere, with the
        person's word if they gave one; raises Refusal when the poll's key is lost."""
        ...

    def keep_word(self, poll: PollId, person: PersonId, word: str, request: RequestKey, /) -> None:
        """Keep a word of the person's own for the receipts of their next ballots, masked while the poll is open."""
        ...

    def receipt(self, poll: PollId, person: PersonId, /) -> str:
        """The receipt of the person's ballot in an open poll, made again from its key; "" when none stands."""
        ...

    def remove(self, poll: PollId, person: PersonId, /) -> None: ...

    def hold(self, poll: PollId, person: PersonId, /) -> None:
        """The person's ballot waits for a bookseller: it is counted, sealed and shown to nobody, and without the poll's
        key it cannot be read. Harmless where it waits already, or none stands."""
        ...

    def release(self, poll: PollId, person: PersonId, /) -> None:
        """The person's ballot counts like any other; raises Refusal when the poll's key is lost, since then nobody can
        read it any more."""
        ...

    def drop_held(self, poll: PollId, /) -> None:
        """Destroy the ballots that wait, whether or not the poll's key is left to say whose they are."""
        ...

    def move(self, poll: PollId, gone: PersonId, kept: PersonId, /) -> None:
        """The ballot of `gone` is now the one of `kept`, in place of theirs, with the receipt it has."""
        ...

    def seal(self, poll: PollId, /) -> None:
        """Put the open ballots among the closed ones, in an order that tells nothing."""
        ...

    def casts(self, poll: PollId, /) -> Sequence[CastBallot]:
        """The sealed ballots one by one, as they are published."""
        ...

    def discard(self, poll: PollId, /) -> None:
        """Destroy the open ballots: the poll was cancelled."""
        ...

    def aggregate(self, poll: PollId, /) -> Sequence[tuple[Marks, int]]:
        """Each different ballot that stands or was sealed, with how many cast it: not to be shown before the close."""
        ...

    def grouped(self, poll: PollId, /) -> Sequence[tuple[str, Marks, int]]:
        """The same as `aggregate`, each class of voters by itself: its name, a ballot, and how many cast it."""
        ...

    def find(self, poll: PollId, tracker: str, /) -> Marks | None:
        """The ballot under that tracker."""
        ...


class Roll(Protocol):
    """Who may vote in a poll and who has, never how and never when."""

    def status(self, poll: PollId, person: PersonId, /) -> Status | None: ...

    def voter(self, poll: PollId, account: Account, /) -> OnRoll | None:
        """Who the account belongs to now, as `Persons` tells, and their status: every ballot asks for both."""
        ...

    def put(self, poll: PollId, person: PersonId, status: Status, /) -> None:
        """Note what holds of this person from now on; whether they voted stays as it is."""
        ...

    def remove(self, poll: PollId, person: PersonId, /) -> None:
        """The person is no longer there: another took over what was theirs."""
        ...

    def counts(self, poll: PollId, /) -> tuple[int, int]:
        """How many may vote, as far as they are known, and how many did."""
        ...

    def totals(self, poll: PollId, /) -> Mapping[Status, int]:
        """How many there are of each status."""
        ...

    def mark(self, poll: PollId, person: PersonId, /, *, has_voted: bool) -> None:
        """Note whether a ballot of this person stands."""
        ...


class Nominations(Protocol):
    """Books nominated in a shop and not voted on yet; at most one per work."""

    def add(self, shop: ShopId, nomination: Nomination, /) -> None: ...

    def get(self, shop: ShopId, work: WorkId, /) -> Nomination | None: ...

    def of_shop(self, shop: ShopId, /) -> Sequence[Nomination]:
        """The oldest first."""
        ...

    def withdraw(self, shop: ShopId, work: WorkId, /) -> None: ...

    def title(self, work: WorkId, /) -> str:
        """Return a book's title, nominated or not, or "" where there is no such book."""
        ...

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        """What `gone` nominated or seconded was so by `kept`, once a book."""
        ...

    def standing_of(self, shop: ShopId, person: PersonId, /) -> int:
        """How many of the shop's nominations this person made."""
        ...

    def second(self, shop: ShopId, work: WorkId, by: Supporter, at: datetime, /) -> None:
        """Somebody else wants the book too; once a person."""
        ...

    def unsecond(self, shop: ShopId, work: WorkId, person: PersonId, /) -> None: ...

    def hand_on(self, shop: ShopId, work: WorkId, to: Supporter, /) -> None:
        """The book is nominated by one of those who seconded it: its nominator took it back."""
        ...


class Rooms(Protocol):
    """Where polls can be announced; the communities' own rows answer."""

    def reached(self, community: CommunityId | None, shop: ShopId, reach: Reach, /) -> Sequence[Announced]:
        """The communities a new poll of this reach goes to; `community` is the one it is opened from."""
        ...

    def of_poll(self, poll: PollId, /) -> Sequence[Announced]:
        """The communities the poll was announced in, as they are tied today."""
        ...


class Persons(Protocol):
    """Who an account belongs to; the members' own rows answer."""

    def person_of(self, account: Account, /) -> PersonId | None: ...


class Strongroom(Protocol):
    """Keeps the keys of open polls outside of what is stored."""

    async def forget(self, poll: PollId, /) -> None:
        """Destroy the poll's key, and what its open ballots left in the database's files; harmless twice."""
        ...


class VoteRows(Protocol):
    """One transaction, as far as votes are concerned."""

    @property
    def polls(self) -> Polls: ...
    @property
    def ballots(self) -> Ballots: ...
    @property
    def roll(self) -> Roll: ...
    @property
    def electorate(self) -> ElectorateRows: ...
    @property
    def aftermath(self) -> AftermathRows: ...
    @property
    def secrecy(self) -> SecrecyRows: ...
    @property
    def nominations(self) -> Nominations: ...
    @property
    def readings(self) -> Readings: ...
    @property
    def seasons(self) -> Seasons: ...
    @property
    def write_ins(self) -> WriteIns: ...
    @property
    def rooms(self) -> Rooms: ...
    @property
    def members(self) -> Persons: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def due(self) -> DueRows: ...
    @property
    def requests(self) -> RequestLog: ...
