"""Whatever is sent, whoever sends it gets a sentence they can use: no silence, no text of an exception, no incident."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import telegram

from core.ui.drafts import Draft
from handlers.names import read_line
from sandbox.telegram.entities import Message
from tests.handlers.test_hearing import PICTURE, heard_up_to_here, raw_message
from tests.handlers.test_reading_lines import BOB, message
from tests.handlers.town import Town

NEEDS_WORDS, UNKNOWN, EDITED = "I need a written answer", "did not understand", "do not read an edited message again"
FILE = {"file_id": "f", "file_unique_id": "u"}
TASK = {"id": 1, "text": "Emma"}
MEDIA: dict[str, dict[str, Any]] = {
    "sticker": {
        "sticker": FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
    },
    "picture": {"photo": [PICTURE], "caption": "Emma"},
    "picture with a command": {"photo": [PICTURE], "caption": "/echo Emma"},
    "voice": {"voice": FILE | {"duration": 1}},
    "round video": {"video_note": FILE | {"duration": 1, "length": 1}},
    "place": {"location": {"latitude": 48.8, "longitude": 2.3}},
    "contact": {"contact": {"phone_number": "1", "first_name": "Zoé"}},
    "die": {"dice": {"emoji": "🎲", "value": 3}},
    "checklist": {"checklist": {"title": "Livres", "tasks": [TASK]}},
    "a kind of next year": {"hologram": {"title": "Emma"}},
}


@pytest.fixture(autouse=True)
async def no_incident(caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    yield
    assert "incident" not in caplog.text
    assert "set aside" not in caplog.text


def private(town: Town) -> dict[str, Any]:
    return {"id": town.bob.id, "type": "private", "first_name": "Bob"}


async def draft_of(town: Town) -> Draft | None:
    return await town.storage.read(lambda rows: rows.drafts.get("telegram", str(town.bob.id)))


async def asked(town: Town, line: str, question: str) -> Message:
    before = town.sandbox.sight.visible_to(town.bob, town.bot)
    town.say(town.bob, line)
    return await town.sees(town.bob, question, after=before[-1] if before else None)


@pytest.mark.parametrize("kind", MEDIA)
async def test_what_is_no_text_is_no_answer_and_moves_nothing(town: Town, kind: str) -> None:
    async with town.running():
        town.start(town.bob)
        raw_message(town, private(town), **MEDIA[kind])
        await town.sees(town.bob, UNKNOWN)
        await asked(town, "/letter", "Which subject?")
        before = await draft_of(town)
        raw_message(town, private(town), **MEDIA[kind])
        await town.sees(town.bob, NEEDS_WORDS)
        assert await draft_of(town) == before
        await asked(town, "Emma", "Which text?")
    assert town.probe.echoes == []


async def test_an_album_is_answered_once(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        for _ in range(3):
            raw_message(town, private(town), photo=[PICTURE], media_group_id="13")
        raw_message(town, private(town), photo=[PICTURE], media_group_id="14")
        await heard_up_to_here(town)
    assert sum(UNKNOWN in text for text in town.texts(town.bob)) == 2


async def test_a_forwarded_text_answers_like_any_other(town: Town) -> None:
    origin = {"type": "hidden_user", "date": 1_790_000_000, "sender_user_name": "Zoé"}
    async with town.running():
        town.start(town.bob)
        await asked(town, "/letter", "Which subject?")
        raw_message(town, private(town), text="Emma", forward_origin=origin)
        await town.sees(town.bob, "Which text?")


async def test_an_edited_command_runs_nothing_and_says_so(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        wrong = town.say(town.bob, "/ehco Emma")
        await town.sees(town.bob, UNKNOWN)
        town.sandbox.people.edit(town.bob, wrong, "/echo Emma")
        await town.sees(town.bob, EDITED)
        await asked(town, "/letter", "Which subject?")
        answer = town.say(town.bob, "Emma")
        question = await town.sees(town.bob, "Which text?")
        town.sandbox.people.edit(town.bob, answer, "Nana")
        await town.sees(town.bob, EDITED, after=question)
        await asked(town, "A fine book", "Emma / A fine book")
    assert town.probe.echoes == []


async def test_of_edits_in_a_group_only_a_command_for_this_bot_is_answered(town: Town) -> None:
    town.bot.reads_all = True
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        said = town.say(town.bob, "bonjour", group)
        for text in ("bonsoir", "/nonsense", "/echo@other_bot Emma"):
            town.sandbox.people.edit(town.bob, said, text)
        await heard_up_to_here(town, group)
        assert not any(EDITED in text for text in town.texts(town.bob))
        town.sandbox.people.edit(town.bob, said, "/echo@agora_bot Emma")
        await town.sees(town.bob, EDITED)
        assert town.texts(town.bob, group) == []
    assert town.probe.echoes == []


async def test_a_change_that_nobody_made_is_no_edit(town: Town) -> None:
    person = {"id": town.bob.id, "is_bot": False, "first_name": "Bob", "language_code": "en"}
    changed = {"message_id": 1, "date": 1_790_000_000, "chat": private(town), "from": person, "text": "/echo Emma"}
    async with town.running():
        town.start(town.bob)
        town.sandbox.push_raw(town.bot, {"edited_message": changed})
        await heard_up_to_here(town)
    assert not any(EDITED in text for text in town.texts(town.bob))


@pytest.mark.parametrize("line", ["/echo " + "é" * 4000, "/echo " + "📚" * 2000])
async def test_a_command_as_long_as_a_message_is_refused_in_few_words(town: Town, line: str) -> None:
    async with town.running():
        town.start(town.bob)
        asked_again = await asked(town, line, "What shall I repeat?")
        assert len(asked_again.body) < 300
        await asked(town, "/" + "a" * 4000, "between 1 and 40 characters")
    assert town.probe.echoes == []


@pytest.mark.parametrize(
    "data", ["", " ", "_", "F", "F_", "F_a", "F_a_o", "F_a_o_zzzzzzzzzzzzzz", "pm", "pm_" + "é" * 20, "\x00", "x" * 64]
)
async def test_a_press_with_garbage_in_it_is_told_that_it_no_longer_works(town: Town, data: str) -> None:
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        toast = await town.sandbox.sight.answer_to(town.sandbox.people.forge_press(town.bob, town.bot, data, 1))
        assert toast.is_alert
        assert "no longer works" in toast.text or "That question is past" in toast.text


async def test_a_press_on_a_message_that_the_bot_cannot_see_any_more_has_its_effect(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        town.say(town.bob, "/paper@agora_bot", group)
        paper = await town.sees(town.bob, "Bulletin", group)
        paper.is_deleted = True
        for data, told in (("pm_1", "Noted: Emma."), ("pf_1", "Noted: -.")):
            press = town.sandbox.people.forge_press(town.bob, group, data, paper)
            assert (await town.sandbox.sight.answer_to(press)).text == told
        anew = await town.sees(town.bob, "Bulletin", group)
        assert anew.id > paper.id
        assert any("Replier" in row for row in anew.labels)


async def test_a_press_on_a_message_sent_in_somebodys_name_is_told_that_it_does_not_work(town: Town) -> None:
    press = town.sandbox.people.forge_press(town.bob, await town.group(), "pm_1")
    town.bot.queue.drop()
    person = {"id": town.bob.id, "is_bot": False, "first_name": "Bob", "language_code": "en"}
    query = {"id": press.id, "from": person, "chat_instance": "1", "data": "pm_1", "inline_message_id": "AAA"}
    town.sandbox.push_raw(town.bot, {"callback_query": query})
    async with town.running():
        toast = await town.sandbox.sight.answer_to(press)
    assert toast.is_alert
    assert "no longer works" in toast.text
    assert town.probe.marks == []


async def test_two_answers_at_once_move_the_form_once_each(town: Town) -> None:
    town.probe.people["bob"] = 42
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        question = await asked(town, "/order_book Autumn | 3", "Which cover?")
        presses = [town.sandbox.people.press(town.bob, town.bot, cover, question) for cover in ("Soft", "Hard")]
        toasts = [await town.sandbox.sight.answer_to(press) for press in presses]
        assert [toast.is_alert for toast in toasts] == [False, True]
        assert "That question is past" in toasts[1].text
        kept = await draft_of(town)
        assert kept is not None
        assert (kept.answers["cover"], kept.step) == ("soft", "book")


async def test_a_form_left_for_days_is_told_to_be_over(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        question = await asked(town, "/letter", "Which subject?")
        town.clock.move(hours=26)
    async with town.running():
        toast = await town.sandbox.sight.answer_to(town.sandbox.people.press(town.bob, town.bot, "Cancel", question))
        assert toast.is_alert
        assert "That question is past" in toast.text
        await asked(town, "Emma", UNKNOWN)
    assert await draft_of(town) is None


def test_half_a_character_beside_somebody_picked_is_read_all_the_same() -> None:
    mention = telegram.MessageEntity(telegram.MessageEntity.TEXT_MENTION, 6, 3, user=BOB)
    typed = read_line(message("/lend Bob \ud83d Emma", mention), "agora_bot")
    assert typed is not None
    assert typed.rest.startswith("@42 ")
