"""Whatever a bot sends, the server answers in Telegram's form: never a crash of its own, never a lost connection."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.telegram.api import BotApi
from sandbox.telegram.build import Builder
from sandbox.telegram.clock import utc_now
from sandbox.telegram.faults import Faults
from sandbox.telegram.parameters import Parameters
from sandbox.telegram.record import Call
from sandbox.telegram.request import Request
from sandbox.telegram.throttle import RateLimits, Throttle
from sandbox.telegram.world import World
from tests.sandbox.telegram.conftest import Town

ALICE = 5_000_000_001
FORUM = -1_001_500_000_001
BUTTONS: list[list[dict[str, Any]]] = [
    [{"text": "Oui", "callback_data": "1", "style": "danger"}],
    [{"text": "Lien", "url": "https://t.me/agora_bot?start=1"}, {"text": "Code", "copy_text": {"text": "AB12"}}],
]
ENTITIES = [
    {"type": "bold", "offset": 0, "length": 2},
    {"type": "text_link", "offset": 0, "length": 2, "url": "https://example.org/"},
    {"type": "text_mention", "offset": 2, "length": 2, "user": {"id": ALICE}},
]
HTML = '<a href="https://example.org">Lire</a> <tg-time unix="5">demain</tg-time> <code class="language-py">x</code>'
COMMANDS = [{"command": "vote", "description": "Voter"}]
SCOPE = {"type": "chat_member", "chat_id": ALICE, "user_id": ALICE}
CALLS: list[dict[str, Any]] = [
    {"method": "sendMessage", "text": "Emma", "entities": ENTITIES, "reply_markup": {"inline_keyboard": BUTTONS}},
    {"method": "sendMessage", "text": HTML, "parse_mode": "HTML", "reply_parameters": {"message_id": 1}},
    {"method": "sendMessage", "text": "x", "reply_markup": {"keyboard": [["Oui", {"text": "Non"}]]}},
    {"method": "editMessageText", "message_id": 1, "text": "Germinal", "reply_markup": {"inline_keyboard": BUTTONS}},
    {"method": "deleteMessages", "message_ids": [1, 2]},
    {"method": "sendPoll", "question": "Emma ?", "options": ["Oui", {"text": "Non"}], "correct_option_ids": [0]},
    {"method": "sendPoll", "question": "Emma ?", "options": ["Oui", "Non"], "type": "quiz", "correct_option_id": 1},
    {"method": "setMessageReaction", "message_id": 1, "reaction": [{"type": "emoji", "emoji": "👍"}]},
    {"method": "copyMessage", "from_chat_id": ALICE, "message_id": 1, "caption": "x"},
    {"method": "setMyCommands", "commands": COMMANDS, "scope": SCOPE, "language_code": "fr"},
    {"method": "setMyName", "name": "Agora", "language_code": "fr"},
    {"method": "setWebhook", "url": "http://127.0.0.1:9/hook", "secret_token": "s", "max_connections": 40},
    {"method": "getUpdates", "offset": 1, "limit": 5, "allowed_updates": ["message"]},
    {"method": "answerCallbackQuery", "callback_query_id": "1", "url": "https://t.me/agora_bot?start=1"},
    {
        "method": "restrictChatMember",
        "chat_id": FORUM,
        "user_id": 5_000_000_002,
        "permissions": {"can_send_polls": True},
    },
    {"method": "createForumTopic", "chat_id": FORUM, "name": "Polars", "icon_color": 7322096},
    {"method": "sendPhoto", "photo": "attach://x", "caption": "x", "caption_entities": ENTITIES},
    {"method": "sendChatAction", "action": "typing", "message_thread_id": 0},
]
LINKS = ["http://[", "https://t.me/a[?start=é", "<a href='http://['>x</a>", "<tg-time unix='x'>x</tg-time>", "@"]
WORDS = [*LINKS, "", " ", "\ud800", "x\udc00", "&#xD800;", "{", "[]", "1e999", "text_mention", "text_link", "0" * 5000]
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 9), st.just(10**30), st.floats(), st.sampled_from(WORDS), st.text()
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=2), st.dictionaries(st.just("type"), SCALARS, max_size=1))


def spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside a JSON value, itself left out."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [spot for key, one in inner for spot in [(*path, key), *spots(one, (*path, key))]]


@st.composite
def damaged_calls(draw: st.DrawFn) -> dict[str, Any]:
    """A good call in which one to three values, however deep, are replaced or left out."""
    call: dict[str, Any] = {"chat_id": ALICE, **copy.deepcopy(draw(st.sampled_from(CALLS)))}
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from([spot for spot in spots(call) if spot != ("method",)]))
        holder = call
        for key in way:
            holder = holder[key]
        if draw(st.integers(0, 4)):
            holder[last] = draw(VALUES)
        else:
            del holder[last]
        call.setdefault("chat_id", ALICE)
    return call


def started_world() -> tuple[World, BotApi]:
    """A world with a bot, a person who started it and a forum that the bot administers."""
    world = World(utc_now, lambda: 0.0)
    build = Builder(world)
    bot, alice = build.add_bot("Agora", "agora_bot"), build.add_user("Alice", "alice")
    world.private_chat(bot, alice).is_started = True
    build.promote(build.add_group("Lecteurs", [alice, bot, build.add_user("Bob")], forum=True), bot)
    return world, BotApi(world, Faults(), Throttle(RateLimits()))


async def perform(world: World, api: BotApi, call: dict[str, Any]) -> Call:
    bot = next(iter(world.bots.values()))
    values = {name: value for name, value in call.items() if name != "method"}
    made = Call(bot.username, call["method"], values)
    body = await api.perform(Request(world, bot, Parameters(values), made))
    json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    return made


@settings(max_examples=300, deadline=None)
@given(damaged_calls())
async def test_a_damaged_call_is_answered_and_spoils_nothing(call: dict[str, Any]) -> None:
    world, api = started_world()
    made = await perform(world, api, call)
    assert made.status in {200, 400, 403, 404}
    assert (made.description == "") is (made.status == 200)
    after = await perform(world, api, {"method": "sendMessage", "chat_id": ALICE, "text": "Bonjour"})
    assert after.status == 200


@pytest.mark.parametrize("call", CALLS, ids=[call["method"] for call in CALLS])
async def test_the_calls_that_are_damaged_are_whole_before(call: dict[str, Any]) -> None:
    world, api = started_world()
    await perform(world, api, {"method": "sendMessage", "chat_id": ALICE, "text": "Bonjour"})
    made = await perform(world, api, {"chat_id": ALICE, **call})
    missing = {"answerCallbackQuery": "query is too old", "sendPhoto": "wrong file identifier"}.get(made.method)
    assert (made.status == 200) is (missing is None)
    assert missing is None or missing in made.description


FORGED: list[tuple[dict[str, Any], str]] = [
    ({"text": "x", "reply_markup": {"inline_keyboard": [[{**BUTTONS[0][0], "style": []}]]}}, "invalid button style"),
    ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "url": "http://["}]]}}, "Wrong HTTP URL"),
    ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
    ({"text": "x", "reply_markup": {"keyboard": [["\udc00"]]}}, "strings must be encoded in UTF-8"),
    ({"text": "x", "message_thread_id": 1e999}, 'invalid parameter "message_thread_id"'),
    ({"text": "<b></b>" * 4700, "parse_mode": "HTML"}, "text is too long"),
]


@pytest.mark.parametrize(("parameters", "complaint"), FORGED, ids=[complaint for _, complaint in FORGED])
async def test_values_of_no_sense_are_refused_over_http(town: Town, parameters: dict[str, Any], complaint: str) -> None:
    town.start(town.alice)
    answer = await town.raw("sendMessage", chat_id=town.alice.id, **parameters)
    assert (answer["status"], complaint in answer["description"]) == (400, True), answer


@pytest.mark.parametrize("chat_id", [1e999, 10**30, True, [], {"id": 1}, "0x1", "٣", "@", "-"])
async def test_a_chat_that_is_no_number_is_not_found(town: Town, chat_id: Any) -> None:
    answer = await town.raw("sendMessage", chat_id=chat_id, text="x")
    assert (answer["status"], answer["description"]) == (400, "Bad Request: chat not found")


@pytest.mark.parametrize("text", ["<a href='http://['>lire</a>", "<tg-time unix='demain'>lire</tg-time>"])
async def test_a_tag_that_points_nowhere_leaves_its_text(town: Town, text: str) -> None:
    town.start(town.alice)
    answer = await town.raw("sendMessage", chat_id=town.alice.id, text=text, parse_mode="HTML")
    assert (answer["result"]["text"], "entities" in answer["result"]) == ("lire", False)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("http://[", "invalid webhook URL specified"),
        ("https://livres.example:x/hook", "invalid webhook URL specified"),
        ("https://livres.example:9000/hook", "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ],
)
async def test_a_webhook_lies_where_telegram_goes(town: Town, url: str, complaint: str) -> None:
    answer = await town.raw("setWebhook", url=url)
    assert answer["description"] == f"Bad Request: {complaint}"
    assert (await town.raw("setWebhook", url="https://livres.example:8443/hook"))["ok"]
