"""Rows of ballots and of the roll: at most one ballot per poll and person, and no person beside it.

While a poll is open its key leads from a person to their ballot; what is sealed at the close has no way back. Must not
know who may vote.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import bindparam, delete, func, insert, select, union_all, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, PollId, RequestKey
from core.kernel.tokens import to_short
from core.votes.filling import Marks
from core.votes.integrity.keys import PollKey
from core.votes.integrity.receipts import Receipt, tracker_of
from core.votes.integrity.seals import CastBallot
from core.votes.model import Ballot
from core.votes.outcomes import write_marks
from storage.keys import KeyCabinet
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import closed_ballot, open_ballot, roll

ELIGIBLE, BARRED = "eligible", "barred"
_HERE = (open_ballot.c.poll_id == bindparam("poll_id"), open_ballot.c.ballot_key == bindparam("ballot_key"))
_GET = Statement(select(open_ballot.c.marks, open_ballot.c.masked_at, open_ballot.c.nonce).where(*_HERE))
_MARKS = Statement(select(open_ballot.c.marks).where(*_HERE))
_CAST = ("marks", "masked_at", "tracker", "nonce")
_PUT = insert_or(open_ballot, ("poll_id", "ballot_key", *_CAST), ("poll_id", "ballot_key"), update=_CAST)
_PROOF = Statement(select(open_ballot.c.tracker, open_ballot.c.nonce).where(*_HERE))
_REMOVE = Statement(delete(open_ballot).where(*_HERE))
_MOVE = Statement(update(open_ballot).where(*_HERE).values(ballot_key=bindparam("new_key")))
_PLAIN = "person-"
_UNHIDDEN = Statement(
    select(open_ballot.c.poll_id, open_ballot.c.ballot_key, open_ballot.c.masked_at).where(open_ballot.c.nonce == "")
)
_HIDE = Statement(
    update(open_ballot)
    .where(*_HERE)
    .values(ballot_key=bindparam("new_key"), masked_at=bindparam("new_masked_at"), nonce=bindparam("new_nonce"))
)
_OF_POLL = open_ballot.c.poll_id == bindparam("poll_id")
_SEAL = Statement(
    insert(closed_ballot).from_select(
        ["poll_id", "tracker", "nonce", "marks"],
        select(open_ballot.c.poll_id, open_ballot.c.tracker, open_ballot.c.nonce, open_ballot.c.marks)
        .where(_OF_POLL)
        .order_by(open_ballot.c.tracker, open_ballot.c.nonce),
    )
)
_DISCARD = Statement(delete(open_ballot).where(_OF_POLL))
_ALL = union_all(
    select(open_ballot.c.marks).where(_OF_POLL),
    select(closed_ballot.c.marks).where(closed_ballot.c.poll_id == bindparam("poll_id")),
).subquery()
_AGGREGATE = Statement(select(_ALL.c.marks, func.count()).group_by(_ALL.c.marks).order_by(_ALL.c.marks))
_FIND = Statement(
    union_all(
        select(open_ballot.c.marks).where(_OF_POLL, open_ballot.c.tracker == bindparam("tracker")),
        select(closed_ballot.c.marks).where(
            closed_ballot.c.poll_id == bindparam("poll_id"), closed_ballot.c.tracker == bindparam("tracker")
        ),
    )
)
_CASTS = Statement(
    select(closed_ballot.c.tracker, closed_ballot.c.marks, closed_ballot.c.nonce)
    .where(closed_ballot.c.poll_id == bindparam("poll_id"))
    .order_by(closed_ballot.c.tracker, closed_ballot.c.nonce)
)
_COUNTS = Statement(
    select(func.count(), func.coalesce(func.sum(roll.c.has_voted), 0)).where(roll.c.poll_id == bindparam("poll_id"))
)
_MEMBER = (roll.c.poll_id == bindparam("poll_id"), roll.c.person_id == bindparam("person_id"))
_STATUS = Statement(select(roll.c.status).where(*_MEMBER))
_ENROL = insert_or(
    roll, ("poll_id", "person_id", "status", "has_voted"), ("poll_id", "person_id"), update=("has_voted",)
)
_BAR = insert_or(roll, ("poll_id", "person_id", "status", "has_voted"), ("poll_id", "person_id"), update=("status",))
_UNBAR = Statement(update(roll).where(*_MEMBER, roll.c.status == BARRED).values(status=bindparam("new_status")))


class Ballots:
    """Satisfies core.votes.ports.Ballots."""

    def __init__(self, session: Session, keys: KeyCabinet) -> None:
        self._session = session
        self._keys = keys
        self._last: tuple[PollId, PersonId, str] | None = None

    def get(self, poll: PollId, person: PersonId, /) -> Ballot | None:
        key = self._key(poll)
        row = self._session.one(_GET, poll_id=poll, ballot_key=_ballot_key(key, person)) if key else None
        if row is None or key is None:
            return None
        marks, masked_at, nonce = row
        return Ballot(read_marks(marks), from_micros(key.unmasked_time(bytes.fromhex(nonce), masked_at)))

    def marks(self, poll: PollId, person: PersonId, /) -> Marks:
        key = self._key(poll)
        row = self._session.one(_MARKS, poll_id=poll, ballot_key=self._named(poll, key, person)) if key else None
        return read_marks(row[0]) if row else ()

    def put(self, poll: PollId, person: PersonId, ballot: Ballot, request: RequestKey, /) -> str:
        key = self._key(poll)
        if key is None:
            raise Refusal("vote-key-lost")
        nonce = key.nonce_of(request)
        receipt = key.receipt_of(nonce)
        self._session.run(
            _PUT,
            poll_id=poll,
            ballot_key=self._named(poll, key, person),
            marks=write_marks(ballot.marks),
            masked_at=key.masked_time(nonce, to_micros(ballot.cast_at)),
            tracker=_tracker(poll, receipt),
            nonce=nonce.hex(),
        )
        return str(receipt)

    def receipt(self, poll: PollId, person: PersonId, /) -> str:
        key = self._key(poll)
        row = self._session.one(_PROOF, poll_id=poll, ballot_key=_ballot_key(key, person)) if key else None
        if row is None or key is None:
            return ""
        tracker, nonce = row
        receipt = key.receipt_of(bytes.fromhex(nonce))
        # A ballot cast before receipts hung on their nonces has one that only its voter knows.
        return str(receipt) if tracker == _tracker(poll, receipt) else ""

    def remove(self, poll: PollId, person: PersonId, /) -> None:
        key = self._key(poll)
        if key is not None:
            self._session.run(_REMOVE, poll_id=poll, ballot_key=_ballot_key(key, person))

    def move(self, poll: PollId, gone: PersonId, kept: PersonId, /) -> None:
        key = self._key(poll)
        if key is None:
            return
        moved, onto = _ballot_key(key, gone), _ballot_key(key, kept)
        if self._session.one(_PROOF, poll_id=poll, ballot_key=moved) is not None:
            self._session.run(_REMOVE, poll_id=poll, ballot_key=onto)
            self._session.run(_MOVE, poll_id=poll, ballot_key=moved, new_key=onto)

    def seal(self, poll: PollId, /) -> None:
        self._session.run(_SEAL, poll_id=poll)
        self._session.run(_DISCARD, poll_id=poll)

    def casts(self, poll: PollId, /) -> Sequence[CastBallot]:
        rows = self._session.all(_CASTS, poll_id=poll)
        return [CastBallot(tracker, marks, nonce) for tracker, marks, nonce in rows]

    def discard(self, poll: PollId, /) -> None:
        self._session.run(_DISCARD, poll_id=poll)

    def aggregate(self, poll: PollId, /) -> Sequence[tuple[Marks, int]]:
        return [(read_marks(marks), times) for marks, times in self._session.all(_AGGREGATE, poll_id=poll)]

    def find(self, poll: PollId, tracker: str, /) -> Marks | None:
        row = self._session.one(_FIND, poll_id=poll, tracker=tracker)
        return read_marks(row[0]) if row else None

    def hide_persons(self) -> None:
        """Give a key to every open poll whose ballots still stand under their persons' numbers, as revision 0002 of the
        schema leaves them."""
        for poll, plain, masked_at in self._session.all(_UNHIDDEN):
            key = self._keys.make(poll).key
            nonce = key.nonce_of(RequestKey(plain))
            self._session.run(
                _HIDE,
                poll_id=poll,
                ballot_key=plain,
                new_key=_ballot_key(key, PersonId(int(plain.removeprefix(_PLAIN)))),
                new_masked_at=key.masked_time(nonce, masked_at),
                new_nonce=nonce.hex(),
            )

    def _named(self, poll: PollId, key: PollKey, person: PersonId) -> str:
        """Return a ballot's key; a cast asks twice for the same."""
        if self._last is None or self._last[:2] != (poll, person):
            self._last = poll, person, _ballot_key(key, person)
        return self._last[2]

    def _key(self, poll: PollId) -> PollKey | None:
        secret = self._keys.find(poll)
        return secret.key if secret else None


