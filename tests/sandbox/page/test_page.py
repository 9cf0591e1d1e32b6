"""The page over HTTP: each sees what their client shows, in their language, and acts as themselves only."""

from __future__ import annotations

import ast
import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest

from sandbox.page.cast import Cast
from sandbox.page.discord_pane import REASONS
from sandbox.page.stage import Stage
from sandbox.page.texts import TEXTS, texts_for
from sandbox.page.views import HERE
from sandbox.page.wire import WireLine, exchange
from sandbox.stage.visit import IDEAS, VISIT
from tests.sandbox.page.conftest import Room
from tests.typography import ENGLISH_FLAW, french_flaws

COMPONENTS_V2 = 1 << 15
HOSTILE = '<script>alert("x")</script>'


def card(*components: dict[str, Any]) -> dict[str, Any]:
    return {"flags": COMPONENTS_V2, "components": [{"type": 17, "components": list(components)}]}


def alicia_id(room: Room) -> int:
    alicia = room.telegram.world.user_by_username("alicia")
    assert alicia
    return alicia.id


async def test_the_page_is_whole_and_names_nothing_outside(room: Room) -> None:
    whole = await room.get("/", **{"as": "alice"})
    assert 'lang="fr"' in whole
    assert "La salle de répétition" in whole
    for file in (HERE / "static").iterdir():
        whole += file.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"'`)]+", whole)) == set()


async def test_it_speaks_the_language_of_whoever_looks(room: Room) -> None:
    english = await room.get("/", **{"as": "bob"})
    assert 'lang="en"' in english
    assert "The rehearsal room" in english
    assert "This person has no account on this platform." in english


async def test_an_unknown_person_is_the_first_of_the_cast(room: Room) -> None:
    assert 'data-me="alice"' in await room.get("/", **{"as": "<b>nobody"})


async def test_nobody_but_the_page_is_answered(room: Room) -> None:
    async with room.web.get(room.page.address, headers={"Origin": "https://elsewhere.example"}) as foreign:
        assert foreign.status == 403
    async with room.web.get(room.page.address, headers={"Host": "rebound.example"}) as rebound:
        assert rebound.status == 403
    async with room.web.get(room.page.address) as own:
        policy = own.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


async def test_a_card_is_drawn_with_its_buttons_and_its_menu(room: Room) -> None:
    options = [{"label": "Emma", "value": "0", "description": "Jane Austen"}, {"label": "Nana", "value": "1"}]
    menu = {"type": 3, "custom_id": "vf_1", "placeholder": "Vos livres…", "options": options, "max_values": 2}
    message = await room.discord_says(
        **card(
            {"type": 10, "content": "### Janvier ?\n**Emma** ou ||Nana||"},
            {"type": 1, "components": [menu]},
            {"type": 1, "components": [{"type": 2, "style": 1, "label": "Mon bulletin", "custom_id": "vm_1"}]},
        )
    )
    drawn = await room.get("/pane/discord", **{"as": "alice"})
    assert "<h4>Janvier ?</h4>" in drawn
    assert "<strong>Emma</strong>" in drawn
    assert "data-spoiler" in drawn
    assert f'data-message="{message}" data-button="vm_1"' in drawn
    assert re.search(r"<select[^>]* multiple", drawn)
    assert "Emma — Jane Austen" in drawn


async def test_a_private_room_is_each_ones_own(room: Room) -> None:
    await room.telegram_calls("sendMessage", chat_id=alicia_id(room), text="secret")
    place = {"place": "@agora_bot"}
    assert "secret" in await room.get("/pane/telegram", **{"as": "alice", **place})
    chloe = await room.get("/pane/telegram", **{"as": "chloe", **place})
    assert "secret" not in chloe
    assert "Démarrer" in chloe


async def test_starting_the_bot_and_writing_reach_it_as_that_person(room: Room) -> None:
    assert (await room.act("telegram", "start", "chloe", place="@agora_bot"))[0] == 200
    await room.act("telegram", "say", "chloe", place=str(room.group.id), text="/vote@agora_bot Emma")
    updates = await room.telegram_calls("getUpdates")
    said = [
        (each["message"]["from"]["first_name"], each["message"]["text"])
        for each in updates
        if "text" in each.get("message", {})
    ]
    assert said[-2:] == [("Chloé", "/start"), ("Chloé", "/vote@agora_bot Emma")]


async def test_a_visitor_cannot_act_as_somebody_named_in_the_body(room: Room) -> None:
    await room.act("telegram", "say", "chloe", place=str(room.group.id), text="/moi@agora_bot", user="@alicia")
    updates = await room.telegram_calls("getUpdates")
    assert updates[-1]["message"]["from"]["first_name"] == "Chloé"


async def test_what_a_client_would_not_allow_is_said_and_not_done(room: Room) -> None:
    status, answer = await room.act("telegram", "press", "alice", place=str(room.group.id), label="Rien")
    assert status == 409
    assert answer["problem"].startswith("Le client ne le permet pas")
    status, answer = await room.act("discord", "presses", "bob", channel=str(room.salon.id), message="1", button="x")
    assert (status, answer["problem"].partition(":")[0]) == (409, "The client does not allow it")
    for forbidden in ("forge_press", "push_raw", "nothing"):
        assert (await room.act("telegram", forbidden, "alice"))[0] == 409


