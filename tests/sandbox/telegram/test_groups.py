"""Groups: privacy mode, membership, rights to write, anonymous administrators and the way to a supergroup."""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden
from telegram.ext import CommandHandler

from sandbox.telegram.entities import Chat, User
from sandbox.telegram.impossible import CannotDo
from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.test_conversation import echo_start


def queued_texts(town: Town) -> list[str]:
    updates = town.bot.queue.batch(100)
    town.bot.queue.drop()
    return [update["message"]["text"] for update in updates if "text" in update.get("message", {})]


def chatter(town: Town, group: Chat) -> list[str]:
    """Say one message of every sort; those that reach the bot."""
    queued_texts(town)
    people, alice = town.sandbox.people, town.alice
    for text in ("Bonjour", "/vote", "/vote@agora_bot", "/vote@other_bot", "vu par @agora_bot", "vu par @bob"):
        people.say(alice, group, text)
    return queued_texts(town)


def test_privacy_mode_lets_commands_and_mentions_through(town: Town) -> None:
    assert chatter(town, town.group()) == ["/vote", "/vote@agora_bot", "vu par @agora_bot"]


def test_administrators_and_open_bots_hear_everything(town: Town) -> None:
    group = town.group()
    town.sandbox.build.promote(group, town.bot)
    assert len(chatter(town, group)) == 6
    town.sandbox.build.demote(group, town.bot)
    assert len(chatter(town, group)) == 3
    town.bot.reads_all = True
    assert len(chatter(town, group)) == 6


async def test_privacy_mode_lets_replies_to_the_bot_through(town: Town) -> None:
    group = town.group()
    async with town.app(poll=False) as app:
        question = group.messages[(await app.bot.send_message(group.id, "Titre ?")).message_id]
    hello = town.sandbox.people.say(town.bob, group, "Bonjour")
    queued_texts(town)
    town.sandbox.people.say(town.alice, group, "Emma", reply_to=question)
    town.sandbox.people.say(town.alice, group, "Salut", reply_to=hello)
    assert queued_texts(town) == ["Emma"]


async def test_general_commands_go_to_the_bot_that_spoke_last(town: Town) -> None:
    other = town.sandbox.build.add_bot("Vitrine", "vitrine_bot")
    group = town.group()
    town.sandbox.doors.add(town.alice, other, group)
    async with town.app(poll=False) as app:
        await app.bot.send_message(group.id, "Bonjour")
    other.queue.drop()
    town.sandbox.people.say(town.alice, group, "/help")
    assert queued_texts(town) == ["/help"]
    assert len(other.queue) == 0


async def test_a_bot_hears_that_it_was_brought_in_and_thrown_out(town: Town) -> None:
    group = town.group()
    async with town.app() as app:
        update = await town.hears(lambda one: one.my_chat_member)
        assert update.my_chat_member
        assert update.my_chat_member.new_chat_member.status == "member"
        await town.hears(lambda one: one.message and one.message.new_chat_members)
        town.sandbox.doors.remove(town.alice, town.bot, group)
        await town.hears(lambda one: one.my_chat_member and one.my_chat_member.new_chat_member.status == "kicked")
        with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
            await app.bot.send_message(group.id, "Encore moi")
    assert town.broken_rules() == []


async def test_strangers_and_unknown_chats_are_refused(town: Town) -> None:
    group = town.sandbox.build.add_group("Sans robot", [town.alice], supergroup=True)
    own = town.group(supergroup=True)
    async with town.app(poll=False) as app:
        for chat_id in (group.id, -42, 42, "@nobody"):
            with pytest.raises(BadRequest, match="Chat not found"):
                await app.bot.send_message(chat_id, "Bonjour")
        assert await app.bot.leave_chat(own.id)
        with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
            await app.bot.send_message(own.id, "Bonjour")
    with pytest.raises(CannotDo, match="Bob is not in"):
        town.sandbox.people.say(town.bob, group, "Bonjour")
    assert town.sandbox.sight.visible_to(town.bob, group) == []


async def test_nobody_is_written_to_before_start_or_after_a_block(town: Town) -> None:
    with pytest.raises(CannotDo, match="press Start first"):
        town.sandbox.people.say(town.alice, town.bot, "Bonjour")
    async with town.app(CommandHandler("start", echo_start)) as app:
        with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
            await app.bot.send_message(town.alice.id, "Bonjour")
        with pytest.raises(BadRequest, match="Chat not found"):
            await app.bot.get_chat(town.alice.id)
        await town.sandbox.sight.reply_to(town.alice, town.start(town.alice))
        town.sandbox.doors.block(town.alice, town.bot)
        await town.hears(lambda one: one.my_chat_member and one.my_chat_member.new_chat_member.status == "kicked")
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await app.bot.send_message(town.alice.id, "Bonjour")
        with pytest.raises(CannotDo, match="has blocked the bot"):
            town.sandbox.people.say(town.alice, town.bot, "Bonjour")
        again = town.start(town.alice)
        assert (await town.sandbox.sight.reply_to(town.alice, again)).text == "Bonjour"
    assert town.broken_rules() == []


async def test_restrictions_hold_for_bots_and_people(town: Town) -> None:
    group = town.group(supergroup=True)
    town.sandbox.build.restrict(group, town.bot)
    town.sandbox.build.restrict(group, town.bob)
    async with town.app(poll=False) as app:
        with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
            await app.bot.send_message(group.id, "Bonjour")
        town.sandbox.build.demote(group, town.bot)
        await app.bot.send_message(group.id, "Bonjour")
    with pytest.raises(CannotDo, match="may not write"):
        town.sandbox.people.say(town.bob, group, "Bonjour")


