"""REST: threads and forum posts: started with or without a message, joined, left, archived, listed."""

from dataclasses import dataclass
from typing import Any

from sandbox.discord.call import Call, named_message, show
from sandbox.discord.checks import check_count, check_number, check_text
from sandbox.discord.drafts import Draft, needed_permissions, refuse_bad_draft
from sandbox.discord.entities import HAS_THREAD, THREADS, Channel, ChannelKind, ThreadState, User
from sandbox.discord.payloads import channel_json, thread_member_json
from sandbox.discord.posting import post
from sandbox.discord.routes import Route
from sandbox.discord.wire import ApiError, Json, Problem, refuse
from sandbox.discord.world import World, member_of

ARCHIVE_MINUTES = frozenset({60, 1440, 4320, 10080})
MAX_TAGS = 5


@dataclass(frozen=True, slots=True)
class ThreadPlan:
    """A thread about to be started; `thread_id` is its first message's when it hangs from one."""

    parent: Channel
    owner: User
    body: Json
    kind: ChannelKind = ChannelKind.PUBLIC_THREAD
    thread_id: int | None = None


def start_thread(world: World, plan: ThreadPlan) -> Channel:
    """Create the thread with its owner as a member; publishes nothing yet."""
    minutes = (
        plan.body.get("auto_archive_duration") or plan.parent.settings.get("default_auto_archive_duration") or 4320
    )
    now = world.now()
    thread = Channel(
        plan.thread_id or world.ids.next(),
        plan.kind,
        str(plan.body["name"]),
        plan.parent.guild_id,
        parent_id=plan.parent.id,
        slowmode_s=plan.body.get("rate_limit_per_user") or 0,
        applied_tags=[int(tag) for tag in plan.body.get("applied_tags") or []],
        thread=ThreadState(plan.owner.id, minutes, now, members={plan.owner.id: now}),
    )
    world.guilds[plan.parent.guild_id or 0].channels[thread.id] = world.channels[thread.id] = thread
    return thread


def _refuse_bad_thread(body: Json, parent: Channel | None = None, *, is_new: bool = True) -> None:
    problems = list(check_text("name", body.get("name"), 1, 100)) if is_new or "name" in body else []
    problems += check_number("rate_limit_per_user", body.get("rate_limit_per_user"), 0, 21600)
    if body.get("auto_archive_duration") is not None and body["auto_archive_duration"] not in ARCHIVE_MINUTES:
        problems.append(Problem("auto_archive_duration", "Value must be one of {60, 1440, 4320, 10080}."))
    problems += check_count("applied_tags", body.get("applied_tags") or [], 0, MAX_TAGS)
    known = {tag["id"] for tag in parent.tags} if parent is not None else set()
    for index, tag in enumerate(body.get("applied_tags") or []):
        if str(tag) not in known:
            problems.append(Problem(f"applied_tags.{index}", "Tag does not exist in this forum."))
    refuse(problems)


def start_from_message(call: Call) -> Json:
    channel = call.channel("CREATE_PUBLIC_THREADS")
    message = named_message(call, channel)
    _refuse_bad_thread(call.body)
    if message.flags & HAS_THREAD:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    thread = start_thread(call.world, ThreadPlan(channel, call.user, call.body, thread_id=message.id))
    message.flags |= HAS_THREAD
    call.world.publish("THREAD_CREATE", thread, thread)
    call.world.publish("MESSAGE_UPDATE", channel, message)
    return channel_json(thread)


def start_alone(call: Call) -> Json:
    channel = call.channel()
    if channel.kind == ChannelKind.FORUM:
        return _start_post(call, channel)
    kind = call.body.get("type", ChannelKind.PRIVATE_THREAD)
    if kind not in THREADS:
        refuse([Problem("type", "Value must be one of {10, 11, 12}.", "BASE_TYPE_CHOICES")])
    call.need(channel, "CREATE_PRIVATE_THREADS" if kind == ChannelKind.PRIVATE_THREAD else "CREATE_PUBLIC_THREADS")
    _refuse_bad_thread(call.body)
    thread = start_thread(call.world, ThreadPlan(channel, call.user, call.body, ChannelKind(kind)))
    call.world.publish("THREAD_CREATE", thread, thread)
    return channel_json(thread)


