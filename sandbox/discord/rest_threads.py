"""REST: threads and forum posts: started with or without a message, joined, left, archived, listed."""

from datetime import datetime
from typing import Any

from sandbox.discord.call import Call, named_message, page, show
from sandbox.discord.drafts import Draft, needed_permissions
from sandbox.discord.entities import THREADS, Channel, ChannelKind, ThreadState
from sandbox.discord.payloads import channel_json, member_json, thread_member_json
from sandbox.discord.routes import Route
from sandbox.discord.thread_starts import ThreadPlan, start_alone, start_from_message, start_post, thread_state
from sandbox.discord.threads import (
    ARCHIVED,
    check_thread,
    is_tag_missing,
    join_thread,
    leave_thread,
    needs_moderator,
    refuse_if_archived,
    set_archived,
)
from sandbox.discord.wire import ApiError, Json, Problem, forbidden, invalid, refuse, unknown
from sandbox.discord.world import member_of

CREATE = {
    ChannelKind.PUBLIC_THREAD: "CREATE_PUBLIC_THREADS",
    ChannelKind.ANNOUNCEMENT_THREAD: "CREATE_PUBLIC_THREADS",
    ChannelKind.PRIVATE_THREAD: "CREATE_PRIVATE_THREADS",
}
PINNED = 1 << 1


def start_on_message(call: Call) -> Json:
    channel = call.channel("CREATE_PUBLIC_THREADS")
    message = named_message(call, channel)
    return channel_json(start_from_message(call.world, ThreadPlan(channel, call.user, call.body), message))


def start(call: Call) -> Json:
    """In a forum a post, elsewhere a thread of its own; private when no type is given."""
    channel = call.channel()
    if channel.kind == ChannelKind.FORUM:
        return _start_post(call, channel)
    kind = ChannelKind.PRIVATE_THREAD if call.body.get("type") is None else call.body["type"]
    if kind not in THREADS:
        refuse([Problem("type", "Value must be one of {10, 11, 12}.", "BASE_TYPE_CHOICES")])
    call.need(channel, CREATE[ChannelKind(kind)])
    return channel_json(start_alone(call.world, ThreadPlan(channel, call.user, call.body, ChannelKind(kind))))


def _start_post(call: Call, forum: Channel) -> Json:
    body: Any = call.body.get("message")
    if not isinstance(body, dict):
        raise invalid([Problem("message", "This field is required", "BASE_TYPE_REQUIRED")])
    call.need(forum, "SEND_MESSAGES")
    if needed_permissions(body, call.files) & ~call.world.permissions(call.user, forum):
        raise forbidden()
    _refuse_moderated_tags(call, forum)
    draft = Draft(call.user, body, call.files)
    thread, message = start_post(call.world, ThreadPlan(forum, call.user, call.body), draft)
    return {**channel_json(thread), "message": show(call, message)}


def _refuse_moderated_tags(call: Call, forum: Channel | None) -> None:
    if forum is not None and needs_moderator(forum, call.body.get("applied_tags") or []):
        call.need(forum, "MANAGE_THREADS")


def change_thread(call: Call, thread: Channel) -> Json:
    """Rename, archive, lock, tag; anybody who may write may wake an unlocked thread."""
    state, body = thread_state(thread), call.body
    own = state.owner_id == call.user.id and not {"locked", "flags"} & set(body)
    waking = set(body) <= {"archived"} and not body.get("archived") and not state.locked
    if waking:
        call.need(thread, "SEND_MESSAGES_IN_THREADS")
    elif not own or (state.locked and body.get("archived") is False):
        call.need(thread, "MANAGE_THREADS")
    if state.archived and body.get("archived") is not False:
        raise ARCHIVED
    parent = call.world.channels.get(thread.parent_id or 0)
    refuse(check_thread(body, parent, is_new=False))
    if "applied_tags" in body:
        _refuse_moderated_tags(call, parent)
        if parent is not None and is_tag_missing(parent, body["applied_tags"] or []):
            raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")
    _apply(thread, state, body)
    if "archived" in body and bool(body["archived"]) != state.archived:
        set_archived(call.world, thread, archived=bool(body["archived"]))
    else:
        call.world.publish("THREAD_UPDATE", thread, thread)
    return channel_json(thread)


def _apply(thread: Channel, state: ThreadState, body: Json) -> None:
    thread.name = body.get("name") or thread.name
    thread.slowmode_s = body.get("rate_limit_per_user", thread.slowmode_s) or 0
    thread.applied_tags = [int(tag) for tag in body.get("applied_tags", thread.applied_tags) or []]
    if "flags" in body:
        thread.settings["flags"] = int(body["flags"] or 0) & PINNED
    state.auto_archive_minutes = body.get("auto_archive_duration") or state.auto_archive_minutes
    state.locked = bool(body.get("locked", state.locked))
    state.invitable = bool(body.get("invitable", state.invitable))


