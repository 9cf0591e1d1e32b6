"""Whether a person may write, react, start a thread: by rights, the thread's state, the slow mode. Checks only."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sandbox.discord.attachments import MAX_FILE_BYTES, Attached
from sandbox.discord.entities import Channel, ChannelKind, Message, User
from sandbox.discord.permissions import flags
from sandbox.discord.refusals import NotOffered
from sandbox.discord.world import World

UNWRITABLE = frozenset({ChannelKind.CATEGORY, ChannelKind.FORUM})
ABOVE_SLOWMODE = flags("MANAGE_MESSAGES", "MANAGE_CHANNELS", "BYPASS_SLOWMODE")
MAX_FILES = 10
SYSTEM_KINDS = frozenset({18, 21, 46})


def passes(check: Callable[..., None], *given: object, but: str = "") -> bool:
    """Whether a check raises no refusal; one for the reason `but` does not count."""
    try:
        check(*given)
    except NotOffered as refused:
        return bool(but) and refused.reason == but
    return True


def must_see(world: World, user: User, channel: Channel) -> None:
    if not world.may(user, channel, "VIEW_CHANNEL"):
        raise NotOffered(f"{user.name} does not see that channel", "unseen")


def must_see_message(world: World, user: User, message: Message) -> None:
    must_see(world, user, world.channels[message.channel_id])
    if message.deleted or message.only_for not in {None, user.id}:
        raise NotOffered(f"{user.name} does not see that message", "gone")


def must_write(world: World, user: User, channel: Channel, files: Sequence[Attached] = ()) -> None:
    """Raise NotOffered unless the client lets the person write there, with these files."""
    must_see(world, user, channel)
    if channel.kind in UNWRITABLE:
        raise NotOffered(f"{channel.name} is no channel to write in", "forum")
    right = "SEND_MESSAGES_IN_THREADS" if channel.thread else "SEND_MESSAGES"
    if not world.may(user, channel, right):
        raise NotOffered(f"{user.name} may not write in {channel.name}", "mute")
    if channel.thread and channel.thread.locked and not world.may(user, channel, "MANAGE_THREADS"):
        raise NotOffered(f"{channel.name} is locked", "locked")
    _must_wait(world, user, channel)
    must_attach(world, user, channel, files)


def must_attach(world: World, user: User, channel: Channel, files: Sequence[Attached]) -> None:
    if files and not world.may(user, channel, "ATTACH_FILES"):
        raise NotOffered(f"{user.name} may not attach files in {channel.name}", "no-files")
    if len(files) > MAX_FILES:
        raise NotOffered(f"a message takes {MAX_FILES} files at most", "too-many-files")
    if any(len(file.content) > MAX_FILE_BYTES for file in files):
        raise NotOffered("that file is too large", "too-large")


def _must_wait(world: World, user: User, channel: Channel) -> None:
    if not channel.slowmode_s or world.permissions(user, channel) & ABOVE_SLOWMODE:
        return
    last = next((one for one in reversed(channel.messages.values()) if one.author is user), None)
    if last is not None and world.now() - last.created_at < timedelta(seconds=channel.slowmode_s):
        raise NotOffered(f"{channel.name} is in slow mode", "slowmode")


def must_react(world: World, user: User, message: Message, emoji: str | None = None) -> None:
    """Anybody who reads may join a reaction that is there; a new one asks for its right."""
    channel = world.channels[message.channel_id]
    must_see_message(world, user, message)
    must_be_awake(channel)
    right = "READ_MESSAGE_HISTORY" if emoji is not None and emoji in message.reactions else "ADD_REACTIONS"
    if message.ephemeral or not world.may(user, channel, right):
        raise NotOffered(f"{user.name} may not react to this message", "no-reaction")


def must_be_awake(channel: Channel) -> None:
    if channel.thread and channel.thread.archived:
        raise NotOffered(f"{channel.name} is archived", "archived")


def must_start_thread(world: World, user: User, channel: Channel) -> None:
    must_see(world, user, channel)
    right = "SEND_MESSAGES" if channel.kind is ChannelKind.FORUM else "CREATE_PUBLIC_THREADS"
    if not world.may(user, channel, right):
        raise NotOffered(f"{user.name} may not start a thread in {channel.name}", "no-thread")


def must_own(world: World, user: User, message: Message) -> None:
    must_see_message(world, user, message)
    if message.author is not user or message.kind in SYSTEM_KINDS:
        raise NotOffered("that message is not theirs to edit", "not-yours")
    must_be_awake(world.channels[message.channel_id])


def must_delete(world: World, user: User, message: Message) -> None:
    """One's own message, somebody else's with the right to manage messages, or an ephemeral one, to dismiss it."""
    must_see_message(world, user, message)
    own = message.author is user or message.only_for == user.id
    channel = world.channels[message.channel_id]
    if message.kind == 21 or not (own or world.may(user, channel, "MANAGE_MESSAGES")):
        raise NotOffered("that message is not theirs to delete", "not-yours")
