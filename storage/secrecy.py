"""Rows on what is shown of ballots while a poll is open, and after; must not decide what may be.

What leads from a ballot's key to anything is destroyed with the open ballots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Executable, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from core.kernel.identity import PersonId, PollId
from core.votes.electorate.rule import Status
from core.votes.integrity.seals import CastBallot
from core.votes.model import NamedMarks
from core.votes.tally.outcomes import read_marks, write_marks
from storage.secrecy_tables import (
    ballot_word,
    live_count,
    live_entry,
    named_ballot,
    named_voter,
    sealed_cast,
    struck_title,
)
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import account, closed_ballot, open_ballot, roll
from storage.waiting import COUNTS

_POLL: BindParameter[int] = bindparam("poll_id")
_IS_SEALED = and_(sealed_cast.c.poll_id == open_ballot.c.poll_id, sealed_cast.c.nonce == open_ballot.c.nonce)
_CHANGED = Statement(
    select(func.count())
    .select_from(open_ballot.outerjoin(sealed_cast, _IS_SEALED))
    .where(open_ballot.c.poll_id == _POLL, sealed_cast.c.nonce.is_(None), COUNTS)
)
_STANDING = Statement(
    select(open_ballot.c.tracker, open_ballot.c.marks, open_ballot.c.nonce, open_ballot.c.voters).where(
        open_ballot.c.poll_id == _POLL, COUNTS
    )
)
_KEEP = Statement(
    insert(sealed_cast).from_select(
        ["poll_id", "nonce"],
        select(open_ballot.c.poll_id, open_ballot.c.nonce).where(open_ballot.c.poll_id == _POLL, COUNTS).distinct(),
    )
)
_UNKEEP = Statement(delete(sealed_cast).where(sealed_cast.c.poll_id == _POLL))
_HAS_ENTERED = and_(live_entry.c.poll_id == open_ballot.c.poll_id, live_entry.c.ballot_key == open_ballot.c.ballot_key)
_FRESH = Statement(
    select(open_ballot.c.ballot_key, open_ballot.c.marks)
    .select_from(open_ballot.outerjoin(live_entry, _HAS_ENTERED))
    .where(open_ballot.c.poll_id == _POLL, live_entry.c.ballot_key.is_(None), COUNTS)
)
_LIVE = Statement(select(live_count.c.shown).where(live_count.c.poll_id == _POLL))
_SHOW = insert_or(live_count, ("poll_id", "shown"), ("poll_id",), update=("shown",))
_ENTER = insert_or(live_entry, ("poll_id", "ballot_key"), ("poll_id", "ballot_key"))


def _carry(into: Callable[..., Any]) -> Executable:
    chosen = select(live_entry.c.poll_id, bindparam("new_key")).where(
        live_entry.c.poll_id == _POLL, live_entry.c.ballot_key == bindparam("ballot_key")
    )
    built: Executable = into(live_entry).from_select(["poll_id", "ballot_key"], chosen).on_conflict_do_nothing()
    return built


_CARRY = Statement(_carry(sqlite.insert), _carry(postgresql.insert))
_FORGET = tuple(
    Statement(delete(table).where(table.c.poll_id == _POLL))
    for table in (sealed_cast, live_count, live_entry, ballot_word)
)
_HIDE_NONCE = Statement(
    update(closed_ballot)
    .where(
        closed_ballot.c.poll_id == _POLL,
        closed_ballot.c.tracker == bindparam("of_tracker"),
        closed_ballot.c.nonce == bindparam("of_nonce"),
    )
    .values(nonce=bindparam("leaf"))
)
_VOTED = Statement(
    select(roll.c.person_id, func.coalesce(func.min(account.c.name), ""))
    .select_from(roll.outerjoin(account, account.c.person_id == roll.c.person_id))
    .where(roll.c.poll_id == _POLL, roll.c.has_voted == 1, roll.c.status != Status.PROVISIONAL.value)
    .group_by(roll.c.person_id)
    .order_by(roll.c.person_id)
)
_NAME = insert_or(named_ballot, ("poll_id", "number", "name", "marks"), ("poll_id", "number"), update=("name", "marks"))
_NAMED = Statement(
    select(named_ballot.c.name, named_ballot.c.marks)
    .where(named_ballot.c.poll_id == _POLL)
    .order_by(named_ballot.c.number)
)
_NAME_VOTER = insert_or(named_voter, ("poll_id", "number", "person_id"), ("poll_id", "number"), update=("person_id",))
_THEIRS = (named_voter.c.poll_id == _POLL, named_voter.c.person_id == bindparam("of_person"))
_LINES = Statement(select(named_voter.c.number).where(*_THEIRS).order_by(named_voter.c.number))
_FORGET_LINES = Statement(delete(named_voter).where(*_THEIRS))
_LAST_LINE = Statement(select(func.max(named_ballot.c.number)).where(named_ballot.c.poll_id == _POLL))
_UNNAME = Statement(
    update(named_ballot)
    .where(named_ballot.c.poll_id == _POLL, named_ballot.c.number == bindparam("of_number"))
    .values(name="", number=bindparam("new_number"))
)
_NAMED_POLLS = Statement(
    select(named_voter.c.poll_id)
    .where(named_voter.c.person_id == bindparam("of_person"))
    .distinct()
    .order_by(named_voter.c.poll_id)
)
_MERGE_NAMED = Statement(
    update(named_voter).where(named_voter.c.person_id == bindparam("gone")).values(person_id=bindparam("kept"))
)
_STRIKE = insert_or(struck_title, ("poll_id", "position", "reason"), ("poll_id", "position"))


class Secrecy:
    """Satisfies core.votes.ports.SecrecyRows."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def changed(self, poll: PollId, /) -> int:
        return int(self._session.only(_CHANGED, poll_id=poll)[0])

    def standing(self, poll: PollId, /) -> Sequence[CastBallot]:
        return [CastBallot(*row) for row in self._session.all(_STANDING, poll_id=poll)]

    def keep_sealed(self, poll: PollId, /) -> None:
        self._session.run(_UNKEEP, poll_id=poll)
        self._session.run(_KEEP, poll_id=poll)

    def live(self, poll: PollId, /) -> str:
        row = self._session.one(_LIVE, poll_id=poll)
        return str(row[0]) if row else ""

    def fresh(self, poll: PollId, /) -> Mapping[bytes, str]:
        return {key.encode(): marks for key, marks in self._session.all(_FRESH, poll_id=poll)}

    def show_live(self, poll: PollId, shown: str, entered: Iterable[bytes], /) -> None:
        self._session.run(_SHOW, poll_id=poll, shown=shown)
        self._session.many(_ENTER, [{"poll_id": poll, "ballot_key": key.decode()} for key in entered])

    def hide_nonces(self, poll: PollId, leaves: Iterable[tuple[CastBallot, str]], /) -> None:
        hidden = [
            {"poll_id": poll, "of_tracker": cast.tracker, "of_nonce": cast.nonce, "leaf": leaf} for cast, leaf in leaves
        ]
        self._session.many(_HIDE_NONCE, hidden)

    def voted(self, poll: PollId, /) -> Sequence[tuple[PersonId, str]]:
        return [(PersonId(person), name) for person, name in self._session.all(_VOTED, poll_id=poll)]

    def name(self, poll: PollId, ballots: Sequence[NamedMarks], /) -> None:
        rows = [
            {"poll_id": poll, "number": number, "name": each.name, "marks": write_marks(each.marks)}
            for number, each in enumerate(ballots)
        ]
        self._session.many(_NAME, rows)
        self._session.many(
            _NAME_VOTER,
            [
                {"poll_id": poll, "number": number, "person_id": each.person}
                for number, each in enumerate(ballots)
                if each.person
            ],
        )

    def named(self, poll: PollId, /) -> Sequence[NamedMarks]:
        return [NamedMarks(name, read_marks(marks)) for name, marks in self._session.all(_NAMED, poll_id=poll)]

    def named_polls(self, person: PersonId, /) -> Sequence[PollId]:
        return [PollId(row[0]) for row in self._session.all(_NAMED_POLLS, of_person=person)]

    def unname(self, poll: PollId, person: PersonId, /) -> None:
        lines = [row[0] for row in self._session.all(_LINES, poll_id=poll, of_person=person)]
        for number in lines:
            last = self._session.only(_LAST_LINE, poll_id=poll)[0]
            self._session.run(_UNNAME, poll_id=poll, of_number=number, new_number=last + 1)
        self._session.run(_FORGET_LINES, poll_id=poll, of_person=person)

    def merge_named(self, kept: PersonId, gone: PersonId, /) -> None:
        self._session.run(_MERGE_NAMED, kept=kept, gone=gone)

    def strike(self, poll: PollId, position: int, reason: str, /) -> None:
        self._session.run(_STRIKE, poll_id=poll, position=position, reason=reason)


def carry_entry(session: Session, poll: PollId, gone: str, kept: str) -> None:
    """A ballot that moved to another key has entered the live counts as before: it never enters them twice."""
    session.run(_CARRY, poll_id=poll, ballot_key=gone, new_key=kept)


def forget_open(session: Session, poll: PollId) -> None:
    """Destroy what leads from the key of an open ballot to anything: the ballots go with it."""
    for statement in _FORGET:
        session.run(statement, poll_id=poll)
