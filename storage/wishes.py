"""Rows of who asked to be reminded; must not remind anybody."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, exists, or_, select, update

from core.kernel.identity import PersonId, PollId
from core.votes.electorate.rule import ON_THE_ROLL
from storage.electorate_tables import reminder
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import roll

EVERY_POLL = 0
"""Stands in the place of a poll for a wish that holds for all."""
_WISH = insert_or(reminder, ("person_id", "poll_id"), ("person_id", "poll_id"))
_UNWISH = Statement(delete(reminder).where(reminder.c.person_id == bindparam("person_id")))
_TO_REMIND = Statement(
    select(roll.c.person_id)
    .where(
        roll.c.poll_id == bindparam("poll_id"),
        roll.c.has_voted == 0,
        or_(*(roll.c.status == status.value for status in sorted(ON_THE_ROLL))),
        exists().where(
            reminder.c.person_id == roll.c.person_id,
            or_(reminder.c.poll_id == bindparam("poll_id"), reminder.c.poll_id == EVERY_POLL),
        ),
    )
    .order_by(roll.c.person_id)
)
_other = reminder.alias()
_TAKE_OVER = Statement(
    update(reminder)
    .where(
        reminder.c.person_id == bindparam("gone"),
        ~exists().where(_other.c.poll_id == reminder.c.poll_id, _other.c.person_id == bindparam("kept")),
    )
    .values(person_id=bindparam("kept"))
)


class Wishes:
    """The part of core.votes.electorate.ports.ElectorateRows that is about reminders."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def wish(self, person: PersonId, poll: PollId | None, /) -> None:
        self._session.run(_WISH, person_id=person, poll_id=EVERY_POLL if poll is None else poll)

    def unwish(self, person: PersonId, /) -> None:
        self._session.run(_UNWISH, person_id=person)

    def to_remind(self, poll: PollId, /) -> Sequence[PersonId]:
        return [PersonId(row[0]) for row in self._session.all(_TO_REMIND, poll_id=poll)]

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        self._session.run(_TAKE_OVER, kept=kept, gone=gone)
        self.unwish(gone)
