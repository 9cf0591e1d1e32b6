"""Scheduled events over REST by a real bot, followed by people, begun and ended by the clock."""

from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest

from sandbox.discord import ChannelKind, ChannelPlan, NotOffered, flags
from tests.sandbox.discord.bots import Bot, code_of, online
from tests.sandbox.discord.staging import Stage, staged
from tests.sandbox.discord.test_attachments import png

EVENTS = discord.Intents(guilds=True, guild_scheduled_events=True)
ONLY = discord.PrivacyLevel.guild_only
EXTERNAL = discord.EntityType.external
Status = discord.EventStatus


async def meeting(stage: Stage, **given: Any) -> discord.ScheduledEvent:
    start = stage.clock.now() + timedelta(hours=1)
    fields: dict[str, Any] = {
        "name": "Autour d’Emma",
        "start_time": start,
        "end_time": start + timedelta(hours=2),
        "entity_type": EXTERNAL,
        "location": "La librairie",
        "privacy_level": ONLY,
    }
    return await stage.guild.create_scheduled_event(**fields | given)


async def status_of(stage: Stage, event: discord.ScheduledEvent) -> Status:
    return (await stage.guild.fetch_scheduled_event(event.id)).status


async def test_an_event_elsewhere_begins_and_ends_at_its_hours() -> None:
    async with staged(EVENTS) as stage:
        event = await meeting(stage)
        assert (await stage.bot.hears("scheduled_event_create")).location == "La librairie"
        stage.leap(minutes=59)
        assert await status_of(stage, event) is Status.scheduled
        stage.leap(minutes=1)
        assert (await stage.bot.hears("scheduled_event_update")).status is Status.active
        stage.leap(hours=2)
        assert (await stage.bot.hears("scheduled_event_update")).status is Status.completed
        assert await stage.guild.fetch_scheduled_events() == []
        assert await code_of(event.edit(name="Encore")) == 180000


async def test_a_leap_over_the_whole_event_tells_of_both_its_hours() -> None:
    async with staged(EVENTS) as stage:
        await meeting(stage)
        told: list[int] = []
        with stage.town.sandbox.world.changes.observed_by(lambda change: told.append(change.subject.fields["status"])):
            stage.leap(hours=9)
    assert told == [Status.active.value, Status.completed.value]


async def test_the_next_hour_is_that_of_the_first_event_or_poll_to_come() -> None:
    async with staged(EVENTS) as stage:
        hours = stage.town.sandbox.hours
        assert hours.next_at() is None
        event = await meeting(stage)
        assert hours.next_at() == event.start_time
        stage.leap(hours=1)
        assert hours.next_at() == event.end_time
        before = stage.clock.now() + timedelta(hours=1)
        await stage.salon.send(poll=discord.Poll("?", duration=timedelta(hours=1)).add_answer(text="Emma"))
        following = hours.next_at()
        assert following is not None
        assert before <= following < before + timedelta(minutes=1)
        stage.leap(hours=2)
        assert hours.next_at() is None


async def test_what_nobody_begins_in_a_channel_is_called_off_hours_later() -> None:
    async with staged(EVENTS) as stage:
        voice = stage.town.sandbox.build.add_channel(stage.town.guild, "Voix", ChannelPlan(ChannelKind.VOICE))
        place = await stage.bot.hears("guild_channel_create")
        event = await meeting(
            stage, entity_type=discord.EntityType.voice, channel=place, location=discord.utils.MISSING
        )
        stage.leap(hours=2)
        assert await status_of(stage, event) is Status.scheduled
        stage.leap(hours=2)
        assert await status_of(stage, event) is Status.canceled
        assert voice.messages == {}


async def test_a_bot_begins_ends_and_calls_off_by_the_order_of_things() -> None:
    async with staged(EVENTS) as stage:
        event = await meeting(stage)
        with pytest.raises(ValueError, match="not active"):
            await event.end()
        route = discord.http.Route(
            "PATCH", "/guilds/{guild_id}/scheduled-events/{event_id}", guild_id=stage.guild.id, event_id=event.id
        )
        assert await code_of(stage.bot.http.request(route, json={"status": 3})) == 50035
        begun = await event.start()
        assert await code_of(stage.bot.http.request(route, json={"status": 4})) == 50035
        await begun.end()
        other = await meeting(stage)
        await other.cancel()
        assert await code_of(other.edit(name="Encore")) == 180000
        await other.delete()
        assert await code_of(stage.guild.fetch_scheduled_event(other.id)) == 10070


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"description": "x" * 1001},
        {"scheduled_start_time": "hier"},
        {"scheduled_start_time": "2020-01-01T00:00:00+00:00"},
        {"scheduled_end_time": "2020-01-01T00:00:00+00:00"},
        {"scheduled_end_time": None},
        {"privacy_level": 1},
        {"entity_type": 4},
        {"entity_type": 2},
        {"entity_type": 2, "channel_id": "1", "entity_metadata": None},
        {"entity_metadata": None},
        {"entity_metadata": {"location": "x" * 101}},
        {"channel_id": "1"},
        {"image": "data:image/svg+xml;base64,PHN2Zz4="},
        {"image": "data:image/png;base64,A"},
        {"status": 2},
    ],
)
async def test_a_bad_event_is_refused_and_counted(wrong: dict[str, Any]) -> None:
    async with staged(EVENTS) as stage:
        start = stage.clock.now() + timedelta(hours=1)
        body = {
            "name": "Lecture",
            "privacy_level": 2,
            "scheduled_start_time": start.isoformat(),
            "scheduled_end_time": (start + timedelta(hours=1)).isoformat(),
            "entity_type": 3,
            "entity_metadata": {"location": "Ici"},
        }
        route = discord.http.Route("POST", "/guilds/{guild_id}/scheduled-events", guild_id=stage.guild.id)
        assert await code_of(stage.bot.http.request(route, json=body | wrong)) == 50035
        assert len(stage.town.sandbox.violations) == 1
        assert stage.town.guild.events == {}


