"""Topics in people's hands, and the General topic in a bot's."""

from collections.abc import Callable

import aiohttp
import pytest

from sandbox.telegram.entities import Chat
from sandbox.telegram.impossible import CannotDo
from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.test_control import post


async def test_a_member_opens_a_topic_runs_it_and_only_an_administrator_deletes_it(town: Town) -> None:
    forum, topics = town.group(forum=True), town.sandbox.topics
    async with town.app():
        topic = topics.create(town.bob, forum, "  Polars ")
        topics.rename(town.bob, forum, topic, "Romans noirs")
        topics.close(town.bob, forum, topic)
        topics.close(town.bob, forum, topic)
        update = await town.hears(lambda one: one.message and one.message.forum_topic_closed)
    assert update.message
    assert (update.message.message_thread_id, update.message.is_topic_message) == (topic.id, True)
    told = [one.message for one in town.heard if one.message and one.message.forum_topic_closed]
    assert (len(told), topic.name, topic.is_closed) == (1, "Romans noirs", True)
    with pytest.raises(CannotDo) as refused:
        topics.delete(town.bob, forum, topic)
    assert refused.value.reason == "no-topics"
    topics.delete(town.alice, forum, topic)
    assert not [each for each in town.sandbox.sight.visible_to(town.alice, forum) if each.topic is topic]
    with pytest.raises(CannotDo) as refused:
        topics.rename(town.alice, forum, topic, "Trop tard")
    assert refused.value.reason == "topic-gone"


def test_topics_of_others_are_left_alone(town: Town) -> None:
    forum, topics = town.group(forum=True), town.sandbox.topics
    theirs = topics.create(town.alice, forum, "Annonces")
    attempts: list[Callable[[], object]] = [
        lambda: topics.rename(town.bob, forum, theirs, "x"),
        lambda: topics.close(town.bob, forum, theirs),
        lambda: topics.close(town.bob, forum, None),
        lambda: topics.create(town.bob, town.group(), "Pas un forum"),
    ]
    town.sandbox.build.restrict(forum, town.bob, "can_manage_topics")
    attempts.append(lambda: topics.create(town.bob, forum, "x"))
    for attempt in attempts:
        with pytest.raises(CannotDo) as refused:
            attempt()
        assert refused.value.reason == "no-topics"
    with pytest.raises(CannotDo) as refused:
        topics.create(town.alice, forum, "x" * 129)
    assert refused.value.reason == "too-long"


async def test_general_is_renamed_closed_and_hidden_by_a_bot(town: Town) -> None:
    forum = town.group(forum=True)
    town.sandbox.build.promote(forum, town.bot, "can_manage_topics")
    async with town.app(poll=False) as app:
        assert await app.bot.edit_general_forum_topic(forum.id, "Accueil")
        assert await app.bot.close_general_forum_topic(forum.id)
        await twice(town, "closeGeneralForumTopic", forum)
        with pytest.raises(CannotDo) as refused:
            town.sandbox.people.say(town.bob, forum, "Bonjour")
        assert refused.value.reason == "topic-closed"
        assert await app.bot.reopen_general_forum_topic(forum.id)
        town.sandbox.people.say(town.bob, forum, "Bonjour")
        assert await app.bot.hide_general_forum_topic(forum.id)
        await twice(town, "hideGeneralForumTopic", forum)
        assert (forum.general_is_closed, forum.general_is_hidden) == (True, True)
        assert await app.bot.unhide_general_forum_topic(forum.id)
    assert (forum.general_name, forum.general_is_hidden) == ("Accueil", False)
    assert town.sandbox.violations == []


async def twice(town: Town, method: str, forum: Chat) -> None:
    answer = await town.raw(method, chat_id=forum.id)
    assert answer["description"] == "Bad Request: TOPIC_NOT_MODIFIED"


async def test_pins_are_taken_from_one_topic_alone(town: Town) -> None:
    forum = town.group(forum=True)
    town.sandbox.build.promote(forum, town.bot)
    topic = town.sandbox.topics.create(town.alice, forum, "Annonces")
    there = town.sandbox.people.say(town.alice, forum, "Jeudi", topic=topic)
    here = town.sandbox.people.say(town.alice, forum, "Bienvenue")
    async with town.app(poll=False) as app:
        for message in (there, here):
            await app.bot.pin_chat_message(forum.id, message.id)
        await app.bot.unpin_all_forum_topic_messages(forum.id, topic.id)
        assert forum.pinned == [here.id]
        await app.bot.unpin_all_general_forum_topic_messages(forum.id)
    assert forum.pinned == []


async def test_the_control_endpoint_runs_topics(town: Town) -> None:
    forum = town.group(forum=True)
    named = {"user": "@alice", "place": forum.id}
    async with aiohttp.ClientSession(town.sandbox.api_root) as client:
        _, answer = await post(client, "acts/create_topic", **named, name="Polars")
        topic = {"topic": answer["done"]["message_thread_id"]}
        for act, more in (
            ("rename_topic", {"name": "Noirs", **topic}),
            ("close_topic", topic),
            ("close_topic", {"closed": False, **topic}),
            ("close_topic", {}),
            ("delete_topic", topic),
        ):
            status, answer = await post(client, f"acts/{act}", **named, **more)
            assert status == 200, answer
        assert (await post(client, "acts/delete_topic", **named))[0] == 422
        asked = {"user": "@alice", "place": "@agora_bot", "text": "x", **topic}
        assert (await post(client, "acts/say", **asked))[0] == 422
    assert (forum.topics[topic["topic"]].is_deleted, forum.general_is_closed) == (True, True)