def _start_post(call: Call, forum: Channel) -> Json:
    body: Json = call.body.get("message") or {}
    call.need(forum, "SEND_MESSAGES")
    if needed_permissions(body, call.files) & ~call.world.permissions(call.user, forum):
        raise ApiError(403, 50013, "Missing Permissions")
    _refuse_bad_thread(call.body, forum)
    draft = Draft(call.user, body, call.files)
    refuse_bad_draft(draft)
    thread = start_thread(call.world, ThreadPlan(forum, call.user, call.body))
    call.world.publish("THREAD_CREATE", thread, thread)
    message = post(call.world, thread, draft, message_id=thread.id)
    return {**channel_json(thread), "message": show(call, message)}


def change_thread(call: Call, thread: Channel) -> Json:
    """Rename, archive, lock, tag; anybody who may write may wake an unlocked thread."""
    state, body = thread.thread, call.body
    if state is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    own = state.owner_id == call.user.id and "locked" not in body
    waking = set(body) <= {"archived"} and not body.get("archived") and not state.locked
    if not own and not waking:
        call.need(thread, "MANAGE_THREADS")
    if state.archived and body.get("archived") is not False:
        raise ApiError(400, 50083, "Thread is archived")
    parent = call.world.channels.get(thread.parent_id or 0)
    _refuse_bad_thread(body, parent, is_new=False)
    thread.name = body.get("name", thread.name)
    thread.slowmode_s = body.get("rate_limit_per_user", thread.slowmode_s) or 0
    thread.applied_tags = [int(tag) for tag in body.get("applied_tags", thread.applied_tags)]
    state.auto_archive_minutes = body.get("auto_archive_duration", state.auto_archive_minutes)
    state.locked = bool(body.get("locked", state.locked))
    if "archived" in body and body["archived"] != state.archived:
        state.archived, state.archived_at = bool(body["archived"]), call.world.now()
    call.world.publish("THREAD_UPDATE", thread, thread)
    return channel_json(thread)


def _thread(call: Call) -> tuple[Channel, ThreadState]:
    thread = call.channel()
    if thread.thread is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return thread, thread.thread


def add_to_thread(call: Call) -> None:
    thread, state = _thread(call)
    guild = call.world.guild(thread.guild_id or 0)
    user_id = member_of(guild, call.id("user_id")).user.id
    if user_id != call.user.id:
        call.need_to_send(thread)
    if user_id not in state.members:
        state.members[user_id] = call.world.now()
        call.world.publish("THREAD_MEMBERS_UPDATE", thread, thread, added=[user_id])


def remove_from_thread(call: Call) -> None:
    thread, state = _thread(call)
    user_id = call.id("user_id")
    if call.user.id not in {user_id, state.owner_id}:
        call.need(thread, "MANAGE_THREADS")
    if state.members.pop(user_id, None) is not None:
        call.world.publish("THREAD_MEMBERS_UPDATE", thread, thread, removed=[user_id])


def list_thread_members(call: Call) -> list[Json]:
    thread, state = _thread(call)
    return [thread_member_json(thread, user_id) for user_id in state.members]


def _listed(call: Call, threads: list[Channel]) -> Json:
    seen = [thread for thread in threads if call.world.may(call.user, thread, "VIEW_CHANNEL")]
    joined = [thread for thread in seen if thread.thread and call.user.id in thread.thread.members]
    members: list[Any] = [thread_member_json(thread, call.user.id) for thread in joined]
    return {"threads": [channel_json(thread) for thread in seen], "members": members}


def list_active(call: Call) -> Json:
    return _listed(call, [one for one in call.guild().channels.values() if one.thread and not one.thread.archived])


def list_archived(call: Call) -> Json:
    channel = call.channel("READ_MESSAGE_HISTORY")
    private = call.names["which"] == "private"
    if private:
        call.need(channel, "MANAGE_THREADS")
    guild = call.world.guild(channel.guild_id or 0)
    inside = [
        one for one in guild.channels.values() if one.parent_id == channel.id and one.thread and one.thread.archived
    ]
    found = [thread for thread in inside if (thread.kind == ChannelKind.PRIVATE_THREAD) == private]
    return _listed(call, found[: call.limit(50, 100)]) | {"has_more": False}


CHANNEL = "/channels/{channel_id}"

ROUTES = (
    Route("POST", f"{CHANNEL}/messages/{{message_id}}/threads", start_from_message),
    Route("POST", f"{CHANNEL}/threads", start_alone),
    Route("GET", f"{CHANNEL}/thread-members", list_thread_members),
    Route("PUT", f"{CHANNEL}/thread-members/{{user_id}}", add_to_thread),
    Route("DELETE", f"{CHANNEL}/thread-members/{{user_id}}", remove_from_thread),
    Route("GET", "/guilds/{guild_id}/threads/active", list_active),
    Route("GET", f"{CHANNEL}/threads/archived/{{which}}", list_archived),
)
