"""What the electorate needs from one transaction, and from other features; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from core.kernel.identity import PersonId, PollId, ShopId
from core.votes.electorate.rule import Known, Mailbox, Named, VoterList


class ElectorateRows(Protocol):
    """What is kept of a poll for the sake of who votes in it."""

    def extend(self, poll: PollId, until: datetime, /) -> None:
        """The poll closes at `until`; when it was to close is kept."""
        ...

    def is_extended(self, poll: PollId, /) -> bool: ...

    def known(self, poll: PollId, /) -> Sequence[Known]:
        """Everybody who is in a community that the poll reaches or of its shop, has a standing in the shop or is on
        one of its lists."""
        ...

    def met(self, poll: PollId, person: PersonId, /) -> Known | None:
        """One person's membership, as far as it is known by now; None when they are in no such community."""
        ...

    def made_alike(self, poll: PollId, start: datetime, end: datetime, /) -> int:
        """How many of those who voted have an account made from `start` on and before `end`."""
        ...

    def arrived_alike(self, poll: PollId, start: datetime, end: datetime, /) -> int:
        """How many of those who voted came, from `start` on and before `end`, to a community of the poll or of its
        shop."""
        ...

    def waiting(self, poll: PollId, /) -> Sequence[Named]:
        """Whose ballots wait for a bookseller, in the order of their names."""
        ...

    def mailbox(self, person: PersonId, /) -> Mailbox | None:
        """Where the bot may write to this person alone; None where it may not."""
        ...

    def wish(self, person: PersonId, poll: PollId | None, /) -> None:
        """The person asked to be reminded of this poll, or (None) of every one."""
        ...

    def unwish(self, person: PersonId, /) -> None:
        """The person asks for no reminder any more."""
        ...

    def to_remind(self, poll: PollId, /) -> Sequence[PersonId]:
        """Who is on the roll, has not voted and asked to be reminded, of this poll or of all."""
        ...

    def add_list(self, shop: ShopId, name: str, /) -> VoterList: ...

    def list_named(self, number: int, shop: ShopId, /) -> VoterList | None:
        """The shop's list of that number."""
        ...

    def lists(self, shop: ShopId, /) -> Sequence[VoterList]:
        """The shop's lists, the oldest first."""
        ...

    def listed(self, number: int, /) -> Sequence[Named]:
        """Who is on the list, in the order of their names."""
        ...

    def enlist(self, number: int, person: PersonId, /) -> bool:
        """Put the person on the list; False when they were there."""
        ...

    def delist(self, number: int, person: PersonId, /) -> bool:
        """Take the person off the list; False when they were not there."""
        ...

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        """What `gone` is listed for or asked to be reminded of is `kept`'s."""
        ...


class FactSource(Protocol):
    """What another feature knows of persons that a rule may ask for; assembly fills it, and a rule is offered only
    where it does."""

    def holders(self, rows: Any, shop: ShopId, /) -> Collection[PersonId]:
        """Everybody of whom it holds now; `rows` is the whole transaction, of which the feature takes its slice."""
        ...


Facts = Mapping[str, FactSource]
"""By the name that a rule asks for."""
