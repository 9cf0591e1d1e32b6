"""How messages and scheduled events look on the wire, with and without the message content intent."""

from sandbox.discord.entities import HAS_THREAD, Message, ScheduledEvent
from sandbox.discord.ids import stamp
from sandbox.discord.payloads import channel_json, member_json, user_json
from sandbox.discord.wire import Json
from sandbox.discord.world import World

CONTENT_FIELDS = ("content", "embeds", "attachments", "components")


def message_json(world: World, message: Message, reader_id: int = 0, *, depth: int = 1) -> Json:
    """The message as REST answers it to a reader; `depth` bounds how far replies are followed."""
    channel = world.channels[message.channel_id]
    payload: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": message.kind,
        "content": message.content,
        "author": user_json(message.author),
        "embeds": message.embeds,
        "components": message.components,
        "attachments": message.attachments,
        "mentions": [user_json(world.users[one]) for one in message.mentions],
        "mention_roles": [str(one) for one in message.mention_roles],
        "mention_everyone": message.mention_everyone,
        "timestamp": stamp(message.created_at),
        "edited_timestamp": stamp(message.edited_at) if message.edited_at else None,
        "flags": message.flags,
        "pinned": message.pinned_at is not None,
        "tts": False,
        "reactions": [reaction_json(message, emoji, reader_id) for emoji in message.reactions],
    }
    payload |= _optional(message, reader_id)
    if message.reply_to is not None:
        payload |= _reference(world, (channel.id, message.reply_to), reader_id, depth)
    elif message.refers_to is not None:
        payload |= _reference(world, message.refers_to, reader_id, depth)
    if message.flags & HAS_THREAD and message.id in world.channels:
        payload["thread"] = channel_json(world.channels[message.id])
    return payload


def _optional(message: Message, reader_id: int) -> Json:
    payload: Json = {}
    if message.nonce is not None:
        payload["nonce"] = message.nonce
    if message.poll is not None:
        payload["poll"] = _poll(message, message.poll, reader_id)
    if message.application_id is not None:
        payload["application_id"] = str(message.application_id)
        payload["webhook_id"] = str(message.application_id)
    if message.interaction is not None:
        payload["interaction_metadata"] = message.interaction
    return payload


def _poll(message: Message, poll: Json, reader_id: int) -> Json:
    counts = [
        {"id": answer, "count": len(users), "me_voted": reader_id in users}
        for answer, users in message.poll_votes.items()
    ]
    shown = {key: value for key, value in poll.items() if key != "closed"}
    return shown | {"results": {"is_finalized": poll["closed"], "answer_counts": counts}}


def _reference(world: World, where: tuple[int, int | None], reader_id: int, depth: int) -> Json:
    """What the message refers to: a message it answers, one from which its thread hangs, or a thread."""
    channel_id, message_id = where
    channel = world.channels.get(channel_id)
    reference: Json = {"type": 0, "channel_id": str(channel_id)}
    if channel is not None and channel.guild_id:
        reference["guild_id"] = str(channel.guild_id)
    if message_id is None:
        return {"message_reference": reference}
    payload: Json = {"message_reference": reference | {"message_id": str(message_id)}}
    if depth:
        original = channel.messages.get(message_id) if channel else None
        told = message_json(world, original, reader_id, depth=depth - 1) if original else None
        payload["referenced_message"] = told
    return payload


def reaction_json(message: Message, emoji: str, reader_id: int) -> Json:
    name, _, emoji_id = emoji.partition(":")
    count = len(message.reactions[emoji])
    return {
        "emoji": {"id": emoji_id or None, "name": name},
        "count": count,
        "count_details": {"normal": count, "burst": 0},
        "me": reader_id in message.reactions[emoji],
        "me_burst": False,
        "burst_colors": [],
    }


def message_event_json(world: World, message: Message, reader_id: int = 0) -> Json:
    """MESSAGE_CREATE and MESSAGE_UPDATE add the guild and the author's membership."""
    payload = message_json(world, message, reader_id)
    guild = world.guild_of(world.channels[message.channel_id])
    if guild is not None:
        payload["guild_id"] = str(guild.id)
        member = guild.members.get(message.author.id)
        if member is not None:
            payload["member"] = member_json(member, with_user=False)
    return payload


def without_content(payload: Json, reader_id: int) -> Json:
    """A guild's message for an application without MESSAGE_CONTENT: empty, unless it wrote it or is mentioned."""
    exempt = payload["author"]["id"] == str(reader_id) or any(
        user["id"] == str(reader_id) for user in payload["mentions"]
    )
    if exempt:
        return payload
    hidden: Json = {key: value for key, value in payload.items() if key != "poll"}
    hidden |= {name: "" if name == "content" else [] for name in CONTENT_FIELDS}
    if hidden.get("referenced_message"):
        hidden["referenced_message"] = {**hidden["referenced_message"], **{k: hidden[k] for k in CONTENT_FIELDS}}
    return hidden


def event_json(event: ScheduledEvent) -> Json:
    return {
        "id": str(event.id),
        "guild_id": str(event.guild_id),
        "creator_id": str(event.creator.id),
        "creator": user_json(event.creator),
        "user_count": len(event.interested),
        **event.fields,
    }
