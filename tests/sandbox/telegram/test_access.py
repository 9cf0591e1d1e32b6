"""Which chat is open to a bot for what: each closed door, for each kind of call, in Telegram's words."""

from collections.abc import Callable
from typing import Any

import pytest
from telegram.error import BadRequest

from sandbox.telegram.entities import Chat
from sandbox.telegram.rights import PERMISSIONS
from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.pictures import PNG_2X3

KICKED, GONE = "Forbidden: bot was kicked from the {} chat", "Forbidden: bot is not a member of the {} chat"
STRANGER, BLOCKED = "Bad Request: chat not found", "Forbidden: bot was blocked by the user"
UNSTARTED = "Forbidden: bot can't initiate conversation with a user"


def kicked(town: Town, *, supergroup: bool) -> Chat:
    group = town.group(supergroup=supergroup)
    town.sandbox.doors.remove(town.alice, town.bot, group)
    return group


def left(town: Town, *, supergroup: bool) -> Chat:
    group = town.group(supergroup=supergroup)
    town.sandbox.doors.leave(town.bot.user, group)
    return group


def blocked(town: Town) -> Chat:
    town.start(town.alice)
    town.sandbox.doors.block(town.alice, town.bot)
    return town.private(town.alice)


def never_met(town: Town) -> Chat:
    return town.sandbox.build.add_group("Ailleurs", [town.alice])


DOORS: list[tuple[str, Callable[[Town], Chat], str, str]] = [
    ("kicked from a group", lambda town: kicked(town, supergroup=False), KICKED.format("group"), "open"),
    ("kicked from a supergroup", lambda town: kicked(town, supergroup=True), KICKED.format("supergroup"), "same"),
    ("left a group", lambda town: left(town, supergroup=False), GONE.format("group"), "open"),
    ("left a supergroup", lambda town: left(town, supergroup=True), GONE.format("supergroup"), "same"),
    ("never there", never_met, STRANGER, "same"),
    ("blocked", blocked, BLOCKED, "open"),
    ("never started", lambda town: town.private(town.alice), UNSTARTED, STRANGER),
]
DEEDS: list[tuple[str, dict[str, Any]]] = [
    ("sendMessage", {"text": "x"}),
    ("sendPoll", {"question": "Emma ?", "options": ["Oui", "Non"]}),
    ("sendChatAction", {"action": "typing"}),
    ("editMessageText", {"message_id": 1, "text": "x"}),
    ("deleteMessage", {"message_id": 1}),
    ("pinChatMessage", {"message_id": 1}),
    ("getChatMember", {"user_id": 5_000_000_001}),
    ("getChatMemberCount", {}),
    ("getChatAdministrators", {}),
]


@pytest.mark.parametrize(("method", "parameters"), DEEDS, ids=[method for method, _ in DEEDS])
@pytest.mark.parametrize(("door", "refusal"), [(door, deed) for _, door, deed, _ in DOORS], ids=[d[0] for d in DOORS])
async def test_a_closed_door_stops_every_deed_and_is_no_fault_of_the_bot(
    town: Town, door: Callable[[Town], Chat], refusal: str, method: str, parameters: dict[str, Any]
) -> None:
    chat = door(town)
    answer = await town.raw(method, chat_id=chat.id, **parameters)
    assert (answer["description"], answer["error_code"]) == (refusal, 403 if "Forbidden" in refusal else 400)
    assert town.broken_rules() == []


@pytest.mark.parametrize(("door", "deed", "look"), [one[1:] for one in DOORS], ids=[one[0] for one in DOORS])
async def test_a_look_is_granted_where_a_deed_is_not(
    town: Town, door: Callable[[Town], Chat], deed: str, look: str
) -> None:
    answer = await town.raw("getChat", chat_id=door(town).id)
    assert answer.get("description", "open") == (deed if look == "same" else look)


async def test_a_bot_writes_to_no_bot(town: Town) -> None:
    other = town.sandbox.build.add_bot("Vitrine", "vitrine_bot")
    for chat_id in (other.id, town.bot.id):
        answer = await town.raw("sendMessage", chat_id=chat_id, text="Bonjour")
        assert answer["description"] == "Forbidden: bot can't send messages to bots"


@pytest.mark.parametrize("chat_id", [None, ""])
async def test_a_call_without_a_chat_is_the_bots_fault(town: Town, chat_id: Any) -> None:
    answer = await town.raw("sendMessage", chat_id=chat_id, text="x")
    assert answer["description"] == "Bad Request: chat_id is empty"
    assert len(town.sandbox.violations) == 1


async def test_a_public_group_is_found_by_its_name_in_any_case(town: Town) -> None:
    group = town.sandbox.build.add_group("Lecteurs", [town.alice, town.bot], username="lecteurs_fr")
    answer = await town.raw("sendMessage", chat_id="@Lecteurs_FR", text="Bonjour")
    assert (answer["result"]["chat"]["id"], answer["result"]["chat"]["username"]) == (group.id, "lecteurs_fr")


SENDS: list[tuple[str, str, Callable[[Any, Chat], Any]]] = [
    ("can_send_messages", "text messages", lambda bot, chat: bot.send_message(chat.id, "x")),
    ("can_send_photos", "photos", lambda bot, chat: bot.send_photo(chat.id, PNG_2X3)),
    ("can_send_documents", "documents", lambda bot, chat: bot.send_document(chat.id, b"titre", filename="a.csv")),
    ("can_send_polls", "polls", lambda bot, chat: bot.send_poll(chat.id, "Emma ?", ["Oui", "Non"])),
]


@pytest.mark.parametrize(("permission", "noun", "send"), SENDS, ids=[permission for permission, *_ in SENDS])
@pytest.mark.parametrize("is_personal", [True, False], ids=["restricted", "silenced group"])
async def test_each_kind_of_message_has_a_permission_of_its_own(
    town: Town, permission: str, noun: str, send: Callable[[Any, Chat], Any], is_personal: bool
) -> None:
    group = town.group(supergroup=True)
    if is_personal:
        town.sandbox.build.restrict(group, town.bot, permission)
    else:
        group.permissions[permission] = False
    outcomes: list[str] = []
    async with town.app(poll=False) as app:
        for _, _, try_to in SENDS:
            await try_to_send(try_to(app.bot, group), outcomes)
        town.sandbox.build.promote(group, town.bot)
        await send(app.bot, group)
    assert [outcome for outcome in outcomes if outcome] == [f"Not enough rights to send {noun} to the chat"]
    assert permission in PERMISSIONS


async def try_to_send(sending: Any, outcomes: list[str]) -> None:
    """Note why the library says that the sending failed; nothing when it did not."""
    try:
        await sending
    except BadRequest as refusal:
        outcomes.append(refusal.message)
