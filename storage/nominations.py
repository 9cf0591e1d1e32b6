"""Rows of the books nominated in a shop; must not open a poll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, select, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import PersonId, ShopId, WorkId
from core.votes.model import Nomination, Supporter
from storage.polls import authors_line
from storage.round_tables import support
from storage.session import Row, Session
from storage.statements import Statement, insert_or
from storage.tables import nomination, work

_NOMINATED = (
    nomination.c.work_id,
    work.c.title,
    work.c.authors,
    nomination.c.pitch,
    nomination.c.nominator,
    nomination.c.nominator_name,
    nomination.c.at,
)
_NOMINATION = ("shop_id", "work_id", "pitch", "nominator", "nominator_name", "at")
_NOMINATE = insert_or(nomination, _NOMINATION, ("shop_id", "work_id"))
_OF_SHOP = select(*_NOMINATED).join(work).where(nomination.c.shop_id == bindparam("shop_id"))
_NOMINATION_OF = Statement(_OF_SHOP.where(nomination.c.work_id == bindparam("work_id")))
_NOMINATIONS = Statement(_OF_SHOP.order_by(nomination.c.at, nomination.c.work_id))
_TITLE = Statement(select(work.c.title).where(work.c.id == bindparam("work_id")))
_WITHDRAW = Statement(
    delete(nomination).where(nomination.c.shop_id == bindparam("shop_id"), nomination.c.work_id == bindparam("work_id"))
)
_MERGE = Statement(
    update(nomination).where(nomination.c.nominator == bindparam("gone")).values(nominator=bindparam("kept"))
)
_STANDING = Statement(
    select(func.count())
    .select_from(nomination)
    .where(nomination.c.shop_id == bindparam("shop_id"), nomination.c.nominator == bindparam("person_id"))
)
_SECOND = insert_or(support, ("shop_id", "work_id", "person_id", "name", "at"), ("shop_id", "work_id", "person_id"))
_SUPPORT = select(support.c.work_id, support.c.person_id, support.c.name).where(
    support.c.shop_id == bindparam("shop_id")
)
_SUPPORT_OF_SHOP = Statement(_SUPPORT.order_by(support.c.at, support.c.person_id))
_SUPPORT_OF = Statement(
    _SUPPORT.where(support.c.work_id == bindparam("work_id")).order_by(support.c.at, support.c.person_id)
)
_IS_SUPPORTED = (support.c.shop_id == bindparam("shop_id"), support.c.work_id == bindparam("work_id"))
_UNSECOND = Statement(delete(support).where(*_IS_SUPPORTED, support.c.person_id == bindparam("person_id")))
_DROP_SUPPORT = Statement(delete(support).where(*_IS_SUPPORTED))
_HAND_ON = Statement(
    update(nomination)
    .where(nomination.c.shop_id == bindparam("shop_id"), nomination.c.work_id == bindparam("work_id"))
    .values(nominator=bindparam("person_id"), nominator_name=bindparam("name"))
)
_theirs = support.alias("theirs")
_DROP_DOUBLES = Statement(
    delete(support).where(
        support.c.person_id == bindparam("gone"),
        exists(
            select(_theirs.c.work_id).where(
                _theirs.c.shop_id == support.c.shop_id,
                _theirs.c.work_id == support.c.work_id,
                _theirs.c.person_id == bindparam("kept"),
            )
        ),
    )
)
_MERGE_SUPPORT = Statement(
    update(support).where(support.c.person_id == bindparam("gone")).values(person_id=bindparam("kept"))
)
_DROP_OWN = Statement(
    delete(support).where(
        support.c.person_id == bindparam("kept"),
        exists(
            select(nomination.c.work_id).where(
                nomination.c.shop_id == support.c.shop_id,
                nomination.c.work_id == support.c.work_id,
                nomination.c.nominator == support.c.person_id,
            )
        ),
    )
)


class Nominations:
    """Satisfies core.votes.ports.Nominations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, shop: ShopId, nomination: Nomination, /) -> None:
        self._session.run(
            _NOMINATE,
            shop_id=shop,
            work_id=nomination.work,
            pitch=nomination.pitch,
            nominator=nomination.nominator,
            nominator_name=nomination.nominator_name,
            at=to_micros(nomination.at),
        )

    def get(self, shop: ShopId, work: WorkId, /) -> Nomination | None:
        row = self._session.one(_NOMINATION_OF, shop_id=shop, work_id=work)
        if row is None:
            return None
        rows = self._session.all(_SUPPORT_OF, shop_id=shop, work_id=work)
        return replace(_nomination(row), supporters=tuple(Supporter(person, name) for _, person, name in rows))

    def of_shop(self, shop: ShopId, /) -> Sequence[Nomination]:
        supporters: dict[WorkId, list[Supporter]] = {}
        for work_id, person, name in self._session.all(_SUPPORT_OF_SHOP, shop_id=shop):
            supporters.setdefault(work_id, []).append(Supporter(person, name))
        found = [_nomination(row) for row in self._session.all(_NOMINATIONS, shop_id=shop)]
        return [replace(each, supporters=tuple(supporters.get(each.work, ()))) for each in found]

    def withdraw(self, shop: ShopId, work: WorkId, /) -> None:
        self._session.run(_WITHDRAW, shop_id=shop, work_id=work)
        self._session.run(_DROP_SUPPORT, shop_id=shop, work_id=work)

    def title(self, work: WorkId, /) -> str:
        row = self._session.one(_TITLE, work_id=work)
        return str(row[0]) if row else ""

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        self._session.run(_MERGE, kept=kept, gone=gone)
        self._session.run(_DROP_DOUBLES, kept=kept, gone=gone)
        self._session.run(_MERGE_SUPPORT, kept=kept, gone=gone)
        self._session.run(_DROP_OWN, kept=kept)

    def standing_of(self, shop: ShopId, person: PersonId, /) -> int:
        return int(self._session.only(_STANDING, shop_id=shop, person_id=person)[0])

    def second(self, shop: ShopId, work: WorkId, by: Supporter, at: datetime, /) -> None:
        self._session.run(_SECOND, shop_id=shop, work_id=work, person_id=by.person, name=by.name, at=to_micros(at))

    def unsecond(self, shop: ShopId, work: WorkId, person: PersonId, /) -> None:
        self._session.run(_UNSECOND, shop_id=shop, work_id=work, person_id=person)

    def hand_on(self, shop: ShopId, work: WorkId, to: Supporter, /) -> None:
        self._session.run(_HAND_ON, shop_id=shop, work_id=work, person_id=to.person, name=to.name)
        self.unsecond(shop, work, to.person)


def _nomination(row: Row) -> Nomination:
    work_id, title, authors, pitch, nominator, name, at = row
    return Nomination(work_id, title, authors_line(authors), pitch, nominator, name, from_micros(at))
