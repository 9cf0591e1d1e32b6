"""Who and where, in words no platform owns; must not say what any of them may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum
from typing import NewType

PersonId = NewType("PersonId", int)
ShopId = NewType("ShopId", int)
CommunityId = NewType("CommunityId", int)
WorkId = NewType("WorkId", int)
PollId = NewType("PollId", int)
SelectionId = NewType("SelectionId", int)
DebateId = NewType("DebateId", int)
OutboxId = NewType("OutboxId", int)

Platform = NewType("Platform", str)
"""An opaque key that an adapter gives itself; the core compares it and never looks inside."""

RequestKey = NewType("RequestKey", str)
"""Names one act of one person for good (an interaction's or an update's id), so that a retry counts once."""


class Standing(IntEnum):
    """What a person is to a shop, in rising order; each standing includes those below it."""

    READER = 0
    CARD_HOLDER = 1
    ANIMATOR = 2
    BOOKSELLER = 3
    SHOP_MANAGER = 4
    NETWORK_OWNER = 5


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account on one platform."""

    platform: Platform
    user: str


class PlaceKind(Enum):
    """Whether a place belongs to one person or to many."""

    PRIVATE = "private"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message can be sent: `space` is a guild, group or private chat, `room` a channel or topic in it or ""."""

    platform: Platform
    space: str
    room: str = ""
    kind: PlaceKind = PlaceKind.SHARED


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is happening, with what the platform can do there."""

    address: Address
    can_whisper: bool
    """Whether an answer given here can be seen by the caller alone."""
    joins_commands: bool = False
    """Whether the words of a command are typed as one here: /vote_open rather than /vote open."""

    @property
    def is_private(self) -> bool:
        return self.address.kind is PlaceKind.PRIVATE


@dataclass(frozen=True, slots=True)
class Home:
    """The community a caller speaks in, or was last seen in when the place is private."""

    community: CommunityId
    shop: ShopId
    shop_name: str
    locale: str
    zone: str
    """An IANA time zone name."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody doing something somewhere, as an adapter saw it and before anything is known of them."""

    account: Account
    name: str
    handle: str
    """The name others can type to point at this account, without "@", or ""."""
    place: Place
    locale: str
    """The platform's word on the person's language, such as "fr" or "en-US", or ""."""
    runs_place: bool
    """Whether the platform says that this person administers the place."""
    request: RequestKey
    joined_at: datetime | None = None
    """Since when they have been in the place, where the platform tells."""
    made_at: datetime | None = None
    """When the account was made, where the platform tells."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind an act, known to the network: what every command receives."""

    person: PersonId
    account: Account
    name: str
    place: Place
    locale: str
    home: Home | None
    standing: Standing
    """Their highest standing in the home shop, or in any shop when there is no home."""
    runs_place: bool
    request: RequestKey

    @property
    def zone(self) -> str:
        return self.home.zone if self.home else "Europe/Paris"
