"""The control endpoint over HTTP: acting, building, looking, faults and the stream of changes."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram.ext import CallbackQueryHandler, CommandHandler

from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.test_conversation import count, echo_start, show_paper


@pytest.fixture
async def client(town: Town) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(town.sandbox.api_root) as client:
        yield client


async def post(client: aiohttp.ClientSession, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    async with client.post(f"/sandbox/{path}", json=body) as answer:
        return answer.status, await answer.json()


async def see(client: aiohttp.ClientSession, look: str, **query: str) -> Any:
    async with client.get(f"/sandbox/see/{look}", params=query) as answer:
        assert answer.status == 200
        return (await answer.json())["seen"]


async def test_a_whole_conversation_over_http(town: Town, client: aiohttp.ClientSession) -> None:
    _, built = await post(client, "build/add_group", title="Lecteurs", members=["@alice", "@bob", "@agora_bot"])
    place = built["done"]["id"]
    handlers = [CommandHandler("vote", show_paper), CallbackQueryHandler(count), CommandHandler("start", echo_start)]
    async with town.app(*handlers):
        _, said = await post(client, "acts/say", user="@alice", place=place, text="/vote@agora_bot", wait_s=5)
        assert said["seen"]["text"] == "Emma ou Germinal ?"
        _, pressed = await post(client, "acts/press", user="@bob", place=place, label="Emma", wait_s=5)
        assert pressed["seen"]["text"] == "Compté : cast:1"
        await town.sandbox.sight.sees(town.bob, town.sandbox.world.chats[place], "Compté")
        _, started = await post(client, "acts/follow", user="@bob", place=place, label="privé", wait_s=5)
        assert started["seen"]["text"] == "Bonjour vote-7"
        assert started["done"]["place"] == town.bot.id
    visible = await see(client, "visible", user="@bob", place=str(place))
    assert [message["text"] for message in visible if "text" in message] == ["/vote@agora_bot", "Compté"]
    assert [toast["text"] for toast in await see(client, "toasts", user="@bob")] == ["Compté : cast:1"]
    assert await see(client, "unanswered") == []
    record = await see(client, "record")
    assert (record["violations"], record["unhandled"]) == ([], [])


async def test_impossible_and_broken_requests_are_told_apart(town: Town, client: aiohttp.ClientSession) -> None:
    status, answer = await post(client, "acts/say", user="@alice", place="@agora_bot", text="Bonjour")
    assert (status, answer["error"]) == (409, "press Start first")
    status, answer = await post(client, "acts/say", user="@nobody", place="@agora_bot", text="Bonjour")
    assert (status, answer["error"]) == (422, "bad request: nobody is called @nobody")
    status, _ = await post(client, "acts/fly", user="@alice")
    assert status == 404
    await post(client, "acts/start", user="@alice")
    status, answer = await post(client, "acts/say", user="@alice", place="@agora_bot", text="Bonjour", wait_s=0.01)
    assert status == 409
    assert "does not see" in answer["error"]


async def test_membership_can_be_steered(town: Town, client: aiohttp.ClientSession) -> None:
    group = town.group()
    _, built = await post(client, "build/add_user", first_name="Zoé", username="zoe", language_code="en")
    await post(client, "acts/join", user="@zoe", place=group.id)
    assert group.members[built["done"]["id"]].is_present
    await post(client, "acts/leave", user="@zoe", place=group.id)
    assert not group.members[built["done"]["id"]].is_present
    await post(client, "build/promote", place=group.id, who="@agora_bot", rights=["can_pin_messages"])
    assert group.member(town.bot.user).rights == {"can_pin_messages"}
    _, moved = await post(client, "build/migrate", place=group.id)
    assert (await see(client, "chat", user="@alice", place=str(group.id)))["moved_to"] == moved["done"]["id"]


async def test_a_fault_can_be_ordered(town: Town, client: aiohttp.ClientSession) -> None:
    await post(client, "faults", method="getMe", status=429, description="Too Many Requests: retry after 7")
    async with client.post(f"/bot{town.bot.token}/getMe") as answer:
        assert (answer.status, (await answer.json())["description"]) == (429, "Too Many Requests: retry after 7")
    async with client.post(f"/bot{town.bot.token}/getMe") as answer:
        assert answer.status == 200


async def test_a_poison_update_can_be_pushed(town: Town, client: aiohttp.ClientSession) -> None:
    _, pushed = await post(client, "acts/push_raw", update={"message": 3})
    assert town.bot.queue.batch(1) == [{"update_id": pushed["done"], "message": 3}]


async def test_changes_stream_to_a_page(town: Town, client: aiohttp.ClientSession) -> None:
    async with client.get("/sandbox/changes") as stream:
        assert await stream.content.readline() == b": open\n"
        await stream.content.readline()
        town.start(town.alice)
        event = json.loads((await stream.content.readline()).removeprefix(b"data: "))
    assert (event["name"], event["subject"]["text"], event["partner"]) == ("message", "/start", town.alice.id)
    assert event["place"] == town.bot.id
