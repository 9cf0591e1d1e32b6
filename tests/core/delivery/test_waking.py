"""When a pump and the watch ask to be woken: at the next due moment, never later than agreed, never without end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from core.delivery import pump, watch
from core.delivery.ports import LetterState, WakeUp
from core.delivery.pump import LEASE
from core.delivery.watch import Watch
from core.kernel.due import Due
from core.kernel.identity import OutboxId
from core.kernel.outbox import TryLater
from core.ui.catalogue import Catalogue
from tests.core.delivery.post_office import ALPHA, ROOM, PostOffice
from tests.core.votes.town import START, HandClock
from tests.fakes import FakeStorage

WAIT_SECONDS = 30


@dataclass(slots=True)
class Alarm:
    """Notes for when it was set; the clock is moved and the bell rung by hand."""

    clock: HandClock
    asked: asyncio.Queue[datetime | None] = field(default_factory=asyncio.Queue)

    def at(self, moment: datetime | None, /) -> None:
        self.asked.put_nowait(moment)

    async def ahead(self) -> float:
        """Wait until a sleeper asks to be woken; return in how many seconds."""
        async with asyncio.timeout(WAIT_SECONDS):
            moment = await self.asked.get()
        assert moment is not None
        return (moment - self.clock.now()).total_seconds()


@dataclass(slots=True)
class Sleeper:
    """Something that runs, sleeps, and is rung."""

    alarm: Alarm
    ring: Callable[[], None]
    task: asyncio.Task[None]

    async def after(self, seconds: float = 0) -> float:
        """Move the clock, ring, and return how long it will sleep now."""
        self.alarm.clock.move(seconds=seconds)
        self.ring()
        return await self.alarm.ahead()

    async def comes_to(self, ahead: float) -> None:
        """Wait until it has done all it had in hand and sleeps that long."""
        while await self.alarm.ahead() != ahead:
            pass

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until it has brought something about; it asks to be woken again after each thing it does."""
        while not is_so():
            await self.alarm.ahead()


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


async def _running(
    run: Callable[[WakeUp], object], ring: Callable[[], None], clock: HandClock
) -> AsyncIterator[Sleeper]:
    alarm = Alarm(clock)
    outcome = run(alarm)
    assert asyncio.iscoroutine(outcome)
    task = asyncio.create_task(outcome)
    await alarm.ahead()
    yield Sleeper(alarm, ring, task)
    task.cancel()
    await asyncio.wait({task})


@pytest.fixture
async def pumping(office: PostOffice) -> AsyncIterator[Sleeper]:
    async for sleeper in _running(office.pump.run, office.pump.ring, office.clock):
        yield sleeper


async def test_a_pump_with_nothing_to_do_looks_again_after_half_a_minute(pumping: Sleeper) -> None:
    assert await pumping.after() == pump.LONGEST_SLEEP.total_seconds() == 30


async def test_a_pump_sleeps_until_its_next_letter_may_leave(office: PostOffice, pumping: Sleeper) -> None:
    office.courier.troubles.append(TryLater(12))
    await office.put()
    pumping.ring()
    await pumping.comes_to(12)
    assert await pumping.after(5) == 7
    await pumping.after(7)
    await pumping.until(lambda: office.states() == [LetterState.SENT])


async def test_a_letter_far_ahead_does_not_make_a_pump_sleep_too_long(office: PostOffice, pumping: Sleeper) -> None:
    office.courier.troubles.append(TryLater(3600))
    await office.put()
    for _ in range(4):
        assert await pumping.after(20) == 30
    assert office.states() == [LetterState.QUEUED]


async def test_an_edit_sleeps_until_its_original_has_left(office: PostOffice, pumping: Sleeper) -> None:
    office.courier.troubles.append(TryLater(3))
    await office.put()
    await office.put("2", edits=OutboxId(1))
    pumping.ring()
    await pumping.comes_to(3)
    await pumping.after(3)
    await pumping.until(lambda: office.states() == [LetterState.SENT] * 2)
    assert office.courier.edited == [("m1", ROOM)]


async def test_a_running_pump_takes_up_what_a_dead_one_held_within_a_lease(
    office: PostOffice, pumping: Sleeper
) -> None:
    await office.put()
    now = office.clock.now()
    await office.storage.write(lambda rows: rows.queue.claim(ALPHA, now, 1, now + timedelta(seconds=1)))
    await pumping.after(LEASE.total_seconds())
    await pumping.after(60)
    await pumping.until(lambda: office.states() == [LetterState.SENT])


@dataclass(slots=True)
class Tower:
    """A watch over due rows that ring bells, some of which are cracked."""

    clock: HandClock = field(default_factory=HandClock)
    storage: FakeStorage = field(default_factory=FakeStorage)
    rung: list[str] = field(default_factory=list)
    cracked: set[str] = field(default_factory=set)
    watch: Watch = field(init=False)

    def __post_init__(self) -> None:
        async def handle(due: Due) -> None:
            if due.about in self.cracked:
                raise ConnectionError(due.about)
            self.rung.append(due.about)

        catalogue = Catalogue()
        catalogue.when_due("bell", handle)
        self.watch = Watch(self.storage, catalogue, self.clock, is_alone=True)

    async def plan(self, about: str, seconds: float, kind: str = "bell") -> None:
        due = Due(kind, about, START + timedelta(seconds=seconds))
        await self.storage.write(lambda rows: rows.due.put(due))


@pytest.fixture
def tower() -> Tower:
    return Tower()


@pytest.fixture
async def watching(tower: Tower) -> AsyncIterator[Sleeper]:
    async for sleeper in _running(tower.watch.run, tower.watch.ring, tower.clock):
        yield sleeper


async def test_a_watch_sleeps_until_the_earliest_row_and_at_most_half_a_minute(tower: Tower, watching: Sleeper) -> None:
    await tower.plan("far", 3600)
    assert await watching.after() == watch.LONGEST_SLEEP.total_seconds() == 30
    await tower.plan("near", 10)
    assert await watching.after() == 10
    assert await watching.after(10) == 30
    assert tower.rung == ["near"]


async def test_a_row_planned_earlier_while_the_watch_sleeps_wakes_it_in_time(tower: Tower, watching: Sleeper) -> None:
    await tower.plan("bell", 25)
    assert await watching.after() == 25
    await tower.plan("bell", 4)
    assert await watching.after() == 4


async def test_a_cracked_bell_is_tried_later_and_the_others_ring_on_time(tower: Tower, watching: Sleeper) -> None:
    tower.cracked.add("b")
    for about in "abc":
        await tower.plan(about, 5)
    assert await watching.after(5) == 1
    assert sorted(tower.rung) == ["a", "c"]
    assert [await watching.after(1), await watching.after(2), await watching.after(4)] == [2, 4, 8]
    tower.cracked.clear()
    assert await watching.after(8) == 30
    assert sorted(tower.rung) == ["a", "b", "c"]


async def test_a_row_of_a_kind_nobody_handles_keeps_no_other_row_waiting(tower: Tower, watching: Sleeper) -> None:
    await tower.plan("old", 1, kind="of another age")
    await tower.plan("new", 1)
    assert await watching.after(1) == 1
    assert tower.rung == ["new"]


async def test_more_rows_than_one_batch_holds_all_run_in_one_waking(tower: Tower, watching: Sleeper) -> None:
    count = watch.BATCH + 10
    for number in range(count):
        await tower.plan(str(number), 1)
    assert await watching.after(1) == 30
    assert len(set(tower.rung)) == len(tower.rung) == count
