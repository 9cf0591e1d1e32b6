"""Rows of selections and their titles; must not know where they came from."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import SelectionId, ShopId
from core.selections.model import Chosen, NewSelection, Room, Selection
from core.votes.model import Reach
from storage.polls import Rooms, authors_line
from storage.session import Row, Session
from storage.statements import Statement, bound, insert_or
from storage.tables import shop, work
from storage.verdict_tables import selection, selection_title

_COLUMNS = ("shop_id", "name", "origin", "made_at", "is_announced")
_ADD = insert_or(selection, _COLUMNS, ("shop_id", "origin"), returning=(selection.c.id,))
_OF_ORIGIN = Statement(
    select(selection.c.id).where(selection.c.shop_id == bindparam("shop_id"), selection.c.origin == bindparam("origin"))
)
_TITLE = ("selection_id", "position", "work_id", "name", "authors")
_ADD_TITLE = Statement(insert(selection_title).values(bound(*_TITLE)))
_WORK = Statement(select(work.c.title, work.c.authors).where(work.c.id == bindparam("work_id")))
_SHOWN = select(
    selection.c.id,
    selection.c.shop_id,
    shop.c.name,
    selection.c.name,
    selection.c.origin,
    selection.c.made_at,
    selection.c.is_announced,
).join(shop, shop.c.id == selection.c.shop_id)
_HERE = selection.c.id == bindparam("selection_id")
_GET = Statement(_SHOWN.where(_HERE))
_LOCK = Statement(select(selection.c.id).where(_HERE).with_for_update())
_OF_SHOP = Statement(
    _SHOWN.where(selection.c.shop_id == bindparam("shop_id")).order_by(selection.c.id.desc()).limit(bindparam("most"))
)
_TITLES = Statement(
    select(selection_title.c.work_id, selection_title.c.name, selection_title.c.authors)
    .where(selection_title.c.selection_id == bindparam("selection_id"))
    .order_by(selection_title.c.position)
)
_ANNOUNCED = Statement(update(selection).where(_HERE).values(is_announced=1))


class Selections:
    """Satisfies core.selections.ports.Selections."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewSelection, /) -> SelectionId:
        row = self._session.one(
            _ADD,
            shop_id=new.shop,
            name=new.name,
            origin=new.origin,
            made_at=to_micros(new.made_at),
            is_announced=0,
        )
        if row is None:
            return SelectionId(self._session.only(_OF_ORIGIN, shop_id=new.shop, origin=new.origin)[0])
        added = SelectionId(row[0])
        for position, each in enumerate(new.works):
            name, authors = self._session.one(_WORK, work_id=each) or ("?", "")
            self._session.run(
                _ADD_TITLE,
                selection_id=added,
                position=position,
                work_id=each,
                name=name,
                authors=authors_line(authors),
            )
        return added

    def get(self, selection: SelectionId, /) -> Selection | None:
        row = self._session.one(_GET, selection_id=selection)
        return self._selection(row) if row else None

    def lock(self, selection: SelectionId, /) -> bool:
        return self._session.one(_LOCK, selection_id=selection) is not None

    def of_shop(self, shop: ShopId, limit: int, /) -> Sequence[Selection]:
        return [self._selection(row) for row in self._session.all(_OF_SHOP, shop_id=shop, most=limit)]

    def mark_announced(self, selection: SelectionId, /) -> None:
        self._session.run(_ANNOUNCED, selection_id=selection)

    def rooms(self, shop: ShopId, /) -> Sequence[Room]:
        found = Rooms(self._session).reached(None, shop, Reach.SHOP)
        return [Room(each.community, each.to, each.locale, each.zone) for each in found]

    def _selection(self, row: Row) -> Selection:
        found, shop_id, shop_name, name, origin, made_at, is_announced = row
        titles = tuple(Chosen(*each) for each in self._session.all(_TITLES, selection_id=found))
        return Selection(found, shop_id, shop_name, name, origin, titles, from_micros(made_at), bool(is_announced))