async def test_events_have_their_own_rights_and_other_peoples_need_more() -> None:
    async with staged(EVENTS) as stage:
        build, me = stage.town.sandbox.build, stage.town.sandbox.application.user
        build.set_rights(stage.town.guild, me, deny=flags("MANAGE_EVENTS"))
        own = await meeting(stage)
        await own.edit(name="À moi")
        stage.town.guild.events[own.id].creator = stage.town.alice
        assert await code_of(own.edit(name="À nous")) == 50013
        assert await code_of(own.delete()) == 50013
        build.set_rights(stage.town.guild, me, deny=flags("CREATE_EVENTS"))
        assert await code_of(meeting(stage)) == 50013


async def test_an_event_in_a_hidden_channel_is_for_those_who_see_it() -> None:
    async with staged(EVENTS) as stage:
        sandbox, town = stage.town.sandbox, stage.town
        voice = sandbox.build.add_channel(town.guild, "Voix", ChannelPlan(ChannelKind.VOICE))
        place = await stage.bot.hears("guild_channel_create")
        event = await meeting(
            stage, entity_type=discord.EntityType.voice, channel=place, location=discord.utils.MISSING
        )
        sandbox.build.set_rights(voice, sandbox.application.user, allow=flags("VIEW_CHANNEL", "CONNECT"))
        sandbox.build.set_rights(voice, town.guild.roles[town.guild.id], deny=flags("VIEW_CHANNEL"))
        with pytest.raises(NotOffered):
            sandbox.gestures.follows(town.alice, town.guild.events[event.id])
        assert [one.id for one in await stage.guild.fetch_scheduled_events()] == [event.id]
        stage.deny("VIEW_CHANNEL", where=voice)
        assert await stage.guild.fetch_scheduled_events() == []
        assert await code_of(stage.guild.fetch_scheduled_event(event.id)) == 10070


@pytest.mark.parametrize("listens", [True, False])
async def test_who_is_interested_is_told_to_a_bot_that_listens(listens: bool) -> None:
    intents = discord.Intents(guilds=True, members=True, guild_scheduled_events=listens)
    async with staged(intents) as stage:
        gestures, town = stage.town.sandbox.gestures, stage.town
        await stage.guild.chunk()
        event = await meeting(stage)
        kept = town.guild.events[event.id]
        gestures.follows(town.alice, kept)
        gestures.follows(town.alice, kept)
        gestures.follows(town.bob, kept)
        gestures.unfollows(town.alice, kept)
        counted = await stage.guild.fetch_scheduled_event(event.id, with_counts=True)
        people = [user.id async for user in counted.users()]
        if listens:
            assert (await stage.bot.hears("scheduled_event_user_add")).id == town.alice.id
            assert (await stage.bot.hears("scheduled_event_user_add")).id == town.bob.id
            assert (await stage.bot.hears("scheduled_event_user_remove")).id == town.alice.id
        assert stage.bot.has_heard("scheduled_event_user_add") == []
    assert (counted.user_count, people) == (1, [town.bob.id])


async def test_nobody_follows_what_is_over() -> None:
    async with staged(EVENTS) as stage:
        event = await meeting(stage)
        kept = stage.town.guild.events[event.id]
        stage.leap(hours=4)
        with pytest.raises(NotOffered) as refused:
            stage.town.sandbox.gestures.follows(stage.town.alice, kept)
        assert refused.value.reason == "event-over"
        stranger = stage.town.sandbox.build.add_user("etranger")
        with pytest.raises(NotOffered):
            stage.town.sandbox.gestures.follows(stranger, kept)


async def test_its_picture_can_be_fetched() -> None:
    async with staged(EVENTS) as stage, aiohttp.ClientSession() as web:
        event = await meeting(stage, image=png())
        kept = stage.town.guild.events[event.id]
        address = f"{stage.town.sandbox.root}/cdn/guild-events/{event.id}/{kept.fields['image']}.png"
        async with web.get(address) as response:
            assert (response.headers["Content-Type"], await response.read()) == ("image/png", png())


async def test_a_bot_that_connects_is_told_of_what_is_to_come() -> None:
    async with staged(EVENTS) as stage:
        await meeting(stage)
        await (await meeting(stage, name="Annulé")).cancel()
        stage.town.sandbox.gateway.protocol.forget_identifies()
        async with online(stage.town.sandbox, Bot(EVENTS)) as late:
            guild = late.get_guild(stage.guild.id)
            assert guild is not None
            assert [event.name for event in guild.scheduled_events] == ["Autour d’Emma"]
