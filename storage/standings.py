"""Rows of standings and invitations; must not decide who may do what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select, update

from core.communities.model import Invitation, Staff
from core.kernel.clock import from_micros, to_micros
from core.kernel.collation import filing_key
from core.kernel.identity import Account, PersonId, Platform, ShopId, Standing
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import account, invitation, standing

NETWORK = 0
"""The shop id under which standings in the whole network are kept."""

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
_HOLD_OWNERS = Statement(
    select(standing.c.person_id).where(standing.c.shop_id == NETWORK).order_by(standing.c.person_id).with_for_update()
)
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

    def hold_owners(self) -> None:
        self._session.all(_HOLD_OWNERS)

    def staff(self, shop: ShopId | None, /) -> Sequence[Staff]:
        found: dict[tuple[int, int], Staff] = {}
        for holder, shop_id, level, name, platform, user in self._session.all(
            _STAFF, shop_id=shop if shop is not None else NETWORK
        ):
            before = found.get((holder, shop_id))
            accounts = (*(before.accounts if before else ()), Account(Platform(platform), user))
            where = ShopId(shop_id) if shop_id != NETWORK else None
            found[holder, shop_id] = Staff(holder, before.name if before else name, accounts, where, Standing(level))
        return sorted(found.values(), key=lambda each: (-each.standing, filing_key(each.name)))


_INVITE = insert_or(
    invitation,
    ("code_hash", "shop_id", "level", "expires_at", "request"),
    ("code_hash",),
    update=("shop_id", "level", "expires_at", "request"),
)
_REISSUE = Statement(
    update(invitation)
    .where(invitation.c.request == bindparam("act"), invitation.c.request != "")
    .values(code_hash=bindparam("new_hash"))
)
_WITHDRAW = Statement(delete(invitation).where(invitation.c.level == bindparam("level")))
_TAKE = Statement(
    delete(invitation)
    .where(invitation.c.code_hash == bindparam("code_hash"))
    .returning(
        invitation.c.code_hash,
        invitation.c.shop_id,
        invitation.c.level,
        invitation.c.expires_at,
        invitation.c.request,
    )
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
            request=invitation.request,
        )

    def reissue(self, request: str, code_hash: str, /) -> bool:
        return self._session.run(_REISSUE, act=request, new_hash=code_hash) > 0

    def take(self, code_hash: str, now: datetime, /) -> Invitation | None:
        row = self._session.one(_TAKE, code_hash=code_hash)
        if row is None or row[3] <= to_micros(now):
            return None
        found, shop_id, level, expires_at, request = row
        shop = ShopId(shop_id) if shop_id is not None else None
        return Invitation(found, shop, Standing(level), from_micros(expires_at), request)

    def withdraw(self, standing: Standing, /) -> None:
        self._session.run(_WITHDRAW, level=int(standing))
