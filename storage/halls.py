"""Rows of where debates are held; must not hold rules."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update

from core.debates.model import Hall, Reach
from core.kernel.identity import Address, CommunityId, DebateId, Platform, ShopId
from storage.debate_tables import debate_community
from storage.session import Row, Session
from storage.statements import Statement
from storage.tables import community

_PLACE = (
    community.c.id,
    community.c.name,
    community.c.platform,
    community.c.space,
    community.c.room,
    community.c.locale,
    community.c.zone,
)
_TIED = select(*_PLACE).where(community.c.is_tied == 1).order_by(community.c.id)
_REACHED = {
    Reach.HERE: Statement(_TIED.where(community.c.id == bindparam("community_id"))),
    Reach.SHOP: Statement(_TIED.where(community.c.shop_id == bindparam("shop_id"))),
    Reach.NETWORK: Statement(_TIED),
}
_OF = Statement(
    select(*_PLACE, debate_community.c.room, debate_community.c.standing)
    .join(debate_community, debate_community.c.community_id == community.c.id)
    .where(debate_community.c.debate_id == bindparam("debate_id"), community.c.is_tied == 1)
    .order_by(community.c.id)
)
_STAND = Statement(
    update(debate_community)
    .where(
        debate_community.c.debate_id == bindparam("debate"), debate_community.c.community_id == bindparam("community")
    )
    .values(room=bindparam("place"), standing=bindparam("how"))
)
_OWN, _SHARED = "own", "shared"


class Halls:
    """Satisfies core.debates.ports.Halls."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def reached(self, community: CommunityId | None, shop: ShopId, reach: Reach, /) -> Sequence[Hall]:
        asked: dict[Reach, dict[str, object]] = {
            Reach.HERE: {"community_id": community},
            Reach.SHOP: {"shop_id": shop},
            Reach.NETWORK: {},
        }
        return [_hall((*row, "", "")) for row in self._session.all(_REACHED[reach], **asked[reach])]

    def of(self, debate: DebateId, /) -> Sequence[Hall]:
        return [_hall(row) for row in self._session.all(_OF, debate_id=debate)]

    def stand(self, debate: DebateId, community: CommunityId, room: str, /, *, is_own: bool) -> None:
        how = _OWN if is_own else _SHARED
        self._session.run(_STAND, debate=debate, community=community, place=room, how=how)


def _hall(row: Row) -> Hall:
    found, name, platform, space, place, locale, zone, room, standing = row
    held = Address(Platform(platform), space, room) if standing else None
    return Hall(found, name, Address(Platform(platform), space, place), locale, zone, held, standing == _OWN)
