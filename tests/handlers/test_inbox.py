"""The inbox beside the wire: what is taken in out of order, twice, half, or while the database is away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import Bot, Update

from handlers.inbox import PAGE, WAITING, UpdateInbox
from handlers.lanes import Lanes
from tests.core.votes.town import HandClock
from tests.fakes import FakeStorage
from tests.handlers.test_intake import raw_update

KEY = "7"
RAW = {number: raw_update(number) for number in range(1, 60)}


class Shaky(FakeStorage):
    """Refuses the writes of one kind for as long as it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.refuses = ""

    async def write(self, job: Callable[[Any], Any], /) -> Any:
        if self.refuses and self.refuses in job.__qualname__:
            raise OSError("no space left on device")
        return await super().write(job)


@dataclass(slots=True)
class Desk:
    """An inbox without a connection; `heard` are the updates in the order they were handled."""

    storage: Shaky = field(default_factory=Shaky)
    clock: HandClock = field(default_factory=HandClock)
    heard: list[int] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    slow: set[int] = field(default_factory=set)
    """Updates that wait at the gate."""

    async def hear(self, update: Update) -> None:
        if update.update_id in self.slow:
            await self.gate.wait()
        self.heard.append(update.update_id)

    @asynccontextmanager
    async def life(self, key: str = KEY, width: int = 4, patience_s: float = 5.0) -> AsyncIterator[UpdateInbox]:
        """From a start to an orderly stop."""
        lanes = Lanes(width)
        inbox = UpdateInbox(Bot("1:a"), key, self.storage, self.clock, lanes, self.hear)
        lanes.start()
        try:
            yield inbox
        finally:
            await lanes.stop(patience_s)
            await inbox.settle()

    async def waiting(self, key: str = KEY) -> list[int]:
        return [number for number, _ in await self.storage.read(lambda rows: rows.inbox.waiting(key, 1000))]


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def write_down(desk: Desk, numbers: range, key: str = KEY) -> None:
    """As an earlier life left them."""
    rows = [(number, json.dumps(raw_update(number))) for number in numbers]
    await desk.storage.write(lambda tables: tables.inbox.keep(key, rows, desk.clock.now()))


async def test_a_batch_with_a_gap_is_handled_whole_though_the_gap_still_waits(desk: Desk) -> None:
    """A push was taken and is being handled; the numbers around it come by a poll, after a change of transport."""
    desk.slow = {11, 12}
    async with desk.life() as inbox:
        await inbox.take_in([{**raw_update(each), "message": in_chat(each)} for each in (11, 12)])
        await inbox.take_in([{**raw_update(each), "message": in_chat(each)} for each in (10, 13, 14)])
        async with asyncio.timeout(5):
            await inbox.lanes.below(3)
        assert sorted(desk.heard) == [10, 13, 14]
        desk.gate.set()
    assert sorted(desk.heard) == [10, 11, 12, 13, 14]
    assert await desk.waiting() == []


async def test_what_an_earlier_life_left_is_handled_first_and_once(desk: Desk) -> None:
    await write_down(desk, range(1, 6))
    async with desk.life() as inbox:
        await inbox.recover()
        await inbox.take_in([RAW[number] for number in range(3, 9)])
    assert desk.heard == [1, 2, 3, 4, 5, 6, 7, 8]
    async with desk.life() as inbox:
        await inbox.recover()
        await inbox.take_in([RAW[number] for number in range(3, 9)])
    assert len(desk.heard) == 8


async def test_a_backlog_longer_than_memory_is_taken_up_page_by_page(desk: Desk) -> None:
    most = WAITING + 2 * PAGE + 7
    await write_down(desk, range(1, most + 1))
    async with desk.life() as inbox:
        await inbox.recover()
        assert inbox.lanes.count < WAITING
    assert desk.heard == list(range(1, most + 1))


async def test_two_bots_of_one_database_leave_each_others_updates_alone(desk: Desk) -> None:
    await write_down(desk, range(1, 4), "8")
    async with desk.life() as inbox:
        await inbox.recover()
        await inbox.take_in([RAW[2]])
    assert desk.heard == [2]
    assert await desk.waiting("8") == [1, 2, 3]


async def test_what_could_not_be_marked_is_marked_with_the_next(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    async with desk.life() as inbox:
        desk.storage.refuses = "_mark_done"
        await inbox.take_in([RAW[1], RAW[2]])
        await inbox.lanes.below(1)
        await inbox.settle()
        assert await desk.waiting() == [1, 2]
        await inbox.take_in([RAW[1], RAW[2]])
        desk.storage.refuses = ""
        await inbox.take_in([RAW[3]])
    assert desk.heard == [1, 2, 3]
    assert await desk.waiting() == []
    assert "2 updates could not be marked" in caplog.text


async def test_a_batch_that_is_not_written_down_is_not_begun(desk: Desk) -> None:
    async with desk.life() as inbox:
        desk.storage.refuses = "take_in"
        with pytest.raises(OSError, match="no space"):
            await inbox.take_in([RAW[1]])
        assert inbox.lanes.count == 0
        desk.storage.refuses = ""
        await inbox.take_in([RAW[1]])
    assert desk.heard == [1]


async def test_a_poison_that_cannot_be_set_aside_stops_no_other(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    async with desk.life(width=1) as inbox:
        desk.storage.refuses = "_set_aside"
        await inbox.take_in([{"update_id": 1, "message": [3]}, RAW[2]])
        await inbox.lanes.below(1)
    assert desk.heard == [2]
    assert "update 1 is set aside" in caplog.text
    desk.storage.refuses = ""
    async with desk.life() as inbox:
        await inbox.recover()
    assert await desk.waiting() == []


async def test_what_is_cut_off_at_a_stop_is_handled_at_the_next_start(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.slow = {1}
    async with desk.life(patience_s=0.05) as inbox:
        await inbox.take_in([RAW[1], RAW[2]])
    assert desk.heard == []
    assert "2 updates are left for the next start" in caplog.text
    desk.gate.set()
    async with desk.life() as inbox:
        await inbox.recover()
    assert desk.heard == [1, 2]


async def test_the_same_number_twice_in_one_batch_is_one_update(desk: Desk) -> None:
    async with desk.life() as inbox:
        await inbox.take_in([RAW[4], RAW[4], RAW[5]])
    assert desk.heard == [4, 5]


async def test_what_was_said_is_not_kept_once_it_is_handled(desk: Desk) -> None:
    async with desk.life() as inbox:
        await inbox.take_in([RAW[1], {"update_id": 2, "message": {"text": "confidence"}}])
    payloads = desk.storage._raw.execute("SELECT update_id, state, payload FROM inbox ORDER BY 1").fetchall()  # noqa: SLF001 - what is on the disk is the point
    assert payloads == [(1, "done", ""), (2, "poison", "")]


def in_chat(chat: int) -> dict[str, Any]:
    place = {"id": chat, "type": "private", "first_name": "Alice"}
    return {"message_id": 1, "date": 1_790_000_000, "chat": place, "text": "a"}
