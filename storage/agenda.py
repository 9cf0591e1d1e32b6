"""Rows of what is due, and of requests already counted; must not run anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.due import Due
from core.kernel.identity import RequestKey
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import due, request

TOPIC = "due"
_PUT = insert_or(
    due,
    ("kind", "about", "due_at", "lease_until", "attempts"),
    ("kind", "about"),
    update=("due_at", "lease_until", "attempts"),
)
_LET_GO = Statement(
    delete(due).where(due.c.kind == bindparam("kind"), due.c.about == bindparam("about"), due.c.lease_until > 0)
)
_CANCEL = Statement(delete(due).where(due.c.kind == bindparam("kind"), due.c.about == bindparam("about")))
_taken = (
    select(due.c.id)
    .where(due.c.due_at <= bindparam("now"), due.c.lease_until == 0)
    .order_by(due.c.due_at, due.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("taken")
)
"""A table expression, because PostgreSQL may run a plain subquery again for each row, past its limit."""
_CLAIM = Statement(
    update(due)
    .where(due.c.id.in_(select(_taken.c.id)))
    .values(lease_until=bindparam("lease"), attempts=due.c.attempts + 1)
    .returning(due.c.id, due.c.kind, due.c.about, due.c.due_at, due.c.attempts)
)
_LAPSE = Statement(
    update(due).where(due.c.lease_until > 0, due.c.lease_until <= bindparam("now")).values(lease_until=0)
)
_IS_HELD = (due.c.id == bindparam("row"), due.c.lease_until > 0)
"""A row that nobody holds was planned anew while its handler was at work: it is neither done nor to be put off."""
_FINISH = Statement(delete(due).where(*_IS_HELD))
_POSTPONE = Statement(update(due).where(*_IS_HELD).values(due_at=bindparam("until"), lease_until=0))
_RELEASE = Statement(update(due).where(due.c.lease_until > 0).values(lease_until=0))
_UPCOMING = Statement(select(due.c.kind, due.c.about, due.c.due_at).order_by(due.c.due_at).limit(bindparam("most")))
_NEXT_FREE = Statement(select(func.min(due.c.due_at)).where(due.c.lease_until == 0))
_NEXT_LAPSE = Statement(select(func.min(due.c.lease_until)).where(due.c.lease_until > 0))


class DueRows:
    """Satisfies core.kernel.due.DueRows."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, planned: Due, /) -> None:
        """A row whose handler is at work makes way for a new one: what the handler finishes is not what was planned
        meanwhile, perhaps by itself."""
        at = to_micros(planned.at)
        self._session.run(_LET_GO, kind=planned.kind, about=planned.about)
        self._session.run(_PUT, kind=planned.kind, about=planned.about, due_at=at, lease_until=0, attempts=0)
        self._session.touched.add(TOPIC)

    def cancel(self, kind: str, about: str, /) -> None:
        self._session.run(_CANCEL, kind=kind, about=about)


class DueQueue:
    """Satisfies core.delivery.ports.DueQueue."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, now: datetime, limit: int, lease_until: datetime, /) -> Sequence[tuple[int, Due, int]]:
        self._session.run(_LAPSE, now=to_micros(now))
        rows = self._session.all(_CLAIM, now=to_micros(now), most=limit, lease=to_micros(lease_until))
        claimed = [(row, Due(kind, about, from_micros(at)), tried - 1) for row, kind, about, at, tried in rows]
        return sorted(claimed, key=lambda each: (each[1].at, each[0]))

    def finish(self, rows: Sequence[int], /) -> None:
        self._session.many(_FINISH, [{"row": row} for row in rows])

    def postpone(self, row: int, until: datetime, /) -> None:
        self._session.run(_POSTPONE, row=row, until=to_micros(until))
        self._session.touched.add(TOPIC)

    def upcoming(self, limit: int, /) -> Sequence[Due]:
        """Return what comes due first, whether somebody holds it or not, for engineers."""
        return [Due(kind, about, from_micros(at)) for kind, about, at in self._session.all(_UPCOMING, most=limit)]

    def release(self) -> None:
        self._session.run(_RELEASE)

    def next_at(self) -> datetime | None:
        rows = (self._session.one(_NEXT_FREE), self._session.one(_NEXT_LAPSE))
        moments = [row[0] for row in rows if row and row[0] is not None]
        return from_micros(min(moments)) if moments else None


_NOTE = insert_or(request, ("key", "at"), ("key",))
_PRUNE = Statement(delete(request).where(request.c.at < bindparam("before")))


class RequestLog:
    """Satisfies core.kernel.storage.RequestLog; a row's time serves pruning only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first_time(self, request: RequestKey, /) -> bool:
        return self._session.run(_NOTE, key=request, at=self._session.now_micros) == 1

    def prune(self, before: datetime, /) -> int:
        """Forget requests older than any platform repeats; return how many."""
        return self._session.run(_PRUNE, before=to_micros(before))
