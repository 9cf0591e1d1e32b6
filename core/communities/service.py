"""The network and its shops: setting up, granting, following moved places; must not know what shops do."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.communities.model import INVITATION_LIFE, Community, Invitation, NewCommunity, Shop, Staff
from core.communities.ports import CommunityRows, Inspection
from core.communities.rules import check_free, founded, keep_one_owner, named, tied_at
from core.kernel.clock import Clock
from core.kernel.errors import Refusal, Say
from core.kernel.guesses import note_guess, wait_refusal
from core.kernel.identity import Address, Caller, PersonId, Platform, RequestKey, ShopId, Standing
from core.kernel.storage import Storage
from core.kernel.tokens import code_of, hash_code, new_code
from core.ui.catalogue import standing_message


@dataclass(frozen=True, slots=True)
class Installation:
    """What somebody asks for when they tie a place to a shop."""

    shop: str
    """The shop's name: an existing one is joined, case ignored, a new one is founded where that is allowed."""
    code: str = ""
    zone: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Installed:
    community: Community
    is_new_owner: bool
    missing_rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a community gets that names neither language nor zone."""

    locale: str
    zone: str


class Network:
    """One network of shops: the whole of one database."""

    def __init__(
        self,
        storage: Storage[CommunityRows],
        clock: Clock,
        inspections: Mapping[Platform, Inspection],
        defaults: Defaults,
    ) -> None:
        """`inspections` may be filled after this: adapters are made later than the network."""
        self._storage = storage
        self._clock = clock
        self._inspections = inspections
        self._defaults = defaults
        self._secret = secrets.token_bytes()

    async def owner_code(self) -> str | None:
        """Return a new code for the network's owner, in place of any before it, or None once there is one."""
        code, now = new_code(), self._clock.now()

        def job(rows: CommunityRows) -> bool:
            if any(each.standing is Standing.NETWORK_OWNER for each in rows.standings.staff(None)):
                return False
            rows.invitations.withdraw(Standing.NETWORK_OWNER)
            rows.invitations.add(Invitation(hash_code(code), None, Standing.NETWORK_OWNER, now + INVITATION_LIFE))
            return True

        return code if await self._storage.write(job) else None

    async def install(self, caller: Caller, wish: Installation) -> Installed:
        """Tie the place the caller is in to a shop; raises Refusal. A request that comes twice is answered twice."""
        if caller.place.is_private:
            raise Refusal("setup-in-private")
        address = caller.place.address
        zone = _checked_zone(wish.zone) or (caller.home.zone if caller.home else self._defaults.zone)
        now = self._clock.now()
        if wish.code and not await self._storage.write(lambda rows: _may_guess(rows, caller, now)):
            raise wait_refusal("setup-code-wait")
        inspection = self._inspections.get(address.platform)
        name = await inspection.name_of(address) if inspection else ""

        def job(rows: CommunityRows) -> tuple[Community, bool]:
            if not rows.requests.first_time(caller.request):
                is_owner = rows.standings.of(caller.person, None) is Standing.NETWORK_OWNER
                return tied_at(rows, address), is_owner and bool(wish.code)
            rows.shops.hold()
            shop, is_new_owner = self._allowed_shop(rows, caller, wish)
            check_free(rows, caller, shop)
            before = rows.communities.at(address.platform, address.space)
            locale = wish.locale or (before.locale if before else caller.locale or self._defaults.locale)
            rows.communities.tie(NewCommunity(shop.id, name or shop.name, address, locale, zone))
            rows.guesses.forget_attempt(caller.person, now)
            return tied_at(rows, address), is_new_owner

        community, is_new_owner = await self._storage.write(job)
        missing = await inspection.missing_rights(community.address) if inspection else ()
        return Installed(community, is_new_owner, tuple(missing))

    def _allowed_shop(self, rows: CommunityRows, caller: Caller, wish: Installation) -> tuple[Shop, bool]:
        """Return the shop to tie to and whether the caller became the network's owner; raises Refusal."""
        shop = named(rows, wish.shop)
        is_owner = rows.standings.of(caller.person, None) >= Standing.NETWORK_OWNER
        if wish.code:
            return self._by_code(rows, caller, wish, shop)
        if is_owner:
            return shop or founded(rows, wish.shop), False
        if shop and rows.standings.of(caller.person, shop.id) >= Standing.SHOP_MANAGER and caller.runs_place:
            return shop, False
        raise Refusal("setup-refused" if caller.runs_place else "setup-not-admin")

    def _by_code(self, rows: CommunityRows, caller: Caller, wish: Installation, shop: Shop | None) -> tuple[Shop, bool]:
        invitation = rows.invitations.take(hash_code(wish.code), self._clock.now())
        if invitation is None:
            raise Refusal("setup-code-wrong")
        if invitation.standing is Standing.NETWORK_OWNER:
            rows.standings.grant(caller.person, None, Standing.NETWORK_OWNER)
            rows.invitations.withdraw(Standing.NETWORK_OWNER)
            return shop or founded(rows, wish.shop), True
        invited = rows.shops.get(invitation.shop) if invitation.shop is not None else None
        if invited is None:
            raise Refusal("setup-code-wrong")
        rows.standings.grant(caller.person, invited.id, invitation.standing)
        return invited, False

    async def invite(self, shop: str, request: RequestKey) -> tuple[Shop, str]:
        """Return a shop, founded where it is new, and a one-time code for its manager; raises Refusal.

        A request that comes twice gives one code: the same, or after a restart a new one in place of the first.
        """
        code, now = code_of(request, self._secret), self._clock.now()

        def job(rows: CommunityRows) -> Shop:
            found = founded(rows, shop)
            if rows.requests.first_time(request):
                new = Invitation(hash_code(code), found.id, Standing.SHOP_MANAGER, now + INVITATION_LIFE, request)
                rows.invitations.add(new)
            elif not rows.invitations.reissue(request, hash_code(code)):
                raise Refusal("invite-spent", shop=found.name)
            return found

        return await self._storage.write(job), code

    async def grant(self, caller: Caller, person: PersonId, standing: Standing) -> None:
        """Give somebody a standing in the caller's shop; raises Refusal. READER takes it away."""
        shop = home_shop(caller)

        def job(rows: CommunityRows) -> None:
            held = rows.standings.of(person, shop)
            is_owner = caller.standing >= Standing.NETWORK_OWNER
            if not is_owner and (standing >= caller.standing or held >= caller.standing):
                raise Refusal("staff-too-high", standing=Say(standing_message(max(standing, held))))
            if standing is Standing.NETWORK_OWNER:
                rows.standings.grant(person, None, standing)
                return
            if held is Standing.NETWORK_OWNER:
                keep_one_owner(rows, person)
                rows.standings.grant(person, None, Standing.READER)
            rows.standings.grant(person, shop, standing)

        await self._storage.write(job)

    async def staff(self, caller: Caller) -> Sequence[Staff]:
        """Return everybody with a standing in the caller's shop or the network, highest first."""
        shop = home_shop(caller)
        return await self._storage.read(lambda rows: rows.standings.staff(shop))

    async def shops(self) -> Sequence[tuple[Shop, Sequence[Community]]]:
        """Return every shop with its communities, by name."""
        return await self._storage.read(
            lambda rows: [(shop, rows.communities.of_shop(shop.id)) for shop in rows.shops.all()]
        )

    async def announce_here(self, caller: Caller) -> Community:
        """Make the room the caller is in the one where their community is told things; raises Refusal."""
        address = caller.place.address

        def job(rows: CommunityRows) -> Community:
            rows.shops.hold()
            found = None if caller.place.is_private else rows.communities.at(address.platform, address.space)
            if found is None:
                raise Refusal("refused-no-home")
            rows.communities.tie(NewCommunity(found.shop, found.name, address, found.locale, found.zone))
            return found

        return await self._storage.write(job)

    async def move(self, old: Address, new: Address) -> None:
        """Follow a place whose id changed; harmless the second time."""
        await self._storage.write(lambda rows: rows.communities.move(old, new))

    async def spaces(self, platform: Platform) -> Sequence[str]:
        """Return the guilds or groups of one platform that are tied to a shop."""
        tied = await self._storage.read(lambda rows: rows.communities.all())
        return [each.address.space for each in tied if each.address.platform == platform]

    async def leave(self, platform: Platform, space: str) -> None:
        """The bot was removed from a place: announce nothing there any more."""

        def job(rows: CommunityRows) -> None:
            found = rows.communities.at(platform, space)
            if found:
                rows.communities.untie(found.id)

        await self._storage.write(job)


def _may_guess(rows: CommunityRows, caller: Caller, now: datetime) -> bool:
    return note_guess(rows.requests, rows.guesses, caller.person, caller.request, now)


def home_shop(caller: Caller) -> ShopId:
    """Return the caller's shop; raises Refusal when they have none."""
    if caller.home is None:
        raise Refusal("refused-no-home")
    return caller.home.shop


def _checked_zone(zone: str) -> str:
    if not zone:
        return ""
    try:
        return ZoneInfo(zone.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise Refusal("setup-zone", zone=zone[:40]) from problem
