"""Rows of the roll: who may vote in a poll and who has; must not decide either, nor hold a time."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import and_, bindparam, case, delete, func, select

from core.kernel.identity import Account, PersonId, PollId
from core.votes.electorate.rule import ON_THE_ROLL, OnRoll, Status
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import account, roll

_MEMBER = (roll.c.poll_id == bindparam("poll_id"), roll.c.person_id == bindparam("person_id"))
_COLUMNS = ("poll_id", "person_id", "status", "has_voted")
_STATUS = Statement(select(roll.c.status).where(*_MEMBER))
_VOTER = Statement(
    select(account.c.person_id, roll.c.status)
    .outerjoin(roll, and_(roll.c.person_id == account.c.person_id, roll.c.poll_id == bindparam("poll_id")))
    .where(account.c.platform == bindparam("platform"), account.c.user_id == bindparam("user_id"))
)
_PUT = insert_or(roll, _COLUMNS, _COLUMNS[:2], update=("status",))
_MARK = insert_or(roll, _COLUMNS, _COLUMNS[:2], update=("has_voted",))
_REMOVE = Statement(delete(roll).where(*_MEMBER))
_TOTALS = Statement(
    select(roll.c.status, func.count(), func.sum(case((roll.c.has_voted == 1, 1), else_=0)))
    .where(roll.c.poll_id == bindparam("poll_id"))
    .group_by(roll.c.status)
)


class Roll:
    """Satisfies core.votes.ports.Roll."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def status(self, poll: PollId, person: PersonId, /) -> Status | None:
        row = self._session.one(_STATUS, poll_id=poll, person_id=person)
        return Status(row[0]) if row else None

    def voter(self, poll: PollId, account: Account, /) -> OnRoll | None:
        row = self._session.one(_VOTER, poll_id=poll, platform=account.platform, user_id=account.user)
        return (PersonId(row[0]), Status(row[1]) if row[1] else None) if row else None

    def put(self, poll: PollId, person: PersonId, status: Status, /) -> None:
        self._session.run(_PUT, poll_id=poll, person_id=person, status=status.value, has_voted=0)

    def remove(self, poll: PollId, person: PersonId, /) -> None:
        self._session.run(_REMOVE, poll_id=poll, person_id=person)

    def counts(self, poll: PollId, /) -> tuple[int, int]:
        rows = [row for row in self._session.all(_TOTALS, poll_id=poll) if Status(row[0]) in ON_THE_ROLL]
        return sum(int(row[1]) for row in rows), sum(int(row[2]) for row in rows)

    def totals(self, poll: PollId, /) -> Mapping[Status, int]:
        return {Status(status): int(count) for status, count, _ in self._session.all(_TOTALS, poll_id=poll)}

    def mark(self, poll: PollId, person: PersonId, /, *, has_voted: bool) -> None:
        values = {"status": Status.ELIGIBLE.value, "has_voted": int(has_voted)}
        self._session.run(_MARK, poll_id=poll, person_id=person, **values)
