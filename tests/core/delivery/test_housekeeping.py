"""What has served its time is forgotten once a day; what still counts is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.delivery.housekeeping import EVERY, HOUSEKEEPING, KEPT, Housekeeping
from core.delivery.ports import LetterState, Outcome
from core.kernel.due import Due
from core.kernel.identity import OutboxId, RequestKey
from core.kernel.outbox import Letter
from storage.open import Database, open_storage
from storage.rows import Rows
from tests.core.delivery.post_office import ROOM
from tests.core.votes.town import START, HandClock

OLD, RECENT = RequestKey("r1"), RequestKey("r2")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def database(tmp_path: Path, clock: HandClock) -> AsyncIterator[Database]:
    """Real rows, dated by the clock that is moved by hand."""
    async with open_storage(f"sqlite:///{tmp_path / 'house.sqlite3'}", clock) as opened:
        yield opened


async def test_old_acts_are_forgotten_and_recent_ones_still_count_once(database: Database, clock: HandClock) -> None:
    assert await database.write(lambda rows: rows.requests.first_time(OLD))
    clock.move(seconds=KEPT.total_seconds())
    assert await database.write(lambda rows: rows.requests.first_time(RECENT))
    clock.move(seconds=1)
    await Housekeeping(database, clock).run(Due(HOUSEKEEPING, "", clock.now()))
    assert not await database.write(lambda rows: rows.requests.first_time(RECENT))
    assert await database.write(lambda rows: rows.requests.first_time(OLD))


async def test_old_tries_are_forgotten_and_the_next_round_is_planned(database: Database, clock: HandClock) -> None:
    person = await database.write(lambda rows: rows.members.add_person())
    for at in (START, START + KEPT):
        await database.write(lambda rows, at=at: rows.link_codes.note_attempt(person, at))  # type: ignore[misc]
    housekeeping = Housekeeping(database, clock)
    await housekeeping.plan()
    assert await database.read(lambda rows: rows.due_queue.next_at()) is not None
    clock.move(seconds=KEPT.total_seconds() + 1)
    await housekeeping.run(Due(HOUSEKEEPING, "", clock.now()))
    assert await database.read(lambda rows: rows.link_codes.count_attempts(person, START)) == 1
    assert await database.read(lambda rows: rows.due_queue.next_at()) == clock.now() + EVERY


async def test_edits_are_forgotten_in_days_and_posts_after_the_longest_poll(
    database: Database, clock: HandClock
) -> None:
    housekeeping = Housekeeping(database, clock)

    async def send(edits: OutboxId | None = None) -> OutboxId:
        def job(rows: Rows) -> OutboxId:
            rows.outbox.put(Letter("paper", "1", ROOM, "fr", "Europe/Paris", edits=edits))
            (claimed,) = rows.queue.claim(ROOM.platform, clock.now(), 1, clock.now() + EVERY)
            rows.queue.record([Outcome(claimed.id, LetterState.SENT, clock.now(), message="m")])
            return claimed.id

        return await database.write(job)

    async def kept_after(days: float) -> dict[str, int]:
        clock.move(seconds=days * 86_400)
        await housekeeping.run(Due(HOUSEKEEPING, "", clock.now()))
        return await database.read(lambda rows: rows.queue.counts())

    await send(edits=await send())
    assert await kept_after(2) == {"sent": 2}
    assert await kept_after(2) == {"sent": 1}
    assert await kept_after(100) == {"sent": 1}
    assert await kept_after(100) == {}
