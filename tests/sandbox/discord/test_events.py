"""Everything that happens in the world reaches a bot with the intents for it, complete enough for a real parser."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import discord

from sandbox.discord import PRIVILEGED, ChannelKind, ChannelPlan, DiscordSandbox, SandboxSettings, flags
from sandbox.discord.entities import ScheduledEvent
from sandbox.discord.ids import utc_now
from sandbox.discord.posting import delete
from tests.sandbox.discord.bots import Bot, online
from tests.sandbox.discord.conftest import Town, found

HEARD = (
    "guild_channel_create",
    "guild_channel_update",
    "guild_channel_delete",
    "guild_channel_pins_update",
    "guild_role_create",
    "guild_role_update",
    "guild_role_delete",
    "member_join",
    "raw_member_remove",
    "member_ban",
    "member_unban",
    "raw_message_edit",
    "raw_message_delete",
    "raw_bulk_message_delete",
    "raw_reaction_add",
    "raw_reaction_remove",
    "raw_reaction_clear",
    "raw_reaction_clear_emoji",
    "raw_poll_vote_add",
    "raw_poll_vote_remove",
    "raw_typing",
    "thread_create",
    "thread_update",
    "raw_thread_delete",
    "raw_thread_member_remove",
    "scheduled_event_create",
    "scheduled_event_update",
    "scheduled_event_delete",
    "scheduled_event_user_add",
    "scheduled_event_user_remove",
)


class Witness(Bot):
    """Notes every event's name and last argument."""

    def __init__(self) -> None:
        super().__init__(discord.Intents.all())

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        super().dispatch(event, *args, **kwargs)
        if event in HEARD:
            self.heard.put_nowait((event, args[-1]))


@asynccontextmanager
async def witnessed() -> AsyncIterator[tuple[Town, Witness]]:
    async with DiscordSandbox(SandboxSettings(privileged_intents=PRIVILEGED)) as sandbox:
        town = found(sandbox)
        async with online(sandbox, Witness()) as bot:
            assert isinstance(bot, Witness)
            yield town, bot


async def test_channels_and_roles() -> None:
    async with witnessed() as (town, bot):
        guild = bot.get_guild(town.guild.id)
        assert guild is not None
        made = await guild.create_text_channel("club")
        assert (await bot.hears("guild_channel_create")).name == "club"
        await made.edit(topic="Emma")
        assert (await bot.hears("guild_channel_update")).topic == "Emma"
        await made.delete()
        assert (await bot.hears("guild_channel_delete")).id == made.id
        role = await guild.create_role(name="jury")
        assert (await bot.hears("guild_role_create")).name == "jury"
        await guild.edit_role_positions({role: 1})
        assert (await bot.hears("guild_role_update")).position == 1
        assert (await guild.fetch_role(role.id)).name == "jury"
        await role.delete()
        assert (await bot.hears("guild_role_delete")).id == role.id


async def test_members_come_and_go() -> None:
    async with witnessed() as (town, bot):
        carol = town.sandbox.build.add_user("carol")
        town.sandbox.build.join(town.guild, carol)
        member = await bot.hears("member_join")
        assert member.name == "carol"
        assert {one.id async for one in member.guild.fetch_members()} == town.guild.members.keys()
        await member.ban()
        assert (await bot.hears("member_ban")).id == carol.id
        assert (await bot.hears("raw_member_remove")).user.id == carol.id
        assert [entry.user.id async for entry in member.guild.bans()] == [carol.id]
        await member.unban()
        assert (await bot.hears("member_unban")).id == carol.id
        await member.guild.me.edit(nick="Agora")
        await town.sandbox.until(lambda: town.guild.members[town.sandbox.application.id].nick == "Agora")


