"""Rates over the wire: which calls count, against which chat, how long to wait, and what a refused call leaves."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.faults import Fault
from sandbox.telegram.server import TelegramSandbox
from sandbox.telegram.throttle import RateLimits, Throttle, Window
from sandbox.telegram.wire import ApiError, forbidden
from tests.sandbox.telegram.conftest import Town

HOUR = 3600.0


@pytest.fixture
async def busy() -> AsyncIterator[Town]:
    """A town where a bot may write twice an hour to a person, thrice to a group, and five times in all."""
    limits = RateLimits(overall=Window(5, HOUR), private=Window(2, HOUR), group=Window(3, HOUR))
    async with TelegramSandbox(limits=limits) as sandbox:
        bot = sandbox.build.add_bot("Agora", "agora_bot")
        town = Town(sandbox, bot, sandbox.build.add_user("Alice", "alice"), sandbox.build.add_user("Bob", "bob"))
        for person in (town.alice, town.bob):
            town.start(person)
        yield town


async def statuses(town: Town, *chat_ids: int | str) -> list[int]:
    return [(await town.raw("sendMessage", chat_id=chat_id, text="x"))["status"] for chat_id in chat_ids]


async def test_a_person_is_not_flooded_and_the_others_still_hear(busy: Town) -> None:
    alice, bob = busy.alice.id, busy.bob.id
    assert await statuses(busy, alice, alice, alice, bob) == [200, 200, 429, 200]
    assert len(busy.sandbox.sight.visible_to(busy.alice, busy.bot)) == 3


async def test_the_refusal_says_how_long_to_wait_and_is_counted(busy: Town) -> None:
    await statuses(busy, busy.alice.id, busy.alice.id)
    answer = await busy.raw("sendMessage", chat_id=busy.alice.id, text="x")
    wait = answer["parameters"]["retry_after"]
    assert (answer["error_code"], answer["description"]) == (429, f"Too Many Requests: retry after {wait}")
    assert HOUR - 60 < wait <= HOUR
    assert busy.sandbox.record.throttled == ["sendMessage"]
    assert busy.broken_rules() == [f"sendMessage: Too Many Requests: retry after {wait}"]


async def test_a_group_has_a_window_of_its_own_under_either_name(busy: Town) -> None:
    group = busy.sandbox.build.add_group("Lecteurs", [busy.alice, busy.bot], username="lecteurs")
    assert await statuses(busy, group.id, "@lecteurs", group.id, "@Lecteurs") == [200, 200, 200, 429]
    assert await statuses(busy, busy.alice.id, busy.bob.id, busy.bob.id) == [200, 200, 429]


@pytest.mark.parametrize("name", ["@nobody", "x", ""])
async def test_a_chat_that_is_not_there_counts_all_the_same(busy: Town, name: str) -> None:
    assert await statuses(busy, *[name] * 3) == [400] * 3
    assert await statuses(busy, busy.alice.id, busy.bob.id, busy.bob.id) == [200, 200, 429]


async def test_edits_answers_and_signs_of_typing_are_free(busy: Town) -> None:
    sent = await busy.raw("sendMessage", chat_id=busy.alice.id, text="0")
    for number in range(1, 8):
        edited = await busy.raw(
            "editMessageText", chat_id=busy.alice.id, message_id=sent["result"]["message_id"], text=str(number)
        )
        typing = await busy.raw("sendChatAction", chat_id=busy.alice.id, action="typing")
        press = busy.sandbox.people.forge_press(busy.alice, busy.bot, "x")
        answered = await busy.raw("answerCallbackQuery", callback_query_id=press.id)
        assert (edited["ok"], typing["ok"], answered["ok"]) == (True, True, True)
    assert busy.sandbox.record.throttled == []


async def test_a_fault_on_a_group_hits_it_under_its_public_name(busy: Town) -> None:
    group = busy.sandbox.build.add_group("Lecteurs", [busy.alice, busy.bot], username="lecteurs")
    busy.sandbox.faults.add(Fault("sendMessage", forbidden("bot was kicked"), chat_id=group.id))
    assert await statuses(busy, busy.alice.id, "@lecteurs", "@lecteurs") == [200, 403, 200]
    assert busy.sandbox.faults.pending == 0


@given(st.lists(st.tuples(st.floats(0.0, 2.0), st.sampled_from([5, 6, -7])), max_size=60))
def test_no_window_ever_holds_more_than_it_may(steps: list[tuple[float, int]]) -> None:
    limits = RateLimits(overall=Window(4, 3.0), private=Window(2, 2.0), group=Window(3, 5.0))
    throttle, now, admitted = Throttle(limits), 0.0, list[tuple[float, int]]()
    for pause, chat_id in steps:
        now += pause
        try:
            throttle.admit(1, chat_id, now)
        except ApiError:
            continue
        admitted.append((now, chat_id))
    for moment, _ in admitted:
        recent = [chat_id for at, chat_id in admitted if moment - 3.0 < at <= moment]
        assert len(recent) <= 4
        for chat_id, window in ((5, limits.private), (6, limits.private), (-7, limits.group)):
            assert window
            inside = [one for at, one in admitted if one == chat_id and moment - window.seconds < at <= moment]
            assert len(inside) <= window.count


@given(st.lists(st.integers(0, 6).map(lambda quarters: quarters / 4), min_size=1, max_size=30))
def test_who_waits_as_told_is_admitted(pauses: list[float]) -> None:
    throttle, now = Throttle(RateLimits(overall=Window(3, 2.0), private=Window(2, 1.5))), 0.0
    for pause in pauses:
        now += pause
        try:
            throttle.admit(1, 5, now)
        except ApiError as refusal:
            now += refusal.parameters["retry_after"]
            throttle.admit(1, 5, now)
