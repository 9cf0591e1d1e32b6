"""Messages come, change and go: written into the world and published. Whoever calls has checked the permissions."""

from copy import deepcopy
from dataclasses import dataclass

from sandbox.discord.drafts import (
    Draft,
    link_attachments,
    mark_mentions,
    number_components,
    refuse_bad_draft,
    refuse_bad_edit,
    settable_flags,
)
from sandbox.discord.entities import EPHEMERAL, LOADING, Channel, Message, User
from sandbox.discord.polls import POLL_RESULT, new_poll, result_embed
from sandbox.discord.threads import note_message
from sandbox.discord.wire import Json
from sandbox.discord.world import World


def post(world: World, channel: Channel, draft: Draft, message_id: int | None = None) -> Message:
    """Write a new message; raises the ApiError of a body Discord refuses. A forum post's first has the thread's id."""
    refuse_bad_draft(draft)
    message = _new_message(world, channel, draft)
    message.id = message_id or message.id
    fill(world, channel, message, draft)
    channel.messages[message.id] = message
    if message.only_for is None:
        _settle(world, channel, message)
    world.publish("MESSAGE_CREATE", channel, message)
    return message


@dataclass(frozen=True, slots=True)
class Notice:
    """A message of Discord's own in the name of who caused it; `kind` is Discord's message type."""

    author: User
    kind: int
    content: str = ""
    refers_to: tuple[int, int | None] | None = None
    embeds: tuple[Json, ...] = ()


def announce(world: World, channel: Channel, notice: Notice) -> Message:
    """Write what Discord itself says in a channel."""
    message = Message(
        world.ids.next(),
        channel.id,
        notice.author,
        world.now(),
        notice.content,
        notice.kind,
        embeds=list(notice.embeds),
        refers_to=notice.refers_to,
    )
    channel.messages[message.id] = message
    channel.last_message_id = message.id
    world.publish("MESSAGE_CREATE", channel, message)
    return message


def post_loading(world: World, channel: Channel, draft: Draft) -> Message:
    """Write the empty "is thinking" message of a deferred answer."""
    message = _new_message(world, channel, draft)
    message.flags |= LOADING
    channel.messages[message.id] = message
    world.publish("MESSAGE_CREATE", channel, message)
    return message


def fill(world: World, channel: Channel, message: Message, draft: Draft) -> None:
    """Put a checked draft's parts into the message."""
    body = draft.body
    message.content = body.get("content") or ""
    message.embeds = deepcopy(body.get("embeds") or [])
    message.components = number_components(deepcopy(body.get("components") or []))
    message.attachments = list(draft.files)
    link_attachments(message.components, message.embeds, message.attachments)
    if body.get("poll"):
        message.poll = new_poll(world, body["poll"])
        world.polls.append(message)
    reference = body.get("message_reference") or {}
    if int(reference.get("message_id") or 0) in channel.messages:
        message.reply_to = int(reference["message_id"])
        message.kind = message.kind or 19
    mark_mentions(world, channel, message, body.get("allowed_mentions"))
    _mention_replied(channel, message, body.get("allowed_mentions"))


def _mention_replied(channel: Channel, message: Message, allowed: Json | None) -> None:
    """A reply tells its author too, unless it is asked not to."""
    original = channel.messages.get(message.reply_to or 0)
    is_told = allowed is None or bool(allowed.get("replied_user"))
    if original is not None and is_told and original.author.id not in message.mentions:
        message.mentions.append(original.author.id)


def edit(world: World, message: Message, body: Json, files: tuple[Json, ...] = ()) -> Message:
    """Change what the body names and keep the rest; raises the ApiError of a result Discord refuses."""
    channel = world.channels[message.channel_id]
    merged = refuse_bad_edit(message, body, files)
    message.content, message.embeds = merged["content"], deepcopy(merged["embeds"])
    message.components = number_components(deepcopy(merged["components"]))
    message.attachments = merged["attachments"]
    message.flags = merged["flags"]
    link_attachments(message.components, message.embeds, message.attachments)
    if not message.loading:
        message.edited_at = world.now()
    message.flags &= ~LOADING
    world.publish("MESSAGE_UPDATE", channel, message)
    return message


def delete(world: World, message: Message) -> None:
    channel = world.channels[message.channel_id]
    channel.messages.pop(message.id, None)
    message.deleted = True
    world.publish("MESSAGE_DELETE", channel, message)


def _new_message(world: World, channel: Channel, draft: Draft) -> Message:
    flags = settable_flags(draft.body) & ~EPHEMERAL
    return Message(
        world.ids.next(),
        channel.id,
        draft.author,
        world.now(),
        kind=draft.kind,
        flags=flags | EPHEMERAL if draft.only_for else flags,
        nonce=draft.nonce,
        application_id=draft.application_id,
        interaction=draft.interaction,
        only_for=draft.only_for,
    )


def _settle(world: World, channel: Channel, message: Message) -> None:
    """The message is the channel's last; a thread wakes, and whoever is mentioned in it and sees its channel joins."""
    channel.last_message_id = message.id
    mentioned = [world.users[each] for each in message.mentions]
    seeing = [user for user in mentioned if _may_join(world, channel, user)]
    note_message(world, channel, [message.author, *seeing])


def _may_join(world: World, channel: Channel, user: User) -> bool:
    parent = world.channels.get(channel.parent_id or 0)
    return parent is not None and world.may(user, parent, "VIEW_CHANNEL")


def close_poll(world: World, message: Message) -> None:
    """End an open poll now and post its result, as Discord does for every poll."""
    if message.poll is None:
        return
    message.poll["closed"] = True
    world.polls.remove(message)
    channel = world.channels.get(message.channel_id)
    if channel is None or message.deleted:
        return
    world.publish("MESSAGE_UPDATE", channel, message)
    result = result_embed(message)
    announce(world, channel, Notice(message.author, POLL_RESULT, "", (channel.id, message.id), (result,)))
