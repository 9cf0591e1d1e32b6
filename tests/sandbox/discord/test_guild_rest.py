"""Threads, forums, channels, roles, members and scheduled events, by a real bot with and without the rights."""

from datetime import datetime, timedelta
from typing import Any

import discord
import pytest

from sandbox.discord import ChannelKind, ChannelPlan, flags
from sandbox.discord.ids import utc_now
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town


async def code_of(attempt: Any) -> int:
    with pytest.raises(discord.HTTPException) as refused:
        await attempt
    return refused.value.code


def guild_of(bot: Bot, town: Town) -> discord.Guild:
    guild = bot.get_guild(town.guild.id)
    assert guild is not None
    return guild


def salon_of(bot: Bot, town: Town) -> discord.TextChannel:
    channel = bot.get_channel(town.salon.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_threads_with_and_without_a_message(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        salon = salon_of(bot, town)
        said = town.sandbox.people.says(town.alice, town.salon, "Parlons d'Emma")
        message = salon.get_partial_message(said.id)
        debate = await message.create_thread(name="Emma")
        assert debate.id == said.id
        assert await code_of(message.create_thread(name="encore")) == 160004
        private = await salon.create_thread(name="Jury", type=discord.ChannelType.private_thread)
        await private.add_user(discord.Object(town.bob.id))
        await debate.send("Chapitre 1")
        await debate.edit(archived=True)
        assert town.sandbox.world.channels[debate.id].thread.archived  # type: ignore[union-attr]
        await debate.send("réveil")
        assert not town.sandbox.world.channels[debate.id].thread.archived  # type: ignore[union-attr]
        active = {thread.name for thread in await guild_of(bot, town).active_threads()}
        thread = town.sandbox.world.channels[private.id]
        assert town.sandbox.people.visible_to(town.alice, thread) == []
        assert town.sandbox.world.may(town.bob, thread, "VIEW_CHANNEL")
        members = [member.id for member in await private.fetch_members()]
        await private.remove_user(discord.Object(town.bob.id))
        await private.edit(archived=True, locked=True)
        archived = [one.name async for one in salon.archived_threads(private=True)]
        await debate.delete()
    assert active == {"Emma", "Jury"}
    assert members == [town.sandbox.application.id, town.bob.id]
    assert archived == ["Jury"]
    assert debate.id not in town.guild.channels
    assert town.sandbox.violations == []


async def test_a_thread_needs_its_right(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        rights = flags("CREATE_PUBLIC_THREADS", "CREATE_PRIVATE_THREADS", "SEND_MESSAGES_IN_THREADS")
        thread = await salon_of(bot, town).create_thread(name="avant", type=discord.ChannelType.public_thread)
        town.sandbox.build.set_rights(town.salon, town.sandbox.application.user, deny=rights)
        for kind in (discord.ChannelType.public_thread, discord.ChannelType.private_thread):
            assert await code_of(salon_of(bot, town).create_thread(name="x", type=kind)) == 50013
        assert await code_of(thread.send("x")) == 50013
        await salon_of(bot, town).send("x")


async def test_forum_posts_with_tags(town: Town) -> None:
    plan = ChannelPlan(ChannelKind.FORUM, tags=("roman", "essai"))
    town.sandbox.build.add_channel(town.guild, "avis", plan)
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        forum = next(iter(guild_of(bot, town).forums))
        post = await forum.create_thread(name="Emma", content="Quatre étoiles", applied_tags=forum.available_tags[:1])
        assert post.message.id == post.thread.id
        assert [tag.name for tag in post.thread.applied_tags] == ["roman"]
        layout = discord.ui.LayoutView().add_item(discord.ui.TextDisplay[Any]("Nana"))
        await forum.create_thread(name="Nana", view=layout)
        assert await code_of(forum.create_thread(name="vide", content="")) == 50006
        unknown = discord.Object(1)
        assert await code_of(forum.create_thread(name="x", content="x", applied_tags=[unknown])) == 50035  # type: ignore[list-item]
        town.sandbox.build.set_rights(
            town.guild.channels[forum.id], town.sandbox.application.user, deny=flags("SEND_MESSAGES")
        )
        assert await code_of(forum.create_thread(name="x", content="x")) == 50013
    assert len([channel for channel in town.guild.channels.values() if channel.thread]) == 2


async def test_channels(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        guild = guild_of(bot, town)
        created = await guild.create_text_channel("Club de lecture", topic="Emma", slowmode_delay=5)
        assert (created.name, town.guild.channels[created.id].slowmode_s) == ("club-de-lecture", 5)
        await created.edit(topic="Nana", slowmode_delay=0)
        assert await code_of(created.edit(slowmode_delay=21601)) == 50035
        everyone = guild.default_role
        await created.set_permissions(guild.me, view_channel=True)
        await created.set_permissions(everyone, view_channel=False)
        assert not town.sandbox.world.may(town.alice, town.guild.channels[created.id], "VIEW_CHANNEL")
        await created.set_permissions(everyone, overwrite=None)
        assert town.sandbox.world.may(town.alice, town.guild.channels[created.id], "VIEW_CHANNEL")
        fetched = await guild.fetch_channels()
        voice = await guild.create_voice_channel("Voix")
        category = await guild.create_category("Livres")
        await created.edit(category=category, position=0)
        await voice.delete()
        bot_user = town.sandbox.application.user
        town.sandbox.build.set_rights(town.guild, bot_user, deny=flags("MANAGE_CHANNELS"))
        assert await code_of(guild.create_text_channel("non")) == 50013
        assert await code_of(created.edit(topic="non")) == 50013
    assert {channel.name for channel in fetched} == {"salon", "club-de-lecture"}
    assert town.guild.channels[created.id].topic == "Nana"
    assert town.guild.channels[created.id].parent_id == category.id
    assert voice.id not in town.guild.channels


async def test_roles_are_made_given_and_taken(town: Town) -> None:
    above = town.sandbox.build.add_role(town.guild, "direction")
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        guild = guild_of(bot, town)
        role = await guild.create_role(name="jury", mentionable=True)
        member = await guild.fetch_member(town.alice.id)
        await member.add_roles(role)
        assert town.guild.members[town.alice.id].roles == [role.id]
        await role.edit(name="grand jury")
        await member.remove_roles(role)
        await member.edit(roles=[role])
        assert await code_of(member.add_roles(discord.Object(above.id))) == 50013
        assert await code_of(member.add_roles(discord.Object(1))) == 10011
        assert await code_of(guild.create_role(permissions=discord.Permissions.all())) == 50013
        assert {one.name for one in await guild.fetch_roles()} >= {"grand jury", "direction"}
        await role.delete()
    assert town.guild.members[town.alice.id].roles == []
    assert role.id not in town.guild.roles


async def test_members_are_found_silenced_kicked_and_banned(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        guild = guild_of(bot, town)
        alice, bob = await guild.fetch_member(town.alice.id), await guild.fetch_member(town.bob.id)
        await alice.edit(nick="Alice la lectrice")
        await alice.timeout(timedelta(hours=1))
        assert not town.sandbox.world.may(town.alice, town.salon, "SEND_MESSAGES")
        await alice.timeout(None)
        assert town.sandbox.world.may(town.alice, town.salon, "SEND_MESSAGES")
        too_long = {"communication_disabled_until": (utc_now() + timedelta(days=29)).isoformat()}
        assert await code_of(bot.http.edit_member(town.guild.id, town.alice.id, reason=None, **too_long)) == 50035
        await alice.ban(reason="spam", delete_message_seconds=0)
        assert town.guild.bans == {town.alice.id: "spam"}
        assert (await guild.fetch_ban(alice)).reason == "spam"
        await guild.unban(alice)
        assert await code_of(guild.fetch_ban(alice)) == 10026
        await bob.kick()
        assert await code_of(guild.fetch_member(town.bob.id)) == 10007
        owner = await guild.fetch_member(town.guild.owner_id)
        assert await code_of(owner.kick()) == 50013
        assert await code_of(bot.http.get_members(town.guild.id, 1000, None)) == 50001
    assert town.guild.members.keys() == {town.guild.owner_id, town.sandbox.application.id}


def evening(hours: int) -> datetime:
    return utc_now() + timedelta(days=1, hours=hours)


async def test_scheduled_events(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        guild = guild_of(bot, town)
        meeting = await guild.create_scheduled_event(
            name="Rencontre",
            start_time=evening(0),
            end_time=evening(2),
            location="12, rue des Lilas",
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        town.sandbox.gestures.follows(town.alice, town.guild.events[meeting.id])
        assert [user.id async for user in meeting.users()] == [town.alice.id]
        await meeting.edit(name="Rencontre avec l'autrice")
        assert (await guild.fetch_scheduled_event(meeting.id)).name == "Rencontre avec l'autrice"
        await meeting.start()
        assert await code_of(bot.http.edit_scheduled_event(town.guild.id, meeting.id, status=4)) == 50035
        town.sandbox.gestures.unfollows(town.alice, town.guild.events[meeting.id])
        await meeting.delete()
        assert await code_of(guild.fetch_scheduled_event(meeting.id)) == 10070
        town.sandbox.build.set_rights(town.guild, town.sandbox.application.user, deny=flags("CREATE_EVENTS"))
        fields = {"name": "x", "privacy_level": 2, "entity_type": 3}
        assert await code_of(bot.http.create_guild_scheduled_event(town.guild.id, reason=None, **fields)) == 50013
    assert town.guild.events == {}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"scheduled_end_time": None}, "scheduled_end_time"),
        ({"entity_metadata": None}, "entity_metadata.location"),
        ({"name": "x" * 101}, "name"),
        ({"scheduled_start_time": "2020-01-01T00:00:00+00:00"}, "scheduled_start_time"),
        ({"entity_type": 2}, "channel_id"),
        ({"privacy_level": 1}, "privacy_level"),
    ],
)
async def test_bad_events_are_refused(town: Town, change: dict[str, Any], problem: str) -> None:
    fields = {
        "name": "Rencontre",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "ici"},
        "scheduled_start_time": evening(0).isoformat(),
        "scheduled_end_time": evening(2).isoformat(),
        **change,
    }
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        attempt = bot.http.create_guild_scheduled_event(town.guild.id, reason=None, **fields)
        assert await code_of(attempt) == 50035
    assert problem in str(town.sandbox.violations[0])


async def test_one_guild_does_not_see_another(town: Town) -> None:
    other = town.sandbox.build.add_guild("Ailleurs")
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        assert len(bot.guilds) == 2
        town.sandbox.build.leave(other, town.sandbox.application.user)
        assert await code_of(bot.fetch_guild(other.id)) == 10004
        assert [guild.id async for guild in bot.fetch_guilds()] == [town.guild.id]
