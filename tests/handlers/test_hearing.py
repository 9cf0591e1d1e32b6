"""What the bot keeps silent about, and whom it answers where: other bots' commands, channels, services, topics."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.telegram.entities import Chat
from tests.handlers.town import Town

QUIET_WORDS = ("bonjour à tous", "/nonsense", "/echo@other_bot Emma", "/echo@agora_botx Emma", "et/echo Emma", "//echo")


async def heard_up_to_here(town: Town, place: Chat | None = None) -> None:
    """Return when everything said before is dealt with: a chat's updates are handled in their order."""
    town.say(town.bob, "/where@agora_bot", place)
    await town.sees(town.bob, "visits")


def raw_message(town: Town, chat: dict[str, Any], **more: Any) -> None:
    person = {"id": town.bob.id, "is_bot": False, "first_name": "Bob", "language_code": "en"}
    message = {"message_id": 900, "date": 1_790_000_000, "chat": chat, "from": person, **more}
    town.sandbox.push_raw(town.bot, {"message": {key: value for key, value in message.items() if value is not None}})


def as_json(chat: Chat) -> dict[str, Any]:
    return {"id": chat.id, "type": "supergroup", "title": "Lecteurs"}


async def test_in_a_group_nothing_is_answered_that_is_not_for_this_bot(town: Town) -> None:
    town.bot.reads_all = True
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        for words in QUIET_WORDS:
            town.say(town.bob, words, group)
        await heard_up_to_here(town, group)
        assert town.texts(town.bob, group) == []
        assert town.probe.echoes == []
        assert not any("did not understand" in text for text in town.texts(town.bob))


