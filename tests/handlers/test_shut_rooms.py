"""A group that the bot may not write in: the answer comes in private, its staff learns why once, and no incident."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.kernel.identity import Address, Standing
from core.ui.words import LOCALES
from handlers.places import TELEGRAM
from handlers.rights import missing_rights
from sandbox.telegram.entities import Chat, Message, User
from tests.handlers.town import Town

SHUT, RIGHTS, SEND = "I cannot write in your group", "What I lack there", "Send Messages"


@pytest.fixture(autouse=True)
async def no_incident(caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    yield
    assert "incident" not in caplog.text


async def a_shut_group(town: Town, *who: User) -> Chat:
    """Return the home of people who have opened their private chats, where the bot may not write."""
    group = await town.group()
    for person in who:
        await town.settles_in(person, group)
    town.sandbox.build.restrict(group, town.bot)
    return group


async def told(town: Town, text: str = "Ce soir", place: Chat | None = None, sign: str = SHUT) -> Message:
    """Bob posts a word; return what he is told in private."""
    said = town.say(town.bob, f"/notice@agora_bot {text}", place)
    await town.sees(town.bob, f"Bob posts: {text}")
    before = next(each for each in town.sandbox.sight.visible_to(town.bob, town.bot) if text in each.body)
    assert said.chat is not before.chat
    return await town.sees(town.bob, sign, after=before)


async def test_a_reader_is_answered_in_private_and_told_no_more_than_that_it_is_so(town: Town) -> None:
    async with town.running():
        group = await a_shut_group(town, town.bob)
        explained = await told(town, place=group)
        assert RIGHTS not in explained.body
        assert town.texts(town.bob, group) == []


async def test_a_bookseller_is_told_once_which_right_is_missing_until_it_is_lost_again(town: Town) -> None:
    async with town.running():
        group = await a_shut_group(town, town.bob)
        await town.promote_to(Standing.BOOKSELLER, town.bob)
        first = await told(town, "lundi", group)
        assert RIGHTS in first.body
        assert SEND in first.body
        assert RIGHTS not in (await told(town, "mardi", group)).body
        town.sandbox.build.demote(group, town.bot)
        town.say(town.bob, "/notice@agora_bot mercredi", group)
        await town.sees(town.bob, "Bob affiche : mercredi", group)
        town.sandbox.build.restrict(group, town.bot)
        assert SEND in (await told(town, "jeudi", group)).body


async def test_who_administers_the_group_is_told_too(town: Town) -> None:
    async with town.running():
        group = await a_shut_group(town, town.alice)
        town.say(town.alice, "/notice@agora_bot Ce soir", group)
        explained = await town.sees(town.alice, "Je ne peux pas écrire dans votre groupe")
        assert "Envoyer des messages" in explained.body


@pytest.mark.parametrize("line", ["/notice@agora_bot Ce soir", "/notice@agora_bot", "/echo@agora_bot Emma", "/paper"])
async def test_where_nobody_can_be_written_to_nothing_is_sent_and_nothing_breaks(town: Town, line: str) -> None:
    async with town.running():
        group = await a_shut_group(town)
        town.say(town.bob, line, group)
        await town.sandbox.sight.call("sendMessage", lambda call: call.status == 400)
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        assert town.texts(town.bob, group) == []


async def test_a_refusal_in_such_a_group_comes_in_private(town: Town) -> None:
    async with town.running():
        group = await a_shut_group(town, town.bob)
        town.say(town.bob, "/staff@agora_bot", group)
        await town.sees(town.bob, "for: bookseller")


async def test_a_form_for_a_group_that_put_the_bot_out_meanwhile_does_not_claim_to_be_posted(town: Town) -> None:
    async with town.running():
        group = await town.group()
        await town.settles_in(town.bob, group)
        await town.promote_to(Standing.BOOKSELLER, town.bob)
        town.say(town.bob, "/notice@agora_bot", group)
        await town.sees(town.bob, "What shall I repeat?")
        town.sandbox.doors.remove(town.alice, town.bot, group)
        await town.sandbox.sight.until(lambda: town.left)
        town.say(town.bob, "Ce soir")
        shown = await town.sees(town.bob, "Bob posts: Ce soir")
        explained = await town.sees(town.bob, SHUT, after=shown)
        assert "Be a member of the group" in explained.body
        assert not any("answer is in the group" in text for text in town.texts(town.bob))


async def test_a_closed_topic_is_named_for_what_it_is(town: Town) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        await town.settles_in(town.alice, group)
        town.sandbox.build.close_topic(group, topic)
        town.say(town.alice, "/notice@agora_bot Ce soir", group, topic=topic)
        explained = await town.sees(town.alice, "Je ne peux pas écrire dans votre groupe")
        assert "Gérer les sujets" in explained.body


@pytest.mark.parametrize("method", ["getChatMember", "getChat"])
async def test_while_telegram_cannot_tell_the_rights_the_likely_one_is_named(town: Town, method: str) -> None:
    async with town.running():
        group = await town.group()
        await town.settles_in(town.alice, group)
        await town.promote_to(Standing.BOOKSELLER, town.alice)
        group.permissions["can_send_messages"] = False
        town.sandbox.faults.fail_next(method, 502, "Bad Gateway")
        town.say(town.alice, "/notice@agora_bot Ce soir", group)
        explained = await town.sees(town.alice, "Je ne peux pas écrire dans votre groupe")
        assert "Envoyer des messages" in explained.body


async def test_a_press_that_would_show_something_new_tells_why_it_cannot(town: Town) -> None:
    async with town.running():
        group = await town.group()
        await town.settles_in(town.bob, group)
        town.say(town.bob, "/paper@agora_bot", group)
        paper = await town.sees(town.bob, "Bulletin", group)
        town.sandbox.build.restrict(group, town.bot)
        town.sandbox.faults.fail_next("editMessageText", 400, "Bad Request: CHAT_WRITE_FORBIDDEN")
        assert (await town.toast(town.bob, "Déplier", group)).text == "Noted: -."
        assert (await town.toast(town.bob, "Emma", group)).text == "Noted: Emma."
        assert not any(SHUT in text for text in town.texts(town.bob))
        assert "Bulletin" in (paper.text or "")


async def test_a_group_that_lets_no_member_write_is_missing_a_right(town: Town) -> None:
    async with town.running() as adapter:
        group = await town.group()
        group.permissions["can_send_messages"] = False
        here = Address(TELEGRAM, str(group.id))
        line = adapter._line  # noqa: SLF001 - the connection has no other door
        assert line is not None
        assert list(await missing_rights(line.bot, here)) == ["right-send-messages"]
        town.sandbox.build.promote(group, town.bot, "can_manage_chat")
        assert list(await missing_rights(line.bot, here)) == []


def test_every_sentence_of_it_is_there(town: Town) -> None:
    for message in ("telegram-shut", "telegram-shut-rights", "right-telegram-topics", "right-telegram-member"):
        assert town.dictionary.has(message), LOCALES
