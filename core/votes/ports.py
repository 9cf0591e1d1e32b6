"""What votes need from one transaction; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.due import DueRows
from core.kernel.identity import Account, CommunityId, PersonId, PollId, ShopId, WorkId
from core.kernel.outbox import Outbox
from core.kernel.storage import RequestLog
from core.votes.model import Announced, Ballot, NewPoll, Nomination, Poll, PollHead, PollState, Reach


class Polls(Protocol):
    """Polls and their titles."""

    def add(self, poll: NewPoll, /) -> PollId: ...

    def get(self, poll: PollId, /) -> Poll | None: ...

    def lock(self, poll: PollId, /) -> PollHead | None:
        """Return the poll's head and keep every other writer off it until the transaction ends: the first statement of
        every write about a poll."""
        ...

    def settle(self, poll: PollId, state: PollState, at: datetime, /) -> None: ...

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
    """The ballots of polls: at most one per poll and person."""

    def get(self, poll: PollId, person: PersonId, /) -> Ballot | None: ...

    def put(self, poll: PollId, person: PersonId, ballot: Ballot, /) -> None: ...

    def remove(self, poll: PollId, person: PersonId, /) -> None: ...

    def of_person(self, person: PersonId, /) -> Sequence[tuple[PollId, Ballot]]:
        """The person's ballots in polls that are open."""
        ...

    def aggregate(self, poll: PollId, /) -> Sequence[tuple[tuple[int, ...], int]]:
        """Each different set of marks, with how many persons cast it."""
        ...

    def bar(self, poll: PollId, person: PersonId, /) -> None:
        """This person may not vote in this poll: their account left somebody who can."""
        ...

    def unbar(self, poll: PollId, person: PersonId, /) -> None: ...

    def is_barred(self, poll: PollId, person: PersonId, /) -> bool: ...


class Nominations(Protocol):
    """Books nominated in a shop and not voted on yet; at most one per work."""

    def add(self, shop: ShopId, nomination: Nomination, /) -> None: ...

    def get(self, shop: ShopId, work: WorkId, /) -> Nomination | None: ...

    def of_shop(self, shop: ShopId, /) -> Sequence[Nomination]:
        """The oldest first."""
        ...

    def withdraw(self, shop: ShopId, work: WorkId, /) -> None: ...

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        """What `gone` nominated was nominated by `kept`."""
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


class VoteRows(Protocol):
    """One transaction, as far as votes are concerned."""

    @property
    def polls(self) -> Polls: ...
    @property
    def ballots(self) -> Ballots: ...
    @property
    def nominations(self) -> Nominations: ...
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
