"""How people come and go: into guilds and out of them, into threads, and by starting threads and forum posts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.discord.attachments import Attached, store_file
from sandbox.discord.build import Builder
from sandbox.discord.drafts import Draft
from sandbox.discord.entities import Channel, ChannelKind, Guild, Message, User
from sandbox.discord.refusals import NotOffered
from sandbox.discord.thread_starts import ThreadPlan, start_alone, start_from_message, start_post, thread_state
from sandbox.discord.threads import join_thread, leave_thread, needs_moderator, set_archived
from sandbox.discord.wire import Json
from sandbox.discord.world import World
from sandbox.discord.writing import must_attach, must_be_awake, must_see, must_see_message, must_start_thread


@dataclass(frozen=True, slots=True)
class ForumPost:
    """What a person writes as a new post; `tags` by name or id."""

    title: str
    content: str
    tags: Sequence[str] = ()
    files: Sequence[Attached] = ()


class Doors:
    """Every method raises NotOffered for what the person's client does not allow, ApiError for what Discord refuses."""

    def __init__(self, world: World, build: Builder) -> None:
        self._world = world
        self._build = build
        self.file_root = ""

    def joins(self, user: User, guild: Guild) -> None:
        """Come into the guild by an invitation that holds for everybody but the banned."""
        if user.id in guild.bans:
            raise NotOffered(f"{user.name} is banned from {guild.name}", "banned")
        self._build.join(guild, user)

    def leaves(self, user: User, guild: Guild) -> None:
        """Leave the guild; its owner cannot."""
        if user.id not in guild.members:
            raise NotOffered(f"{user.name} is not in {guild.name}", "unseen")
        if guild.owner_id == user.id:
            raise NotOffered(f"{user.name} owns {guild.name}", "owner-stays")
        self._build.leave(guild, user)

    def starts_thread(self, user: User, channel: Channel, name: str, message: Message | None = None) -> Channel:
        """Start a public thread, from a message or from nothing."""
        must_start_thread(self._world, user, channel)
        kind = ChannelKind.PUBLIC_THREAD if channel.kind is ChannelKind.TEXT else ChannelKind.ANNOUNCEMENT_THREAD
        plan = ThreadPlan(channel, user, {"name": name}, kind)
        if message is None:
            return start_alone(self._world, plan)
        must_see_message(self._world, user, message)
        if message.ephemeral:
            raise NotOffered("no thread hangs from a private message", "no-thread")
        return start_from_message(self._world, plan, message)

    def posts(self, user: User, forum: Channel, post: ForumPost) -> Channel:
        """Write a new post in a forum."""
        if forum.kind is not ChannelKind.FORUM:
            raise NotOffered(f"{forum.name} is no forum", "forum")
        must_start_thread(self._world, user, forum)
        must_attach(self._world, user, forum, post.files)
        tags = [self._tag(forum, wanted) for wanted in post.tags]
        if needs_moderator(forum, tags) and not self._world.may(user, forum, "MANAGE_THREADS"):
            raise NotOffered("that tag is for moderators", "no-tag")
        stored = tuple(store_file(self._world, file, self.file_root) for file in post.files)
        body: Json = {"name": post.title, "applied_tags": tags}
        draft = Draft(user, {"content": post.content}, stored)
        return start_post(self._world, ThreadPlan(forum, user, body), draft)[0]

    def joins_thread(self, user: User, thread: Channel) -> None:
        must_see(self._world, user, thread)
        thread_state(thread)
        must_be_awake(thread)
        join_thread(self._world, thread, [user])

    def leaves_thread(self, user: User, thread: Channel) -> None:
        must_see(self._world, user, thread)
        thread_state(thread)
        leave_thread(self._world, thread, user.id)

    def closes_thread(self, user: User, thread: Channel, *, closed: bool = True) -> None:
        """Archive a thread that one started or may manage; wake one that is not locked, as anybody who may write."""
        must_see(self._world, user, thread)
        state = thread_state(thread)
        manages = self._world.may(user, thread, "MANAGE_THREADS")
        wakes = not closed and not state.locked and self._world.may(user, thread, "SEND_MESSAGES_IN_THREADS")
        if not (manages or wakes or (closed and state.owner_id == user.id)):
            raise NotOffered(f"{user.name} may not do that to {thread.name}", "not-yours")
        set_archived(self._world, thread, archived=closed)

    def _tag(self, forum: Channel, wanted: str) -> str:
        for tag in forum.tags:
            if wanted in {tag["id"], tag["name"]}:
                return str(tag["id"])
        raise NotOffered(f"{forum.name} has no tag {wanted!r}", "no-tag")
