"""Threads and forum posts as a real bot meets them: announced, joined, archived by the clock, locked, tagged."""

import asyncio
import re
from typing import Any

import discord
import pytest

from sandbox.discord import (
    Bucket,
    Channel,
    ChannelKind,
    ChannelPlan,
    DiscordSandbox,
    ForumPost,
    NotOffered,
    RateLimits,
    flags,
)
from sandbox.discord.entities import ThreadState
from tests.sandbox.discord.bots import Bot, code_of, online, plain_intents
from tests.sandbox.discord.conftest import found
from tests.sandbox.discord.staging import staged

PUBLIC, PRIVATE = discord.ChannelType.public_thread, discord.ChannelType.private_thread
REQUIRE_TAG = 1 << 4


def state_of(thread: Channel) -> ThreadState:
    assert thread.thread is not None
    return thread.thread


def told_in(channel: Channel) -> list[tuple[int, str]]:
    return [(message.kind, message.content) for message in channel.messages.values()]


async def test_a_thread_from_a_message_opens_with_that_message_and_marks_it() -> None:
    async with staged() as stage:
        said = stage.town.sandbox.people.says(stage.town.alice, stage.town.salon, "Parlons d’Emma")
        thread = await stage.salon.get_partial_message(said.id).create_thread(name="Emma", auto_archive_duration=60)
        heard = await stage.bot.hears("thread_create")
        opened = [message async for message in thread.history()]
        marked = await stage.salon.fetch_message(said.id)
    assert (thread.id, heard.name, heard.owner_id) == (said.id, "Emma", stage.town.sandbox.application.id)
    assert [(each.type, each.reference.message_id) for each in opened if each.reference] == [
        (discord.MessageType.thread_starter_message, said.id)
    ]
    assert marked.flags.has_thread
    assert marked.thread is not None
    assert marked.thread.message_count == 0


async def test_a_public_thread_of_its_own_is_told_in_its_channel_and_a_private_one_is_not() -> None:
    async with staged() as stage:
        public = await stage.salon.create_thread(name="Emma", type=PUBLIC)
        await stage.salon.create_thread(name="Jury", type=PRIVATE)
        notice = next(iter(stage.town.salon.messages.values()))
        read = await stage.salon.fetch_message(notice.id)
    assert told_in(stage.town.salon) == [(18, "Emma")]
    assert read.type is discord.MessageType.thread_created
    assert read.reference is not None
    assert read.reference.channel_id == public.id


async def test_who_writes_or_is_mentioned_joins_and_only_a_bot_with_the_members_intent_hears_it() -> None:
    for intents, hears in ((discord.Intents.all(), True), (plain_intents(), False)):
        async with staged(intents) as stage:
            thread = await stage.salon.create_thread(name="Emma", type=PUBLIC)
            place = stage.town.sandbox.world.channels[thread.id]
            stage.town.sandbox.people.says(stage.town.alice, place, f"bonjour <@{stage.town.bob.id}>")
            members = {member.id for member in await thread.fetch_members()}
            assert (await thread.fetch_member(stage.town.bob.id)).id == stage.town.bob.id
            assert await code_of(thread.fetch_member(1)) == 10007
            joined = stage.bot.has_heard("thread_member_join")
        assert members == {stage.town.sandbox.application.id, stage.town.alice.id, stage.town.bob.id}
        assert {each.id for each in joined} == ({stage.town.alice.id, stage.town.bob.id} if hears else set())


async def test_a_bot_learns_of_a_private_thread_when_it_is_added_and_forgets_it_when_it_is_removed() -> None:
    async with staged() as stage:
        sandbox, world = stage.town.sandbox, stage.town.sandbox.world
        stage.deny("MANAGE_THREADS")
        olga = sandbox.build.add_user("olga")
        sandbox.build.join(stage.town.guild, olga)
        public = sandbox.doors.starts_thread(olga, stage.town.salon, "Jury")
        await stage.bot.hears("thread_create")
        public.kind = ChannelKind.PRIVATE_THREAD
        sandbox.people.says(olga, public, "avant")
        me = sandbox.application.user
        assert not world.may(me, public, "VIEW_CHANNEL")
        sandbox.people.says(olga, public, f"<@{me.id}>, venez")
        heard = await stage.bot.hears("thread_join")
        assert heard.me is not None
        sandbox.doors.leaves_thread(me, public)
        assert (await stage.bot.hears("thread_remove")).id == public.id


async def test_a_thread_falls_asleep_by_the_clock_and_a_message_wakes_it() -> None:
    async with staged() as stage:
        thread = await stage.salon.create_thread(name="Emma", type=PUBLIC, auto_archive_duration=60)
        place = stage.town.sandbox.world.channels[thread.id]
        stage.leap(minutes=40)
        await thread.send("encore là ?")
        stage.leap(minutes=40)
        assert not state_of(place).archived
        stage.leap(minutes=21)
        assert (await stage.bot.hears("thread_update")).archived
        await thread.send("réveil")
        assert not (await stage.bot.hears("thread_join")).archived
        assert not state_of(place).archived


