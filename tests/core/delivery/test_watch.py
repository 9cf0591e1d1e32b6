"""Due rows run once, all of them, and again after a failure."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.delivery.watch import LEASE, Watch
from core.kernel.due import Due
from core.ui.catalogue import Catalogue
from tests.core.votes.town import START, HandClock
from tests.fakes import FakeStorage


class Bells:
    """Counts what was rung, failing as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.rung: list[str] = []

    async def ring(self, due: Due) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        self.rung.append(due.about)


def watch_over(bells: Bells) -> tuple[Watch, FakeStorage, HandClock]:
    storage, clock, catalogue = FakeStorage(), HandClock(), Catalogue()
    catalogue.when_due("bell", bells.ring)
    return Watch(storage, catalogue, clock, is_alone=True), storage, clock


async def plan(storage: FakeStorage, about: str, seconds: float) -> None:
    due = Due("bell", about, START + timedelta(seconds=seconds))
    await storage.write(lambda rows: rows.due.put(due))


async def test_what_is_due_runs_once_and_what_is_not_waits() -> None:
    bells = Bells()
    watch, storage, clock = watch_over(bells)
    for about, seconds in (("a", 10), ("b", 20), ("c", 30)):
        await plan(storage, about, seconds)
    assert await watch.run_due() == 0
    clock.move(seconds=20)
    assert await watch.run_due() == 2
    assert await watch.run_due() == 0
    assert sorted(bells.rung) == ["a", "b"]


async def test_what_was_missed_while_the_bot_was_down_runs_at_the_start() -> None:
    bells = Bells()
    watch, storage, clock = watch_over(bells)
    await plan(storage, "a", 10)
    clock.move(days=30)
    assert await watch.run_due() == 1
    assert bells.rung == ["a"]


async def test_planning_again_moves_and_cancelling_takes_back() -> None:
    bells = Bells()
    watch, storage, clock = watch_over(bells)
    await plan(storage, "a", 10)
    await plan(storage, "a", 50)
    await plan(storage, "b", 10)
    await storage.write(lambda rows: rows.due.cancel("bell", "b"))
    clock.move(seconds=20)
    assert await watch.run_due() == 0
    clock.move(seconds=30)
    assert await watch.run_due() == 1
    assert bells.rung == ["a"]


async def test_a_failed_handler_is_tried_again_after_a_growing_pause(caplog: pytest.LogCaptureFixture) -> None:
    bells = Bells(failures=3)
    watch, storage, clock = watch_over(bells)
    await plan(storage, "a", 0)
    tries = 0
    for _ in range(60):
        tries += await watch.run_due()
        clock.move(seconds=1)
    assert tries == 4
    assert bells.rung == ["a"]
    assert sum("due row" in record.getMessage() for record in caplog.records) == 3


async def test_a_row_held_by_a_dead_process_is_released_at_the_start() -> None:
    bells = Bells()
    watch, storage, clock = watch_over(bells)
    await plan(storage, "a", 0)
    now = clock.now()
    await storage.write(lambda rows: rows.due_queue.claim(now, 10, now + LEASE))
    assert await watch.run_due() == 0
    await storage.write(lambda rows: rows.due_queue.release())
    assert await watch.run_due() == 1
