"""Taking updates in: durable, once each, in order per chat, and never stopped by one that cannot be read."""

import asyncio
import logging
import re
from typing import Any

import pytest
from telegram import Update

from core.kernel.errors import AdapterRefused, AdapterUnreachable
from core.kernel.identity import PlaceKind
from handlers.client import TelegramAdapter
from handlers.inbox import ALLOWED, UpdateInbox, lane_of
from handlers.lanes import Lanes
from handlers.parsing import parse_update
from handlers.places import address_of
from tests.handlers.town import Town


async def test_a_poison_update_is_set_aside_and_the_rest_flows(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    async with town.running():
        town.start(town.bob)
        poison = [town.sandbox.push_raw(town.bot, {"message": each}) for each in (3, {"text": "secret"}, [1])]
        town.say(town.bob, "/echo after")
        await town.sees(town.bob, "You said: after")
    told = [record.args[0] for record in caplog.records if "set aside" in record.msg and isinstance(record.args, tuple)]
    assert sorted(map(str, told)) == sorted(map(str, poison))
    assert "secret" not in caplog.text
    assert await waiting(town) == []


async def test_an_unknown_kind_of_update_is_passed_over(town: Town) -> None:
    async with town.running():
        town.sandbox.push_raw(town.bot, {"novelty_of_next_year": {"id": 1}})
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
    assert await waiting(town) == []


async def test_what_came_while_the_bot_was_away_is_answered(town: Town) -> None:
    town.start(town.bob)
    for number in range(30):
        town.say(town.bob, f"/echo {number}")
    async with town.running():
        await town.sees(town.bob, "You said: 29")
    assert town.probe.echoes == [str(number) for number in range(30)]


async def test_the_order_of_a_chat_is_kept_while_chats_run_side_by_side(town: Town) -> None:
    people = [town.sandbox.build.add_user(f"P{n}", f"person_{n}", "en") for n in range(5)]
    for person in people:
        town.start(person)
        for number in range(10):
            town.say(person, f"/echo {person.first_name}-{number}")
    async with town.running():
        for person in people:
            await town.sees(person, f"You said: {person.first_name}-9")
    for person in people:
        mine = [text for text in town.probe.echoes if text.startswith(f"{person.first_name}-")]
        assert mine == [f"{person.first_name}-{number}" for number in range(10)]
        shown = re.findall(r"-(\d)", " ".join(town.texts(person)))
        assert shown == [str(number) for number in range(10)]


async def test_one_slow_chat_keeps_nobody_waiting(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.say(town.alice, "/paper@agora_bot", group)
        await town.sees(town.alice, "Bulletin", group)
        slow = town.press(town.alice, "slow", group)
        assert (await town.toast(town.bob, "Emma", group)).text == "Noted: Emma."
        assert not slow.is_answered
        town.probe.gate.set()
        await town.sandbox.sight.answer_to(slow)


async def test_an_update_is_confirmed_only_after_it_is_written_down(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    refused: list[int] = []
    write = town.storage.write

    class Full:
        """A disk that is full the first time an update comes."""

        async def write(self, job: Any) -> Any:
            if not refused and job.__qualname__.startswith("UpdateInbox.take_in"):
                refused.append(len(town.bot.queue))
                raise OSError("no space left on device")
            return await write(job)

        read = staticmethod(town.storage.read)
        glance = staticmethod(town.storage.glance)

    town.storage = Full()  # type: ignore[assignment]
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
    assert refused == [1]
    assert "could not be written down" in caplog.text


async def test_the_same_update_twice_is_handled_once(town: Town) -> None:
    heard: list[int] = []
    inbox, lanes = await an_inbox(town, heard)
    lanes.start()
    raws = [raw_update(number) for number in (7, 8)]
    await inbox.take_in(raws)
    await inbox.take_in(raws)
    await lanes.below(1)
    await inbox.settle()
    await inbox.take_in([*raws, raw_update(9)])
    await lanes.stop(5)
    await inbox.settle()
    assert heard == [7, 8, 9]


async def test_updates_without_a_number_are_dropped_aloud(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    inbox, lanes = await an_inbox(town, [])
    await inbox.take_in([{"message": {}}])
    assert "1 updates without a number" in caplog.text
    assert lanes.count == 0


async def test_text_that_no_database_takes_is_kept_all_the_same(town: Town) -> None:
    heard: list[int] = []
    inbox, lanes = await an_inbox(town, heard)
    raw = raw_update(1) | {"message": {**raw_update(1)["message"], "text": "\ud800 \x00"}}
    await inbox.take_in([raw])
    ((_, payload),) = await waiting(town)
    assert payload.isascii()
    lanes.start()
    await lanes.stop(5)
    await inbox.settle()
    assert heard == [1]


async def test_what_fails_beyond_an_answer_is_set_aside(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    lanes = Lanes(1)

    async def hear(update: Update) -> None:
        raise RuntimeError(update.update_id)

    inbox = UpdateInbox(bot_of(town), "1", town.storage, town.clock, lanes, hear)
    lanes.start()
    await inbox.take_in([raw_update(1)])
    await lanes.stop(5)
    assert "update 1 is set aside: failed RuntimeError" in caplog.text
    assert await waiting(town) == []


async def test_handled_updates_are_forgotten_after_two_days(town: Town) -> None:
    heard: list[int] = []
    inbox, lanes = await an_inbox(town, heard)
    lanes.start()
    await inbox.take_in([raw_update(1), raw_update(2)])
    await lanes.stop(5)
    await inbox.settle()
    town.clock.move(hours=47)
    await inbox.prune()
    await inbox.take_in([raw_update(1)])
    assert heard == [1, 2]
    town.clock.move(hours=2)
    await inbox.prune()
    assert await town.storage.read(lambda rows: rows.inbox.highest("1")) == 2


def test_lanes_keep_a_chat_together_and_let_voters_pass() -> None:
    private = {"message": {"chat": {"id": 5}}}
    pressed = {"callback_query": {"from": {"id": 5}, "message": {"chat": {"id": 5}}}}
    assert lane_of(private) == lane_of(pressed)
    said = [{"message": {"chat": {"id": -9}, "from": {"id": n}}} for n in (1, 2)]
    assert lane_of(said[0]) == lane_of(said[1])
    votes = [{"callback_query": {"from": {"id": n}, "message": {"chat": {"id": -9}}}} for n in (1, 2)]
    assert lane_of(votes[0]) != lane_of(votes[1])
    odd: list[dict[str, Any]] = [{}, {"message": 3}, {"message": {"chat": {"id": "x"}}}, {"callback_query": []}]
    assert {lane_of(each) for each in odd} == {None, (None, None)}


async def test_lanes_bound_what_runs_at_once() -> None:
    lanes, running, most = Lanes(3), 0, 0
    gate = asyncio.Event()

    async def job() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await gate.wait()
        running -= 1

    for lane in range(10):
        lanes.put(lane, job)
    lanes.start()
    waiting_for_room = asyncio.create_task(lanes.below(10))
    await asyncio.sleep(0)
    assert not waiting_for_room.done()
    gate.set()
    await waiting_for_room
    await lanes.stop(5)
    assert most == 3
    assert lanes.count == 0


async def test_a_second_poller_is_named_in_the_log_and_waited_for(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.sandbox.faults.fail_next("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    async with town.running() as adapter:
        await town.sandbox.sight.call("getUpdates", lambda call: call.status == 409)
        assert adapter.silent_seconds < 60
    assert "only one may" in caplog.text


async def test_an_outage_is_sat_out(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.sandbox.faults.fail_next("getUpdates", 502, "Bad Gateway")
    town.start(town.bob)
    async with town.running():
        await town.sees(town.bob, "Hello")
    assert "Telegram cannot be asked: NetworkError" in caplog.text


async def test_a_platform_that_does_not_answer_is_told_apart_from_a_refusal(town: Town, unused_tcp_port: int) -> None:
    adapter = TelegramAdapter("7000000001:T", f"http://127.0.0.1:{unused_tcp_port}", town.house)
    with pytest.raises(AdapterUnreachable, match="NotSent"):
        await adapter.run()
    await adapter.close()


@pytest.mark.parametrize("token", ["7000000001:WRONG", "nonsense"])
async def test_a_refused_token_ends_the_adapter_without_being_told(
    town: Town, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    adapter = TelegramAdapter(token, town.sandbox.api_root, town.house)
    with pytest.raises(AdapterRefused) as refused:
        await adapter.run()
    assert refused.value.message == "token-refused-telegram"
    assert refused.value.__suppress_context__
    assert token not in caplog.text
    await adapter.close()


async def test_a_token_refused_in_the_middle_ends_the_adapter(town: Town) -> None:
    adapter = TelegramAdapter(town.bot.token, town.sandbox.api_root, town.house)
    town.sandbox.faults.fail_next("getUpdates", 401, "Unauthorized")
    with pytest.raises(AdapterRefused):
        await adapter.run()


async def test_only_what_is_understood_is_asked_for(town: Town) -> None:
    async with town.running():
        await town.sandbox.sight.call("getUpdates")
        assert sorted(town.bot.queue.allowed) == sorted(ALLOWED)


async def test_a_closed_adapter_stays_closed(town: Town) -> None:
    async with town.running() as adapter:
        assert adapter.opened.is_set()
    assert not adapter.opened.is_set()
    await adapter.run()


async def test_of_a_pressed_message_only_its_place_is_parsed(town: Town) -> None:
    message = raw_update(1)["message"] | {
        "message_thread_id": 4,
        "is_topic_message": True,
        "text": "long",
        "entities": 3,
    }
    person = {"id": 5, "is_bot": False, "first_name": "Alice"}
    press = {"id": "1", "from": person, "chat_instance": "1", "data": "pm_1", "message": message}
    update = parse_update({"update_id": 1, "callback_query": press}, bot_of(town))
    assert update.callback_query is not None
    pressed = update.callback_query.message
    assert pressed is not None
    assert (pressed.chat.id, pressed.message_id) == (5, 1)
    assert address_of(pressed).kind is PlaceKind.PRIVATE
    assert update.callback_query.data == "pm_1"


async def test_a_stop_in_the_middle_of_opening_leaves_nothing_open(town: Town) -> None:
    gate = town.sandbox.faults.hold_next("getMe")
    adapter = TelegramAdapter(town.bot.token, town.sandbox.api_root, town.house)
    running = asyncio.create_task(adapter.run())
    await gate.reached.wait()
    await adapter.close()
    await running
    assert not adapter.opened.is_set()


async def waiting(town: Town) -> list[tuple[int, str]]:
    keys = (str(town.bot.id), "1")
    return [row for key in keys for row in await town.storage.read(lambda rows, key=key: rows.inbox.waiting(key, 100))]  # type: ignore[misc]


def bot_of(town: Town) -> Any:
    from telegram import Bot  # noqa: PLC0415

    return Bot(town.bot.token)


async def an_inbox(town: Town, heard: list[int]) -> tuple[UpdateInbox, Lanes]:
    lanes = Lanes(4)

    async def hear(update: Update) -> None:
        heard.append(update.update_id)

    return UpdateInbox(bot_of(town), "1", town.storage, town.clock, lanes, hear), lanes


def raw_update(number: int) -> dict[str, Any]:
    chat = {"id": 5, "type": "private", "first_name": "Alice"}
    return {"update_id": number, "message": {"message_id": number, "date": 1_790_000_000, "chat": chat, "text": "a"}}
