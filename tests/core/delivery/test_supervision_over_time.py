"""Supervision over hours, in a loop whose clock is moved by hand: pauses grow, and a steady run forgives the past."""

from __future__ import annotations

import asyncio
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.delivery.supervision import (
    FIRST_PAUSE_SECONDS,
    LONGEST_PAUSE_SECONDS,
    STEADY_SECONDS,
    Supervised,
    supervise,
)
from core.kernel.errors import AdapterRefused


class HandLoop(asyncio.SelectorEventLoop):
    """An event loop whose time only moves when told."""

    at = 0.0

    def time(self) -> float:
        return self.at


def live(runs: list[float], end: BaseException | None = None) -> list[float]:
    """Supervise something that runs so many seconds each time before it fails; return the pauses taken."""
    loop, left, pauses = HandLoop(), list(runs), list[float]()

    async def run() -> None:
        if not left:
            if end is not None:
                raise end
            return
        loop.at += left.pop(0)
        raise ConnectionError("down")

    async def pause(seconds: float) -> None:
        loop.at += seconds
        pauses.append(seconds)

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(supervise(Supervised("alpha", run), pause))
    return pauses


@given(st.lists(st.sampled_from([0.0, 1.0, STEADY_SECONDS - 1, STEADY_SECONDS, 86_400.0]), max_size=20))
def test_each_pause_is_twice_the_last_until_a_steady_run(runs: list[float]) -> None:
    expected, wait = [], FIRST_PAUSE_SECONDS
    for seconds in runs:
        wait = FIRST_PAUSE_SECONDS if seconds >= STEADY_SECONDS else wait
        expected.append(wait)
        wait = min(wait * 2, LONGEST_PAUSE_SECONDS)
    assert live(runs) == expected


def test_a_platform_down_for_a_day_is_asked_every_five_minutes_at_most() -> None:
    pauses = live([0.0] * 300)
    assert max(pauses) == pauses[-1] == LONGEST_PAUSE_SECONDS
    assert sum(pauses) > 80_000


def test_a_refusal_ends_it_however_long_it_ran_before() -> None:
    assert live([86_400.0, 0.0], AdapterRefused("token-refused")) == [1, 2]


def test_being_stopped_is_no_failure_and_is_not_survived(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(asyncio.CancelledError):
        live([], asyncio.CancelledError())
    assert caplog.records == []


async def test_a_pause_under_way_is_cut_by_a_stop() -> None:
    paused = asyncio.Event()

    async def run() -> None:
        raise ConnectionError

    async def pause(seconds: float) -> None:
        paused.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(supervise(Supervised("alpha", run), pause))
    await paused.wait()
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()


async def test_one_that_fails_without_end_does_not_stop_another() -> None:
    ticks = 0

    async def fail() -> None:
        raise ConnectionError

    async def pause(seconds: float) -> None:
        await give_way()

    async def tick() -> None:
        nonlocal ticks
        for _ in range(50):
            ticks += 1
            await give_way()

    failing = asyncio.create_task(supervise(Supervised("alpha", fail), pause))
    await supervise(Supervised("beta", tick), pause)
    failing.cancel()
    await asyncio.wait({failing})
    assert ticks == 50


async def give_way() -> None:
    """Let everything else that is ready run first."""
    ready = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(ready.set_result, None)
    await ready


@pytest.mark.parametrize(("failures", "lines"), [(0, 0), (3, 3)])
def test_each_failure_is_told_once_with_its_name_and_its_pause(
    caplog: pytest.LogCaptureFixture, failures: int, lines: int
) -> None:
    with caplog.at_level(logging.ERROR):
        live([0.0] * failures)
    told = [record.getMessage() for record in caplog.records if record.name == "core.delivery.supervision"]
    assert told == [f"alpha failed; again in {seconds} s" for seconds in (1, 2, 4)][:lines]