async def test_messages_change() -> None:
    async with witnessed() as (town, bot):
        said = town.sandbox.people.says(town.alice, town.salon, "bonjour")
        town.sandbox.gestures.rewrites(town.alice, said, "bonsoir")
        assert (await bot.hears("raw_message_edit")).data["content"] == "bonsoir"
        town.sandbox.gestures.reacts(town.bob, said, "📚")
        town.sandbox.gestures.reacts(town.alice, said, "club:123456789012345678")
        assert (await bot.hears("raw_reaction_add")).member.name == "bob"
        assert (await bot.hears("raw_reaction_add")).emoji.id == 123456789012345678
        town.sandbox.gestures.unreacts(town.bob, said, "📚")
        assert (await bot.hears("raw_reaction_remove")).user_id == town.bob.id
        message = await bot.get_partial_messageable(town.salon.id).fetch_message(said.id)
        await message.pin()
        assert (await bot.hears("guild_channel_pins_update")) is None
        await message.clear_reactions()
        assert (await bot.hears("raw_reaction_clear")).message_id == said.id
        town.sandbox.gestures.deletes(town.alice, said)
        assert (await bot.hears("raw_message_delete")).message_id == said.id
        pair = [town.sandbox.people.says(town.alice, town.salon, text) for text in "ab"]
        channel = bot.get_channel(town.salon.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.delete_messages([discord.Object(one.id) for one in pair])
        assert (await bot.hears("raw_bulk_message_delete")).message_ids == {one.id for one in pair}
        await channel.typing()
        assert (await bot.hears("raw_typing")).channel_id == town.salon.id


async def test_private_messages_stay_between_the_two() -> None:
    async with witnessed() as (town, bot):
        dm = town.sandbox.world.dm_between(town.alice, town.bob)
        hidden = town.sandbox.people.says(town.alice, dm, "entre nous")
        delete(town.sandbox.world, hidden)
        mine = town.sandbox.world.dm_between(town.alice, town.sandbox.application.user)
        said = town.sandbox.people.says(town.alice, mine, "à vous")
        delete(town.sandbox.world, said)
        assert (await bot.hears("raw_message_delete")).message_id == said.id


async def test_polls_are_counted() -> None:
    async with witnessed() as (town, bot):
        poll = discord.Poll("Quel livre ?", duration=timedelta(hours=1)).add_answer(text="Emma").add_answer(text="Nana")
        sent = await bot.get_partial_messageable(town.salon.id).send(poll=poll)
        message = town.salon.messages[sent.id]
        town.sandbox.gestures.votes(town.alice, message, "Emma")
        assert (await bot.hears("raw_poll_vote_add")).answer_id == 1
        town.sandbox.gestures.votes(town.alice, message, "Nana")
        assert (await bot.hears("raw_poll_vote_remove")).answer_id == 1
        assert (await bot.hears("raw_poll_vote_add")).answer_id == 2
        assert sent.poll is not None
        voters = [user.id async for user in sent.poll.answers[1].voters()]
        assert voters == [town.alice.id]


async def test_threads_are_announced() -> None:
    async with witnessed() as (town, bot):
        salon = bot.get_channel(town.salon.id)
        assert isinstance(salon, discord.TextChannel)
        thread = await salon.create_thread(name="Emma", type=discord.ChannelType.public_thread)
        assert (await bot.hears("thread_create")).name == "Emma"
        await thread.add_user(discord.Object(town.bob.id))
        await thread.edit(name="Nana")
        assert (await bot.hears("thread_update")).name == "Nana"
        await thread.remove_user(discord.Object(town.bob.id))
        assert (await bot.hears("raw_thread_member_remove")).thread_id == thread.id
        await thread.delete()
        assert (await bot.hears("raw_thread_delete")).thread_id == thread.id


async def test_events_are_announced() -> None:
    async with witnessed() as (town, bot):
        voice = town.sandbox.build.add_channel(town.guild, "Voix", ChannelPlan(ChannelKind.VOICE))
        await bot.hears("guild_channel_create")
        guild = bot.get_guild(town.guild.id)
        assert guild is not None
        place = guild.get_channel(voice.id)
        assert isinstance(place, discord.VoiceChannel)
        meeting = await guild.create_scheduled_event(
            name="Lecture",
            start_time=utc_now() + timedelta(days=1),
            channel=place,
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        assert (await bot.hears("scheduled_event_create")).name == "Lecture"
        event: ScheduledEvent = town.guild.events[meeting.id]
        town.sandbox.gestures.follows(town.alice, event)
        assert (await bot.hears("scheduled_event_user_add")).id == town.alice.id
        town.sandbox.gestures.unfollows(town.alice, event)
        assert (await bot.hears("scheduled_event_user_remove")).id == town.alice.id
        assert [one.id for one in await guild.fetch_scheduled_events()] == [meeting.id]
        await meeting.edit(name="Lecture à voix haute")
        assert (await bot.hears("scheduled_event_update")).name == "Lecture à voix haute"
        await meeting.delete()
        assert (await bot.hears("scheduled_event_delete")).id == meeting.id


async def test_what_changes_while_the_bot_is_away_is_in_the_next_guild_create() -> None:
    async with DiscordSandbox(SandboxSettings(privileged_intents=PRIVILEGED)) as sandbox:
        town = found(sandbox)
        jury = sandbox.build.add_role(town.guild, "jury", flags("MANAGE_EVENTS"))
        sandbox.build.join(town.guild, town.alice, jury)
        async with online(sandbox, Witness()) as bot:
            guild = bot.get_guild(town.guild.id)
            assert guild is not None
            await asyncio.wait_for(guild.chunk(), 5)
            alice = guild.get_member(town.alice.id)
            assert alice is not None
            assert alice.guild_permissions.manage_events
            assert [member.name for member in await guild.query_members(user_ids=[town.bob.id])] == ["bob"]
