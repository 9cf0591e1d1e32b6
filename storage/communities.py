"""Rows of shops and of the communities tied to them; must not decide who may tie one."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, insert, literal, select, text, update

from core.communities.model import Community, NewCommunity, Shop
from core.kernel.collation import filing_key
from core.kernel.identity import Address, CommunityId, Home, Platform, ShopId
from storage.debate_tables import debate_community
from storage.electorate_tables import membership
from storage.session import Row, Session
from storage.statements import Statement, bound, insert_or
from storage.tables import community, draft, outbox, poll_community, shop

_ADD_SHOP = Statement(insert(shop).values(bound("name")).returning(shop.c.id))
_SHOPS = Statement(select(shop.c.id, shop.c.name).order_by(shop.c.id))
_SHOP = Statement(select(shop.c.id, shop.c.name).where(shop.c.id == bindparam("shop_id")))


_HOLD_SHOPS = Statement(select(literal(1)), text("LOCK TABLE shop IN SHARE ROW EXCLUSIVE MODE"))
"""There is no row to lock before the first shop; SQLite has one writer at a time."""


class Shops:
    """Satisfies core.communities.ports.Shops."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hold(self) -> None:
        self._session.run(_HOLD_SHOPS)

    def add(self, name: str, /) -> ShopId:
        row = self._session.only(_ADD_SHOP, name=name)
        return ShopId(row[0])

    def all(self) -> Sequence[Shop]:
        return sorted((Shop(*row) for row in self._session.all(_SHOPS)), key=lambda each: filing_key(each.name))

    def get(self, shop: ShopId, /) -> Shop | None:
        row = self._session.one(_SHOP, shop_id=shop)
        return Shop(*row) if row else None


_COMMUNITY = ("shop_id", "name", "platform", "space", "room", "locale", "zone", "is_tied")
_TIE = insert_or(
    community,
    _COMMUNITY,
    ("platform", "space"),
    update=("shop_id", "name", "room", "locale", "zone", "is_tied"),
    returning=(community.c.id,),
)
_KNOWN = (
    select(
        community.c.id,
        community.c.shop_id,
        shop.c.name,
        community.c.name,
        community.c.platform,
        community.c.space,
        community.c.room,
        community.c.locale,
        community.c.zone,
    )
    .select_from(community.join(shop))
    .where(community.c.is_tied == 1)
    .order_by(community.c.id)
)
_AT = Statement(_KNOWN.where(community.c.platform == bindparam("platform"), community.c.space == bindparam("space")))
_GET = Statement(_KNOWN.where(community.c.id == bindparam("community_id")))
_OF_SHOP = Statement(_KNOWN.where(community.c.shop_id == bindparam("shop_id")))
_ALL = Statement(_KNOWN)
_UNTIE = Statement(update(community).where(community.c.id == bindparam("community_id")).values(is_tied=0))
_MOVES = tuple(
    Statement(
        update(table)
        .where(table.c.platform == bindparam("old_platform"), table.c.space == bindparam("old_space"))
        .values(space=bindparam("new_space"))
    )
    for table in (community, outbox, draft)
)
_IS_KNOWN = Statement(
    select(community.c.id).where(community.c.platform == bindparam("platform"), community.c.space == bindparam("space"))
)
_reached = poll_community.alias()
_GIVE_POLLS = Statement(
    update(poll_community)
    .where(
        poll_community.c.community_id == bindparam("old_id"),
        ~exists().where(_reached.c.poll_id == poll_community.c.poll_id, _reached.c.community_id == bindparam("new_id")),
    )
    .values(community_id=bindparam("new_id"))
)
_there = membership.alias()
_GIVE_MEMBERS = Statement(
    update(membership)
    .where(
        membership.c.community_id == bindparam("old_id"),
        ~exists().where(
            _there.c.platform == membership.c.platform,
            _there.c.user_id == membership.c.user_id,
            _there.c.community_id == bindparam("new_id"),
        ),
    )
    .values(community_id=bindparam("new_id"))
)
_holds = debate_community.alias()
_GIVE_DEBATES = Statement(
    update(debate_community)
    .where(
        debate_community.c.community_id == bindparam("old_id"),
        ~exists().where(
            _holds.c.debate_id == debate_community.c.debate_id, _holds.c.community_id == bindparam("new_id")
        ),
    )
    .values(community_id=bindparam("new_id"))
)
_left = community.alias()
_NEAREST = Statement(
    _KNOWN.where(_left.c.id == bindparam("community_id"), _left.c.shop_id == community.c.shop_id)
    .order_by(None)
    .order_by((community.c.platform == _left.c.platform).desc(), community.c.id)
)


class Communities:
    """Satisfies core.communities.ports.Communities, and the members' Homes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tie(self, new: NewCommunity, /) -> CommunityId:
        row = self._session.only(
            _TIE,
            shop_id=new.shop,
            name=new.name,
            platform=new.address.platform,
            space=new.address.space,
            room=new.address.room,
            locale=new.locale,
            zone=new.zone,
            is_tied=1,
        )
        return CommunityId(row[0])

    def at(self, platform: Platform, space: str, /) -> Community | None:
        return _community(self._session.one(_AT, platform=platform, space=space))

    def get(self, community: CommunityId, /) -> Community | None:
        return _community(self._session.one(_GET, community_id=community))

    def of_shop(self, shop: ShopId, /) -> Sequence[Community]:
        return _communities(self._session.all(_OF_SHOP, shop_id=shop))

    def all(self) -> Sequence[Community]:
        return _communities(self._session.all(_ALL))

    def untie(self, community: CommunityId, /) -> None:
        self._session.run(_UNTIE, community_id=community)

    def move(self, old: Address, new: Address, /) -> bool:
        if old.space == new.space:
            return False
        taken = self._session.one(_IS_KNOWN, platform=old.platform, space=new.space)
        where = {"old_platform": old.platform, "old_space": old.space, "new_space": new.space}
        moved = self._give_over(old, taken[0]) if taken else self._session.run(_MOVES[0], **where) > 0
        for each in _MOVES[1:]:
            self._session.run(each, **where)
        return moved

    def _give_over(self, old: Address, new_id: int) -> bool:
        found = self.at(old.platform, old.space)
        if found is None:
            return False
        self._session.run(_GIVE_POLLS, old_id=found.id, new_id=new_id)
        self._session.run(_GIVE_MEMBERS, old_id=found.id, new_id=new_id)
        self._session.run(_GIVE_DEBATES, old_id=found.id, new_id=new_id)
        self.untie(found.id)
        return True

    def home_at(self, platform: Platform, space: str, /) -> Home | None:
        found = self.at(platform, space)
        return found.as_home() if found else None

    def home(self, community: CommunityId, /) -> Home | None:
        found = self.get(community) or _community(self._session.one(_NEAREST, community_id=community))
        return found.as_home() if found else None

    def only_home(self, platform: Platform, /) -> Home | None:
        tied = self.all()
        if len({each.shop for each in tied}) != 1:
            return None
        nearest = next((each for each in tied if each.address.platform == platform), tied[0])
        return nearest.as_home()


def _community(row: Row | None) -> Community | None:
    if row is None:
        return None
    found, shop_id, shop_name, name, platform, space, room, locale, zone = row
    return Community(found, shop_id, shop_name, name, Address(Platform(platform), space, room), locale, zone)


def _communities(rows: Sequence[Row]) -> list[Community]:
    return [found for row in rows if (found := _community(row))]
