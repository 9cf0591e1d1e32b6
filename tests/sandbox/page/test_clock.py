"""The rehearsal's clock goes forward only, by the hour, to the morning, to what comes next."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.page.backstage import EmptyStage, Pending
from sandbox.page.clock import LONGEST_LEAP, MovableClock
from tests.sandbox.page.conftest import Room


class Machine:
    def __init__(self, *moment: int) -> None:
        self.at = datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]

    def now(self) -> datetime:
        return self.at


def test_it_runs_on_after_a_move() -> None:
    machine = Machine(2026, 11, 23, 10)
    clock = MovableClock(machine.now)
    clock.move_to(clock.in_an_hour())
    machine.at += timedelta(minutes=5)
    assert clock.now() == datetime(2026, 11, 23, 11, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "morning"),
    [
        ((2026, 11, 23, 10), (2026, 11, 24, 8)),
        ((2026, 11, 23, 23, 30), (2026, 11, 25, 8)),
        ((2026, 3, 28, 12), (2026, 3, 29, 7)),
        ((2026, 10, 24, 12), (2026, 10, 25, 8)),
    ],
)
def test_the_morning_is_nine_on_the_wall(today: tuple[int, ...], morning: tuple[int, ...]) -> None:
    assert MovableClock(Machine(*today).now).tomorrow_morning() == Machine(*morning).at


def test_it_never_goes_back_nor_out_of_this_world() -> None:
    clock = MovableClock(Machine(2026, 11, 23, 10).now)
    moves: list[bool] = []
    clock.on_move(lambda: moves.append(True))
    for moment in (clock.now() - timedelta(hours=1), clock.now() + LONGEST_LEAP + timedelta(days=1)):
        with pytest.raises(ValueError, match="20"):
            clock.move_to(moment)
    assert (clock.ahead, moves) == (timedelta(), [])
    clock.move_to(clock.now())
    assert (clock.ahead, moves) == (timedelta(), [True])


async def leap(room: Room, name: str) -> tuple[int, dict[str, object]]:
    async with room.web.post(f"{room.page.address}/clock/{name}", params={"as": "bob"}) as response:
        return response.status, json.loads(await response.text()) if response.status != 404 else {}


async def test_the_page_moves_it_by_the_hour_and_says_by_how_much(room: Room) -> None:
    status, told = await leap(room, "hour")
    assert (status, told["ahead_ms"]) == (200, 3_600_000)
    assert 'data-ahead="3600000"' in await room.get("/", **{"as": "alice"})
    assert (await leap(room, "morning"))[0] == 200
    assert (await leap(room, "yesterday"))[0] == 404


async def test_every_window_hears_of_a_move(room: Room) -> None:
    async with room.web.get(room.page.address + "/changes") as stream:
        await stream.content.readuntil(b"data: 0\n\n")
        await leap(room, "hour")
        assert await stream.content.readuntil(b"\n\n") == b"event: clock\ndata: 3600000\n\n"


async def test_the_next_thing_is_gone_to_and_without_one_it_is_said(room: Room) -> None:
    status, told = await leap(room, "next")
    assert (status, told["problem"]) == (409, "Nothing is planned: open a vote and it will have its close.")
    closes = room.clock.now() + timedelta(days=3)
    room.inside.rows = [Pending("vote-close 1", "", closes)]
    assert (await leap(room, "next"))[0] == 200
    assert timedelta() <= room.clock.now() - closes < timedelta(seconds=30)


async def test_what_is_late_already_moves_nothing_back(room: Room) -> None:
    room.inside.rows = [Pending("vote-close 1", "", room.clock.now() - timedelta(hours=1))]
    assert (await leap(room, "next"))[0] == 200
    assert room.clock.ahead < timedelta(seconds=1)


async def test_engineers_see_letters_and_what_comes_due(room: Room) -> None:
    assert (await room.get("/pane/wire", **{"as": "bob"})).count("<p>Nothing.</p>") == 2
    room.inside.letters = [Pending("vote-result 1 → discord", "queued")]
    room.inside.rows = [Pending("vote-close <1>", "", datetime(2026, 11, 24, 17, tzinfo=UTC))]
    drawn = await room.get("/pane/wire", **{"as": "bob"})
    assert "<b>queued</b> · <bdi>vote-result 1 → discord</bdi>" in drawn
    assert "2026-11-24T17:00:00+00:00" in drawn
    assert "vote-close &lt;1&gt;" in drawn


async def test_a_stage_without_a_bot_has_nothing_to_show() -> None:
    assert [*await EmptyStage().outbox(5), *await EmptyStage().due(5)] == []