async def test_nothing_changes_in_an_archived_thread() -> None:
    async with staged() as stage:
        thread = await stage.salon.create_thread(name="Emma", type=PUBLIC)
        sent = await thread.send("Chapitre 1")
        await thread.edit(archived=True)
        attempts = [
            sent.edit(content="Chapitre 2"),
            sent.add_reaction("📚"),
            sent.pin(),
            thread.add_user(discord.Object(stage.town.bob.id)),
            thread.edit(name="Nana"),
        ]
        assert [await code_of(attempt) for attempt in attempts] == [50083] * 5
        await thread.edit(archived=False, name="Nana")
        await sent.edit(content="Chapitre 2")
    assert stage.town.sandbox.violations == []


async def test_a_locked_thread_is_for_moderators() -> None:
    async with staged() as stage:
        sandbox = stage.town.sandbox
        place = sandbox.doors.starts_thread(stage.town.alice, stage.town.salon, "Emma")
        thread = await stage.bot.hears("thread_create")
        await thread.edit(locked=True)
        await thread.send("je modère")
        stage.deny("MANAGE_THREADS")
        assert await code_of(thread.send("x")) == 160005
        with pytest.raises(NotOffered) as refused:
            sandbox.people.says(stage.town.alice, place, "x")
        assert refused.value.reason == "locked"
        state_of(place).archived = True
        assert await code_of(thread.send("x")) == 50083
        assert await code_of(thread.edit(archived=False)) == 50013


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": ""}, 50035),
        ({"name": "x" * 101}, 50035),
        ({"name": "x", "auto_archive_duration": 61}, 50035),
        ({"name": "x", "rate_limit_per_user": 21601}, 50035),
        ({"name": "x", "type": 0}, 50035),
        ({"name": "x", "type": 10}, 50035),
    ],
)
async def test_a_bad_thread_is_refused_and_counted(fields: dict[str, Any], code: int) -> None:
    async with staged() as stage:
        route = discord.http.Route("POST", "/channels/{channel_id}/threads", channel_id=stage.town.salon.id)
        assert await code_of(stage.bot.http.request(route, json={"type": 11} | fields)) == code
        assert len(stage.town.sandbox.violations) == 1
    assert not any(channel.thread for channel in stage.town.guild.channels.values())


async def test_a_channel_without_threads_refuses_them() -> None:
    async with staged() as stage:
        voice = stage.town.sandbox.build.add_channel(stage.town.guild, "Voix", ChannelPlan(ChannelKind.VOICE))
        route = discord.http.Route("POST", "/channels/{channel_id}/threads", channel_id=voice.id)
        assert await code_of(stage.bot.http.request(route, json={"type": 11, "name": "x"})) == 50024
        assert await code_of(stage.salon.get_partial_message(1).create_thread(name="x")) == 10008


async def test_threads_have_their_own_rights() -> None:
    async with staged() as stage:
        thread = await stage.salon.create_thread(name="Emma", type=PUBLIC)
        said = await stage.salon.send("x")
        stage.deny("CREATE_PUBLIC_THREADS", "SEND_MESSAGES_IN_THREADS")
        assert await code_of(said.create_thread(name="x")) == 50013
        assert await code_of(thread.send("x")) == 50013
        stage.deny("SEND_MESSAGES")
        stage.town.sandbox.build.set_rights(
            stage.town.salon, stage.town.sandbox.application.user, allow=flags("SEND_MESSAGES_IN_THREADS")
        )
        await thread.send("dans le fil seulement")
        stage.deny("VIEW_CHANNEL")
        assert await code_of(thread.send("x")) == 50001


async def test_archived_threads_are_listed_page_by_page_the_last_one_first() -> None:
    async with staged() as stage:
        for name in ("un", "deux", "trois"):
            thread = await stage.salon.create_thread(name=name, type=PUBLIC)
            stage.leap(minutes=1)
            await thread.edit(archived=True)
        jury = await stage.salon.create_thread(name="Jury", type=PRIVATE)
        await jury.edit(archived=True)
        listed = [thread.name async for thread in stage.salon.archived_threads(limit=2)]
        everything = [thread.name async for thread in stage.salon.archived_threads(limit=None)]
        own = [thread.name async for thread in stage.salon.archived_threads(private=True, joined=True)]
        stage.deny("MANAGE_THREADS")
        with pytest.raises(discord.Forbidden):
            [thread async for thread in stage.salon.archived_threads(private=True)]
    assert (listed, everything, own) == (["trois", "deux"], ["trois", "deux", "un"], ["Jury"])


async def test_a_forum_asks_for_its_tags() -> None:
    async with staged() as stage:
        place = stage.forum("roman", "coup de cœur")
        place.settings["flags"] = REQUIRE_TAG
        place.tags[1]["moderated"] = True
        forum = await stage.bot.hears("guild_channel_create")
        assert await code_of(forum.create_thread(name="Emma", content="Quatre étoiles")) == 40067
        stage.deny("MANAGE_THREADS", where=place)
        first, second = (discord.Object(int(tag["id"])) for tag in place.tags)
        assert await code_of(forum.create_thread(name="Emma", content="x", applied_tags=[second])) == 50013
        assert await code_of(forum.create_thread(name="Emma", content="x", applied_tags=[first] * 6)) == 50035
        made = await forum.create_thread(name="Emma", content="Quatre étoiles", applied_tags=[first])
        assert await code_of(made.thread.edit(applied_tags=[])) == 40067
        assert (made.thread.message_count, made.thread.total_message_sent) == (0, 0)
        await made.thread.send("d’accord")
        assert (await stage.bot.fetch_channel(made.thread.id)).message_count == 1  # type: ignore[union-attr]


