"""How updates reach a poller: confirmation, redelivery, kinds, conflicts; and the forms a request may take."""

import asyncio
from typing import Any

import aiohttp
import pytest
from telegram import Update
from telegram.error import Conflict, InvalidToken
from telegram.ext import CommandHandler

from sandbox.telegram.server import TelegramSandbox
from tests.sandbox.telegram.conftest import Town, make_app
from tests.sandbox.telegram.test_conversation import echo_start


async def updates_of(town: Town, **parameters: Any) -> list[int]:
    return [update["update_id"] for update in (await town.raw("getUpdates", **parameters))["result"]]


async def test_unconfirmed_updates_come_again(town: Town) -> None:
    for _ in range(3):
        town.start(town.alice)
    first = await updates_of(town)
    assert len(first) == 3
    assert await updates_of(town) == first
    assert await updates_of(town, offset=first[1]) == first[1:]
    assert await updates_of(town, offset=first[2] + 1) == []
    assert await updates_of(town) == []


async def test_limit_and_negative_offset(town: Town) -> None:
    for _ in range(5):
        town.start(town.alice)
    first = await updates_of(town, limit=2)
    assert len(first) == 2
    assert await updates_of(town, offset=-1) == [first[0] + 4]
    assert await updates_of(town) == [first[0] + 4]


async def test_a_batch_lost_with_its_client_is_redelivered_to_the_next(town: Town) -> None:
    town.start(town.alice)
    town.sandbox.faults.lose_next("getUpdates")
    with pytest.raises(aiohttp.ClientError):
        await updates_of(town)
    async with town.app(CommandHandler("start", echo_start)):
        await town.sandbox.sight.sees(town.alice, town.bot, "Bonjour")


async def test_a_long_poll_waits_for_the_update(town: Town) -> None:
    polling = asyncio.create_task(updates_of(town, timeout=30))
    await town.sandbox.sight.until(lambda: town.sandbox.record.of("getUpdates"))
    town.start(town.alice)
    assert len(await polling) == 1


async def test_a_long_poll_ends_empty(town: Town) -> None:
    town.bot.queue.allow(["poll"])
    town.start(town.alice)
    assert await town.bot.queue.poll(100, 0, lambda: True) == []
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await updates_of(town, timeout=1) == []
    assert loop.time() - began >= 0.9


async def test_kinds_are_sticky_and_the_default_leaves_some_out(town: Town) -> None:
    group = town.group(supergroup=True)
    town.sandbox.build.promote(group, town.bot)
    await updates_of(town, offset=-1)
    carol = town.sandbox.build.add_user("Carol")

    async def kinds() -> set[str]:
        answer = await town.raw("getUpdates")
        return {kind for update in answer["result"] for kind in update} - {"update_id"}

    town.sandbox.doors.join(carol, group)
    assert await kinds() == {"message", "my_chat_member"}
    await town.raw("getUpdates", allowed_updates=["chat_member"], offset=10**12)
    town.sandbox.doors.leave(carol, group)
    assert await kinds() == {"chat_member"}
    await town.raw("getUpdates", allowed_updates=[], offset=10**12)
    town.sandbox.doors.join(carol, group)
    assert await kinds() == {"message"}


async def test_a_second_poller_ends_the_first(town: Town) -> None:
    first = asyncio.create_task(town.raw("getUpdates", timeout=30))
    await town.sandbox.sight.until(lambda: town.sandbox.record.of("getUpdates"))
    second = await town.raw("getUpdates")
    assert second["ok"]
    ended = await first
    assert (ended["status"], ended["error_code"]) == (409, 409)
    assert ended["description"].startswith("Conflict: terminated by other getUpdates request")
    assert [violation.where for violation in town.sandbox.violations] == ["getUpdates"]


async def test_a_library_is_told_of_the_conflict(town: Town) -> None:
    async with town.app(poll=False) as app:
        first = asyncio.create_task(app.bot.get_updates(timeout=30))
        await town.sandbox.sight.until(lambda: town.sandbox.record.of("getUpdates"))
        await town.raw("getUpdates")
        with pytest.raises(Conflict):
            await first


