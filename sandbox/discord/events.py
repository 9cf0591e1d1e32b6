"""Which gateway event a change becomes, what it carries, and which intents a session needs to get it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.discord.changes import Change
from sandbox.discord.entities import Application, Role, ScheduledEvent, User
from sandbox.discord.message_payloads import event_json, message_event_json, without_content
from sandbox.discord.payloads import (
    channel_json,
    guild_json,
    member_json,
    role_json,
    thread_member_json,
    user_json,
)
from sandbox.discord.wire import Json
from sandbox.discord.world import World

GUILDS, MEMBERS, MODERATION, PRESENCES = 1 << 0, 1 << 1, 1 << 2, 1 << 8
GUILD_MESSAGES, GUILD_REACTIONS, GUILD_TYPING = 1 << 9, 1 << 10, 1 << 11
DM_MESSAGES, DM_REACTIONS, DM_TYPING = 1 << 12, 1 << 13, 1 << 14
MESSAGE_CONTENT, EVENTS = 1 << 15, 1 << 16
GUILD_POLLS, DM_POLLS = 1 << 24, 1 << 25
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT

Build = Callable[[World, Change], Json]


@dataclass(frozen=True, slots=True)
class Wire:
    """`in_guild` and `in_dm` are intents that let the event through; `seen` asks for the right to view the channel."""

    build: Build
    in_guild: int = GUILDS
    in_dm: int = 0
    seen: bool = False


def _guild_id(change: Change) -> Json:
    return {"guild_id": str(change.guild.id)} if change.guild else {}


def _member(_world: World, change: Change) -> Json:
    return member_json(change.subject) | _guild_id(change)


def _user(_world: World, change: Change) -> Json:
    return {"user": user_json(change.subject.user)} | _guild_id(change)


def _ban(_world: World, change: Change) -> Json:
    return {"user": user_json(change.subject)} | _guild_id(change)


def _role(_world: World, change: Change) -> Json:
    return {"role": role_json(change.subject)} | _guild_id(change)


def _role_gone(_world: World, change: Change) -> Json:
    role: Role = change.subject
    return {"role_id": str(role.id)} | _guild_id(change)


def _channel(_world: World, change: Change) -> Json:
    return channel_json(change.subject)


def _thread_created(_world: World, change: Change) -> Json:
    return channel_json(change.subject) | ({} if "to" in change.details else {"newly_created": True})


def _thread_gone(_world: World, change: Change) -> Json:
    thread = change.subject
    return {"id": str(thread.id), "parent_id": str(thread.parent_id), "type": int(thread.kind)} | _guild_id(change)


def _thread_members(_world: World, change: Change) -> Json:
    thread = change.subject
    return {
        "id": str(thread.id),
        "member_count": len(thread.thread.members),
        "added_members": [
            thread_member_json(thread, user_id) | {"member": _member_of(change, user_id), "presence": None}
            for user_id in change.details.get("added", ())
        ],
        "removed_member_ids": [str(user_id) for user_id in change.details.get("removed", ())],
    } | _guild_id(change)


def _member_of(change: Change, user_id: int) -> Json | None:
    member = change.guild.members.get(user_id) if change.guild else None
    return member_json(member) if member else None


def _message(world: World, change: Change) -> Json:
    return message_event_json(world, change.subject)


def _message_gone(_world: World, change: Change) -> Json:
    return {"id": str(change.subject.id), "channel_id": str(change.subject.channel_id)} | _guild_id(change)


def _messages_gone(_world: World, change: Change) -> Json:
    ids = [str(message.id) for message in change.details["messages"]]
    return {"ids": ids, "channel_id": str(change.subject.id)} | _guild_id(change)


def _reaction(_world: World, change: Change) -> Json:
    message, details = change.subject, change.details
    payload: Json = {
        "user_id": str(details["user"].id),
        "channel_id": str(message.channel_id),
        "message_id": str(message.id),
        "message_author_id": str(message.author.id),
        "emoji": _emoji(details["emoji"]),
        "burst": False,
        "type": 0,
    } | _guild_id(change)
    if change.guild and change.name.endswith("_ADD") and details["user"].id in change.guild.members:
        payload["member"] = member_json(change.guild.members[details["user"].id])
    return payload


def _reactions_gone(_world: World, change: Change) -> Json:
    """All reactions of a message, or all of one emoji."""
    payload = {"channel_id": str(change.subject.channel_id), "message_id": str(change.subject.id)}
    emoji = _emoji(change.details["emoji"]) if "emoji" in change.details else None
    return payload | _guild_id(change) | ({"emoji": emoji} if emoji else {})


def _emoji(text: str) -> Json:
    name, _, emoji_id = text.partition(":")
    return {"id": emoji_id or None, "name": name, "animated": False}


def _pins(_world: World, change: Change) -> Json:
    return {"channel_id": str(change.subject.id), "last_pin_timestamp": None} | _guild_id(change)


def _typing(world: World, change: Change) -> Json:
    user = change.details["user"]
    payload = {"channel_id": str(change.subject.id), "user_id": str(user.id), "timestamp": int(world.now().timestamp())}
    if change.guild:
        payload["member"] = member_json(change.guild.members[user.id])
    return payload | _guild_id(change)


def _event(_world: World, change: Change) -> Json:
    return event_json(change.subject)


def _event_user(_world: World, change: Change) -> Json:
    ids = {"guild_scheduled_event_id": str(change.subject.id), "user_id": str(change.details["user"].id)}
    return ids | _guild_id(change)


def _poll_vote(_world: World, change: Change) -> Json:
    message, details = change.subject, change.details
    return {
        "user_id": str(details["user"].id),
        "channel_id": str(message.channel_id),
        "message_id": str(message.id),
        "answer_id": details["answer_id"],
    } | _guild_id(change)


def _guild(_world: World, change: Change) -> Json:
    return guild_json(change.subject)


_MESSAGE = Wire(_message, GUILD_MESSAGES, DM_MESSAGES, seen=True)
_REACTED = Wire(_reaction, GUILD_REACTIONS, DM_REACTIONS, seen=True)
_POLL = Wire(_poll_vote, GUILD_POLLS, DM_POLLS, seen=True)

WIRES: dict[str, Wire] = {
    "GUILD_UPDATE": Wire(_guild),
    "GUILD_ROLE_CREATE": Wire(_role),
    "GUILD_ROLE_UPDATE": Wire(_role),
    "GUILD_ROLE_DELETE": Wire(_role_gone),
    "GUILD_MEMBER_ADD": Wire(_member, MEMBERS),
    "GUILD_MEMBER_UPDATE": Wire(_member, MEMBERS),
    "GUILD_MEMBER_REMOVE": Wire(_user, MEMBERS),
    "GUILD_BAN_ADD": Wire(_ban, MODERATION),
    "GUILD_BAN_REMOVE": Wire(_ban, MODERATION),
    "CHANNEL_CREATE": Wire(_channel),
    "CHANNEL_UPDATE": Wire(_channel),
    "CHANNEL_DELETE": Wire(_channel),
    "CHANNEL_PINS_UPDATE": Wire(_pins, GUILDS, DM_MESSAGES),
    "THREAD_CREATE": Wire(_thread_created, seen=True),
    "THREAD_UPDATE": Wire(_channel, seen=True),
    "THREAD_DELETE": Wire(_thread_gone),
    "THREAD_MEMBERS_UPDATE": Wire(_thread_members, GUILDS, seen=True),
    "MESSAGE_CREATE": _MESSAGE,
    "MESSAGE_UPDATE": _MESSAGE,
    "MESSAGE_DELETE": Wire(_message_gone, GUILD_MESSAGES, DM_MESSAGES, seen=True),
    "MESSAGE_DELETE_BULK": Wire(_messages_gone, GUILD_MESSAGES, seen=True),
    "MESSAGE_REACTION_ADD": _REACTED,
    "MESSAGE_REACTION_REMOVE": _REACTED,
    "MESSAGE_REACTION_REMOVE_ALL": Wire(_reactions_gone, GUILD_REACTIONS, DM_REACTIONS, seen=True),
    "MESSAGE_REACTION_REMOVE_EMOJI": Wire(_reactions_gone, GUILD_REACTIONS, DM_REACTIONS, seen=True),
    "MESSAGE_POLL_VOTE_ADD": _POLL,
    "MESSAGE_POLL_VOTE_REMOVE": _POLL,
    "TYPING_START": Wire(_typing, GUILD_TYPING, DM_TYPING, seen=True),
    "GUILD_SCHEDULED_EVENT_CREATE": Wire(_event, EVENTS, seen=True),
    "GUILD_SCHEDULED_EVENT_UPDATE": Wire(_event, EVENTS, seen=True),
    "GUILD_SCHEDULED_EVENT_DELETE": Wire(_event, EVENTS, seen=True),
    "GUILD_SCHEDULED_EVENT_USER_ADD": Wire(_event_user, EVENTS, seen=True),
    "GUILD_SCHEDULED_EVENT_USER_REMOVE": Wire(_event_user, EVENTS, seen=True),
}


def event_for(world: World, change: Change, application: Application, intents: int) -> Json | None:
    """The event's data as this application may see it, or None when it may not."""
    wire = WIRES.get(change.name)
    if (
        wire is None
        or getattr(change.subject, "only_for", None) is not None
        or not _wanted(wire, change, application, intents)
    ):
        return None
    if change.guild is not None and application.user.id not in change.guild.members:
        return None
    if wire.seen and not _seen(world, change, application.user):
        return None
    if wire is not _MESSAGE:
        payload = wire.build(world, change)
        return _with_own_membership(payload, change, application.user)
    payload = message_event_json(world, change.subject, application.user.id)
    return (
        payload if change.guild is None or intents & MESSAGE_CONTENT else without_content(payload, application.user.id)
    )


