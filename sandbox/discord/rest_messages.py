"""REST: messages of a channel: read, post, edit, delete, typing, pins. Reactions and polls are next door."""

from datetime import timedelta
from typing import Any

from sandbox.discord.call import Call, named_message, show, to_id
from sandbox.discord.drafts import Draft, needed_permissions
from sandbox.discord.entities import ChannelKind, Message
from sandbox.discord.ids import stamp
from sandbox.discord.payloads import THREAD_STARTER
from sandbox.discord.posting import delete, edit, post
from sandbox.discord.routes import Route
from sandbox.discord.threads import refuse_if_archived
from sandbox.discord.wire import ApiError, Json, Problem, invalid

NONCE_LIFE = timedelta(minutes=5)
BULK_AGE = timedelta(days=14)
MAX_PINS = 250
UNWRITABLE = frozenset({ChannelKind.CATEGORY, ChannelKind.FORUM})


def read_messages(call: Call) -> list[Json]:
    channel = call.channel("READ_MESSAGE_HISTORY")
    shown = [message for message in channel.messages.values() if message.only_for is None]
    limit = call.limit(50, 100)
    if "after" in call.query:
        after = to_id("after", call.query["after"])
        shown = [message for message in shown if message.id > after][:limit]
    elif "before" in call.query or "around" in call.query:
        edge = to_id("before", call.query.get("before") or call.query["around"])
        shown = [message for message in shown if message.id < edge or ("around" in call.query and message.id == edge)]
    return [show(call, message) for message in reversed(shown[-limit:])]


def read_message(call: Call) -> Json:
    return show(call, named_message(call, call.channel("READ_MESSAGE_HISTORY")))


def post_message(call: Call) -> Json:
    channel, body = call.channel(), call.body
    call.need_to_send(channel, needed_permissions(body, call.files))
    if channel.kind in UNWRITABLE:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    if channel.kind == ChannelKind.DM:
        _refuse_closed_dm(call)
    _check_reply(call)
    nonce = str(body["nonce"]) if body.get("nonce") is not None else None
    if nonce is None or not body.get("enforce_nonce"):
        return show(call, post(call.world, channel, Draft(call.user, body, call.files, nonce=nonce)))
    key = call.user.id, channel.id, nonce
    known = call.world.nonces.get(key)
    if known is None or call.world.now() - known.created_at > NONCE_LIFE:
        known = call.world.nonces[key] = post(call.world, channel, Draft(call.user, body, call.files, nonce=nonce))
    return show(call, known)


def _refuse_closed_dm(call: Call) -> None:
    channel = call.world.channel(call.id("channel_id"))
    other = next(user for user in channel.recipients if user is not call.user)
    shared = any({other.id, call.user.id} <= guild.members.keys() for guild in call.world.guilds.values())
    if other.bot or not other.accepts_dms or not shared:
        raise ApiError(403, 50007, "Cannot send messages to this user")


def _check_reply(call: Call) -> None:
    reference = call.body.get("message_reference")
    if not reference:
        return
    channel = call.world.channel(call.id("channel_id"))
    call.need(channel, "READ_MESSAGE_HISTORY")
    known = int(reference.get("message_id") or 0) in channel.messages
    if not known and reference.get("fail_if_not_exists", True):
        raise invalid([Problem("message_reference", "Unknown message", "REPLIES_UNKNOWN_MESSAGE")])


def edit_message(call: Call) -> Json:
    channel = call.channel()
    message = named_message(call, channel)
    if message.author is not call.user:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    refuse_if_archived(channel)
    if call.files:
        call.need(channel, "ATTACH_FILES")
    return show(call, edit(call.world, message, call.body, call.files))


def delete_message(call: Call) -> None:
    channel = call.channel()
    message = named_message(call, channel)
    if message.kind == THREAD_STARTER:
        raise ApiError(403, 50021, "Cannot execute action on a system message")
    if message.author is not call.user:
        call.need(channel, "MANAGE_MESSAGES")
    delete(call.world, message)


def delete_messages(call: Call) -> None:
    channel = call.channel("MANAGE_MESSAGES")
    ids: list[Any] = call.body.get("messages") or []
    if not 2 <= len(ids) <= 100:
        raise invalid([Problem("messages", "Must be between 2 and 100 in length.", "BASE_TYPE_BAD_LENGTH")])
    found = [channel.messages[int(one)] for one in ids if int(one) in channel.messages]
    if any(call.world.now() - message.created_at > BULK_AGE for message in found):
        raise ApiError(
            400, 50034, "A message provided was too old to bulk delete", broken_rule="bulk delete of old messages"
        )
    for message in found:
        del channel.messages[message.id]
        message.deleted = True
    call.world.publish("MESSAGE_DELETE_BULK", channel, channel, messages=found)


def type_in_channel(call: Call) -> None:
    channel = call.channel()
    call.need_to_send(channel)
    call.world.publish("TYPING_START", channel, channel, user=call.user)


def pin_message(call: Call) -> None:
    channel = call.channel("PIN_MESSAGES", "READ_MESSAGE_HISTORY")
    message = named_message(call, channel)
    refuse_if_archived(channel)
    if sum(one.pinned_at is not None for one in channel.messages.values()) >= MAX_PINS:
        raise ApiError(400, 30003, f"Maximum number of pins reached ({MAX_PINS})")
    message.pinned_at = message.pinned_at or call.world.now()
    call.world.publish("MESSAGE_UPDATE", channel, message)
    call.world.publish("CHANNEL_PINS_UPDATE", channel, channel)


def unpin_message(call: Call) -> None:
    channel = call.channel("PIN_MESSAGES", "READ_MESSAGE_HISTORY")
    message = named_message(call, channel)
    refuse_if_archived(channel)
    message.pinned_at = None
    call.world.publish("MESSAGE_UPDATE", channel, message)
    call.world.publish("CHANNEL_PINS_UPDATE", channel, channel)


def _pinned(call: Call) -> list[Message]:
    channel = call.channel("READ_MESSAGE_HISTORY")
    return [message for message in channel.messages.values() if message.pinned_at is not None]


def read_pins(call: Call) -> Json:
    pinned = sorted(_pinned(call), key=lambda message: str(message.pinned_at), reverse=True)
    items = [
        {"pinned_at": stamp(message.pinned_at), "message": show(call, message)}
        for message in pinned
        if message.pinned_at
    ]
    return {"items": items, "has_more": False}


def read_pins_as_list(call: Call) -> list[Json]:
    return [show(call, message) for message in _pinned(call)]


MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"

ROUTES = (
    Route("GET", MESSAGES, read_messages),
    Route("POST", MESSAGES, post_message),
    Route("POST", f"{MESSAGES}/bulk-delete", delete_messages),
    Route("GET", MESSAGE, read_message),
    Route("PATCH", MESSAGE, edit_message),
    Route("DELETE", MESSAGE, delete_message),
    Route("POST", "/channels/{channel_id}/typing", type_in_channel),
    Route("GET", f"{MESSAGES}/pins", read_pins),
    Route("PUT", f"{MESSAGES}/pins/{{message_id}}", pin_message),
    Route("DELETE", f"{MESSAGES}/pins/{{message_id}}", unpin_message),
    Route("GET", "/channels/{channel_id}/pins", read_pins_as_list),
    Route("PUT", "/channels/{channel_id}/pins/{message_id}", pin_message),
    Route("DELETE", "/channels/{channel_id}/pins/{message_id}", unpin_message),
)