async def test_a_poller_that_went_away_is_no_conflict(town: Town) -> None:
    async with aiohttp.ClientSession() as client:
        url = f"{town.sandbox.api_root}/bot{town.bot.token}/getUpdates"
        polling = asyncio.create_task(client.post(url, json={"timeout": 30}))
        await town.sandbox.sight.until(lambda: town.sandbox.record.of("getUpdates"))
        polling.cancel()
        await asyncio.wait([polling])
    assert (await town.raw("getUpdates"))["ok"]
    assert town.broken_rules() == []


async def test_restarts_of_a_library_are_no_conflict(town: Town) -> None:
    for _ in range(3):
        async with town.app(CommandHandler("start", echo_start)):
            started = town.start(town.alice)
            await town.sandbox.sight.reply_to(town.alice, started)
    assert town.broken_rules() == []


async def test_a_wrong_token_is_refused(town: Town) -> None:
    app = make_app(town.sandbox, town.bot, "123:wrong")
    with pytest.raises(InvalidToken):
        async with app.bot:
            pass


async def test_unknown_methods_are_noted(town: Town) -> None:
    answer = await town.raw("sendHologram", chat_id=1)
    assert (answer["status"], answer["description"]) == (404, "Not Found")
    assert town.sandbox.unhandled == ["sendHologram"]


async def test_every_form_of_a_request_is_read(town: Town) -> None:
    town.start(town.alice)
    base = f"{town.sandbox.api_root}/bot{town.bot.token}"
    values = {"chat_id": str(town.alice.id), "text": "Bonjour"}
    multipart = aiohttp.FormData(default_to_multipart=True)
    for name, value in values.items():
        multipart.add_field(name, value)
    async with aiohttp.ClientSession() as client:
        for answer in [
            await client.get(f"{base}/sendMessage", params=values),
            await client.post(f"{base}/SENDMESSAGE", data=values),
            await client.post(f"{base}/sendmessage", json={**values, "chat_id": town.alice.id}),
            await client.post(f"{base}/sendMessage", data=multipart),
            await client.put(f"{base}/sendMessage", params=values),
        ]:
            assert (await answer.json())["result"]["text"] == "Bonjour"
    assert [call.parameters["text"] for call in town.sandbox.record.of("sendMessage")] == ["Bonjour"] * 5
    assert {type(call.parameters["chat_id"]) for call in town.sandbox.requests} == {str, int}


async def test_a_poison_update_is_delivered_as_it_is(town: Town) -> None:
    update_id = town.sandbox.push_raw(town.bot, {"message": {"message_id": "x"}})
    answer = await town.raw("getUpdates")
    assert answer["result"] == [{"update_id": update_id, "message": {"message_id": "x"}}]
    town.sandbox.push_raw(town.bot, {"update_id": update_id + 50, "poll": 3})
    assert await updates_of(town) == [update_id, update_id + 50]


async def test_two_bots_have_queues_of_their_own(sandbox: TelegramSandbox, town: Town) -> None:
    other = sandbox.build.add_bot("Vitrine", "vitrine_bot", "42:secret")
    sandbox.people.start(town.alice, other)
    assert (len(other.queue), len(town.bot.queue)) == (1, 0)
    assert sandbox.sight.visible_to(town.alice, town.bot) == []
    assert [message.text for message in sandbox.sight.visible_to(town.alice, other)] == ["/start"]


async def test_the_whole_update_is_what_a_library_parses(town: Town) -> None:
    async with town.app():
        town.start(town.bob)
        update = await town.hears(lambda one: one.message)
    assert isinstance(update, Update)
    assert update.effective_user
    assert (update.effective_user.language_code, update.effective_user.is_bot) == ("en", False)
    assert update.effective_chat
    assert (update.effective_chat.type, update.effective_chat.id) == ("private", town.bob.id)
