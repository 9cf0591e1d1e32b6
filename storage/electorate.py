"""Rows on who votes in a poll and how long; must not know who may."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from core.kernel.clock import to_micros
from core.kernel.identity import PollId
from storage.session import Session
from storage.statements import Statement
from storage.tables import extension, poll

_PROMISED = Statement(
    insert(extension).from_select(
        ["poll_id", "promised"], select(poll.c.id, poll.c.closes_at).where(poll.c.id == bindparam("poll_id"))
    )
)
_CLOSE_LATER = Statement(update(poll).where(poll.c.id == bindparam("poll_id")).values(closes_at=bindparam("until")))
_IS_EXTENDED = Statement(select(extension.c.promised).where(extension.c.poll_id == bindparam("poll_id")))


class Electorate:
    """Satisfies core.votes.ports.ElectorateRows."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def extend(self, poll: PollId, until: datetime, /) -> None:
        if not self.is_extended(poll):
            self._session.run(_PROMISED, poll_id=poll)
        self._session.run(_CLOSE_LATER, poll_id=poll, until=to_micros(until))

    def is_extended(self, poll: PollId, /) -> bool:
        return self._session.one(_IS_EXTENDED, poll_id=poll) is not None
