"""Ballots that wait for a bookseller, masked under the poll's key and lost with it; must not know whose they are.

A mark before the mask says that a ballot waits, so that it is counted nowhere, and can be destroyed when the key is
lost. It leads to nothing that could be read: whoever has the database alone learns no more than the roll says.
"""

from __future__ import annotations

from sqlalchemy import bindparam, delete, exists, select, update

from core.kernel.identity import PollId
from core.votes.filling import Marks
from core.votes.integrity.keys import PollKey
from core.votes.tally.outcomes import read_marks
from storage.secrecy_tables import ballot_word, live_entry
from storage.session import Session
from storage.statements import Statement
from storage.tables import open_ballot

_HELD = "~"
COUNTS = open_ballot.c.marks.not_like(_HELD + "%")
"""Holds of the open ballots that do not wait."""
_OF_POLL = open_ballot.c.poll_id == bindparam("poll_id")
_HERE = (_OF_POLL, open_ballot.c.ballot_key == bindparam("ballot_key"))
_GET = Statement(select(open_ballot.c.marks, open_ballot.c.nonce).where(*_HERE))
_SET = Statement(update(open_ballot).where(*_HERE).values(marks=bindparam("new_marks")))
_DROP_BESIDE = tuple(
    Statement(
        delete(table).where(
            table.c.poll_id == bindparam("poll_id"),
            exists().where(
                open_ballot.c.poll_id == table.c.poll_id, open_ballot.c.ballot_key == table.c.ballot_key, ~COUNTS
            ),
        )
    )
    for table in (ballot_word, live_entry)
)
_DROP = Statement(delete(open_ballot).where(_OF_POLL, ~COUNTS))


def hold(session: Session, poll: PollId, key: PollKey, ballot_key: str) -> None:
    """Mask a ballot; harmless where it is masked, or where there is none."""
    row = session.one(_GET, poll_id=poll, ballot_key=ballot_key)
    if row is not None and not row[0].startswith(_HELD):
        masked = _HELD + key.masked_ballot(bytes.fromhex(row[1]), row[0]).hex()
        session.run(_SET, poll_id=poll, ballot_key=ballot_key, new_marks=masked)


def release(session: Session, poll: PollId, key: PollKey, ballot_key: str) -> None:
    """Unmask a ballot; harmless where it is not masked, or where there is none."""
    row = session.one(_GET, poll_id=poll, ballot_key=ballot_key)
    if row is not None and row[0].startswith(_HELD):
        session.run(_SET, poll_id=poll, ballot_key=ballot_key, new_marks=_unmasked(key, *row))


def drop_held(session: Session, poll: PollId) -> None:
    """Destroy the masked ballots of a poll, with what stands beside them under their keys."""
    for statement in (*_DROP_BESIDE, _DROP):
        session.run(statement, poll_id=poll)


def marks_of(key: PollKey | None, marks: str, nonce: str) -> Marks:
    """Return the marks of a ballot, masked or not; none where it is masked and the key is lost."""
    if not marks.startswith(_HELD):
        return read_marks(marks)
    return read_marks(_unmasked(key, marks, nonce)) if key is not None else ()


def _unmasked(key: PollKey, marks: str, nonce: str) -> str:
    return key.unmasked_ballot(bytes.fromhex(nonce), bytes.fromhex(marks.removeprefix(_HELD)))
