"""Polling, in leaping time: what is asked, how long each failure is waited out, and when a batch is confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from core.kernel.errors import AdapterRefused
from handlers.inbox import ALLOWED
from handlers.limits import BATCH
from handlers.parsing import Raw
from handlers.polling import CONFLICT_SECONDS, LONGEST_PAUSE_SECONDS, POLL_SECONDS, SILENCE_SECONDS, Poller
from tests.handlers.leaping import leap

Answer = list[dict[str, Any]] | Exception


@dataclass(slots=True)
class Server:
    """Answers the polls as it is told, then never again; stands in for the library's bot, the only thing asked."""

    answers: list[Answer | None]
    """None: this poll is not answered."""
    asked: list[tuple[float, int | None]] = field(default_factory=list)
    """When each poll came, and its offset."""
    wanted: list[dict[str, Any]] = field(default_factory=list)
    is_done: asyncio.Event = field(default_factory=asyncio.Event)

    async def do_api_request(self, endpoint: str, api_kwargs: dict[str, Any], read_timeout: float) -> Any:
        self.wanted.append(api_kwargs | {"endpoint": endpoint, "read_timeout": read_timeout})
        self.asked.append((asyncio.get_running_loop().time(), api_kwargs.get("offset")))
        if not self.answers:
            self.is_done.set()
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if answer is None:
            await asyncio.Event().wait()
        if isinstance(answer, Exception):
            raise answer
        return answer


async def nothing(_: Sequence[Raw]) -> None:
    """Taken in."""


async def at_once() -> None:
    """There is room."""


def poll(
    server: Server, take_in: Callable[[Sequence[Raw]], Any] = nothing, make_room: Callable[[], Any] = at_once
) -> Server:
    """Poll until every answer is used up."""

    async def work() -> None:
        poller = Poller(server, take_in, make_room)  # type: ignore[arg-type]
        running = asyncio.create_task(poller.run())
        done = asyncio.create_task(server.is_done.wait())
        await asyncio.wait({running, done}, return_when=asyncio.FIRST_COMPLETED)
        done.cancel()
        if running.done():
            running.result()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    leap(work())
    return server


def pauses(server: Server) -> list[float]:
    times = [at for at, _ in server.asked]
    return [round(after - before, 2) for before, after in pairwise(times)]


def updates(*numbers: int) -> list[dict[str, Any]]:
    return [{"update_id": number} for number in numbers]


def test_the_first_question_names_no_offset_and_only_what_is_understood() -> None:
    [first] = poll(Server([])).wanted
    assert first["endpoint"] == "get_Updates"
    assert (first["timeout"], first["limit"], first["allowed_updates"]) == (POLL_SECONDS, BATCH, list(ALLOWED))
    assert "offset" not in first
    assert first["read_timeout"] > POLL_SECONDS


def test_a_batch_is_confirmed_by_the_next_question_after_it_was_taken_in() -> None:
    server, seen = Server([updates(5, 6, 7), [], updates(9)]), []

    async def take_in(batch: Sequence[Raw]) -> None:
        seen.append(([each["update_id"] for each in batch], len(server.asked)))

    poll(server, take_in)
    assert [offset for _, offset in server.asked] == [None, 8, 8, 10]
    assert seen == [([5, 6, 7], 1), ([9], 3)]


def test_what_could_not_be_written_down_is_asked_for_again_later_each_time(caplog: pytest.LogCaptureFixture) -> None:
    tries = []

    async def take_in(batch: Sequence[Raw]) -> None:
        tries.append(len(batch))
        if len(tries) < 3:
            raise OSError("no space left on device")

    server = poll(Server([updates(5), updates(5, 6), updates(5, 6)]), take_in)
    assert tries == [1, 2, 2]
    assert [offset for _, offset in server.asked] == [None, None, None, 7]
    assert pauses(server)[0] >= 1.0
    assert caplog.text.count("could not be written down") == 2


def test_an_outage_is_asked_about_less_and_less_often_and_at_once_again_after_it() -> None:
    server = poll(Server([*(NetworkError("Bad Gateway") for _ in range(7)), [], NetworkError("Bad Gateway")]))
    assert pauses(server) == [1, 2, 4, 8, 16, LONGEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, 0, 1]


@pytest.mark.parametrize(
    ("problem", "pause"),
    [
        (Conflict("terminated by other getUpdates request"), CONFLICT_SECONDS),
        (TimedOut(), 1.0),
        (BadRequest("strange"), 1.0),
        (TelegramError("the answer is no JSON"), 1.0),
    ],
)
def test_each_failure_has_its_own_pause(problem: TelegramError, pause: float) -> None:
    assert pauses(poll(Server([problem, []]))) == [pause, 0]


def test_a_pause_that_is_asked_for_is_kept_and_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library's switch, which the transport sets in the product
    assert pauses(poll(Server([RetryAfter(7), RetryAfter(7), NetworkError("x")]))) == [7, 7, 1]


def test_a_second_program_is_waited_for_evenly_and_said_once_a_try(caplog: pytest.LogCaptureFixture) -> None:
    server = poll(Server([Conflict("x") for _ in range(4)]))
    assert pauses(server) == [CONFLICT_SECONDS] * 4
    assert caplog.text.count("only one may") == 4


def test_a_poll_that_is_never_answered_is_given_up() -> None:
    server = poll(Server([None, updates(3)]))
    assert pauses(server)[0] == POLL_SECONDS + SILENCE_SECONDS + 1
    assert server.asked[-1][1] == 4


@pytest.mark.parametrize("problem", [InvalidToken("123:SECRET"), EndPointNotFound("bot123:SECRET")])
def test_a_refused_token_ends_it_without_being_quoted(problem: TelegramError) -> None:
    with pytest.raises(AdapterRefused) as refused:
        poll(Server([problem]))
    assert refused.value.message == "token-refused-telegram"
    assert refused.value.__suppress_context__


def test_nothing_is_asked_for_while_there_is_no_room() -> None:
    server = Server([updates(1), updates(2)])

    async def room_after_a_minute() -> None:
        if len(server.asked) == 1:
            await asyncio.sleep(60)

    assert pauses(poll(server, make_room=room_after_a_minute)) == [60, 0]


def test_silence_is_counted_from_the_last_answer() -> None:
    async def work() -> list[float]:
        server = Server([NetworkError("x"), NetworkError("x"), updates(1)])
        poller = Poller(server, nothing, at_once)  # type: ignore[arg-type]
        running = asyncio.create_task(poller.run())
        await asyncio.sleep(2.5)
        silent = [poller.silent_seconds]
        await server.is_done.wait()
        silent.append(poller.silent_seconds)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return silent

    assert leap(work()) == pytest.approx([2.5, 0.0])


def test_updates_without_a_number_confirm_nothing() -> None:
    server = poll(Server([updates(5), [{"message": {}}], [{"update_id": "x"}]]))
    assert [offset for _, offset in server.asked] == [None, 6, 6, 6]
