"""What communities need from one transaction; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.communities.model import Community, Invitation, NewCommunity, Shop, Staff
from core.kernel.guesses import Guesses
from core.kernel.identity import Address, CommunityId, PersonId, Platform, ShopId, Standing
from core.kernel.storage import RequestLog


class Shops(Protocol):
    """The shops of the network."""

    def hold(self) -> None:
        """Until the transaction ends, let nobody else found a shop or tie a place to one."""
        ...

    def add(self, name: str, /) -> ShopId: ...

    def all(self) -> Sequence[Shop]:
        """Every shop, by name."""
        ...

    def get(self, shop: ShopId, /) -> Shop | None: ...


class Communities(Protocol):
    """The guilds and groups tied to shops; at most one per platform and space."""

    def tie(self, new: NewCommunity, /) -> CommunityId:
        """Insert it, or update the one at the same platform and space; return its id, which never changes."""
        ...

    def at(self, platform: Platform, space: str, /) -> Community | None: ...

    def get(self, community: CommunityId, /) -> Community | None: ...

    def of_shop(self, shop: ShopId, /) -> Sequence[Community]: ...

    def all(self) -> Sequence[Community]: ...

    def untie(self, community: CommunityId, /) -> None:
        """The bot was removed there: no longer announce to it. Its id stays taken."""
        ...

    def move(self, old: Address, new: Address, /) -> bool:
        """The platform gave a space a new id: keep everything else, in every table that holds an address.

        Where somebody tied the new id before the news came, that community takes over the polls of the old one.
        Return whether a community was there; harmless the second time.
        """
        ...


class Standings(Protocol):
    """Who was granted what; a reader has no row."""

    def grant(self, person: PersonId, shop: ShopId | None, standing: Standing, /) -> None:
        """Set the person's standing in the shop (None: in the network); READER takes it away."""
        ...

    def of(self, person: PersonId, shop: ShopId | None, /) -> Standing:
        """Return the highest of the person's standing in the shop and in the network; with None for the shop, the
        highest anywhere."""
        ...

    def hold_owners(self) -> None:
        """Until the transaction ends, let nobody else take the network from one of its owners."""
        ...

    def staff(self, shop: ShopId | None, /) -> Sequence[Staff]:
        """Everybody with a standing in the shop or the network, highest first, then by name; None: the network only."""
        ...


class Invitations(Protocol):
    """One-time codes, kept as hashes."""

    def add(self, invitation: Invitation, /) -> None: ...

    def take(self, code_hash: str, now: datetime, /) -> Invitation | None:
        """Remove and return the invitation, or None when there is none or it has expired."""
        ...

    def reissue(self, request: str, code_hash: str, /) -> bool:
        """Give the invitation that an act asked for this code in place of the one before; False when it was used."""
        ...

    def withdraw(self, standing: Standing, /) -> None:
        """No code given out so far for this standing works any more."""
        ...


class Inspection(Protocol):
    """What an adapter can say of a place on its platform."""

    async def missing_rights(self, address: Address, /) -> Sequence[str]:
        """Return the message ids of the rights the bot lacks there, () when it has what it needs."""
        ...

    async def name_of(self, address: Address, /) -> str:
        """Return what the place is called there, or ""."""
        ...


class CommunityRows(Protocol):
    """One transaction, as far as communities are concerned."""

    @property
    def shops(self) -> Shops: ...
    @property
    def communities(self) -> Communities: ...
    @property
    def standings(self) -> Standings: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def guesses(self) -> Guesses: ...
    @property
    def requests(self) -> RequestLog: ...
