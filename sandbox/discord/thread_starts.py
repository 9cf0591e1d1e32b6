"""Starting threads and forum posts, with the messages that Discord itself writes then. Checks no permission."""

from dataclasses import dataclass

from sandbox.discord.drafts import Draft, refuse_bad_draft
from sandbox.discord.entities import HAS_THREAD, Channel, ChannelKind, Message, ThreadState, User
from sandbox.discord.payloads import THREAD_STARTER
from sandbox.discord.posting import Notice, announce, post
from sandbox.discord.threads import check_thread, is_tag_missing
from sandbox.discord.wire import ApiError, Json, Problem, refuse
from sandbox.discord.world import World

THREAD_CREATED = 18
STARTS = {
    ChannelKind.TEXT: frozenset({ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD}),
    ChannelKind.ANNOUNCEMENT: frozenset({ChannelKind.ANNOUNCEMENT_THREAD}),
}
MAX_ACTIVE = 1000


@dataclass(frozen=True, slots=True)
class ThreadPlan:
    """A thread about to be started in `parent` by `owner`, with the fields of the request's body."""

    parent: Channel
    owner: User
    body: Json
    kind: ChannelKind = ChannelKind.PUBLIC_THREAD


def start_from_message(world: World, plan: ThreadPlan, message: Message) -> Channel:
    """Hang a public thread from a message; raises what Discord answers."""
    kinds = _kinds(plan.parent)
    refuse(check_thread(plan.body, None, is_new=True))
    if message.flags & HAS_THREAD:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    if message.kind not in {0, 19, 20, 23}:
        raise ApiError(400, 50068, "Invalid message type")
    kind = ChannelKind.PUBLIC_THREAD if ChannelKind.PUBLIC_THREAD in kinds else ChannelKind.ANNOUNCEMENT_THREAD
    thread = _add(world, ThreadPlan(plan.parent, plan.owner, plan.body, kind), message.id)
    message.flags |= HAS_THREAD
    world.publish("THREAD_CREATE", thread, thread)
    world.publish("MESSAGE_UPDATE", plan.parent, message)
    announce(world, thread, Notice(plan.owner, THREAD_STARTER, refers_to=(plan.parent.id, message.id)))
    return thread


def start_alone(world: World, plan: ThreadPlan) -> Channel:
    """Start a thread from nothing; a public one is announced in its channel."""
    if plan.kind not in _kinds(plan.parent):
        refuse([Problem("type", "Cannot start a thread of this type here.", "BASE_TYPE_CHOICES")])
    refuse(check_thread(plan.body, None, is_new=True))
    thread = _add(world, plan)
    thread_state(thread).invitable = plan.body.get("invitable") is not False
    world.publish("THREAD_CREATE", thread, thread)
    if plan.kind is not ChannelKind.PRIVATE_THREAD:
        announce(world, plan.parent, Notice(plan.owner, THREAD_CREATED, thread.name, (thread.id, None)))
    return thread


def start_post(world: World, plan: ThreadPlan, draft: Draft) -> tuple[Channel, Message]:
    """Write a forum post: a thread and its first message, which shares its id."""
    refuse(check_thread(plan.body, plan.parent, is_new=True))
    if is_tag_missing(plan.parent, plan.body.get("applied_tags") or []):
        raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")
    refuse_bad_draft(draft)
    thread = _add(world, plan)
    world.publish("THREAD_CREATE", thread, thread)
    first = post(world, thread, draft, message_id=thread.id)
    thread_state(thread).sent = 0
    return thread, first


def thread_state(channel: Channel) -> ThreadState:
    """The channel's state as a thread; raises what Discord answers for a channel that is none."""
    if channel.thread is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return channel.thread


def _kinds(parent: Channel) -> frozenset[ChannelKind]:
    kinds = STARTS.get(parent.kind)
    if kinds is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return kinds


def _add(world: World, plan: ThreadPlan, thread_id: int | None = None) -> Channel:
    """Put the thread into the guild with its owner as a member; publishes nothing yet."""
    guild = world.guilds[plan.parent.guild_id or 0]
    if sum(bool(each.thread and not each.thread.archived) for each in guild.channels.values()) >= MAX_ACTIVE:
        raise ApiError(400, 160006, "Maximum number of active threads reached")
    now = world.now()
    minutes = plan.body.get("auto_archive_duration") or plan.parent.settings.get("default_auto_archive_duration")
    thread = Channel(
        thread_id or world.ids.next(),
        plan.kind,
        str(plan.body["name"]),
        plan.parent.guild_id,
        parent_id=plan.parent.id,
        slowmode_s=_slowmode(plan),
        applied_tags=[int(tag) for tag in plan.body.get("applied_tags") or []],
        thread=ThreadState(plan.owner.id, minutes or 4320, now, now, now, members={plan.owner.id: now}),
    )
    guild.channels[thread.id] = world.channels[thread.id] = thread
    return thread


def _slowmode(plan: ThreadPlan) -> int:
    asked = plan.body.get("rate_limit_per_user")
    return int((plan.parent.settings.get("default_thread_rate_limit_per_user") if asked is None else asked) or 0)