def _seen(world: World, change: Change, user: User) -> bool:
    """Who leaves a private thread is still told so."""
    if isinstance(change.subject, ScheduledEvent):
        return is_event_seen(world, change.subject, user)
    is_own_leave = user.id in change.details.get("removed", ())
    return change.channel is None or is_own_leave or world.may(user, change.channel, "VIEW_CHANNEL")


def is_event_seen(world: World, event: ScheduledEvent, user: User) -> bool:
    """Whether the user may know of the event: one in a channel is for those who see the channel."""
    channel = world.channels.get(int(event.fields.get("channel_id") or 0))
    return channel is None or world.may(user, channel, "VIEW_CHANNEL")


def _with_own_membership(payload: Json, change: Change, user: User) -> Json:
    """THREAD_CREATE tells a bot that is in the thread of its own membership."""
    thread = change.subject
    if change.name == "THREAD_CREATE" and thread.thread and user.id in thread.thread.members:
        return payload | {"member": thread_member_json(thread, user.id)}
    return payload


def _wanted(wire: Wire, change: Change, application: Application, intents: int) -> bool:
    if change.guild is None:
        recipients: list[Any] = change.channel.recipients if change.channel else []
        return bool(intents & wire.in_dm) and application.user in recipients
    if change.details.get("to", application.user.id) != application.user.id:
        return False
    if change.name == "GUILD_MEMBER_UPDATE" and change.subject.user is application.user:
        return bool(intents & GUILDS)
    if change.name == "THREAD_MEMBERS_UPDATE" and not intents & MEMBERS:
        moved = [*change.details.get("added", ()), *change.details.get("removed", ())]
        return bool(intents & GUILDS) and application.user.id in moved
    return bool(intents & wire.in_guild)
