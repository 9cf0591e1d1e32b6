"""The world behind the wire: its stream of changes, its record, deep links, and hostile or broken requests."""

import asyncio
from typing import Any

import pytest

from sandbox.telegram import record as records
from sandbox.telegram.changes import Changes
from sandbox.telegram.clock import utc_now
from sandbox.telegram.descriptions import described
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.links import StartLink, start_link
from sandbox.telegram.parameters import Parameters, Part
from sandbox.telegram.record import Call, Record
from sandbox.telegram.wire import ApiError, conflict, refused, worded
from tests.sandbox.telegram.conftest import Town


async def test_observers_hear_of_every_change_in_order(town: Town) -> None:
    group = town.group()
    heard: list[str] = []
    with town.sandbox.world.changes.observed_by(lambda change: heard.append(change.name)):
        town.start(town.alice)
        town.sandbox.doors.leave(town.bob, group)
        press = town.sandbox.people.forge_press(town.alice, town.bot, "x")
        await town.raw("answerCallbackQuery", callback_query_id=press.id, text="Oui")
        await town.raw("setMyCommands", commands=[{"command": "vote", "description": "x"}])
    town.start(town.bob)
    assert heard == ["message", "message", "member", "press", "toast", "menu"]


async def test_waiting_ends_with_the_change_or_in_time() -> None:
    changes, shelf = Changes(), list[str]()
    waiting = asyncio.create_task(changes.until(lambda: len(shelf) == 2))
    for title in ("Emma", "Germinal"):
        await asyncio.sleep(0)
        assert not waiting.done()
        shelf.append(title)
        changes.publish("message", None)
    assert await waiting is True
    with pytest.raises(TimeoutError):
        await changes.until(lambda: False, timeout_s=0.01)


def test_the_record_keeps_the_newest_calls(town: Town) -> None:
    record = Record()
    for number in range(records.KEPT_CALLS + 1):
        record.add(Call("agora_bot", "getMe", {"number": number}))
    assert len(record.calls) == records.KEPT_CALLS // 2 + 1
    assert record.of("GETME")[-1].parameters == {"number": records.KEPT_CALLS}
    record.break_rule("a rule", "getMe")
    record.clear()
    assert (record.calls, record.violations) == ([], [])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://t.me/agora_bot?start=vote-7", StartLink("agora_bot", "start", "vote-7")),
        ("t.me/agora_bot", None),
        ("https://t.me/agora_bot", StartLink("agora_bot", "start", "")),
        ("tg://resolve?domain=agora_bot&start=a", StartLink("agora_bot", "start", "a")),
        ("https://telegram.me/agora_bot?startgroup=g", StartLink("agora_bot", "startgroup", "g")),
        ("https://t.me/joinchat/abc", None),
        ("https://example.org/agora_bot?start=a", None),
    ],
)
def test_links_to_bots_are_recognised(url: str, expected: StartLink | None) -> None:
    assert start_link(url) == expected


def test_only_links_to_bots_here_can_be_opened(town: Town) -> None:
    for url in ("https://t.me/other_bot?start=1", "https://t.me/alice", "https://t.me/agora_bot?startgroup=1"):
        with pytest.raises(CannotDo, match="leads to no bot"):
            town.sandbox.people.open_link(town.alice, url)
    started = town.sandbox.people.open_link(town.alice, "https://t.me/agora_bot?start=" + "x" * 65)
    assert started.text == "/start"


def test_errors_are_spelt_as_the_server_spells_them() -> None:
    assert worded(400, "Message text is empty") == "Bad Request: message text is empty"
    assert worded(400, "TOPIC_CLOSED") == "Bad Request: TOPIC_CLOSED"
    assert refused("chat not found", migrate_to_chat_id=-5).body() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: chat not found",
        "parameters": {"migrate_to_chat_id": -5},
    }
    assert conflict("terminated").broken_rule
    assert not refused("chat not found").broken_rule


def test_parameters_are_read_from_strings_and_from_json() -> None:
    part = Part("a.png", "image/png", b"x")
    form = Parameters({"n": "5", "yes": "True", "no": "false", "list": "[1]", "photo": "attach://p"}, {"p": part})
    body = Parameters({"n": 5, "yes": True, "no": False, "list": [1]}, {"photo": part})
    for parameters in (form, body):
        assert (parameters.integer("n"), parameters.integer("absent", 7)) == (5, 7)
        assert (parameters.flag("yes"), parameters.flag("no"), parameters.flag("absent")) == (True, False, False)
        assert parameters.structure("list", "broken", list) == [1]
        assert parameters.structure("absent", "broken", list) is None
        assert parameters.part("photo") is part
    with pytest.raises(ApiError, match="broken"):
        form.structure("n", "broken", list)