async def test_an_anonymous_administrator_speaks_as_the_group(town: Town) -> None:
    group = town.group(supergroup=True)
    town.sandbox.build.promote(group, town.bob, anonymous=True)
    async with town.app():
        town.sandbox.people.say(town.bob, group, "/vote")
        update = await town.hears(lambda one: one.message and one.message.text == "/vote")
        town.sandbox.people.forge_press(town.bob, group, "cast:1")
        pressed = await town.hears(lambda one: one.callback_query)
    assert update.message
    assert update.message.from_user
    assert update.message.sender_chat
    assert (update.message.from_user.id, update.message.sender_chat.id) == (1087968824, group.id)
    assert pressed.callback_query
    assert pressed.callback_query.from_user.id == town.bob.id


async def test_a_group_becomes_a_supergroup(town: Town) -> None:
    group = town.group()
    async with town.app() as app:
        moved = town.sandbox.build.migrate(group)
        left = await town.hears(lambda one: one.message and one.message.migrate_to_chat_id)
        arrived = await town.hears(lambda one: one.message and one.message.migrate_from_chat_id)
        with pytest.raises(ChatMigrated) as error:
            await app.bot.send_message(group.id, "Bonjour")
        assert error.value.new_chat_id == moved.id
        await app.bot.send_message(moved.id, "Bonjour")
    assert left.message
    assert arrived.message
    assert (left.message.migrate_to_chat_id, arrived.message.migrate_from_chat_id) == (moved.id, group.id)
    assert arrived.message.sender_chat
    assert arrived.message.sender_chat.id == moved.id
    assert arrived.message.chat.type == "supergroup"
    await town.sandbox.sight.sees(town.bob, moved, "Bonjour")
    assert town.broken_rules() == []


async def test_replies_outside_of_topics_carry_a_thread_that_is_no_topic(town: Town) -> None:
    group = town.group(supergroup=True)
    async with town.app():
        first = town.sandbox.people.say(town.alice, group, "/vote")
        town.sandbox.people.say(town.bob, group, "/vote@agora_bot oui", reply_to=first)
        update = await town.hears(lambda one: one.message and one.message.reply_to_message)
    assert update.message
    assert (update.message.message_thread_id, update.message.is_topic_message) == (first.id, None)


async def test_mentions_are_recorded(town: Town) -> None:
    group = town.group()
    async with town.app(poll=False) as app:
        await app.bot.send_message(group.id, f'<a href="tg://user?id={town.bob.id}">Bob</a>', parse_mode="HTML")
        await app.bot.send_message(group.id, '<a href="tg://user?id=99">personne</a>', parse_mode="HTML")
        await app.bot.send_message(group.id, "@alice et @everyone")
        await app.bot.send_message(group.id, "<code>@alice</code>", parse_mode="HTML")
    assert [message.text for message in town.sandbox.record.mentions] == ["Bob", "@alice et @everyone"]


async def test_asking_to_join_needs_an_administrator_who_may_invite(town: Town) -> None:
    group = town.group(supergroup=True)
    group.asks_to_join = True
    carol, dan = (town.sandbox.build.add_user(name) for name in ("Carol", "Dan"))
    with pytest.raises(CannotDo, match="wants to be asked"):
        town.sandbox.doors.join(carol, group)
    town.sandbox.build.promote(group, town.bot, "can_invite_users")
    async with town.app() as app:
        town.sandbox.doors.ask_to_join(carol, group)
        town.sandbox.doors.ask_to_join(dan, group)
        asked = await town.hears(lambda one: is_request_of(one, carol))
        assert asked.chat_join_request
        assert await asked.chat_join_request.approve()
        assert await app.bot.decline_chat_join_request(group.id, dan.id)
        with pytest.raises(BadRequest, match="Hide_requester_missing"):
            await app.bot.approve_chat_join_request(group.id, dan.id)
    assert group.member(carol).is_present
    assert not group.member(dan).is_present


def is_request_of(update: Update, user: User) -> bool:
    return bool(update.chat_join_request and update.chat_join_request.from_user.id == user.id)


async def test_buttons_of_a_group_that_moved_still_reach_their_bot(town: Town) -> None:
    group = town.group()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Emma", callback_data="cast:1")]])
    async with town.app() as app:
        sent = await app.bot.send_message(group.id, "Votez", reply_markup=keyboard)
        await app.bot.send_poll(group.id, "Emma ?", ["Oui", "Non"])
        moved = town.sandbox.build.migrate(group)
        press = town.sandbox.people.press(town.bob, group, "Emma")
        update = await town.hears(lambda one: one.callback_query)
        assert update.callback_query
        assert update.callback_query.message
        assert update.callback_query.message.chat.id == group.id
        await update.callback_query.answer("Noté")
        await app.bot.edit_message_text("Voté", group.id, sent.message_id)
        await app.bot.stop_poll(group.id, sent.message_id + 1)
        for refused in (app.bot.send_message(group.id, "Merci"), app.bot.delete_message(group.id, sent.message_id)):
            with pytest.raises(ChatMigrated) as problem:
                await refused
            assert problem.value.new_chat_id == moved.id
    assert press.toast
    assert [message.text for message in group.messages.values() if message.text] == ["Voté"]
    assert town.broken_rules() == []
