"""Rows of ballots: at most one ballot per poll and person, and no person beside it.

While a poll is open its key leads from a person to their ballot; what is sealed at the close has no way back. Must not
know who may vote.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, delete, func, insert, select, union_all, update

from core.kernel.clock import from_micros, to_micros
from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, PollId, RequestKey
from core.kernel.tokens import to_short
from core.votes.filling import Marks
from core.votes.integrity.keys import NONCE_BYTES, PollKey
from core.votes.integrity.receipts import Receipt, tracker_of
from core.votes.integrity.seals import CastBallot
from core.votes.model import Ballot
from core.votes.tally.outcomes import read_marks, write_marks
from storage.keys import KeyCabinet
from storage.secrecy import carry_entry, forget_open
from storage.secrecy_tables import ballot_word
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import closed_ballot, open_ballot
from storage.waiting import COUNTS, drop_held, hold, marks_of, release
from storage.words import VoterWords

_HERE = (open_ballot.c.poll_id == bindparam("poll_id"), open_ballot.c.ballot_key == bindparam("ballot_key"))
_GET = Statement(select(open_ballot.c.marks, open_ballot.c.masked_at, open_ballot.c.nonce).where(*_HERE))
_MARKS = Statement(
    select(open_ballot.c.marks, func.coalesce(ballot_word.c.masked, ""), open_ballot.c.nonce)
    .select_from(
        open_ballot.outerjoin(
            ballot_word,
            and_(ballot_word.c.poll_id == open_ballot.c.poll_id, ballot_word.c.ballot_key == open_ballot.c.ballot_key),
        )
    )
    .where(*_HERE)
)
_CAST = ("marks", "masked_at", "tracker", "nonce")
_PUT = insert_or(open_ballot, ("poll_id", "ballot_key", "voters", *_CAST), ("poll_id", "ballot_key"), update=_CAST)
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
        ["poll_id", "tracker", "nonce", "marks", "voters"],
        select(
            open_ballot.c.poll_id,
            open_ballot.c.tracker,
            open_ballot.c.nonce,
            open_ballot.c.marks,
            open_ballot.c.voters,
        )
        .where(_OF_POLL, COUNTS)
        .order_by(open_ballot.c.tracker, open_ballot.c.nonce),
    )
)
_DISCARD = Statement(delete(open_ballot).where(_OF_POLL))
_ALL = union_all(
    select(open_ballot.c.marks).where(_OF_POLL, COUNTS),
    select(closed_ballot.c.marks).where(closed_ballot.c.poll_id == bindparam("poll_id")),
).subquery()
_AGGREGATE = Statement(select(_ALL.c.marks, func.count()).group_by(_ALL.c.marks).order_by(_ALL.c.marks))
_BOTH = union_all(
    select(open_ballot.c.voters, open_ballot.c.marks).where(_OF_POLL, COUNTS),
    select(closed_ballot.c.voters, closed_ballot.c.marks).where(closed_ballot.c.poll_id == bindparam("poll_id")),
).subquery()
_GROUPED = Statement(
    select(_BOTH.c.voters, _BOTH.c.marks, func.count())
    .group_by(_BOTH.c.voters, _BOTH.c.marks)
    .order_by(_BOTH.c.voters, _BOTH.c.marks)
)
_FIND = Statement(
    union_all(
        select(open_ballot.c.marks, open_ballot.c.nonce).where(_OF_POLL, open_ballot.c.tracker == bindparam("tracker")),
        select(closed_ballot.c.marks, closed_ballot.c.nonce).where(
            closed_ballot.c.poll_id == bindparam("poll_id"), closed_ballot.c.tracker == bindparam("tracker")
        ),
    )
)
_CASTS = Statement(
    select(closed_ballot.c.tracker, closed_ballot.c.marks, closed_ballot.c.nonce, closed_ballot.c.voters)
    .where(closed_ballot.c.poll_id == bindparam("poll_id"))
    .order_by(closed_ballot.c.tracker, closed_ballot.c.nonce)
)


class Ballots:
    """Satisfies core.votes.ports.Ballots."""

    def __init__(self, session: Session, keys: KeyCabinet) -> None:
        self._session = session
        self._keys = keys
        self._words = VoterWords(session)

    def get(self, poll: PollId, person: PersonId, /) -> Ballot | None:
        key = self._key(poll)
        row = self._session.one(_GET, poll_id=poll, ballot_key=_ballot_key(key, person)) if key else None
        if row is None or key is None:
            return None
        marks, masked_at, nonce = row
        return Ballot(marks_of(key, marks, nonce), from_micros(key.unmasked_time(bytes.fromhex(nonce), masked_at)))

    def marks(self, poll: PollId, person: PersonId, /) -> Marks:
        key = self._key(poll)
        ballot_key = self._named(poll, key, person) if key else ""
        row = self._session.one(_MARKS, poll_id=poll, ballot_key=ballot_key) if key else None
        if row is None or key is None:
            return ()
        marks, word, nonce = row
        self._words.note(poll, ballot_key, word)
        return marks_of(key, marks, nonce)

    def put(self, poll: PollId, person: PersonId, ballot: Ballot, request: RequestKey, /) -> str:
        key = self._key(poll)
        if key is None:
            raise Refusal("vote-key-lost")
        nonce, ballot_key = key.nonce_of(request), self._named(poll, key, person)
        receipt = key.receipt_of(nonce, self._words.of(poll, key, ballot_key))
        self._session.run(
            _PUT,
            poll_id=poll,
            ballot_key=ballot_key,
            voters=ballot.group,
            marks=write_marks(ballot.marks),
            masked_at=key.masked_time(nonce, to_micros(ballot.cast_at)),
            tracker=_tracker(poll, receipt),
            nonce=nonce.hex(),
        )
        return str(receipt)

    def keep_word(self, poll: PollId, person: PersonId, word: str, request: RequestKey, /) -> None:
        key = self._key(poll)
        if key is None:
            raise Refusal("vote-key-lost")
        self._words.keep(poll, key, self._named(poll, key, person), word, key.nonce_of(request))

    def receipt(self, poll: PollId, person: PersonId, /) -> str:
        key = self._key(poll)
        ballot_key = self._named(poll, key, person) if key else ""
        row = self._session.one(_PROOF, poll_id=poll, ballot_key=ballot_key) if key else None
        if row is None or key is None:
            return ""
        tracker, nonce = row
        receipt = key.receipt_of(bytes.fromhex(nonce), self._words.of(poll, key, ballot_key))
        # A ballot cast before receipts hung on their nonces has one that only its voter knows.
        return str(receipt) if tracker == _tracker(poll, receipt) else ""

    def remove(self, poll: PollId, person: PersonId, /) -> None:
        key = self._key(poll)
        if key is not None:
            ballot_key = self._named(poll, key, person)
            self._session.run(_REMOVE, poll_id=poll, ballot_key=ballot_key)
            self._words.drop(poll, ballot_key)

    def hold(self, poll: PollId, person: PersonId, /) -> None:
        key = self._key(poll)
        if key is not None:
            hold(self._session, poll, key, self._named(poll, key, person))

    def release(self, poll: PollId, person: PersonId, /) -> None:
        key = self._key(poll)
        if key is None:
            raise Refusal("vote-key-lost")
        release(self._session, poll, key, self._named(poll, key, person))

    def drop_held(self, poll: PollId, /) -> None:
        drop_held(self._session, poll)
        self._words = VoterWords(self._session)

    def move(self, poll: PollId, gone: PersonId, kept: PersonId, /) -> None:
        key = self._key(poll)
        if key is None:
            return
        moved, onto = _ballot_key(key, gone), _ballot_key(key, kept)
        if self._session.one(_PROOF, poll_id=poll, ballot_key=moved) is not None:
            self._session.run(_REMOVE, poll_id=poll, ballot_key=onto)
            self._words.drop(poll, onto)
            self._session.run(_MOVE, poll_id=poll, ballot_key=moved, new_key=onto)
            self._words.move(poll, moved, onto)
            carry_entry(self._session, poll, moved, onto)

    def seal(self, poll: PollId, /) -> None:
        self._session.run(_SEAL, poll_id=poll)
        self.discard(poll)

    def casts(self, poll: PollId, /) -> Sequence[CastBallot]:
        rows = self._session.all(_CASTS, poll_id=poll)
        return [_cast(*row) for row in rows]

    def discard(self, poll: PollId, /) -> None:
        self._session.run(_DISCARD, poll_id=poll)
        forget_open(self._session, poll)
        self._words.forget()

    def aggregate(self, poll: PollId, /) -> Sequence[tuple[Marks, int]]:
        return [(read_marks(marks), times) for marks, times in self._session.all(_AGGREGATE, poll_id=poll)]

    def grouped(self, poll: PollId, /) -> Sequence[tuple[str, Marks, int]]:
        rows = self._session.all(_GROUPED, poll_id=poll)
        return [(group, read_marks(marks), times) for group, marks, times in rows]

    def find(self, poll: PollId, tracker: str, /) -> Marks | None:
        row = self._session.one(_FIND, poll_id=poll, tracker=tracker)
        return marks_of(self._key(poll), *row) if row else None

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
        noted = self._session.noted
        found: str | None = noted.get((poll, person))
        if found is None:
            found = noted[poll, person] = _ballot_key(key, person)
        return found

    def _key(self, poll: PollId) -> PollKey | None:
        secret = self._keys.find(poll)
        return secret.key if secret else None


def _ballot_key(key: PollKey, person: PersonId) -> str:
    return key.ballot_of(person).hex()


def _tracker(poll: PollId, receipt: Receipt) -> str:
    return tracker_of(to_short(poll), receipt)


def _cast(tracker: str, marks: str, proof: str, group: str) -> CastBallot:
    """A leaf stands where the nonce was not kept; it is longer."""
    is_leaf = len(proof) > 2 * NONCE_BYTES
    return CastBallot(tracker, marks, "" if is_leaf else proof, group, leaf=proof if is_leaf else "")