class Roll:
    """Satisfies core.votes.ports.Roll."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def bar(self, poll: PollId, person: PersonId, /) -> None:
        self._session.run(_BAR, poll_id=poll, person_id=person, status=BARRED, has_voted=0)

    def unbar(self, poll: PollId, person: PersonId, /) -> None:
        self._session.run(_UNBAR, poll_id=poll, person_id=person, new_status=ELIGIBLE)

    def is_barred(self, poll: PollId, person: PersonId, /) -> bool:
        row = self._session.one(_STATUS, poll_id=poll, person_id=person)
        return row is not None and row[0] == BARRED

    def counts(self, poll: PollId, /) -> tuple[int, int]:
        eligible, voted = self._session.only(_COUNTS, poll_id=poll)
        return int(eligible), int(voted)

    def mark(self, poll: PollId, person: PersonId, /, *, has_voted: bool) -> None:
        self._session.run(_ENROL, poll_id=poll, person_id=person, status=ELIGIBLE, has_voted=int(has_voted))


def _ballot_key(key: PollKey, person: PersonId) -> str:
    return key.ballot_of(person).hex()


def _tracker(poll: PollId, receipt: Receipt) -> str:
    return tracker_of(to_short(poll), receipt)


@lru_cache(maxsize=4096)
def read_marks(text: str) -> Marks:
    return tuple(json.loads(text))
