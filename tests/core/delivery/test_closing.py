"""Ending: everything closes at once, in one span of time, and whoever does not end is cut off and named."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from core.delivery.supervision import Closing

LONG = 30.0
SHORT = 0.05
"""Only ever run out on purpose."""


class Stubborn:
    """Ends when it is let go, and not when it is told to."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.is_told = False
        self.task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while not self.gate.is_set():
            try:
                await self.gate.wait()
            except asyncio.CancelledError:
                self.is_told = True


@pytest.fixture
async def stubborn() -> AsyncIterator[Stubborn]:
    made = Stubborn()
    await asyncio.wait({made.task}, timeout=0)
    yield made
    made.gate.set()
    await made.task


async def end_at_once() -> None:
    return


async def never_end() -> None:
    await asyncio.Event().wait()


async def test_adapters_close_together_and_not_one_after_the_other() -> None:
    met = asyncio.Barrier(2)

    async def close() -> None:
        await met.wait()

    await Closing(LONG).close({"Discord": close, "Telegram": close})
    assert not met.broken


async def test_one_that_does_not_close_is_named_and_keeps_no_other_from_closing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    closed = []

    async def close() -> None:
        closed.append("Telegram")

    await Closing(SHORT).close({"Discord": never_end, "Telegram": close})
    assert closed == ["Telegram"]
    assert [record.getMessage() for record in caplog.records] == ["Discord took too long to close and is cut off"]


@pytest.mark.parametrize("others", [[], [end_at_once], [never_end]])
async def test_one_that_fails_to_close_is_logged_and_the_house_closes_on(
    caplog: pytest.LogCaptureFixture, others: list[Callable[[], Awaitable[None]]]
) -> None:
    async def fail() -> None:
        raise ConnectionError("gone")

    closings = {"Discord": fail, **{str(number): other for number, other in enumerate(others)}}
    await Closing(SHORT).close(closings)
    [failure] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert failure.getMessage() == "Discord did not close well"
    assert failure.exc_info is not None


async def test_who_ends_when_told_is_waited_for() -> None:
    ended = []

    async def run() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.wait({asyncio.ensure_future(end_at_once())})
            ended.append(1)

    tasks = [asyncio.create_task(run()) for _ in range(3)]
    await asyncio.wait(tasks, timeout=0)
    await Closing(LONG).stop(tasks)
    assert ended == [1, 1, 1]


async def test_who_does_not_end_is_not_waited_for_beyond_the_span(stubborn: Stubborn) -> None:
    closing = Closing(SHORT)
    await closing.stop([stubborn.task])
    assert stubborn.is_told
    assert not stubborn.task.done()
    assert closing.left() == 0


async def test_what_one_takes_is_taken_from_the_next(stubborn: Stubborn) -> None:
    closing = Closing(SHORT)
    await closing.close({"Discord": never_end})
    assert closing.left() == 0
    await closing.stop([stubborn.task])
    assert not stubborn.task.done()


async def test_the_span_begins_when_closing_does_and_not_before() -> None:
    closing = Closing(LONG)
    await asyncio.wait({asyncio.create_task(end_at_once())})
    assert closing.left() == LONG
    await closing.close({})
    await closing.stop([])
    assert 0 < closing.left() <= LONG
