"""What debates need from one transaction; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.debates.model import Customs, Debate, DebateHead, Hall, NewDebate, Reach, State
from core.kernel.due import DueRows
from core.kernel.identity import Account, CommunityId, DebateId, PersonId, ShopId
from core.kernel.outbox import Outbox
from core.kernel.storage import RequestLog


class Debates(Protocol):
    """Debates and what is decided about them."""

    def add(self, debate: NewDebate, /) -> DebateId: ...

    def get(self, debate: DebateId, /) -> Debate | None: ...

    def lock(self, debate: DebateId, /) -> DebateHead | None:
        """Return the debate's head and keep every other writer off it until the transaction ends: the first statement
        of every write about a debate."""
        ...

    def start(self, debate: DebateId, opened_at: datetime, closes_at: datetime, /) -> None:
        """It is open."""
        ...

    def settle(self, debate: DebateId, state: State, /) -> None: ...

    def pace(self, debate: DebateId, seconds: int, /) -> None: ...

    def keep_outcome(self, debate: DebateId, outcome: str, /) -> None: ...

    def reaches(self, debate: DebateId, community: CommunityId, /) -> bool: ...

    def count_proposals(self, author: PersonId, /) -> int:
        """How many proposals of this person still wait."""
        ...

    def recent(self, shop: ShopId | None, limit: int, /) -> Sequence[Debate]:
        """The debates of the shop and those held in its communities (None: everyone's) that are not archived: open ones
        first, then drafts, then closed ones, the latest of each first."""
        ...

    def customs(self, shop: ShopId, /) -> Customs | None:
        """What the shop decided; None when it never did."""
        ...

    def keep_customs(self, shop: ShopId, customs: Customs, /) -> None: ...


class Supporters(Protocol):
    """Who would come to a proposed debate: each person once."""

    def add(self, debate: DebateId, person: PersonId, at: datetime, /) -> bool:
        """Return whether the person is new."""
        ...

    def remove(self, debate: DebateId, person: PersonId, /) -> bool: ...

    def count(self, debate: DebateId, /) -> int: ...

    def has(self, debate: DebateId, person: PersonId, /) -> bool: ...

    def proposals_of(self, person: PersonId, /) -> Sequence[DebateId]:
        """The proposals this person supports that still wait, lowest id first: the order in which several are
        locked."""
        ...

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        """What `gone` supported or proposed, `kept` does."""
        ...


class Halls(Protocol):
    """Where debates are held; the communities' own rows answer."""

    def reached(self, community: CommunityId | None, shop: ShopId, reach: Reach, /) -> Sequence[Hall]:
        """The communities a new debate of this reach goes to; `community` is the one it comes from."""
        ...

    def of(self, debate: DebateId, /) -> Sequence[Hall]:
        """The communities of the debate as they are tied today, with their rooms."""
        ...

    def stand(self, debate: DebateId, community: CommunityId, room: str, /, *, is_own: bool) -> None:
        """The debate is held in this room of the community."""
        ...


class Persons(Protocol):
    """Who an account belongs to; the members' own rows answer."""

    def person_of(self, account: Account, /) -> PersonId | None: ...


class DebateRows(Protocol):
    """One transaction, as far as debates are concerned."""

    @property
    def debates(self) -> Debates: ...
    @property
    def supporters(self) -> Supporters: ...
    @property
    def halls(self) -> Halls: ...
    @property
    def members(self) -> Persons: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def due(self) -> DueRows: ...
    @property
    def requests(self) -> RequestLog: ...