async def test_a_file_comes_with_a_forum_post() -> None:
    async with staged() as stage:
        stage.forum()
        forum = await stage.bot.hears("guild_channel_create")
        file = discord.File(__file__, "avis.txt", description="mon avis")
        made = await forum.create_thread(name="Emma", content="lire ci-joint", file=file)
    assert [(each.filename, each.description) for each in made.message.attachments] == [("avis.txt", "mon avis")]


async def test_people_write_posts_and_start_threads_by_their_own_rights() -> None:
    async with staged() as stage:
        sandbox, town = stage.town.sandbox, stage.town
        forum = stage.forum("roman")
        post = sandbox.doors.posts(town.alice, forum, ForumPost("Emma", "Quatre étoiles", ["roman"]))
        assert (await stage.bot.hears("thread_create")).name == "Emma"
        assert [message.author for message in post.messages.values()] == [town.alice]
        for wrong in (ForumPost("Emma", "x", ["essai"]), ForumPost("", "x"), ForumPost("x", "")):
            with pytest.raises(Exception, match=r"tag|Form|empty"):
                sandbox.doors.posts(town.alice, forum, wrong)
        said = sandbox.people.says(town.bob, town.salon, "et Nana ?")
        sandbox.build.set_rights(town.salon, town.guild.roles[town.guild.id], deny=flags("CREATE_PUBLIC_THREADS"))
        with pytest.raises(NotOffered):
            sandbox.doors.starts_thread(town.alice, town.salon, "Nana", said)
        with pytest.raises(NotOffered):
            sandbox.people.says(town.alice, forum, "un forum n’est pas un salon")


async def test_who_started_a_thread_may_close_it_and_others_only_wake_it() -> None:
    async with staged() as stage:
        doors, town = stage.town.sandbox.doors, stage.town
        thread = doors.starts_thread(town.alice, town.salon, "Emma")
        with pytest.raises(NotOffered):
            doors.closes_thread(town.bob, thread)
        doors.closes_thread(town.alice, thread)
        assert (await stage.bot.hears("thread_update")).archived
        with pytest.raises(NotOffered):
            doors.joins_thread(town.bob, thread)
        doors.closes_thread(town.bob, thread, closed=False)
        doors.joins_thread(town.bob, thread)
        assert list(state_of(thread).members) == [town.alice.id, town.bob.id]
        town.sandbox.build.leave(town.guild, town.bob)
        assert list(state_of(thread).members) == [town.alice.id]


async def test_a_bot_that_connects_is_told_of_the_threads_it_may_see() -> None:
    async with DiscordSandbox() as sandbox:
        town = found(sandbox)
        open_one = sandbox.doors.starts_thread(town.alice, town.salon, "ouvert")
        asleep = sandbox.doors.starts_thread(town.alice, town.salon, "endormi")
        hidden = sandbox.doors.starts_thread(town.alice, town.salon, "caché")
        hidden.kind = ChannelKind.PRIVATE_THREAD
        sandbox.build.set_rights(town.guild, sandbox.application.user, deny=flags("MANAGE_THREADS"))
        sandbox.doors.closes_thread(town.alice, asleep)
        async with online(sandbox, Bot(plain_intents())) as bot:
            guild = bot.get_guild(town.guild.id)
            assert guild is not None
            assert [thread.id for thread in guild.threads] == [open_one.id]


async def test_a_bot_that_comes_to_see_a_channel_is_told_of_its_threads() -> None:
    async with staged() as stage:
        sandbox, town = stage.town.sandbox, stage.town
        stage.deny("VIEW_CHANNEL")
        thread = sandbox.doors.starts_thread(town.alice, town.salon, "Emma")
        asleep = sandbox.doors.starts_thread(town.alice, town.salon, "Nana")
        sandbox.doors.closes_thread(town.alice, asleep)
        assert stage.bot.has_heard("thread_create") == []
        sandbox.build.set_rights(town.salon, sandbox.application.user, allow=flags("VIEW_CHANNEL"))
        assert (await stage.bot.hears("thread_join")).id == thread.id
        assert [each.id for each in stage.guild.threads] == [thread.id]


async def test_starting_threads_too_fast_is_throttled_and_tried_again() -> None:
    limits = RateLimits((Bucket(re.compile(r"POST /channels/\d+/threads"), 2, 0.3),))
    async with staged(limits=limits) as stage:
        await asyncio.gather(*(stage.salon.create_thread(name=name, type=PUBLIC) for name in "abc"))
        assert len([one for one in stage.town.guild.channels.values() if one.thread]) == 3
    assert stage.town.sandbox.violations == []
