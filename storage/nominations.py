"""Rows of the books nominated in a shop; must not open a poll."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import PersonId, ShopId, WorkId
from core.votes.model import Nomination
from storage.polls import authors_line
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
        return _nomination(row) if row else None

    def of_shop(self, shop: ShopId, /) -> Sequence[Nomination]:
        return [_nomination(row) for row in self._session.all(_NOMINATIONS, shop_id=shop)]

    def withdraw(self, shop: ShopId, work: WorkId, /) -> None:
        self._session.run(_WITHDRAW, shop_id=shop, work_id=work)

    def title(self, work: WorkId, /) -> str:
        row = self._session.one(_TITLE, work_id=work)
        return str(row[0]) if row else ""

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        self._session.run(_MERGE, kept=kept, gone=gone)


def _nomination(row: Row) -> Nomination:
    work_id, title, authors, pitch, nominator, name, at = row
    return Nomination(work_id, title, authors_line(authors), pitch, nominator, name, from_micros(at))
