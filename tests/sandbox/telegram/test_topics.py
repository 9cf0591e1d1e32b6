"""Forum topics: where messages go, what closed and deleted topics answer, and who may run them."""

import pytest
from telegram.error import BadRequest

from sandbox.telegram.impossible import CannotDo
from tests.sandbox.telegram.conftest import Town


async def test_messages_in_a_topic_say_so(town: Town) -> None:
    forum = town.group(forum=True)
    topic = town.sandbox.build.add_topic(forum, "Annonces")
    async with town.app() as app:
        town.sandbox.people.say(town.alice, forum, "/vote", topic=topic)
        update = await town.hears(lambda one: one.message and one.message.text == "/vote")
        assert update.message
        answer = await update.message.reply_text("Oui")
        general = await app.bot.send_message(forum.id, "À tous")
        quoted = await update.message.reply_text("Vraiment", do_quote=True)
    assert (update.message.message_thread_id, update.message.is_topic_message) == (topic.id, True)
    assert update.message.reply_to_message
    assert update.message.reply_to_message.forum_topic_created
    assert (answer.message_thread_id, answer.is_topic_message) == (topic.id, True)
    assert (general.message_thread_id, general.is_topic_message) == (None, None)
    assert quoted.reply_to_message
    assert quoted.reply_to_message.text == "/vote"
    assert forum.messages[answer.message_id].topic is topic


async def test_the_general_topic_has_no_thread_id(town: Town) -> None:
    forum = town.group(forum=True)
    async with town.app(poll=False) as app:
        with pytest.raises(BadRequest, match="Message thread not found"):
            await app.bot.send_message(forum.id, "Bonjour", message_thread_id=1)
    assert town.broken_rules() == ["sendMessage: Bad Request: message thread not found"]


async def test_unknown_and_deleted_topics_are_not_found(town: Town) -> None:
    forum = town.group(forum=True)
    town.sandbox.build.promote(forum, town.bot)
    async with town.app(poll=False) as app:
        topic = await app.bot.create_forum_topic(forum.id, "Polars")
        said = await app.bot.send_message(forum.id, "Bonjour", message_thread_id=topic.message_thread_id)
        assert await app.bot.delete_forum_topic(forum.id, topic.message_thread_id)
        for thread_id in (topic.message_thread_id, 4242):
            with pytest.raises(BadRequest, match="Message thread not found"):
                await app.bot.send_message(forum.id, "Bonjour", message_thread_id=thread_id)
        with pytest.raises(BadRequest, match="Topic_id_invalid"):
            await app.bot.close_forum_topic(forum.id, topic.message_thread_id)
    assert forum.messages[said.message_id].is_deleted
    assert town.broken_rules() == []


async def test_a_closed_topic_takes_only_its_managers(town: Town) -> None:
    forum = town.group(forum=True)
    topic = town.sandbox.build.add_topic(forum, "Annonces")
    town.sandbox.build.close_topic(forum, topic)
    async with town.app(poll=False) as app:
        with pytest.raises(BadRequest, match="Topic_closed"):
            await app.bot.send_message(forum.id, "Bonjour", message_thread_id=topic.id)
        with pytest.raises(CannotDo, match="closed"):
            town.sandbox.people.say(town.bob, forum, "Bonjour", topic=topic)
        town.sandbox.people.say(town.alice, forum, "La propriétaire peut", topic=topic)
        town.sandbox.build.promote(forum, town.bot, "can_manage_topics")
        await app.bot.send_message(forum.id, "Bonjour", message_thread_id=topic.id)
        assert await app.bot.reopen_forum_topic(forum.id, topic.id)
    town.sandbox.people.say(town.bob, forum, "Merci", topic=topic)
    assert town.broken_rules() == []


async def test_topics_are_renamed_once(town: Town) -> None:
    forum = town.group(forum=True)
    town.sandbox.build.promote(forum, town.bot)
    topic = town.sandbox.build.add_topic(forum, "Annonces")
    async with town.app(poll=False) as app:
        assert await app.bot.edit_forum_topic(forum.id, topic.id, name="Nouvelles")
        with pytest.raises(BadRequest, match="Topic_not_modified"):
            await app.bot.edit_forum_topic(forum.id, topic.id, name="Nouvelles")
        with pytest.raises(BadRequest, match="Topic_not_modified"):
            await app.bot.reopen_forum_topic(forum.id, topic.id)
        with pytest.raises(BadRequest, match="Topic_title_too_long"):
            await app.bot.edit_forum_topic(forum.id, topic.id, name="x" * 129)
    assert topic.name == "Nouvelles"
    assert len(town.sandbox.violations) == 1


async def test_only_forums_and_their_managers_make_topics(town: Town) -> None:
    group, forum = town.group(supergroup=True), town.group(forum=True)
    async with town.app(poll=False) as app:
        with pytest.raises(BadRequest, match="The chat is not a forum"):
            await app.bot.create_forum_topic(group.id, "Polars")
        with pytest.raises(BadRequest, match="Not enough rights to create a topic"):
            await app.bot.create_forum_topic(forum.id, "Polars")
        message = await app.bot.send_message(group.id, "Bonjour", message_thread_id=77)
    assert message.message_thread_id is None
