"""The life of a thread once it is there: joined, left, woken, put to sleep. Callers have checked the permissions."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sandbox.discord.checks import check_count, check_number, check_text
from sandbox.discord.entities import Channel, ChannelKind, User
from sandbox.discord.wire import ApiError, Json, Problem
from sandbox.discord.world import World

ARCHIVE_MINUTES = frozenset({60, 1440, 4320, 10080})
MAX_TAGS = 5
MAX_SLOWMODE_S = 21600
REQUIRE_TAG = 1 << 4
ARCHIVED = ApiError(400, 50083, "Thread is archived")
LOCKED = ApiError(400, 160005, "This thread is locked")


def check_thread(body: Json, parent: Channel | None, *, is_new: bool) -> Iterator[Problem]:
    """What is wrong with a thread of this body; `parent` is the channel whose tags it may carry."""
    if is_new or "name" in body:
        yield from check_text("name", body.get("name"), 1, 100)
    yield from check_number("rate_limit_per_user", body.get("rate_limit_per_user"), 0, MAX_SLOWMODE_S)
    if body.get("auto_archive_duration") is not None and body["auto_archive_duration"] not in ARCHIVE_MINUTES:
        yield Problem("auto_archive_duration", "Value must be one of {60, 1440, 4320, 10080}.", "BASE_TYPE_CHOICES")
    yield from check_count("applied_tags", body.get("applied_tags") or [], 0, MAX_TAGS)
    known = {tag["id"] for tag in parent.tags} if parent is not None else set()
    for index, tag in enumerate(body.get("applied_tags") or []):
        if str(tag) not in known:
            yield Problem(f"applied_tags.{index}", "Tag does not exist in this forum.", "FORUM_TAG_UNKNOWN")


def needs_moderator(forum: Channel, tags: Iterable[object]) -> bool:
    """Whether one of the tags is only for those who manage threads."""
    wanted = {str(tag) for tag in tags}
    return any(tag["id"] in wanted and tag.get("moderated") for tag in forum.tags)


def is_tag_missing(forum: Channel, tags: Iterable[object]) -> bool:
    """Whether the forum asks for a tag and none is given."""
    return bool(forum.settings.get("flags", 0) & REQUIRE_TAG) and not list(tags)


def refuse_if_archived(channel: Channel) -> None:
    """Nothing in an archived thread changes but by a new message, which wakes it."""
    if channel.thread is not None and channel.thread.archived:
        raise ARCHIVED


def refuse_to_write(channel: Channel, *, is_moderator: bool) -> None:
    """A locked thread is for those who manage threads."""
    state = channel.thread
    if state is not None and state.locked and not is_moderator:
        raise ARCHIVED if state.archived else LOCKED


def join_thread(world: World, thread: Channel, users: Iterable[User]) -> None:
    """Make members of those who are not; a bot added to a private thread learns of the thread by this."""
    if thread.thread is None:
        return
    added = [user for user in users if user.id not in thread.thread.members]
    for user in added:
        thread.thread.members[user.id] = world.now()
        if user.bot and thread.kind == ChannelKind.PRIVATE_THREAD:
            world.publish("THREAD_CREATE", thread, thread, to=user.id)
    if added:
        world.publish("THREAD_MEMBERS_UPDATE", thread, thread, added=[user.id for user in added])


def leave_thread(world: World, thread: Channel, user_id: int) -> None:
    if thread.thread is not None and thread.thread.members.pop(user_id, None) is not None:
        world.publish("THREAD_MEMBERS_UPDATE", thread, thread, removed=[user_id])


def note_message(world: World, channel: Channel, users: Iterable[User]) -> None:
    """A message came: the thread wakes, and who wrote or is mentioned is in it."""
    state = channel.thread
    if state is None:
        return
    state.sent += 1
    state.active_at = world.now()
    join_thread(world, channel, users)
    if state.archived:
        set_archived(world, channel, archived=False)


def set_archived(world: World, thread: Channel, *, archived: bool) -> None:
    """Put the thread to sleep or wake it, and tell; nothing when it is so already."""
    state = thread.thread
    if state is None or state.archived == archived:
        return
    state.archived, state.archived_at = archived, world.now()
    world.publish("THREAD_UPDATE", thread, thread)


def archive_idle(world: World) -> None:
    """Put to sleep every thread in which nothing has happened for as long as it was to wait."""
    now = world.now()
    for thread in [channel for channel in world.channels.values() if channel.thread]:
        state = thread.thread
        if state is None or state.archived:
            continue
        if now - max(state.active_at, state.archived_at) >= timedelta(minutes=state.auto_archive_minutes):
            set_archived(world, thread, archived=True)
