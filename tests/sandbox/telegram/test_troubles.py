"""Rate limits, and faults on demand: refusals, slow and lost answers, cut connections."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from sandbox.telegram.faults import Fault
from sandbox.telegram.server import TelegramSandbox
from sandbox.telegram.throttle import LIKE_TELEGRAM, RateLimits, Throttle, Window, is_counted
from sandbox.telegram.wire import ApiError, forbidden
from tests.sandbox.telegram.conftest import Town


def admitted(throttle: Throttle, chat_ids: list[int], now_s: float) -> int:
    """How many of these messages get through at this moment."""
    count = 0
    for chat_id in chat_ids:
        try:
            throttle.admit(1, chat_id, now_s)
        except ApiError as refusal:
            if refusal.status != 429 or refusal.parameters["retry_after"] < 1:
                raise
        else:
            count += 1
    return count


def test_all_chats_share_one_window() -> None:
    throttle = Throttle(LIKE_TELEGRAM)
    assert admitted(throttle, list(range(1, 41)), 0.0) == 30
    assert admitted(throttle, [50], 0.99) == 0
    assert admitted(throttle, [50], 1.0) == 1


def test_a_private_chat_bears_short_bursts() -> None:
    throttle = Throttle(LIKE_TELEGRAM)
    assert admitted(throttle, [5] * 5, 0.0) == 3
    assert admitted(throttle, [6], 0.0) == 1
    assert admitted(throttle, [5] * 5, 3.0) == 3


def test_a_group_takes_twenty_a_minute() -> None:
    throttle = Throttle(LIKE_TELEGRAM)
    assert admitted(throttle, [-5] * 25, 0.0) == 20
    assert admitted(throttle, [-5], 59.9) == 0
    assert admitted(throttle, [-5], 60.0) == 1


def test_bots_do_not_share_their_windows() -> None:
    throttle = Throttle(RateLimits(overall=Window(1, 1.0)))
    throttle.admit(1, 5, 0.0)
    throttle.admit(2, 5, 0.0)
    with pytest.raises(ApiError, match="retry after 1"):
        throttle.admit(2, 6, 0.0)


def test_no_limits_by_default() -> None:
    assert admitted(Throttle(RateLimits()), [5] * 1000, 0.0) == 1000


@pytest.mark.parametrize(("method", "counts"), [("sendmessage", True), ("copymessage", True), ("forwardmessage", True),
    ("sendchataction", False), ("editmessagetext", False), ("getchatmember", False)])  # fmt: skip
def test_only_sending_counts(method: str, counts: bool) -> None:
    assert is_counted(method) is counts


async def test_a_library_is_told_to_wait() -> None:
    async with TelegramSandbox(limits=RateLimits(private=Window(1, 30.0))) as sandbox:
        bot = sandbox.build.add_bot("Agora", "agora_bot")
        town = Town(sandbox, bot, sandbox.build.add_user("Alice"), sandbox.build.add_user("Bob"))
        town.start(town.alice)
        async with town.app(poll=False) as app:
            await app.bot.send_message(town.alice.id, "Un")
            with pytest.raises(RetryAfter) as error:
                await app.bot.send_message(town.alice.id, "Deux")
        assert error.value.retry_after == timedelta(seconds=30)
        assert sandbox.record.throttled == ["sendMessage"]
        assert len(sandbox.violations) == 1
        assert [m.text for m in sandbox.sight.visible_to(town.alice, bot)] == ["/start", "Un"]


async def test_refusals_on_demand_are_no_violations(town: Town) -> None:
    town.start(town.alice)
    faults = town.sandbox.faults
    async with town.app(poll=False) as app:
        faults.fail_next("sendMessage", 403)
        faults.fail_next("SENDMESSAGE", 400, "Bad Request: chat not found")
        faults.throttle_next("sendMessage", 7)
        faults.move_next("sendMessage", -1009)
        assert faults.pending == 4
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await app.bot.send_message(town.alice.id, "Un")
        with pytest.raises(BadRequest, match="Chat not found"):
            await app.bot.send_message(town.alice.id, "Deux")
        with pytest.raises(RetryAfter, match="7"):
            await app.bot.send_message(town.alice.id, "Trois")
        with pytest.raises(ChatMigrated) as moved:
            await app.bot.send_message(town.alice.id, "Quatre")
        assert moved.value.new_chat_id == -1009
        await app.bot.send_message(town.alice.id, "Cinq")
    assert faults.pending == 0
    assert [m.text for m in town.sandbox.sight.visible_to(town.alice, town.bot)] == ["/start", "Cinq"]
    assert town.broken_rules() == []
    assert [call.status for call in town.sandbox.record.of("sendMessage")] == [403, 400, 429, 400, 200]


async def test_a_fault_may_be_for_one_chat_and_several_times(town: Town) -> None:
    town.start(town.alice)
    town.start(town.bob)
    town.sandbox.faults.add(Fault("*", forbidden("user is deactivated"), chat_id=town.bob.id, times=2))
    async with town.app(poll=False) as app:
        await app.bot.send_message(town.alice.id, "Bonjour")
        for _ in range(2):
            with pytest.raises(Forbidden, match="user is deactivated"):
                await app.bot.send_message(town.bob.id, "Bonjour")
        await app.bot.send_message(town.bob.id, "Bonjour")


async def test_a_lost_answer_leaves_what_was_done(town: Town) -> None:
    town.start(town.alice)
    town.sandbox.faults.lose_next("sendMessage")
    async with town.app(poll=False) as app:
        with pytest.raises(NetworkError):
            await app.bot.send_message(town.alice.id, "Parti")
    assert town.sandbox.sight.visible_to(town.alice, town.bot)[-1].text == "Parti"


async def test_a_dropped_call_does_nothing(town: Town) -> None:
    town.start(town.alice)
    town.sandbox.faults.drop_next("sendMessage")
    async with town.app(poll=False) as app:
        with pytest.raises(NetworkError):
            await app.bot.send_message(town.alice.id, "Perdu")
    assert town.sandbox.sight.visible_to(town.alice, town.bot)[-1].text == "/start"
    assert town.sandbox.record.of("sendMessage") == []


async def test_a_slow_answer_times_out_after_the_deed(town: Town) -> None:
    town.start(town.alice)
    town.sandbox.faults.slow_next("sendMessage", 30.0)
    async with town.app(poll=False) as app:
        with pytest.raises(TimedOut):
            await app.bot.send_message(town.alice.id, "Lent", read_timeout=0.05)
    assert town.sandbox.sight.visible_to(town.alice, town.bot)[-1].text == "Lent"


async def test_an_answer_can_be_held_back(town: Town) -> None:
    town.start(town.alice)
    gate = town.sandbox.faults.hold_next("sendMessage")
    sending = asyncio.create_task(town.raw("sendMessage", chat_id=town.alice.id, text="Bientôt"))
    await gate.reached.wait()
    await town.sandbox.sight.sees(town.alice, town.bot, "Bientôt")
    assert not sending.done()
    gate.opened.set()
    assert (await sending)["ok"]


async def test_a_poll_can_be_cut(town: Town) -> None:
    town.sandbox.faults.drop_next("getUpdates")
    with pytest.raises(aiohttp.ClientError):
        await town.raw("getUpdates")
    assert (await town.raw("getUpdates"))["ok"]
