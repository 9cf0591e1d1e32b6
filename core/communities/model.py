"""Network, shops, communities, standings and invitations as plain values; must not read or write anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.kernel.identity import Account, Address, CommunityId, Home, PersonId, ShopId, Standing

INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shop:
    id: ShopId
    name: str


@dataclass(frozen=True, slots=True)
class Community:
    """A guild or group tied to a shop; `address.room` is where announcements go, or "" for the space itself."""

    id: CommunityId
    shop: ShopId
    shop_name: str
    name: str
    address: Address
    locale: str
    zone: str

    def as_home(self) -> Home:
        return Home(self.id, self.shop, self.shop_name, self.locale, self.zone)


@dataclass(frozen=True, slots=True)
class NewCommunity:
    """A community to tie, or to tie again with other settings, found by its platform and space."""

    shop: ShopId
    name: str
    address: Address
    locale: str
    zone: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a one-time code allows: a standing in a shop, or in the whole network when `shop` is None."""

    code_hash: str
    shop: ShopId | None
    standing: Standing
    expires_at: datetime
    request: str = ""
    """The act that asked for it, or "" for one that is not asked for: the same act gives no second code."""


@dataclass(frozen=True, slots=True)
class Staff:
    """One person's standing in one shop, or in the network when `shop` is None."""

    person: PersonId
    name: str
    accounts: tuple[Account, ...]
    shop: ShopId | None
    standing: Standing
