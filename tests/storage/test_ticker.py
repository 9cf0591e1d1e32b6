"""Alarms ring once, at the moment last set, by the product's clock."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.ticker import Alarm, Alarms
from tests.core.votes.town import START, HandClock

SOON = timedelta(milliseconds=30)
FAR = timedelta(hours=1)
WAIT_SECONDS = 20.0


class Bell:
    """Counts its rings and can be waited for."""

    def __init__(self) -> None:
        self.rings = 0
        self.threads: set[threading.Thread] = set()
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self.rings += 1
        self.threads.add(threading.current_thread())
        self._rung.set()

    async def rung(self) -> None:
        await asyncio.wait_for(self._rung.wait(), WAIT_SECONDS)
        self._rung.clear()


@pytest.fixture
async def alarms(clock: HandClock) -> AsyncIterator[Alarms]:
    running = Alarms(clock)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def alarm(alarms: Alarms, bell: Bell) -> Alarm:
    return alarms.alarm("watch", bell.ring)


async def let_pass(alarms: Alarms) -> None:
    """Return after whatever was to ring before now plus a little more has rung."""
    last = Bell()
    alarms.alarm("last", last.ring).at(alarms.clock.now() + 3 * SOON)
    await last.rung()


async def test_it_rings_in_the_loop_at_its_moment(alarm: Alarm, bell: Bell) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    alarm.at(START + SOON)
    await bell.rung()
    assert loop.time() - began >= SOON.total_seconds() * 0.9
    assert bell.threads == {threading.main_thread()}


@pytest.mark.parametrize("ago", [timedelta(), timedelta(days=400)])
async def test_a_moment_past_rings_at_once(alarm: Alarm, bell: Bell, ago: timedelta) -> None:
    alarm.at(START - ago)
    await bell.rung()
    assert bell.rings == 1


async def test_another_call_moves_the_moment(alarms: Alarms, alarm: Alarm, bell: Bell) -> None:
    alarm.at(START + SOON)
    alarm.at(START + FAR)
    await let_pass(alarms)
    assert bell.rings == 0
    alarm.at(START + SOON)
    await let_pass(alarms)
    assert bell.rings == 1


async def test_none_disarms(alarms: Alarms, alarm: Alarm, bell: Bell) -> None:
    alarm.at(None)
    alarm.at(START + SOON)
    alarm.at(None)
    await let_pass(alarms)
    assert bell.rings == 0


async def test_when_the_clock_is_moved_what_came_due_rings(
    alarms: Alarms, alarm: Alarm, bell: Bell, clock: HandClock
) -> None:
    other = Bell()
    alarms.alarm("other", other.ring).at(START + 3 * FAR)
    alarm.at(START + FAR)
    clock.move(hours=2)
    alarms.clock_moved()
    await bell.rung()
    await let_pass(alarms)
    assert (bell.rings, other.rings) == (1, 0)


async def test_it_can_be_armed_again_from_its_own_ring(alarms: Alarms) -> None:
    bell = Bell()

    def ring_thrice() -> None:
        bell.ring()
        if bell.rings < 3:
            again.at(START)

    again = alarms.alarm("again", ring_thrice)
    again.at(START)
    while bell.rings < 3:
        await bell.rung()
    await let_pass(alarms)
    assert bell.rings == 3


async def test_a_loop_that_was_busy_rings_late_rather_than_never(alarm: Alarm, bell: Bell) -> None:
    """APScheduler's own default drops what is more than a second late, without a word to anybody."""
    loop = asyncio.get_running_loop()
    alarm.at(START + SOON)
    until = loop.time() + 1.3
    while loop.time() < until:
        pass
    await bell.rung()
    assert bell.rings == 1


async def test_stopped_alarms_are_silent(clock: HandClock, alarms: Alarms) -> None:
    bell = Bell()
    stopped = Alarms(clock)
    stopped.stop()
    stopped.start()
    stopped.alarm("watch", bell.ring).at(START + SOON)
    stopped.stop()
    stopped.stop()
    await let_pass(alarms)
    assert bell.rings == 0
