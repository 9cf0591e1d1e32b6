"""Rows of ballots: at most one per poll and person; must not know who may vote."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, func, select

from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import PersonId, PollId
from core.votes.model import Ballot
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import ballot, barred, poll

_HERE = (ballot.c.poll_id == bindparam("poll_id"), ballot.c.person_id == bindparam("person_id"))
_GET = Statement(select(ballot.c.marks, ballot.c.cast_at).where(*_HERE))
_PUT = insert_or(
    ballot, ("poll_id", "person_id", "marks", "cast_at"), ("poll_id", "person_id"), update=("marks", "cast_at")
)
_REMOVE = Statement(delete(ballot).where(*_HERE))
_OF_PERSON = Statement(
    select(ballot.c.poll_id, ballot.c.marks, ballot.c.cast_at)
    .join(poll)
    .where(ballot.c.person_id == bindparam("person_id"), poll.c.state == "open")
    .order_by(ballot.c.poll_id)
)
_AGGREGATE = Statement(
    select(ballot.c.marks, func.count())
    .where(ballot.c.poll_id == bindparam("poll_id"))
    .group_by(ballot.c.marks)
    .order_by(ballot.c.marks)
)
_BARRED = (barred.c.poll_id == bindparam("poll_id"), barred.c.person_id == bindparam("person_id"))
_BAR = insert_or(barred, ("poll_id", "person_id"), ("poll_id", "person_id"))
_UNBAR = Statement(delete(barred).where(*_BARRED))
_IS_BARRED = Statement(select(barred.c.poll_id).where(*_BARRED))


class Ballots:
    """Satisfies core.votes.ports.Ballots."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, poll: PollId, person: PersonId, /) -> Ballot | None:
        row = self._session.one(_GET, poll_id=poll, person_id=person)
        return Ballot(read_marks(row[0]), from_micros(row[1])) if row else None

    def put(self, poll: PollId, person: PersonId, ballot: Ballot, /) -> None:
        self._session.run(
            _PUT,
            poll_id=poll,
            person_id=person,
            marks=write_marks(ballot.marks),
            cast_at=to_micros(ballot.cast_at),
        )

    def remove(self, poll: PollId, person: PersonId, /) -> None:
        self._session.run(_REMOVE, poll_id=poll, person_id=person)

    def of_person(self, person: PersonId, /) -> Sequence[tuple[PollId, Ballot]]:
        rows = self._session.all(_OF_PERSON, person_id=person)
        return [(poll, Ballot(read_marks(marks), from_micros(at))) for poll, marks, at in rows]

    def aggregate(self, poll: PollId, /) -> Sequence[tuple[tuple[int, ...], int]]:
        return [(read_marks(marks), times) for marks, times in self._session.all(_AGGREGATE, poll_id=poll)]

    def bar(self, poll: PollId, person: PersonId, /) -> None:
        self._session.run(_BAR, poll_id=poll, person_id=person)

    def unbar(self, poll: PollId, person: PersonId, /) -> None:
        self._session.run(_UNBAR, poll_id=poll, person_id=person)

    def is_barred(self, poll: PollId, person: PersonId, /) -> bool:
        return self._session.one(_IS_BARRED, poll_id=poll, person_id=person) is not None


def write_marks(marks: tuple[int, ...]) -> str:
    """Return positions as "0 3 7", the one form in which equal ballots are equal texts."""
    return " ".join(map(str, marks))


def read_marks(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))