def add_to_thread(call: Call) -> None:
    thread = call.channel()
    state = thread_state(thread)
    refuse_if_archived(thread)
    guild = call.world.guild(thread.guild_id or 0)
    member = member_of(guild, call.id("user_id"))
    if member.user is not call.user:
        call.need_to_send(thread)
        if not state.invitable and state.owner_id != call.user.id:
            call.need(thread, "MANAGE_THREADS")
    parent = guild.channels[thread.parent_id or 0]
    if not call.world.may(member.user, parent, "VIEW_CHANNEL"):
        raise forbidden()
    join_thread(call.world, thread, [member.user])


def remove_from_thread(call: Call) -> None:
    thread = call.channel()
    state, user_id = thread_state(thread), call.id("user_id")
    refuse_if_archived(thread)
    owns_private = state.owner_id == call.user.id and thread.kind == ChannelKind.PRIVATE_THREAD
    if call.user.id != user_id and not owns_private:
        call.need(thread, "MANAGE_THREADS")
    leave_thread(call.world, thread, user_id)


def list_thread_members(call: Call) -> list[Json]:
    thread = call.channel()
    if "limit" not in call.query and "after" not in call.query:
        return [_member(call, thread, user_id) for user_id in thread_state(thread).members]
    return [_member(call, thread, user_id) for user_id in page(call, thread_state(thread).members, 100)]


def read_thread_member(call: Call) -> Json:
    thread = call.channel()
    user_id = call.id("user_id")
    if user_id not in thread_state(thread).members:
        raise unknown("member")
    return _member(call, thread, user_id)


def _member(call: Call, thread: Channel, user_id: int) -> Json:
    told = thread_member_json(thread, user_id)
    members = call.world.guild(thread.guild_id or 0).members
    if call.query.get("with_member", "").lower() in {"1", "true"} and user_id in members:
        told["member"] = member_json(members[user_id])
    return told


def _listed(call: Call, threads: list[Channel]) -> Json:
    seen = [thread for thread in threads if call.world.may(call.user, thread, "VIEW_CHANNEL")]
    joined = [thread for thread in seen if thread.thread and call.user.id in thread.thread.members]
    members: list[Any] = [thread_member_json(thread, call.user.id) for thread in joined]
    return {"threads": [channel_json(thread) for thread in seen], "members": members}


def list_active(call: Call) -> Json:
    return _listed(call, [one for one in call.guild().channels.values() if one.thread and not one.thread.archived])


def list_archived(call: Call) -> Json:
    """Archived threads of a channel, the last archived first; private ones are for those who manage threads."""
    channel = call.channel("READ_MESSAGE_HISTORY")
    private = call.names["which"] == "private"
    if private:
        call.need(channel, "MANAGE_THREADS")
    return _archived(call, channel, private=private)


def list_own_archived(call: Call) -> Json:
    return _archived(call, call.channel("READ_MESSAGE_HISTORY"), private=True, own=True)


def _archived(call: Call, channel: Channel, *, private: bool, own: bool = False) -> Json:
    before = _moment(call.query["before"]) if "before" in call.query and not own else None
    found: list[tuple[datetime, Channel]] = []
    for each in call.world.guild(channel.guild_id or 0).channels.values():
        state = each.thread
        if each.parent_id != channel.id or state is None or not state.archived:
            continue
        if (each.kind == ChannelKind.PRIVATE_THREAD) != private or (own and call.user.id not in state.members):
            continue
        if before is None or state.archived_at < before:
            found.append((state.archived_at, each))
    found.sort(key=lambda pair: pair[0], reverse=True)
    limit = call.limit(50, 100)
    return _listed(call, [thread for _, thread in found[:limit]]) | {"has_more": len(found) > limit}


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise invalid([Problem("before", "Could not parse as ISO8601.", "DATE_TIME_TYPE_PARSE")]) from None


CHANNEL = "/channels/{channel_id}"

ROUTES = (
    Route("POST", f"{CHANNEL}/messages/{{message_id}}/threads", start_on_message, created=True),
    Route("POST", f"{CHANNEL}/threads", start, created=True),
    Route("GET", f"{CHANNEL}/thread-members", list_thread_members),
    Route("GET", f"{CHANNEL}/thread-members/{{user_id}}", read_thread_member),
    Route("PUT", f"{CHANNEL}/thread-members/{{user_id}}", add_to_thread),
    Route("DELETE", f"{CHANNEL}/thread-members/{{user_id}}", remove_from_thread),
    Route("GET", "/guilds/{guild_id}/threads/active", list_active),
    Route("GET", f"{CHANNEL}/threads/archived/{{which}}", list_archived),
    Route("GET", f"{CHANNEL}/users/@me/threads/archived/private", list_own_archived),
)
