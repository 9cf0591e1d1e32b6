"""Declares what ties the network together: set-up, invitations, staff, shops; must not hold rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from core.communities.service import Installation, Network
from core.communities.views import InstalledCard, InvitationCard, ShopList, StaffList
from core.kernel.errors import Say
from core.kernel.identity import Caller, PersonId, Standing
from core.ui.cards import Reply, notice
from core.ui.catalogue import Catalogue, Command, standing_message
from core.ui.fields import Choice, Someone, Text

MAX_SHOP_NAME = 60


class GrantedStanding(StrEnum):
    """The standings that are granted by command."""

    ANIMATOR = "animator"
    BOOKSELLER = "bookseller"
    SHOP_MANAGER = "shop-manager"
    NETWORK_OWNER = "network-owner"

    @property
    def standing(self) -> Standing:
        return Standing[self.name]


@dataclass(frozen=True, slots=True)
class SetUp:
    shop: Annotated[str, Text("setup-shop", 1, MAX_SHOP_NAME)]
    code: Annotated[str, Text("setup-code", 4, 20)] = ""
    zone: Annotated[str, Text("setup-zone-name", 3, 40)] = ""


@dataclass(frozen=True, slots=True)
class InviteShop:
    shop: Annotated[str, Text("invite-shop", 1, MAX_SHOP_NAME)]


@dataclass(frozen=True, slots=True)
class GrantStanding:
    person: Annotated[PersonId, Someone("staff-person")]
    standing: Annotated[GrantedStanding, Choice("staff-standing", GrantedStanding)]


@dataclass(frozen=True, slots=True)
class RevokeStanding:
    person: Annotated[PersonId, Someone("staff-person")]


@dataclass(frozen=True, slots=True)
class Nothing:
    """A command that asks nothing."""


@dataclass(frozen=True, slots=True)
class NetworkDesk:
    """The commands of the network over its use cases."""

    network: Network

    async def set_up(self, caller: Caller, request: SetUp) -> Reply:
        wish = Installation(request.shop, request.code, request.zone)
        return Reply(InstalledCard(await self.network.install(caller, wish)))

    async def invite(self, caller: Caller, request: InviteShop) -> Reply:
        shop, code = await self.network.invite(request.shop, caller.request)
        return Reply(InvitationCard(shop, code))

    async def grant(self, caller: Caller, request: GrantStanding) -> Reply:
        await self.network.grant(caller, request.person, request.standing.standing)
        return Reply(notice("staff-granted", standing=Say(standing_message(request.standing.standing))))

    async def revoke(self, caller: Caller, request: RevokeStanding) -> Reply:
        await self.network.grant(caller, request.person, Standing.READER)
        return Reply(notice("staff-revoked"))

    async def staff(self, caller: Caller, request: Nothing) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(StaffList(await self.network.staff(caller)))

    async def shops(self, caller: Caller, request: Nothing) -> Reply:  # noqa: ARG002 - the same for everybody
        return Reply(ShopList(await self.network.shops()))

    async def announce_here(self, caller: Caller, request: Nothing) -> Reply:  # noqa: ARG002 - nothing is asked
        community = await self.network.announce_here(caller)
        return Reply(notice("announce-here", shop=community.shop_name))


def declare(catalogue: Catalogue, desk: NetworkDesk) -> None:
    """Add everything about the network to the catalogue."""
    manager, owner = Standing.SHOP_MANAGER, Standing.NETWORK_OWNER
    catalogue.add(Command(("setup",), SetUp, desk.set_up, needs_home=False))
    catalogue.add(Command(("announce", "here"), Nothing, desk.announce_here, needs=manager))
    catalogue.add(Command(("shop", "invite"), InviteShop, desk.invite, needs=owner, needs_home=False))
    catalogue.add(Command(("shop", "list"), Nothing, desk.shops, needs_home=False))
    catalogue.add(Command(("staff", "grant"), GrantStanding, desk.grant, needs=manager))
    catalogue.add(Command(("staff", "revoke"), RevokeStanding, desk.revoke, needs=manager))
    catalogue.add(Command(("staff", "list"), Nothing, desk.staff, needs=Standing.BOOKSELLER))
