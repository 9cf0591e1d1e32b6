"""Rows of shops, communities, standings and invitations; must not decide who may do what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update

from core.communities.model import Community, Invitation, NewCommunity, Shop, Staff
from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import Account, Address, CommunityId, Home, PersonId, Platform, ShopId, Standing
from storage.session import Row, Session
from storage.statements import Statement, bound, insert_or
from storage.tables import account, community, draft, invitation, outbox, poll_community, shop, standing

NETWORK = 0
"""The shop id under which standings in the whole network are kept."""

_ADD_SHOP = Statement(insert(shop).values(bound("name")).returning(shop.c.id))
_SHOPS = Statement(select(shop.c.id, shop.c.name).order_by(func.lower(shop.c.name), shop.c.id))
_SHOP = Statement(select(shop.c.id, shop.c.name).where(shop.c.id == bindparam("shop_id")))


class Shops:
    """Satisfies core.communities.ports.Shops."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, name: str, /) -> ShopId:
        row = self._session.only(_ADD_SHOP, name=name)
        return ShopId(row[0])

    def all(self) -> Sequence[Shop]:
        return [Shop(*row) for row in self._session.all(_SHOPS)]

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


_GRANT = insert_or(standing, ("person_id", "shop_id", "level"), ("person_id", "shop_id"), update=("level",))
_OF_PERSON = standing.c.person_id == bindparam("person_id")
_REVOKE = Statement(delete(standing).where(_OF_PERSON, standing.c.shop_id == bindparam("shop_id")))
_LEVEL = Statement(
    select(func.max(standing.c.level)).where(
        _OF_PERSON, or_(standing.c.shop_id == bindparam("shop_id"), standing.c.shop_id == NETWORK)
    )
)
_ANY_LEVEL = Statement(select(func.max(standing.c.level)).where(_OF_PERSON))
_ALL_OF = Statement(select(standing.c.shop_id, standing.c.level).where(_OF_PERSON))
_FORGET = Statement(delete(standing).where(_OF_PERSON))
_STAFF = Statement(
    select(
        standing.c.person_id,
        standing.c.shop_id,
        standing.c.level,
        account.c.name,
        account.c.platform,
        account.c.user_id,
    )
    .join(account, account.c.person_id == standing.c.person_id)
    .where(or_(standing.c.shop_id == bindparam("shop_id"), standing.c.shop_id == NETWORK))
    .order_by(standing.c.level.desc(), account.c.known_since, account.c.platform)
)


class Standings:
    """Satisfies core.communities.ports.Standings, and the members' StandingOf."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def grant(self, person: PersonId, shop: ShopId | None, standing: Standing, /) -> None:
        where = shop if shop is not None else NETWORK
        if standing is Standing.READER:
            self._session.run(_REVOKE, person_id=person, shop_id=where)
        else:
            self._session.run(_GRANT, person_id=person, shop_id=where, level=int(standing))

    def of(self, person: PersonId, shop: ShopId | None, /) -> Standing:
        if shop is None:
            row = self._session.one(_ANY_LEVEL, person_id=person)
        else:
            row = self._session.one(_LEVEL, person_id=person, shop_id=shop)
        return Standing(row[0]) if row and row[0] is not None else Standing.READER

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        held = {row[0]: row[1] for row in self._session.all(_ALL_OF, person_id=kept)}
        for shop_id, level in self._session.all(_ALL_OF, person_id=gone):
            if level > held.get(shop_id, 0):
                self._session.run(_GRANT, person_id=kept, shop_id=shop_id, level=level)
        self._session.run(_FORGET, person_id=gone)

    def staff(self, shop: ShopId | None, /) -> Sequence[Staff]:
        found: dict[tuple[int, int], Staff] = {}
        for holder, shop_id, level, name, platform, user in self._session.all(
            _STAFF, shop_id=shop if shop is not None else NETWORK
        ):
            before = found.get((holder, shop_id))
            accounts = (*(before.accounts if before else ()), Account(Platform(platform), user))
            where = ShopId(shop_id) if shop_id != NETWORK else None
            found[holder, shop_id] = Staff(holder, before.name if before else name, accounts, where, Standing(level))
        return sorted(found.values(), key=lambda each: (-each.standing, each.name.casefold()))


_INVITE = insert_or(
    invitation,
    ("code_hash", "shop_id", "level", "expires_at"),
    ("code_hash",),
    update=("shop_id", "level", "expires_at"),
)
_WITHDRAW = Statement(delete(invitation).where(invitation.c.level == bindparam("level")))
_TAKE = Statement(
    delete(invitation)
    .where(invitation.c.code_hash == bindparam("code_hash"))
    .returning(invitation.c.code_hash, invitation.c.shop_id, invitation.c.level, invitation.c.expires_at)
)


class Invitations:
    """Satisfies core.communities.ports.Invitations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, invitation: Invitation, /) -> None:
        self._session.run(
            _INVITE,
            code_hash=invitation.code_hash,
            shop_id=invitation.shop,
            level=int(invitation.standing),
            expires_at=to_micros(invitation.expires_at),
        )

    def take(self, code_hash: str, now: datetime, /) -> Invitation | None:
        row = self._session.one(_TAKE, code_hash=code_hash)
        if row is None or row[3] <= to_micros(now):
            return None
        found, shop_id, level, expires_at = row
        return Invitation(
            found, ShopId(shop_id) if shop_id is not None else None, Standing(level), from_micros(expires_at)
        )

    def withdraw(self, standing: Standing, /) -> None:
        self._session.run(_WITHDRAW, level=int(standing))
