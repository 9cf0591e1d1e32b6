"""A bot's queue of updates against a model of what Telegram promises: nothing lost, nothing again once confirmed."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sandbox.telegram.updates import DEFAULT_KINDS, KINDS, UpdateQueue
from sandbox.telegram.wire import ApiError
from tests.sandbox.telegram.conftest import Town

FIRST = 700


class QueueModel(RuleBasedStateMachine):
    """Updates are numbered in order; `kept` is what a poller must be given, oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = UpdateQueue(FIRST)
        self.kept: list[int] = []
        self.allowed = set(DEFAULT_KINDS)
        self.next_id = FIRST

    @rule(kind=st.sampled_from(["message", "poll", "chat_member", "callback_query"]))
    def push(self, kind: str) -> None:
        self.queue.push(kind, {})
        if kind in self.allowed:
            self.kept.append(self.next_id)
            self.next_id += 1

    @rule(kinds=st.lists(st.sampled_from(["message", "chat_member", "poll", "hologram"]), max_size=3))
    def allow(self, kinds: list[str]) -> None:
        self.queue.allow(kinds)
        self.allowed = set(kinds) & KINDS or set(DEFAULT_KINDS)

    @rule(back=st.integers(-3, 12))
    def confirm(self, back: int) -> None:
        offset = self.next_id - back
        self.queue.confirm(offset)
        self.kept = [update_id for update_id in self.kept if update_id >= offset]

    @rule(newest=st.integers(1, 5))
    def rewind(self, newest: int) -> None:
        self.queue.confirm(-newest)
        self.kept = self.kept[-newest:]

    @precondition(lambda self: self.kept)
    @rule()
    def drop(self) -> None:
        self.queue.drop()
        self.kept = []

    @invariant()
    def a_poller_is_given_the_oldest_first(self) -> None:
        assert [update["update_id"] for update in self.queue.batch(100)] == self.kept[:100]
        assert [update["update_id"] for update in self.queue.batch(2)] == self.kept[:2]
        assert len(self.queue) == len(self.kept)


TestQueue = QueueModel.TestCase


@given(st.integers(-5, 300), st.integers(0, 120))
def test_a_batch_holds_one_to_a_hundred(limit: int, pending: int) -> None:
    queue = UpdateQueue(FIRST)
    for _ in range(pending):
        queue.push("message", {})
    assert len(queue.batch(limit)) == min(pending, max(1, min(limit, 100)))


@given(st.lists(st.text(max_size=8)))
def test_kinds_that_telegram_does_not_know_are_ignored(kinds: list[str]) -> None:
    queue = UpdateQueue(FIRST)
    queue.allow(["message", *kinds])
    assert queue.allowed == {"message"} | (set(kinds) & KINDS)


def test_what_nobody_asked_for_leaves_no_gap_in_the_numbers() -> None:
    queue = UpdateQueue(FIRST)
    for kind in ("message", "chat_member", "message_reaction", "poll"):
        queue.push(kind, {})
    assert [update["update_id"] for update in queue.batch(9)] == [FIRST, FIRST + 1]


async def test_the_third_poller_ends_the_second_and_takes_the_update() -> None:
    queue = UpdateQueue(FIRST)
    older = [asyncio.create_task(queue.poll(9, 30, lambda: True)) for _ in range(2)]
    await asyncio.wait(older[:1], timeout=5)
    newest = asyncio.create_task(queue.poll(9, 30, lambda: True))
    ended = await asyncio.gather(*older, return_exceptions=True)
    queue.push("message", {"text": "x"})
    assert [isinstance(one, ApiError) and one.status for one in ended] == [409, 409]
    assert await newest == [{"update_id": FIRST, "message": {"text": "x"}}]


async def test_a_poll_with_an_update_waiting_ends_the_older_poll_too() -> None:
    queue = UpdateQueue(FIRST)
    queue.allow(["message"])
    older = asyncio.create_task(queue.poll(9, 30, lambda: True))
    await asyncio.sleep(0)
    assert await queue.poll(9, 0, lambda: True) == []
    with pytest.raises(ApiError, match="make sure that only one bot instance is running"):
        await older


async def test_what_comes_during_a_poll_is_given_once_and_kept_until_confirmed(town: Town) -> None:
    polling = asyncio.create_task(town.raw("getUpdates", timeout=30))
    await town.sandbox.sight.until(lambda: town.sandbox.record.of("getUpdates"))
    town.start(town.alice)
    first = (await polling)["result"]
    again = (await town.raw("getUpdates", timeout=30))["result"]
    assert [update["message"]["text"] for update in first] == ["/start"]
    assert again == first
    assert (await town.raw("getUpdates", offset=first[0]["update_id"] + 1))["result"] == []


@pytest.mark.parametrize("offset", ["x", 1.5, [], {"a": 1}])
async def test_an_offset_that_is_no_number_confirms_nothing(town: Town, offset: Any) -> None:
    town.start(town.alice)
    answer = await town.raw("getUpdates", offset=offset)
    assert (answer["status"] == 200) is (offset == 1.5)
    assert len(town.bot.queue) == 1


async def test_updates_wait_for_a_bot_that_polls_without_their_kind(town: Town) -> None:
    town.start(town.alice)
    await town.raw("getUpdates", allowed_updates=["poll"])
    town.start(town.bob)
    answer = await town.raw("getUpdates", allowed_updates=["poll"])
    assert [update["message"]["from"]["first_name"] for update in answer["result"]] == ["Alice"]
