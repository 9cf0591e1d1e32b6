"""The world as JSON for whoever watches or acts from outside: state, messages, answers, records. Reads only."""

from sandbox.discord.answers import Answer
from sandbox.discord.changes import Change
from sandbox.discord.entities import Guild, Message
from sandbox.discord.message_payloads import event_json, message_json
from sandbox.discord.payloads import channel_json, role_json, user_json
from sandbox.discord.reading import text_of
from sandbox.discord.record import Record
from sandbox.discord.wire import Json
from sandbox.discord.world import World


def portray_world(world: World) -> Json:
    return {
        "now": world.now().isoformat(),
        "users": [{**user_json(user), "locale": user.locale} for user in world.users.values()],
        "guilds": [portray_guild(guild) for guild in world.guilds.values()],
        "applications": [{"id": str(one.id), "name": one.name} for one in world.applications.values()],
    }


def portray_guild(guild: Guild) -> Json:
    return {
        "id": str(guild.id),
        "name": guild.name,
        "locale": guild.locale,
        "channels": [channel_json(channel) for channel in guild.channels.values()],
        "roles": [role_json(role) for role in guild.roles.values()],
        "members": [
            {"user": str(member.user.id), "nick": member.nick, "roles": [str(role) for role in member.roles]}
            for member in guild.members.values()
        ],
        "events": [event_json(event) for event in guild.events.values()],
    }


def portray_message(world: World, message: Message) -> Json:
    """The message as REST shows it, with its readable text and whether it is private to one person."""
    return {**message_json(world, message), "text": text_of(message), "ephemeral": message.ephemeral}


def portray_answer(world: World, answer: Answer) -> Json:
    return {
        "id": str(answer.interaction.id),
        "kind": answer.kind,
        "message": portray_message(world, answer.message) if answer.message else None,
        "modal": answer.modal,
        "choices": answer.choices,
        "follow_ups": [portray_message(world, message) for message in answer.follow_ups],
        "text": answer.text,
    }


def portray_record(record: Record, world: World) -> Json:
    return {
        "requests": len(record.requests),
        "violations": [str(violation) for violation in record.violations],
        "unhandled": record.unhandled,
        "unanswered": record.unanswered,
        "throttled": record.throttled,
        "mass_mentions": [portray_message(world, message) for message in world.mass_mentions],
    }


def portray_change(world: World, change: Change) -> Json:
    """What a watching page needs: what happened where, and the message if it is one; an ephemeral one says for whom."""
    told: Json = {
        "name": change.name,
        "guild_id": str(change.guild.id) if change.guild else None,
        "channel_id": str(change.channel.id) if change.channel else None,
    }
    if isinstance(change.subject, Message):
        only_for = change.subject.only_for
        told["only_for"] = str(only_for) if only_for else None
        told["message"] = portray_message(world, change.subject)
    return told
