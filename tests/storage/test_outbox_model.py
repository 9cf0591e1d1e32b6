"""The outbox against a model of it: whatever is put, claimed, settled and lost in any order, both agree."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from core.delivery.ports import LetterState, Outcome
from core.kernel.identity import OutboxId
from core.kernel.outbox import Claimed
from storage.columns import metadata
from storage.queue import DOUBT_LEASE
from storage.rows import Rows
from storage.session import SqliteSession
from tests.core.votes.town import ALPHA, START
from tests.storage.scene import keyless, letter

MINUTE = timedelta(minutes=1)
LEASE = 2 * MINUTE
LONG_AGO = datetime.fromtimestamp(0, START.tzinfo)
PLACES = st.integers(0, 99)
QUEUED, SENDING, SENT = LetterState.QUEUED.value, LetterState.SENDING.value, LetterState.SENT.value
ENDS = st.sampled_from([LetterState.SENT, LetterState.FAILED, LetterState.EXPIRED])


@dataclass(slots=True)
class Kept:
    """What the model knows of one letter; letters are numbered as they are put."""

    number: int
    room: int
    key: str
    edits: int | None
    not_before: datetime
    state: str = QUEUED
    attempts: int = 0
    lease_until: datetime = START


class Outbox(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.raw = sqlite3.connect(":memory:", isolation_level=None)
        metadata.create_all(create_engine("sqlite://", creator=lambda: self.raw, poolclass=StaticPool))
        self.now = START
        self.letters: list[Kept] = []

    @property
    def rows(self) -> Rows:
        return keyless(SqliteSession(self.raw, 0))

    def teardown(self) -> None:
        self.raw.close()

    def with_state(self, *states: str) -> list[Kept]:
        return [each for each in self.letters if each.state in states]

    def id_of(self, kept: Kept) -> OutboxId:
        (found,) = self.raw.execute("SELECT id FROM outbox WHERE about = ?", (str(kept.number),)).fetchone()
        return OutboxId(found)

    def may_leave(self, kept: Kept) -> bool:
        return not self.is_behind(kept) and (kept.edits is None or self.letters[kept.edits].state == SENT)

    def is_behind(self, kept: Kept) -> bool:
        """Whether an earlier letter to the same room is leaving, waits to be tried again, or is due no later."""
        before = [each for each in self.with_state(QUEUED, SENDING) if each.number < kept.number]
        return any(
            each.state == SENDING or each.attempts or each.not_before <= kept.not_before
            for each in before
            if each.room == kept.room
        )

    def agree(self, found: list[Claimed], expected: list[Kept]) -> None:
        told = [(int(each.letter.about), each.attempts, each.letter.key) for each in found]
        assert told == [(each.number, each.attempts, each.key) for each in expected]
        for each in found:
            original = self.letters[int(each.letter.about)].edits
            assert each.message == ("" if original is None else f"m{original}")

    @rule(key=st.sampled_from(["", "", "a", "b"]), minutes=st.integers(0, 3), place=PLACES, is_edit=st.booleans())
    def put(self, key: str, minutes: int, place: int, is_edit: bool) -> None:
        """Put a letter to one of four rooms; an edit goes where its original went."""
        number = len(self.letters)
        originals = [each for each in self.letters if each.edits is None]
        original = originals[place % len(originals)] if is_edit and originals else None
        at = self.now + minutes * MINUTE if minutes else None
        edits = self.id_of(original) if original else None
        room = original.room if original else place % 4
        self.rows.outbox.put(letter(str(number), key, str(room), not_before=at, edits=edits))
        if not key or key not in {each.key for each in self.with_state(QUEUED)}:
            self.letters.append(Kept(number, room, key, original.number if original else None, at or LONG_AGO))

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        for each in self.with_state(QUEUED):
            if each.edits is not None and self.letters[each.edits].state in {"failed", "expired"}:
                each.state = "expired"
        ready = [each for each in self.with_state(QUEUED) if each.not_before <= self.now and self.may_leave(each)]
        taken = sorted(sorted(ready, key=lambda each: (each.not_before, each.number))[:limit], key=lambda e: e.number)
        found = self.rows.queue.claim(ALPHA, self.now, limit, self.now + LEASE)
        self.agree(list(found), taken)
        for each in taken:
            each.state, each.lease_until = SENDING, self.now + LEASE

    @precondition(lambda self: self.with_state(SENDING))
    @rule(place=PLACES, end=ENDS)
    def settle(self, place: int, end: LetterState) -> None:
        sending = self.with_state(SENDING)
        kept = sending[place % len(sending)]
        message = f"m{kept.number}" if end is LetterState.SENT else ""
        self.rows.queue.record([Outcome(self.id_of(kept), end, self.now, message=message)])
        kept.state, kept.attempts = end.value, kept.attempts + 1

    @precondition(lambda self: self.with_state(SENDING))
    @rule(place=PLACES, minutes=st.integers(0, 3))
    def queue_again(self, place: int, minutes: int) -> None:
        sending = self.with_state(SENDING)
        kept, at = sending[place % len(sending)], self.now + minutes * MINUTE
        outcome = Outcome(self.id_of(kept), LetterState.QUEUED, self.now, not_before=at)
        self.rows.queue.record([outcome])
        if kept.key in {each.key for each in self.with_state(QUEUED)}:
            kept.key = ""
        kept.state, kept.attempts, kept.not_before = QUEUED, kept.attempts + 1, at

    @rule()
    def look_for_doubt(self) -> None:
        lost = [each for each in self.with_state(SENDING) if each.lease_until <= self.now]
        self.agree(list(self.rows.queue.in_doubt(ALPHA, self.now)), lost)
        for each in lost:
            each.lease_until = self.now + DOUBT_LEASE

    @rule(minutes=st.integers(1, 3))
    def wait(self, minutes: int) -> None:
        self.now += minutes * MINUTE

    @invariant()
    def every_letter_is_in_its_state(self) -> None:
        counts: dict[str, int] = {}
        for each in self.letters:
            counts[each.state] = counts.get(each.state, 0) + 1
        assert self.rows.queue.counts() == counts

    @invariant()
    def the_next_look_is_when_something_may_leave(self) -> None:
        waiting = [each.not_before for each in self.with_state(QUEUED) if self.may_leave(each)]
        assert self.rows.queue.next_at(ALPHA) == min(waiting, default=None)

    @invariant()
    def what_was_posted_is_what_was_sent_and_no_edit(self) -> None:
        sent = [each for each in self.with_state(SENT) if each.edits is None]
        posted = [found.message for each in self.letters for found in self.rows.outbox.posted("note", str(each.number))]
        assert posted == [f"m{each.number}" for each in sent]


TestOutbox = Outbox.TestCase
TestOutbox.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
