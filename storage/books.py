"""Rows of works, editions and lines set aside; must not read files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, delete, func, insert, select

from core.books.folding import sort_key, words_of
from core.books.model import NewEdition, Quarantined, Work
from core.kernel.clock import to_micros
from core.kernel.collation import fold
from core.kernel.identity import WorkId
from storage.session import Row, Session
from storage.statements import Statement, bound, insert_or
from storage.tables import edition, quarantine, work, work_word

MAX_PREFIXES = 6
"""Words of a search that are looked at: more of them never find more."""
_HIGHEST = "\U0010ffff"

_WORK = ("title", "authors", "year", "title_folded", "author_folded", "sort_key")
_ADD_WORK = insert_or(work, _WORK, ("title_folded", "author_folded"), returning=(work.c.id,))
_SAME_WORK = Statement(
    select(work.c.id).where(
        work.c.title_folded == bindparam("title_folded"), work.c.author_folded == bindparam("author_folded")
    )
)
_SHOWN = select(work.c.id, work.c.title, work.c.authors, work.c.year)
_GET = Statement(_SHOWN.where(work.c.id == bindparam("work_id")))
_BY_ISBN = Statement(_SHOWN.join(edition).where(edition.c.isbn == bindparam("isbn")))
_WORK_OF_ISBN = Statement(select(edition.c.work_id).where(edition.c.isbn == bindparam("isbn")))
_ISBNS = Statement(
    select(edition.c.isbn)
    .where(edition.c.work_id == bindparam("work_id"), edition.c.isbn.is_not(None))
    .order_by(edition.c.id)
)
_ADD_EDITION = Statement(insert(edition).values(bound("work_id", "isbn", "language", "publisher")))
_ADD_WORD = insert_or(work_word, ("word", "work_id"), ("word", "work_id"))
_COUNT = Statement(select(func.count()).select_from(work))
_SET_ASIDE = insert_or(
    quarantine,
    ("file", "line", "column_name", "value", "reason", "at"),
    ("file", "line", "column_name"),
    update=("value", "reason", "at"),
)
_FORGET_SET_ASIDE = Statement(delete(quarantine).where(quarantine.c.file == bindparam("file")))
_LATEST = Statement(
    select(quarantine.c.file, quarantine.c.line, quarantine.c.column_name, quarantine.c.value, quarantine.c.reason)
    .order_by(quarantine.c.at.desc(), quarantine.c.line, quarantine.c.column_name)
    .limit(bindparam("most"))
)


@lru_cache(maxsize=MAX_PREFIXES + 1)
def _search(prefixes: int) -> Statement:
    """The search for works that hold, for each of so many prefixes, a word that begins with it."""
    found = _SHOWN
    for number in range(prefixes):
        held = select(work_word.c.work_id).where(
            work_word.c.word >= bindparam(f"from_{number}"), work_word.c.word < bindparam(f"to_{number}")
        )
        found = found.where(work.c.id.in_(held))
    return Statement(found.order_by(work.c.sort_key, work.c.id).limit(bindparam("most")))


class Books:
    """Satisfies core.books.ports.Books."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, new: NewEdition, /) -> tuple[WorkId, bool]:
        if new.isbn:
            row = self._session.one(_WORK_OF_ISBN, isbn=new.isbn)
            if row:
                return WorkId(row[0]), False
        found, is_new = self._put_work(new)
        if new.isbn or is_new:
            self._session.run(
                _ADD_EDITION, work_id=found, isbn=new.isbn or None, language=new.language, publisher=new.publisher
            )
        return found, is_new or bool(new.isbn)

    def _put_work(self, new: NewEdition) -> tuple[WorkId, bool]:
        same = {"title_folded": fold(new.title), "author_folded": fold(new.authors[0]) if new.authors else ""}
        row = self._session.one(
            _ADD_WORK,
            title=new.title,
            authors=json.dumps(new.authors, ensure_ascii=False),
            year=new.year,
            sort_key=sort_key(new.title),
            **same,
        )
        if row is None:
            row = self._session.only(_SAME_WORK, **same)
            return WorkId(row[0]), False
        words = words_of(" ".join((new.title, *new.authors)))
        self._session.many(_ADD_WORD, [{"word": word, "work_id": row[0]} for word in words])
        return WorkId(row[0]), True

    def get(self, work: WorkId, /) -> Work | None:
        row = self._session.one(_GET, work_id=work)
        return _work(row) if row else None

    def by_isbn(self, isbn: str, /) -> Work | None:
        row = self._session.one(_BY_ISBN, isbn=isbn)
        return _work(row) if row else None

    def isbns(self, work: WorkId, /) -> Sequence[str]:
        return [row[0] for row in self._session.all(_ISBNS, work_id=work)]

    def search(self, prefixes: Sequence[str], limit: int, /) -> Sequence[Work]:
        asked = [prefix for prefix in prefixes if prefix][:MAX_PREFIXES]
        bounds: dict[str, object] = {"most": limit}
        for number, prefix in enumerate(asked):
            bounds |= {f"from_{number}": prefix, f"to_{number}": prefix + _HIGHEST}
        return [_work(row) for row in self._session.all(_search(len(asked)), **bounds)]

    def count(self) -> int:
        row = self._session.one(_COUNT)
        return int(row[0]) if row else 0

    def set_aside(self, file: str, rows: Iterable[Quarantined], at: datetime, /) -> None:
        micros = to_micros(at)
        self._session.many(
            _SET_ASIDE,
            [
                {
                    "file": file,
                    "line": each.line,
                    "column_name": each.column,
                    "value": each.value,
                    "reason": each.reason,
                    "at": micros,
                }
                for each in rows
            ],
        )

    def forget_set_aside(self, file: str, /) -> None:
        self._session.run(_FORGET_SET_ASIDE, file=file)

    def set_aside_rows(self, limit: int, /) -> Sequence[tuple[str, Quarantined]]:
        rows = self._session.all(_LATEST, most=limit)
        return [(file, Quarantined(*rest)) for file, *rest in rows]


def _work(row: Row) -> Work:
    found, title, authors, year = row
    return Work(found, title, tuple(json.loads(authors)), year)