async def test_a_platform_the_person_is_not_on_offers_no_act(room: Room) -> None:
    async with room.web.post(f"{room.page.address}/act/telegram/say", params={"as": "bob"}, json={}) as response:
        assert response.status == 404


async def test_commands_are_listed_in_the_readers_language_with_their_options(room: Room) -> None:
    option = {"type": 3, "name": "book", "description": "Which", "autocomplete": True, "required": True}
    await room.discord_lists(
        {
            "name": "vote",
            "description": "votes",
            "name_localizations": {"fr": "vote"},
            "options": [
                {
                    "type": 1,
                    "name": "open",
                    "description": "Open a vote",
                    "name_localizations": {"fr": "ouvrir"},
                    "description_localizations": {"fr": "Ouvrir un vote"},
                    "options": [option],
                }
            ],
        }
    )
    french = json.loads(await room.get("/commands/discord", **{"as": "alice"}))
    english = json.loads(await room.get("/commands/discord", **{"as": "bob"}))
    assert [(each["path"], each["description"]) for each in (*french, *english)] == [
        ("vote ouvrir", "Ouvrir un vote"),
        ("vote open", "Open a vote"),
    ]
    assert french[0]["options"][0]["autocomplete"]


async def test_telegrams_menu_is_that_of_the_place(room: Room) -> None:
    await room.telegram_calls("setMyCommands", commands=[{"command": "aide", "description": "Aide"}])
    private = json.loads(await room.get("/commands/telegram", **{"as": "alice", "place": "@agora_bot"}))
    shared = json.loads(await room.get("/commands/telegram", **{"as": "alice", "place": str(room.group.id)}))
    assert [each["path"] for each in (*private, *shared)] == ["aide", "aide@agora_bot"]


async def test_a_press_shows_its_toast(room: Room) -> None:
    keys = {"inline_keyboard": [[{"text": "Emma", "callback_data": "vm_1_0"}]]}
    sent = await room.telegram_calls("sendMessage", chat_id=room.group.id, text="Janvier ?", reply_markup=keys)
    drawn = await room.get("/pane/telegram", **{"as": "chloe", "place": str(room.group.id)})
    assert f'data-press="Emma" data-message="{sent["message_id"]}"' in drawn
    pressing = asyncio.create_task(
        room.act("telegram", "press", "chloe", place=str(room.group.id), message=sent["message_id"], label="Emma")
    )
    updates: list[dict[str, Any]] = []
    while not any("callback_query" in each for each in updates):
        updates = await room.telegram_calls("getUpdates", timeout=5)
    query = next(each["callback_query"] for each in updates if "callback_query" in each)
    await room.telegram_calls("answerCallbackQuery", callback_query_id=query["id"], text="C’est noté.")
    status, answer = await pressing
    assert (status, answer["toast"]["text"]) == (200, "C’est noté.")


@pytest.mark.parametrize("pane", ["discord", "telegram"])
async def test_hostile_text_is_shown_as_text(room: Room, pane: str) -> None:
    await room.discord_says(content=HOSTILE)
    await room.discord_says(
        **card({"type": 1, "components": [{"type": 2, "style": 2, "label": HOSTILE, "custom_id": '"><script>'}]})
    )
    keys = {"inline_keyboard": [[{"text": HOSTILE, "callback_data": '"><script>'}]]}
    await room.telegram_calls("sendMessage", chat_id=room.group.id, text=HOSTILE + "\u202e" * 9, reply_markup=keys)
    drawn = await room.get(f"/pane/{pane}", **{"as": "alice"})
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


async def test_changes_are_told_by_pane(room: Room) -> None:
    async with room.web.get(room.page.address + "/changes") as stream:
        assert await stream.content.readuntil(b"\n\n") == b"event: clock\ndata: 0\n\n"
        await room.telegram_calls("sendMessage", chat_id=room.group.id, text="bonjour")
        await stream.content.readuntil(b"data: ")
        assert json.loads(await stream.content.readline()) == ["telegram", "wire"]


async def test_broken_rules_are_shown_to_engineers(room: Room) -> None:
    assert "Aucune règle enfreinte" in await room.get("/pane/wire", **{"as": "alice"})
    async with room.web.post(f"{room.telegram.api_root}/bot{room.bot.token}/sendMesage", json={}) as unknown:
        assert unknown.status == 404
    drawn = await room.get("/pane/wire", **{"as": "alice"})
    assert 'class="broken"' in drawn
    assert "sendMesage" in drawn