MALFORMED: list[tuple[str, dict[str, Any]]] = [
    ("sendMessage", {}),
    ("sendMessage", {"chat_id": "x", "text": "x"}),
    ("sendMessage", {"chat_id": 5_000_000_001, "text": "x", "entities": [{"type": "bold", "offset": "a"}]}),
    ("sendMessage", {"chat_id": 5_000_000_001, "text": "x", "entities": ["bold"]}),
    ("sendMessage", {"chat_id": 5_000_000_001, "text": "x", "reply_markup": [1]}),
    ("sendMessage", {"chat_id": 5_000_000_001, "text": "x", "reply_parameters": {"message_id": "x"}}),
    (
        "sendMessage",
        {"chat_id": 5_000_000_001, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "copy_text": 1}]]}},
    ),
    ("deleteMessages", {"chat_id": 5_000_000_001, "message_ids": ["x"]}),
    ("deleteMessages", {"chat_id": 5_000_000_001}),
    ("editMessageText", {"chat_id": 5_000_000_001, "text": "x"}),
    ("setMessageReaction", {"chat_id": 5_000_000_001, "message_id": 1, "reaction": [5]}),
    ("sendPoll", {"chat_id": 5_000_000_001, "question": "x", "options": [1, 2]}),
    ("sendPoll", {"chat_id": 5_000_000_001, "question": "x" * 301, "options": ["a", "b"]}),
    ("sendPoll", {"chat_id": 5_000_000_001, "question": "x", "options": ["a", "b"], "type": "duel"}),
    ("sendPhoto", {"chat_id": 5_000_000_001}),
    ("getFile", {}),
    ("getUpdates", {"allowed_updates": "message"}),
    ("setMyCommands", {}),
    ("copyMessage", {"chat_id": 5_000_000_001}),
]


@pytest.mark.parametrize(("method", "parameters"), MALFORMED, ids=range(len(MALFORMED)))
async def test_malformed_requests_are_refused_not_choked_on(
    town: Town, method: str, parameters: dict[str, Any]
) -> None:
    town.start(town.alice)
    answer = await town.raw(method, **parameters)
    assert (answer["status"], answer["ok"]) == (400, False)
    assert answer["description"].startswith("Bad Request: ")


def test_people_write_what_their_client_takes(town: Town) -> None:
    town.start(town.alice)
    for text in ("", " \n", "x" * 4097):
        with pytest.raises(CannotDo, match="1 to 4096 characters"):
            town.sandbox.people.say(town.alice, town.bot, text)
    with pytest.raises(CannotDo, match="own standing messages"):
        town.sandbox.people.edit(town.bob, town.start(town.alice), "x")


async def test_people_send_files(town: Town) -> None:
    async with town.app() as app:
        town.start(town.alice)
        part = Part("livres.csv", "text/csv", b"titre;auteur")
        town.sandbox.people.upload(town.alice, town.bot, part, "Ma liste")
        update = await town.hears(lambda one: one.message and one.message.document)
        assert update.message
        assert update.message.document
        file = await app.bot.get_file(update.message.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"titre;auteur"
    assert (update.message.caption, update.message.document.file_name) == ("Ma liste", "livres.csv")


async def test_a_copied_poll_counts_afresh(town: Town) -> None:
    group = town.group()
    async with town.app(poll=False) as app:
        sent = await app.bot.send_poll(group.id, "Emma ?", ["Oui", "Non"])
        town.sandbox.people.vote(town.bob, group.messages[sent.message_id], 0)
        copied = await app.bot.copy_message(group.id, group.id, sent.message_id)
        forwarded = await app.bot.forward_message(group.id, group.id, sent.message_id)
    copy = group.messages[copied.message_id].ballot
    assert copy
    assert copy.votes == {}
    assert forwarded.poll
    assert forwarded.poll.total_voter_count == 1


def test_what_a_page_is_told(town: Town) -> None:
    started = town.start(town.alice)
    assert described(started)["place"] == town.bot.id
    assert described([town.alice, 3, None]) == [described(town.alice), 3, None]
    assert described(object()) is None
    chat = described(town.group(forum=True))
    assert {member["status"] for member in chat["members"]} == {"creator", "member"}


def test_the_default_clock_is_aware() -> None:
    assert utc_now().utcoffset() is not None


def test_comings_and_goings_that_cannot_be(town: Town) -> None:
    group = town.group()
    carol = town.sandbox.build.add_user("Carol")
    for act in (
        lambda: town.sandbox.doors.leave(carol, group),
        lambda: town.sandbox.doors.add(carol, town.bob, group),
        lambda: town.sandbox.doors.remove(town.bob, town.alice, group),
        lambda: town.sandbox.doors.ask_to_join(town.bob, group),
    ):
        with pytest.raises(CannotDo):
            act()
    assert not group.member(carol).is_present
    assert group.member(town.bob).is_present
