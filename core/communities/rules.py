"""What holds inside one transaction of the network: founding, who may tie a place; must not speak to platforms."""

from __future__ import annotations

import unicodedata

from core.communities.model import Community, Shop
from core.communities.ports import CommunityRows
from core.kernel.errors import Refusal
from core.kernel.identity import Address, Caller, PersonId, Standing


def tied_at(rows: CommunityRows, address: Address) -> Community:
    """Return the community at a place; raises Refusal where there is none."""
    found = rows.communities.at(address.platform, address.space)
    if found is None:
        raise Refusal("setup-refused")
    return found


def check_free(rows: CommunityRows, caller: Caller, shop: Shop) -> None:
    """Raise Refusal where the place is another shop's and the caller speaks neither for that shop nor for the network:
    to run a guild or group is not to run the shop that meets there."""
    address = caller.place.address
    tied = rows.communities.at(address.platform, address.space)
    if tied is None or tied.shop == shop.id:
        return
    if rows.standings.of(caller.person, tied.shop) < Standing.SHOP_MANAGER:
        raise Refusal("setup-tied", shop=tied.shop_name)


def named(rows: CommunityRows, name: str) -> Shop | None:
    """Return the shop of that name, however it is typed."""
    wanted = folded(name)
    return next((shop for shop in rows.shops.all() if folded(shop.name) == wanted), None)


def folded(name: str) -> str:
    """Return a shop's name as it is compared: keyboards disagree on apostrophes, accents' forms and spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).replace("’", "'").casefold().split())


def founded(rows: CommunityRows, name: str) -> Shop:
    """Return the shop of that name, a new one where there is none: one, however many ask for it at once."""
    rows.shops.hold()
    if shop := named(rows, name):
        return shop
    plain = " ".join(name.split())
    return Shop(rows.shops.add(plain), plain)


def keep_one_owner(rows: CommunityRows, person: PersonId) -> None:
    """Raise Refusal when nobody but this person owns the network, also when two owners part with it at once."""
    rows.standings.hold_owners()
    owners = [each for each in rows.standings.staff(None) if each.standing is Standing.NETWORK_OWNER]
    if all(each.person == person for each in owners):
        raise Refusal("staff-last-owner")