async def test_a_request_is_told_in_full_with_its_answer_and_never_with_a_token(room: Room) -> None:
    keys = {"inline_keyboard": [[{"text": "<Emma>", "callback_data": "vm_1"}]]}
    await room.telegram_calls("sendMessage", chat_id=room.group.id, text=HOSTILE, reply_markup=json.dumps(keys))
    async with room.web.post(f"{room.telegram.api_root}/bot{room.bot.token}/sendMessage", json={"chat_id": 1}) as wrong:
        assert wrong.status == 400
    await room.discord_says(content="bonjour", components=[])
    drawn = await room.get("/pane/wire", **{"as": "alice"})
    assert re.findall(r'data-wire="(\w+/\d+)"', drawn)[-2:] == ["telegram/1", "telegram/0"]
    assert "tabindex" in drawn.partition('data-wire="telegram/0"')[2][:20]
    sent = await room.get("/wire/telegram/0", **{"as": "alice"})
    assert "&lt;Emma&gt;" in sent
    assert sent.count("&#34;callback_data&#34;: &#34;vm_1&#34;") == 2
    assert "<script>" not in sent
    assert "Bad Request: " in await room.get("/wire/telegram/1", **{"as": "alice"})
    posted = await room.get("/wire/discord/0", **{"as": "bob"})
    assert "/messages" in posted
    assert "Answered" in posted
    assert posted.count("bonjour") == 2
    assert room.bot.token not in drawn + sent + posted
    assert room.discord.token not in drawn + sent + posted
    for path in ("telegram/2", "discord/7", "signal/0", "telegram/-1"):
        async with room.web.get(f"{room.page.address}/wire/{path}") as unknown:
            assert unknown.status == 404


def test_a_long_exchange_is_cut_where_it_says_so() -> None:
    told = exchange(WireLine(1, 200, "getUpdates"), {"text": "x" * 30_000, "empty": "", "broken": "{"}, ["y"])
    assert (len(told.asked) < 20_100, told.asked.endswith("…"), "empty" in told.asked) == (True, True, False)
    assert told.answered == '[\n  "y"\n]'


def test_every_text_stands_in_both_languages_and_every_one_used_exists() -> None:
    assert TEXTS["fr"].keys() == TEXTS["en"].keys()
    templates = "".join(file.read_text(encoding="utf-8") for file in (HERE / "templates").iterdir())
    code = "".join(file.read_text(encoding="utf-8") for file in HERE.glob("*.py"))
    used = set(re.findall(r"""\bt(?:exts)?\[["']([\w-]+)["']\]""", templates + code))
    refused = {f"refused-{reason}" for reason in refusals()} | {f"refused-tg-{reason}" for reason in denials()}
    assert used | refused == TEXTS["fr"].keys()


def refusals() -> set[str]:
    """Every word under which an act on Discord is refused, by the client or by the platform."""
    code = "".join(file.read_text(encoding="utf-8") for file in (HERE.parent / "discord").glob("*.py"))
    return set(re.findall(r'raise NotOffered\(.*, "([a-z-]+)"\)', code)) | {*REASONS.values(), "length"}


def denials() -> set[str]:
    """Every word under which Telegram's client denies an act: what stands second in a CannotDo, or is called reason."""
    found = {"no-answer"}
    for file in (HERE.parent / "telegram").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("CannotDo"), args=[_, word]):
                    found |= words_in(word)
                case ast.Assign(targets=[ast.Name("reason")], value=word):
                    found |= words_in(word)
    return found - {"", "can_send_messages"}


def words_in(node: ast.expr) -> set[str]:
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


@pytest.mark.parametrize(("locale", "language"), [("fr", "fr"), ("en-US", "en"), ("de", "fr"), ("", "fr")])
def test_the_pages_language_is_the_nearest(locale: str, language: str) -> None:
    assert texts_for(locale) is TEXTS[language]


async def test_an_unknown_pane_is_not_found(room: Room) -> None:
    async with room.web.get(f"{room.page.address}/pane/signal") as response:
        assert response.status == 404
    with pytest.raises(aiohttp.ClientResponseError):
        async with room.web.get(f"{room.page.address}/static/../server.py", raise_for_status=True):
            pass


async def test_a_reset_is_passed_on_and_one_stage_is_told_from_the_next(room: Room) -> None:
    assert await room.get("/stage") == room.page.stage.name
    assert not room.page.stage.reset.is_set()
    async with room.web.post(room.page.address + "/reset") as response:
        assert response.status == 200
    assert room.page.stage.reset.is_set()
    assert Stage(room.discord, room.telegram, Cast()).name != room.page.stage.name


@pytest.mark.parametrize("key", TEXTS["fr"])
def test_the_pages_own_words_are_printed_as_in_a_book(key: str) -> None:
    assert french_flaws(TEXTS["fr"][key]) == []
    assert not ENGLISH_FLAW.search(TEXTS["en"][key])


@pytest.mark.parametrize("text", [text for _, text in (*VISIT, *IDEAS)], ids=lambda text: text["en"][:30])
def test_the_words_of_the_visit_are_printed_as_in_a_book(text: Mapping[str, str]) -> None:
    assert french_flaws(text["fr"]) == []
    assert not ENGLISH_FLAW.search(text["en"])
