"""Pacing, in leaping time: never above the rates, replies first, everything sent again after a refusal."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, RetryAfter

from handlers.pacer import IDLE_CHATS, LONGEST_HOLD_SECONDS, MAX_ATTEMPTS, Lane, Pace, Pacer, is_counted, seconds_of
from tests.handlers.leaping import leap


@pytest.fixture(autouse=True)
def _timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's switch, which the transport sets in the product."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Wire:
    """Notes what is sent and when; refuses what it is told to."""

    def __init__(self) -> None:
        self.pacer = Pacer()
        self.sent: list[tuple[float, str]] = []
        self.refusals: list[float] = []

    async def send(self, chat: int, text: str = "", lane: Lane | None = None, method: str = "sendMessage") -> Any:
        async def call() -> str:
            if self.refusals:
                raise RetryAfter(int(self.refusals.pop(0)))
            self.sent.append((asyncio.get_running_loop().time(), text))
            return text

        return await self.pacer.process_request(call, (), {}, method, {"chat_id": chat}, lane)


def run(work: Coroutine[Any, Any, Any]) -> None:
    leap(work)


def test_a_broadcast_keeps_under_thirty_a_second() -> None:
    wire = Wire()

    async def broadcast() -> None:
        await asyncio.gather(*(wire.send(chat, lane=Lane.BROADCAST) for chat in range(1, 301)))

    run(broadcast())
    times = [at for at, _ in wire.sent]
    assert len(times) == 300
    assert max(sum(start <= at < start + 1 for at in times) for start in times) <= 30
    assert times[-1] == pytest.approx(299 / 29, rel=0.02)


def test_a_reply_goes_ahead_of_a_waiting_broadcast() -> None:
    wire = Wire()

    async def both() -> None:
        broadcast = [asyncio.create_task(wire.send(chat, "news", Lane.BROADCAST)) for chat in range(1, 101)]
        await asyncio.sleep(0.5)
        await wire.send(500, "reply")
        await asyncio.gather(*broadcast)

    run(both())
    place = [text for _, text in wire.sent].index("reply")
    assert place < 20


@pytest.mark.parametrize("problem", [BadRequest("Not enough rights"), Forbidden("bot was kicked")])
def test_letters_to_a_group_that_is_shut_are_refused_at_once_and_keep_no_other_waiting(problem: Exception) -> None:
    wire = Wire()

    async def refuse() -> None:
        raise problem

    async def post() -> float:
        for _ in range(200):
            with pytest.raises(type(problem)):
                await wire.pacer.process_request(refuse, (), {}, "sendMessage", {"chat_id": -1}, Lane.BROADCAST)
        await wire.send(-1, lane=Lane.BROADCAST)
        await wire.send(-1, lane=Lane.BROADCAST)
        return asyncio.get_running_loop().time()

    # 202 turns of the whole bot, and one gap between the two that arrived.
    assert leap(post()) == pytest.approx(202 / 29 + 3.5, abs=0.5)


def test_replies_to_one_person_may_burst_and_letters_may_not() -> None:
    wire = Wire()

    async def talk() -> None:
        await asyncio.gather(*(wire.send(1, "reply") for _ in range(5)))
        await asyncio.gather(*(wire.send(2, "letter", Lane.BROADCAST) for _ in range(3)))

    run(talk())
    replies = [at for at, text in wire.sent if text == "reply"]
    assert replies[2] < 0.2
    assert replies[3] == pytest.approx(1, abs=0.2)
    letters = [at for at, text in wire.sent if text == "letter"]
    assert letters[1] - letters[0] == pytest.approx(1, abs=0.1)


def test_a_group_hears_at_most_twenty_a_minute() -> None:
    wire = Wire()

    async def talk() -> None:
        await asyncio.gather(*(wire.send(-100) for _ in range(60)))

    run(talk())
    times = [at for at, _ in wire.sent]
    assert max(sum(start <= at < start + 60 for at in times) for start in times) <= 20


def test_what_the_server_refuses_is_sent_again_after_the_pause() -> None:
    wire = Wire()
    wire.refusals = [3, 3]

    async def talk() -> None:
        await asyncio.gather(*(wire.send(chat, str(chat)) for chat in range(1, 5)))

    run(talk())
    assert Counter(text for _, text in wire.sent) == Counter("1234")
    assert all(at >= 3 for at, _ in wire.sent)


def test_a_long_pause_and_an_endless_refusal_are_passed_on() -> None:
    wire = Wire()
    wire.refusals = [LONGEST_HOLD_SECONDS + 1]

    async def talk() -> None:
        with pytest.raises(RetryAfter):
            await wire.send(1)
        wire.refusals = [1.0] * MAX_ATTEMPTS
        with pytest.raises(RetryAfter):
            await wire.send(1)
        wire.refusals = [2.0]
        await wire.send(1, "edit", method="editMessageText")

    run(talk())
    assert [text for _, text in wire.sent] == ["edit"]


def test_only_sending_is_paced() -> None:
    wire = Wire()

    async def ask() -> None:
        await asyncio.gather(*(wire.send(-100, method="getChatMember") for _ in range(50)))

    run(ask())
    assert {at for at, _ in wire.sent} == {0.0}
    assert is_counted("sendMessage")
    assert is_counted("copyMessage")
    assert not is_counted("sendChatAction")
    assert not is_counted("editMessageText")


def test_a_sender_that_gives_up_takes_no_slot() -> None:
    wire = Wire()
    wire.pacer = Pacer(Pace(1.0))

    async def talk() -> None:
        await wire.send(1, "first")
        given_up = asyncio.create_task(wire.send(2, "given up"))
        kept = asyncio.create_task(wire.send(3, "kept"))
        await asyncio.sleep(0.1)
        given_up.cancel()
        await kept

    run(talk())
    assert [(round(at, 3), text) for at, text in wire.sent] == [(0.0, "first"), (1.0, "kept")]


def test_idle_chats_are_forgotten() -> None:
    wire = Wire()
    wire.pacer = Pacer(Pace(1e6))

    async def talk() -> None:
        for chat in range(1, 3 * IDLE_CHATS):
            await wire.send(chat)
            await asyncio.sleep(0.01)

    run(talk())
    assert len(vars(wire.pacer)["_chats"]) <= IDLE_CHATS + 1


def test_the_pause_is_read_in_seconds() -> None:
    assert seconds_of(RetryAfter(7)) == 7.0