async def test_an_unknown_command_that_names_the_bot_is_answered_in_private(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        town.say(town.bob, "/nonsense@agora_bot", group)
        await town.sees(town.bob, "did not understand")
        assert town.texts(town.bob, group) == []


async def test_who_cannot_be_written_to_is_refused_where_they_asked(town: Town) -> None:
    async with town.running():
        group = await town.group()
        said = town.say(town.bob, "/nonsense@agora_bot", group)
        refused = await town.sees(town.bob, "did not understand", group)
        assert refused.reply_to is said


CHANNEL = {"id": -100777, "type": "channel", "title": "Chaîne"}
NOBODYS: tuple[dict[str, Any], ...] = (
    {"text": "/echo Emma", "sender_chat": CHANNEL, "is_automatic_forward": True},
    {"text": "bonjour", "sender_chat": CHANNEL},
    {"text": "/nonsense", "sender_chat": CHANNEL},
    {"text": "/echo Emma", "from": {"id": 77, "is_bot": True, "first_name": "Robot"}},
    {"text": "/echo Emma", "from": None},
    {"new_chat_title": "Lectrices"},
    {"migrate_from_chat_id": -5},
    {"new_chat_members": [{"id": 78, "is_bot": False, "first_name": "Zoé"}]},
)
"""A channel's post, somebody chatting in a channel's name, a robot, nobody; a new title, a move, a newcomer."""


async def test_what_no_person_says_is_heard_in_silence(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        for more in NOBODYS:
            raw_message(town, as_json(group), **more)
        await heard_up_to_here(town, group)
        assert town.texts(town.bob, group) == []
    assert town.probe.echoes == []
    assert town.moved == []


@pytest.mark.parametrize("sender", [{}, {"from": None}])
async def test_who_asks_in_a_channels_name_is_led_into_their_own(town: Town, sender: dict[str, Any]) -> None:
    async with town.running():
        group = await town.group()
        raw_message(town, as_json(group), text="/echo@agora_bot Emma", sender_chat=CHANNEL, **sender)
        await town.sees(town.bob, "Vous parlez au nom d’une chaîne", group)
        town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        await town.sees(town.bob, "What shall I repeat?")
    assert town.probe.echoes == []


async def test_an_update_that_was_not_asked_for_runs_nothing(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        chat = {"id": town.bob.id, "type": "private", "first_name": "Bob"}
        person = {"id": town.bob.id, "is_bot": False, "first_name": "Bob"}
        message = {"message_id": 900, "date": 1_790_000_000, "chat": chat, "from": person, "text": "/echo Emma"}
        for kind in ("edited_message", "channel_post", "edited_channel_post"):
            town.sandbox.push_raw(town.bot, {kind: message})
        town.say(town.bob, "/echo after")
        await town.sees(town.bob, "You said: after")
    assert town.probe.echoes == ["after"]


PICTURE = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}


@pytest.mark.parametrize("service", [{"new_chat_photo": [PICTURE]}, {"delete_chat_photo": True}])
async def test_the_private_chats_own_events_are_no_words(town: Town, service: dict[str, Any]) -> None:
    async with town.running():
        town.start(town.bob)
        raw_message(town, {"id": town.bob.id, "type": "private", "first_name": "Bob"}, **service)
        await heard_up_to_here(town)
        assert not any("did not understand" in text for text in town.texts(town.bob))


async def test_something_sent_that_is_no_text_gets_a_way_on(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        sticker = {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1}
        raw_message(
            town,
            {"id": town.bob.id, "type": "private", "first_name": "Bob"},
            sticker=sticker | {"is_animated": False, "is_video": False},
        )
        await town.sees(town.bob, "did not understand")


async def test_an_anonymous_administrators_words_and_strange_commands_lead_nowhere(town: Town) -> None:
    town.bot.reads_all = True
    async with town.running():
        group = await town.group()
        carol = town.sandbox.build.add_user("Carol", "carol")
        town.sandbox.doors.join(carol, group)
        town.sandbox.build.promote(group, carol, anonymous=True)
        for words in ("bonjour", "/nonsense@agora_bot", "/echo@other_bot Emma"):
            town.say(carol, words, group)
        town.say(carol, "/echo@agora_bot Emma", group)
        await town.sees(carol, "Vous parlez au nom du groupe", group)
        assert len(town.texts(carol, group)) == 1
    assert town.probe.echoes == []


async def test_an_anonymous_administrator_in_a_topic_is_answered_there(town: Town) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        town.sandbox.build.promote(group, town.alice, anonymous=True)
        town.say(town.alice, "/where@agora_bot", group, topic=topic)
        asked = await town.sees(town.alice, "Vous parlez au nom du groupe", group)
        assert asked.topic is topic
        town.sandbox.people.follow(town.alice, group, "Ouvrir la conversation")
        await town.sees(town.alice, f"{group.id}/{topic.id}")


async def test_a_reply_outside_of_a_forum_is_no_topic(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        spoken = town.say(town.bob, "/where@agora_bot", group)
        await town.sees(town.bob, f"{group.id}/ visits")
        town.say(town.bob, "/notice@agora_bot Ce soir", group, reply_to=spoken)
        await town.sees(town.bob, "affiche : Ce soir", group)
    assert all(not call.parameters.get("message_thread_id") for call in town.sandbox.record.of("sendMessage"))


async def test_a_refusal_for_a_stranger_stays_in_the_topic_it_was_asked_in(town: Town) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        town.say(town.bob, "/staff@agora_bot", group, topic=topic)
        refused = await town.sees(town.bob, "for: bookseller", group)
        assert refused.topic is topic


async def test_the_language_of_an_unknown_client_is_the_houses_first(town: Town) -> None:
    for code in ("de", None, "x-klingon"):
        reader = town.sandbox.build.add_user("Carl", None, code)
        async with town.running():
            town.start(reader)
            await town.sees(reader, "Bonjour Carl")


async def test_blocking_the_bot_in_private_is_not_leaving_a_group(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        town.sandbox.doors.block(town.bob, town.bot)
        town.start(town.bob)
        await town.sandbox.sight.until(lambda: len(town.texts(town.bob)) == 2)
    assert town.left == []
