"""What a person sees and what can be waited for; and pages that follow every change, as many as there are."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from sandbox.telegram.entities import Chat, Message
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.sight import NotSeen
from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.pictures import PNG_2X3

AT_ONCE = 0.01


async def tell(town: Town, place: Chat, text: str, *labels: str) -> Message:
    row = [{"text": label, "callback_data": label.lower()} for label in labels]
    sent = await town.raw("sendMessage", chat_id=place.id, text=text, reply_markup={"inline_keyboard": [row]})
    return place.messages[sent["result"]["message_id"]]


async def test_the_newest_message_with_the_words_is_seen(town: Town) -> None:
    group = town.group()
    first, second = await tell(town, group, "Vote 1"), await tell(town, group, "Vote 2")
    sees = town.sandbox.sight.sees
    assert await sees(town.alice, group, "Vote") is second
    assert await sees(town.alice, group, "Vote 1") is first
    assert await sees(town.alice, group, "Vote", after=first) is second
    with pytest.raises(NotSeen, match=r"Alice does not see 'Vote'; the newest messages are .*'Vote 2'"):
        await sees(town.alice, group, "Vote", after=second, timeout_s=AT_ONCE)


async def test_what_is_deleted_is_seen_no_more(town: Town) -> None:
    group = town.group()
    message = await tell(town, group, "Vote")
    await town.raw("deleteMessage", chat_id=group.id, message_id=message.id)
    with pytest.raises(NotSeen):
        await town.sandbox.sight.sees(town.alice, group, "Vote", timeout_s=AT_ONCE)


async def test_an_edit_is_seen_when_it_comes(town: Town) -> None:
    group = town.group()
    message = await tell(town, group, "Vote ouvert")
    waiting = asyncio.create_task(town.sandbox.sight.sees(town.bob, group, "clos"))
    await town.raw("editMessageText", chat_id=group.id, message_id=message.id, text="Vote clos")
    assert await waiting is message


async def test_a_stranger_sees_and_presses_nothing(town: Town) -> None:
    group = town.group()
    await tell(town, group, "Vote", "Emma")
    carol = town.sandbox.build.add_user("Carol")
    assert town.sandbox.sight.visible_to(carol, group) == []
    with pytest.raises(CannotDo, match="Carol sees no button 'Emma'"):
        town.sandbox.people.press(carol, group, "Emma")


async def test_a_reply_is_the_bots_next_message_not_a_neighbours(town: Town) -> None:
    group = town.group(supergroup=True)
    asked = town.sandbox.people.say(town.alice, group, "/vote")
    town.sandbox.people.say(town.bob, group, "moi aussi")
    town.sandbox.doors.leave(town.bob, group)
    waiting = asyncio.create_task(town.sandbox.sight.reply_to(town.alice, asked))
    first, _ = await tell(town, group, "Voici"), await tell(town, group, "et encore")
    assert await waiting is first


async def test_a_caption_is_read_like_a_text(town: Town) -> None:
    town.start(town.alice)
    async with town.app(poll=False) as app:
        await app.bot.send_photo(town.alice.id, PNG_2X3, caption="La couverture d'Emma")
    assert (await town.sandbox.sight.sees(town.alice, town.bot, "couverture")).body == "La couverture d'Emma"


async def test_a_label_twice_on_one_message_is_no_button_of_that_name(town: Town) -> None:
    group = town.group()
    older = await tell(town, group, "Tour 1", "Emma")
    await tell(town, group, "Tour 2", "Emma", "Emma")
    found, _ = town.sandbox.sight.button(town.alice, group, "Emma")
    assert found is older


async def test_an_exact_label_wins_over_one_that_contains_it(town: Town) -> None:
    group = town.group()
    exact = await tell(town, group, "Tour 1", "Emma", "Emma Bovary")
    await tell(town, group, "Tour 2", "Emma Bovary")
    found, button = town.sandbox.sight.button(town.alice, group, "Emma")
    assert (found, button["text"]) == (exact, "Emma")


async def test_toasts_are_shown_to_whoever_pressed(town: Town) -> None:
    town.start(town.alice)
    presses = [town.sandbox.people.forge_press(user, town.bot, "x") for user in (town.alice, town.bob, town.alice)]
    assert town.sandbox.sight.toasts(town.alice) == []
    for number, press in enumerate(presses):
        await town.raw("answerCallbackQuery", callback_query_id=press.id, text=f"{number}", show_alert=number == 2)
    toasts = town.sandbox.sight.toasts(town.alice)
    assert [(toast.text, toast.is_alert) for toast in toasts] == [("0", False), ("2", True)]
    with pytest.raises(NotSeen, match="no answer to the press on 'y'"):
        await town.sandbox.sight.answer_to(town.sandbox.people.forge_press(town.bob, town.bot, "y"), AT_ONCE)


async def test_a_call_is_waited_for_by_its_parameters(town: Town) -> None:
    group = town.group()
    waiting = asyncio.create_task(
        town.sandbox.sight.call("SENDMESSAGE", lambda call: call.parameters["text"] == "deux")
    )
    for text in ("un", "deux", "trois"):
        await tell(town, group, text)
    call = await waiting
    assert (call.method, call.status, call.result["text"]) == ("sendMessage", 200, "deux")
    with pytest.raises(NotSeen, match="no such call of sendPoll"):
        await town.sandbox.sight.call("sendPoll", timeout_s=AT_ONCE)


async def events(stream: aiohttp.ClientResponse, count: int) -> list[dict[str, Any]]:
    """The next changes that a page is told."""
    told: list[dict[str, Any]] = []
    async with asyncio.timeout(5):
        while len(told) < count:
            line = await stream.content.readline()
            if line.startswith(b"data: "):
                told.append(json.loads(line.removeprefix(b"data: ")))
    return told


async def test_every_page_follows_every_change_from_its_opening_on(town: Town) -> None:
    town.start(town.alice)
    async with aiohttp.ClientSession(town.sandbox.api_root) as client:
        async with client.get("/sandbox/changes") as stays:
            async with client.get("/sandbox/changes") as goes:
                town.sandbox.people.say(town.alice, town.bot, "Bonjour 📚")
                assert await events(goes, 1) == await events(stays, 1)
            press = town.sandbox.people.forge_press(town.alice, town.bot, "x")
            await town.raw("answerCallbackQuery", callback_query_id=press.id, text="Noté")
            pressed, toast = await events(stays, 2)
    assert (pressed["name"], pressed["subject"]["toast"]) == ("press", None)
    assert (toast["name"], toast["subject"]["toast"]["text"]) == ("toast", "Noté")
    assert {one["partner"] for one in (pressed, toast)} == {town.alice.id}


async def test_a_page_is_told_of_every_sort_of_change(town: Town) -> None:
    async with (
        aiohttp.ClientSession(town.sandbox.api_root) as client,
        client.get("/sandbox/changes") as stream,
    ):
        forum = town.group(forum=True)
        town.sandbox.build.promote(forum, town.bot)
        message = await tell(town, forum, "Vote")
        for method in (
            "editMessageReplyMarkup",
            "pinChatMessage",
            "setMessageReaction",
            "sendChatAction",
            "deleteMessage",
        ):
            markup = {"inline_keyboard": [[{"text": "Emma", "callback_data": "1"}]]}
            await town.raw(
                method, chat_id=forum.id, message_id=message.id, reply_markup=markup, action="typing", reaction=[]
            )
        await town.raw("setMyName", name="Agora")
        town.sandbox.doors.leave(town.bob, forum)
        town.sandbox.doors.block(town.alice, town.bot)
        town.sandbox.build.add_user("Carol")
        told: list[dict[str, Any]] = []
        while not told or told[-1]["name"] != "user":
            told += await events(stream, 1)
    names = {one["name"] for one in told}
    assert names >= {"message", "member", "edited", "pins", "reaction", "action", "deleted", "text", "blocked", "user"}
    action = next(one for one in told if one["name"] == "action")
    assert (action["place"], action["details"]["action"], action["subject"]["id"]) == (forum.id, "typing", town.bot.id)
    gone = next(one for one in told if one["name"] == "member" and one["details"].get("before") == "member"
        and one["subject"]["status"] == "left")  # fmt: skip
    assert gone["subject"]["user"]["id"] == town.bob.id
