"""The control endpoint's acts without a command: write, react, vote, start threads, follow, come and go."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from sandbox.discord.attachments import SPOILER, Attached
from sandbox.discord.doors import ForumPost
from sandbox.discord.entities import Channel, Message, ScheduledEvent, User
from sandbox.discord.message_payloads import event_json
from sandbox.discord.payloads import channel_json
from sandbox.discord.portraits import portray_message
from sandbox.discord.wire import Json

if TYPE_CHECKING:
    from sandbox.discord.control_acts import Desk


def attached(given: Json) -> Attached:
    """A file as `{"filename", "content" in base64, "description"?, "spoiler"?}`."""
    name = str(given["filename"])
    try:
        content = base64.b64decode(given.get("content") or "", validate=True)
    except binascii.Error as problem:
        raise ValueError(f"{name} is not base64") from problem
    is_spoiler = given.get("spoiler") and not name.startswith(SPOILER)
    return Attached(f"{SPOILER}{name}" if is_spoiler else name, content, description=given.get("description") or "")


def _files(body: Json) -> list[Attached]:
    return [attached(given) for given in body.get("files") or ()]


def _on_message(desk: "Desk", body: Json) -> tuple[User, Channel, Message]:
    user, channel = desk.who_and_where(body)
    return user, channel, desk.message(channel, body)


async def _says(desk: "Desk", body: Json) -> Json:
    user, channel = desk.who_and_where(body)
    reply_to = desk.directory.message(channel, body["reply_to"]) if body.get("reply_to") else None
    said = desk.sandbox.people.says(user, channel, body["content"], *_files(body), reply_to=reply_to)
    return portray_message(desk.sandbox.world, said)


async def _rewrites(desk: "Desk", body: Json) -> Json:
    user, _, message = _on_message(desk, body)
    desk.sandbox.gestures.rewrites(user, message, body["content"])
    return portray_message(desk.sandbox.world, message)


async def _deletes(desk: "Desk", body: Json) -> Json:
    user, channel, message = _on_message(desk, body)
    desk.sandbox.gestures.deletes(user, message)
    return {"messages": len(channel.messages)}


async def _reacts(desk: "Desk", body: Json) -> Json:
    user, _, message = _on_message(desk, body)
    desk.sandbox.gestures.reacts(user, message, body["emoji"])
    return portray_message(desk.sandbox.world, message)


async def _unreacts(desk: "Desk", body: Json) -> Json:
    user, _, message = _on_message(desk, body)
    desk.sandbox.gestures.unreacts(user, message, body["emoji"])
    return portray_message(desk.sandbox.world, message)


async def _votes(desk: "Desk", body: Json) -> Json:
    """`answer` is one text or number, `answers` several."""
    user, _, message = _on_message(desk, body)
    answers = body["answers"] if "answers" in body else [body["answer"]]
    desk.sandbox.gestures.votes(user, message, *map(str, answers))
    return portray_message(desk.sandbox.world, message)


async def _withdraws(desk: "Desk", body: Json) -> Json:
    user, _, message = _on_message(desk, body)
    desk.sandbox.gestures.withdraws(user, message)
    return portray_message(desk.sandbox.world, message)


async def _starts_thread(desk: "Desk", body: Json) -> Json:
    user, channel = desk.who_and_where(body)
    message = desk.message(channel, body) if body.get("message") else None
    return channel_json(desk.sandbox.doors.starts_thread(user, channel, body["name"], message))


async def _posts(desk: "Desk", body: Json) -> Json:
    user, forum = desk.who_and_where(body)
    tags = [body["tags"]] if isinstance(body.get("tags"), str) else body.get("tags") or ()
    post = ForumPost(body["name"], body["content"], tuple(map(str, tags)), tuple(_files(body)))
    return channel_json(desk.sandbox.doors.posts(user, forum, post))


async def _joins_thread(desk: "Desk", body: Json) -> Json:
    user, thread = desk.who_and_where(body)
    desk.sandbox.doors.joins_thread(user, thread)
    return channel_json(thread)


async def _leaves_thread(desk: "Desk", body: Json) -> Json:
    user, thread = desk.who_and_where(body)
    desk.sandbox.doors.leaves_thread(user, thread)
    return channel_json(thread)


async def _closes_thread(desk: "Desk", body: Json) -> Json:
    """`closed` false wakes it."""
    user, thread = desk.who_and_where(body)
    desk.sandbox.doors.closes_thread(user, thread, closed=bool(body.get("closed", True)))
    return channel_json(thread)


def _event(desk: "Desk", body: Json) -> tuple[User, ScheduledEvent]:
    guild = desk.directory.guild(body["guild"])
    return desk.directory.user(body["user"]), desk.directory.event(guild, body["event"])


async def _follows(desk: "Desk", body: Json) -> Json:
    user, event = _event(desk, body)
    desk.sandbox.gestures.follows(user, event)
    return {"interested": event_json(event)["user_count"]}


async def _unfollows(desk: "Desk", body: Json) -> Json:
    user, event = _event(desk, body)
    desk.sandbox.gestures.unfollows(user, event)
    return {"interested": event_json(event)["user_count"]}


async def _joins(desk: "Desk", body: Json) -> Json:
    guild = desk.directory.guild(body["guild"])
    desk.sandbox.doors.joins(desk.directory.user(body["user"]), guild)
    return {"members": len(guild.members)}


async def _leaves(desk: "Desk", body: Json) -> Json:
    guild = desk.directory.guild(body["guild"])
    desk.sandbox.doors.leaves(desk.directory.user(body["user"]), guild)
    return {"members": len(guild.members)}


GESTURES: dict[str, Callable[["Desk", Json], Awaitable[Json]]] = {
    "says": _says,
    "rewrites": _rewrites,
    "deletes": _deletes,
    "reacts": _reacts,
    "unreacts": _unreacts,
    "votes": _votes,
    "withdraws": _withdraws,
    "starts_thread": _starts_thread,
    "posts": _posts,
    "joins_thread": _joins_thread,
    "leaves_thread": _leaves_thread,
    "closes_thread": _closes_thread,
    "follows": _follows,
    "unfollows": _unfollows,
    "joins": _joins,
    "leaves": _leaves,
}
