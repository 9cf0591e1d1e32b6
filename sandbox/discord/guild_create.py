"""GUILD_CREATE: all that a bot is told of a guild when it connects or joins, as far as its rights and intents go."""

from sandbox.discord.entities import THREADS, Application, Channel, Guild
from sandbox.discord.events import MEMBERS, PRESENCES, is_event_seen
from sandbox.discord.ids import stamp
from sandbox.discord.message_payloads import event_json
from sandbox.discord.payloads import channel_json, guild_json, member_json, thread_json_for, thread_member_json
from sandbox.discord.wire import Json
from sandbox.discord.world import World


def guild_create_json(world: World, guild: Guild, application: Application, intents: int) -> Json:
    """GUILD_CREATE of a guild just joined: without the members intent only the bot's own membership is in it."""
    own = guild.members[application.user.id]
    members = list(guild.members.values()) if intents & MEMBERS else [own]
    channels = [channel for channel in guild.channels.values() if channel.kind not in THREADS]
    threads = [channel for channel in guild.channels.values() if channel.thread and not channel.thread.archived]
    return {
        **guild_json(guild),
        "joined_at": stamp(own.joined_at),
        "large": False,
        "member_count": len(guild.members),
        "members": [member_json(member) for member in members],
        "voice_states": [],
        "channels": [channel_json(channel) for channel in channels],
        "threads": [
            thread_json_for(thread, application.user)
            for thread in threads
            if world.may(application.user, thread, "VIEW_CHANNEL")
        ],
        "presences": [presence_json(member.user.id) for member in members] if intents & PRESENCES else [],
        "stage_instances": [],
        "guild_scheduled_events": [
            event_json(event)
            for event in guild.events.values()
            if not event.is_over and is_event_seen(world, event, application.user)
        ],
        "soundboard_sounds": [],
    }


def thread_list_json(world: World, guild: Guild, channel: Channel, application: Application) -> Json:
    """THREAD_LIST_SYNC of a channel that a bot comes to see: the threads awake in it."""
    user = application.user
    inside = [(each, each.thread) for each in guild.channels.values() if each.parent_id == channel.id]
    awake = [(each, state) for each, state in inside if state is not None and not state.archived]
    seen = [(each, state) for each, state in awake if world.may(user, each, "VIEW_CHANNEL")]
    members = [thread_member_json(each, user.id) for each, state in seen if user.id in state.members]
    return {
        "guild_id": str(guild.id),
        "channel_ids": [str(channel.id)],
        "threads": [channel_json(each) for each, _ in seen],
        "members": members,
    }


def presence_json(user_id: int) -> Json:
    return {"user": {"id": str(user_id)}, "status": "online", "activities": [], "client_status": {"web": "online"}}
