"""A place that is slow to take its letters keeps nobody else waiting, and its own letters in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from core.delivery.ports import LetterState
from core.delivery.pump import MOST_IN_HAND
from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import Landed
from core.ui.cards import View
from core.ui.words import Words
from tests.core.delivery.post_office import ALPHA, ROOM, PostOffice, ToldCourier

SLOW = Address(ALPHA, "space", "slow")
WAIT_SECONDS = 30


@dataclass(slots=True)
class SlowCourier(ToldCourier):
    """Keeps every letter to a slow place until the gate opens."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    held: int = 0
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def post(self, letter: OutboxId, to: Address, view: View, words: Words) -> Landed:
        if to.room.startswith(SLOW.room):
            self.held += 1
            await self._tell()
            await self.gate.wait()
        landed = await ToldCourier.post(self, letter, to, view, words)
        await self._tell()
        return landed

    async def _tell(self) -> None:
        async with self.arrived:
            self.arrived.notify_all()

    async def until(self, *, posted: int = 0, held: int = 0) -> None:
        async with asyncio.timeout(WAIT_SECONDS), self.arrived:
            await self.arrived.wait_for(lambda: len(self.posted) >= posted and self.held >= held)


@dataclass(slots=True)
class NoAlarm:
    """A wake-up that never comes: the pump is rung by hand."""

    asleep: asyncio.Event = field(default_factory=asyncio.Event)

    def at(self, moment: datetime | None, /) -> None:
        self.asleep.set()

    async def sleeps(self) -> None:
        """Wait until the pump has nothing more to do for now."""
        self.asleep.clear()
        async with asyncio.timeout(WAIT_SECONDS):
            await self.asleep.wait()


@dataclass(slots=True)
class Running:
    office: PostOffice
    courier: SlowCourier
    alarm: NoAlarm
    task: asyncio.Task[None]

    async def put(self, about: str, to: Address) -> None:
        await self.office.put(about, to)
        self.office.pump.ring()


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    courier = SlowCourier()
    office = PostOffice(courier=courier)
    alarm = NoAlarm()
    task = asyncio.create_task(office.pump.run(alarm))
    yield Running(office, courier, alarm, task)
    task.cancel()
    await asyncio.wait({task})


async def test_a_letter_put_later_leaves_while_a_slow_place_is_waited_for(running: Running) -> None:
    await running.put("slow", SLOW)
    await running.courier.until(held=1)
    for number in range(3):
        await running.put(f"quick {number}", ROOM)
        await running.courier.until(posted=number + 1)
    assert [to for _, to in running.courier.posted] == [ROOM] * 3
    assert running.office.states()[0] is LetterState.SENDING


async def test_the_letters_of_a_slow_place_leave_one_at_a_time_in_order(running: Running) -> None:
    for about in "abc":
        await running.put(about, SLOW)
        await running.courier.until(held=1)
    assert running.courier.held == 1
    running.courier.gate.set()
    await running.courier.until(posted=3)
    assert [letter for letter, _ in running.courier.posted] == [1, 2, 3]


async def test_no_more_is_taken_than_hands_hold_and_the_rest_leaves_when_they_are_free(running: Running) -> None:
    waiting = MOST_IN_HAND + 20
    for number in range(waiting):
        await running.office.put(str(number), replace(SLOW, room=f"slow {number}"))
    running.office.pump.ring()
    await running.alarm.sleeps()
    assert running.office.states().count(LetterState.SENDING) == MOST_IN_HAND
    assert running.office.states().count(LetterState.QUEUED) == waiting - MOST_IN_HAND
    running.courier.gate.set()
    await running.courier.until(posted=waiting)
    assert sorted(letter for letter, _ in running.courier.posted) == list(range(1, waiting + 1))


async def test_a_pump_that_is_stopped_leaves_what_it_held_to_the_next_one(running: Running) -> None:
    await running.put("slow", SLOW)
    await running.courier.until(held=1)
    running.task.cancel()
    await asyncio.wait({running.task})
    assert running.office.states() == [LetterState.SENDING]
    again = asyncio.create_task(running.office.pump.run(running.alarm))
    await running.alarm.sleeps()
    again.cancel()
    await asyncio.wait({again})
    assert running.office.states() == [LetterState.QUEUED]


async def test_a_storage_that_fails_is_raised_to_whoever_supervises(running: Running) -> None:
    await running.put("slow", SLOW)
    await running.courier.until(held=1)
    running.office.storage.close()
    running.courier.gate.set()
    async with asyncio.timeout(WAIT_SECONDS):
        with pytest.raises(Exception, match="closed"):
            await running.task
