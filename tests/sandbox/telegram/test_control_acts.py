"""The control endpoint, act by act: all that a page can do, look at and break, and what it is told when it cannot."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.telegram.entities import Chat, Message, Status
from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.test_control import post, see


@pytest.fixture
async def client(town: Town) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(town.sandbox.api_root) as client:
        yield client


async def done(client: aiohttp.ClientSession, path: str, **body: Any) -> Any:
    """What a step that must succeed says was done."""
    status, answer = await post(client, path, **body)
    assert status == 200, answer
    return answer["done"]


async def ask(town: Town, place: Chat, *labels: str) -> Message:
    row = [{"text": label, "callback_data": label.lower()} for label in labels]
    sent = await town.raw("sendMessage", chat_id=place.id, text="Choisir", reply_markup={"inline_keyboard": [row]})
    return place.messages[sent["result"]["message_id"]]


async def test_a_text_is_said_in_a_topic_answered_and_edited(town: Town, client: aiohttp.ClientSession) -> None:
    forum = town.group(forum=True)
    topic = await done(client, "build/add_topic", place=forum.id, name="Polars")
    thread = topic["message_thread_id"]
    said = await done(client, "acts/say", user="@bob", place=forum.id, text="Bonjour", topic=thread)
    answer = await done(client, "acts/say", user="@alice", place=forum.id, text="Salut", reply_to=said["message_id"])
    assert (answer["reply_to_message"]["text"], answer["message_thread_id"]) == ("Bonjour", thread)
    edited = await done(client, "acts/edit", user="@bob", place=forum.id, message=said["message_id"], text="Bonsoir")
    assert (edited["text"], edited["edit_date"] >= said["date"]) == ("Bonsoir", True)


async def test_a_button_is_pressed_on_the_message_that_is_named(town: Town, client: aiohttp.ClientSession) -> None:
    group = town.group()
    first, _ = await ask(town, group, "Emma"), await ask(town, group, "Emma")
    press = await done(client, "acts/press", user=str(town.bob.id), place=group.id, label="Emma", message=first.id)
    assert (press["message_id"], press["user"], press["bot"]) == (first.id, town.bob.id, town.bot.id)
    assert (press["data"], press["toast"]) == ("emma", None)
    status, answer = await post(client, "acts/press", user="@bob", place=group.id, label="Nadja")
    assert (status, "sees no button 'Nadja'" in answer["error"], "Emma" in answer["error"]) == (409, True, True)


async def test_a_press_may_be_forged_on_a_message_that_never_was(town: Town, client: aiohttp.ClientSession) -> None:
    town.start(town.alice)
    press = await done(client, "acts/forge_press", user="@alice", place="@agora_bot", data="cast:9", message=0)
    assert press["message_id"] > 1000
    again = await done(client, "acts/forge_press", user="@alice", place="@agora_bot", data="cast:9", message=1)
    assert again["message_id"] == 1


async def test_unanswered_presses_are_listed_and_blamed_once(town: Town, client: aiohttp.ClientSession) -> None:
    town.start(town.alice)
    press = await done(client, "acts/forge_press", user="@alice", place="@agora_bot", data="x", message=1)
    assert await see(client, "unanswered") == await see(client, "unanswered") == [press]
    violations = (await see(client, "record"))["violations"]
    assert violations == ["answerCallbackQuery: the press on 'x' was never answered"]


async def test_reactions_and_votes_of_people(town: Town, client: aiohttp.ClientSession) -> None:
    group = town.group()
    said = town.sandbox.people.say(town.alice, group, "Emma !")
    await done(client, "acts/react", user="@bob", place=group.id, message=said.id, emoji=["👍"])
    (seen,) = [one for one in await see(client, "visible", user="@bob", place=str(group.id)) if one.get("text")]
    assert seen["reactions"] == {str(town.bob.id): [{"type": "emoji", "emoji": "👍"}]}
    sent = await town.raw("sendPoll", chat_id=group.id, question="Emma ?", options=["Oui", "Non"])
    poll = sent["result"]["message_id"]
    await done(client, "acts/vote", user="@bob", place=group.id, message=poll, options=[1])
    assert [option["voter_count"] for option in (await visible(client, town, group))[-1]["poll"]["options"]] == [0, 1]
    await done(client, "acts/vote", user="@bob", place=group.id, message=poll, options=[])
    assert (await visible(client, town, group))[-1]["poll"]["total_voter_count"] == 0
    status, answer = await post(client, "acts/vote", user="@bob", place=group.id, message=poll, options=[7])
    assert (status, answer["error"]) == (409, "no open poll with these options")


async def visible(client: aiohttp.ClientSession, town: Town, place: Chat) -> list[dict[str, Any]]:
    return list(await see(client, "visible", user="@bob", place=str(place.id)))


async def test_who_is_thrown_out_sees_nothing_any_more(town: Town, client: aiohttp.ClientSession) -> None:
    group = town.group()
    await done(client, "acts/say", user="@alice", place=group.id, text="Bonjour")
    assert len(await visible(client, town, group)) > 0
    await done(client, "acts/remove", user="@alice", place=group.id, who="@bob")
    assert await visible(client, town, group) == []
    status, answer = await post(client, "acts/join", user="@bob", place=group.id)
    assert (status, answer["error"]) == (409, "Bob is banned from Lecteurs")
    added = await done(client, "acts/add", user="@alice", place=group.id, who="@bob")
    assert added["status"] == "member"


async def test_a_bot_is_blocked_and_let_in_again(town: Town, client: aiohttp.ClientSession) -> None:
    town.start(town.alice)
    await done(client, "acts/block", user="@alice")
    assert (await see(client, "chat", user="@alice", place="@agora_bot"))["is_blocked"]
    assert (await town.raw("sendMessage", chat_id=town.alice.id, text="x"))["status"] == 403
    await done(client, "acts/unblock", user="@alice", bot="@agora_bot")
    assert (await town.raw("sendMessage", chat_id=town.alice.id, text="x"))["ok"]


async def test_rights_are_given_denied_and_taken_back(town: Town, client: aiohttp.ClientSession) -> None:
    group = town.group(supergroup=True)
    hidden = await done(client, "build/promote", place=group.id, who="@bob", anonymous=True)
    assert (hidden["status"], hidden["is_anonymous"], hidden["can_pin_messages"]) == ("administrator", True, True)
    plain = await done(client, "build/demote", place=group.id, who="@bob")
    assert plain["status"] == "member"
    muted = await done(client, "build/restrict", place=group.id, who="@bob", denied=["can_send_polls"])
    assert (muted["status"], muted["can_send_polls"], muted["can_send_messages"]) == ("restricted", False, True)
    assert group.member(town.bob).status is Status.RESTRICTED


async def test_a_whole_world_is_built_from_nothing(town: Town, client: aiohttp.ClientSession) -> None:
    bot = await done(client, "build/add_bot", first_name="Vitrine", username="vitrine_bot", token="42:abc")
    zoe = await done(client, "build/add_user", first_name="Zoé", username="zoe", language_code=None, last_name="Roy")
    group = await done(client, "build/add_group", title="Polars", members=["@zoe", bot["id"]], username="polars")
    assert (bot["token"], zoe["last_name"], "language_code" in zoe) == ("42:abc", "Roy", False)
    assert (group["type"], group["username"]) == ("supergroup", "polars")
    assert {member["user"]["id"] for member in group["members"]} == {zoe["id"], bot["id"]}
    world = await see(client, "world")
    assert (group["id"] in world["groups"], zoe["id"] in world["users"], bot["id"] in world["users"]) == (
        True, True, False)  # fmt: skip
    assert [user["first_name"] for user in await see(client, "users") if not user["is_bot"]] == ["Alice", "Bob", "Zoé"]
    async with client.post("/bot42:abc/getMe") as answer:
        assert (await answer.json())["result"]["username"] == "vitrine_bot"


async def test_the_menu_is_the_persons_own(town: Town, client: aiohttp.ClientSession) -> None:
    town.start(town.alice)
    await town.raw("setMyCommands", commands=[{"command": "voter", "description": "Voter"}], language_code="fr")
    await town.raw("setMyCommands", commands=[{"command": "vote", "description": "Vote"}])
    for user, command in (("@alice", "voter"), ("@bob", "vote")):
        (entry,) = await see(client, "menu", user=user, place="@agora_bot")
        assert (entry["command"], entry["bot"]) == (command, town.bot.id)


async def test_a_private_chat_is_placed_under_its_bot(town: Town, client: aiohttp.ClientSession) -> None:
    started = await done(client, "acts/start", user="@alice", payload="vote-7")
    assert (started["text"], started["place"], started["chat"]["id"]) == ("/start vote-7", town.bot.id, town.alice.id)
    seen = await see(client, "visible", user="@alice", place=str(town.bot.id))
    assert [message["message_id"] for message in seen] == [started["message_id"]]
    opened = await done(client, "acts/open_link", user="@alice", url="https://t.me/agora_bot?start=me")
    assert opened["text"] == "/start me"


BROKEN: list[tuple[str, Any, str]] = [
    ("acts/say", [], "a request is a JSON object"),
    ("acts/say", "Bonjour", "a request is a JSON object"),
    ("acts/say", {"user": "@alice", "place": "@agora_bot"}, "text is missing"),
    ("acts/say", {"user": "@alice", "place": "ailleurs", "text": "x"}, "nobody is called ailleurs"),
    ("acts/say", {"user": "@alice", "place": "@bob", "text": "x"}, ""),
    ("acts/say", {"user": "@alice", "place": -4_000_000_001, "text": "x", "reply_to": 99}, "reply_to is not there"),
    ("acts/say", {"user": "@alice", "place": -4_000_000_001, "text": "x", "topic": 99}, ""),
    ("acts/say", {"user": "@alice", "place": -4_000_000_001, "text": "x", "wait_s": "long"}, "wait_s"),
    ("acts/edit", {"user": "@alice", "place": -4_000_000_001, "text": "x"}, "message is missing"),
    ("acts/join", {"user": "@alice", "place": 5}, "place is no group"),
    ("acts/join", {"user": "@alice", "place": "@agora_bot"}, ""),
    ("acts/push_raw", {"update": 3}, "update is no object"),
    ("acts/vote", {"user": "@alice", "place": -4_000_000_001, "message": 1, "options": 3}, ""),
    ("build/add_user", {"username": "zoe"}, "first_name is missing"),
    ("build/add_group", {"title": "x", "members": ["@nobody"]}, "nobody is called @nobody"),
    ("faults", {"status": 403}, "method is missing"),
    ("faults", {"method": "sendMessage", "status": "oui"}, ""),
    ("faults", {"method": "sendMessage", "status": 400, "parameters": 3}, "parameters is no object"),
]


@pytest.mark.parametrize(("path", "body", "complaint"), BROKEN, ids=[f"{path}-{what}" for path, _, what in BROKEN])
async def test_a_bad_request_is_told_what_is_wrong(
    town: Town, client: aiohttp.ClientSession, path: str, body: Any, complaint: str
) -> None:
    town.group()
    async with client.post(f"/sandbox/{path}", json=body) as answer:
        assert (answer.status, answer.content_type) == (422, "application/json")
        error = (await answer.json())["error"]
    assert error.startswith("bad request: ")
    assert complaint in error


async def test_what_is_no_json_is_a_bad_request(town: Town, client: aiohttp.ClientSession) -> None:
    async with client.post("/sandbox/acts/say", data="{") as answer:
        assert (answer.status, "JSON" in (await answer.json())["error"]) == (422, True)


@pytest.mark.parametrize("path", ["see/nothing", "acts/fly", "build/castle"])
async def test_what_does_not_exist_is_not_found(town: Town, client: aiohttp.ClientSession, path: str) -> None:
    ask_for = client.get if path.startswith("see") else client.post
    async with ask_for(f"/sandbox/{path}", json={}) as answer:
        assert (answer.status, await answer.json()) == (404, {"error": "no such thing to ask"})


async def test_a_look_says_what_it_needs(town: Town, client: aiohttp.ClientSession) -> None:
    async with client.get("/sandbox/see/visible", params={"user": "@alice"}) as answer:
        assert (answer.status, (await answer.json())["error"]) == (422, "bad request: place is missing")


async def test_a_fault_hits_one_chat_as_often_as_asked(town: Town, client: aiohttp.ClientSession) -> None:
    for person in (town.alice, town.bob):
        town.start(person)
    await done(client, "faults", method="sendMessage", status=429, description="Too Many Requests: retry after 3",
        parameters={"retry_after": 3}, chat_id=str(town.bob.id), times=2)  # fmt: skip
    statuses = [
        (await town.raw("sendMessage", chat_id=person.id, text="x"))["status"]
        for person in (town.alice, town.bob, town.bob, town.bob)
    ]
    assert statuses == [200, 429, 429, 200]
    assert town.sandbox.record.throttled == ["sendMessage"] * 2


@pytest.mark.parametrize(("fault", "remains"), [({"is_lost": True}, 1), ({"is_dropped": True}, 0)])
async def test_a_connection_is_cut_after_the_deed_or_before(
    town: Town, client: aiohttp.ClientSession, fault: dict[str, Any], remains: int
) -> None:
    town.start(town.alice)
    await done(client, "faults", method="sendMessage", **fault)
    with pytest.raises(aiohttp.ClientError):
        await town.raw("sendMessage", chat_id=town.alice.id, text="Bonjour")
    shown = await see(client, "visible", user="@alice", place="@agora_bot")
    assert [message["text"] for message in shown] == ["/start", "Bonjour"][: 1 + remains]
