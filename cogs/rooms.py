"""Rooms that letters open, slow and shut on Discord: posts of forums and threads; must not decide when.

A deed is done after its message and remembered until then by the letter's number, so that a try that comes again finds
what the one before left. What Discord forbids the bot is left undone, and the message stands all the same.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import discord

from cogs import limits
from cogs.illustration import Illustrated
from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import Landed
from core.ui.rooms import Opening, Shutting, Slowing
from core.ui.spans import cut

log = logging.getLogger(__name__)

LONGEST_QUIET_MINUTES: Literal[10080] = 10080
"""How long Discord may wait before it puts a silent thread away; the longest of the figures it takes."""
ARCHIVED, THREAD_EXISTS = 50083, 160004
"""Discord's codes for an act in a thread that was put away, and for a second thread of one message."""
_FORBIDDEN = frozenset({400, 403})
"""What Discord answers where there can be no thread: the right is missing, the kind of channel has none, or the guild
has as many as it may have."""
REMEMBERED = 256
"""Letters whose message was posted and whose deed was not done yet."""

Send = Callable[[discord.abc.Messageable], Awaitable[discord.Message]]


@dataclass(frozen=True, slots=True)
class DiscordRooms:
    """The deeds of one courier."""

    posted: OrderedDict[OutboxId, discord.Message] = field(default_factory=OrderedDict)

    async def open(
        self, client: discord.Client, letter: OutboxId, to: Address, opening: Opening, drawn: Illustrated
    ) -> Landed:
        """Open a post in a forum, or a thread from the message in a channel; raises discord.HTTPException.

        From a post of a forum, the new one stands beside it.
        """
        channel = await client.fetch_channel(int(to.room or to.space))
        if isinstance(channel, discord.Thread) and channel.parent_id is not None:
            parent = await client.fetch_channel(channel.parent_id)
            channel = parent if isinstance(parent, discord.ForumChannel) else channel
        name = cut(opening.name, limits.THREAD_NAME)
        if isinstance(channel, discord.ForumChannel):
            thread = await _find_post(client, channel, name, drawn) or await _write_post(channel, name, drawn)
            return Landed(f"{thread}/{thread}", replace(to, room=str(thread)))
        target = channel if isinstance(channel, discord.abc.Messageable) else client.get_partial_messageable(channel.id)
        message = await self._say(letter, target, drawn)
        room = replace(to, room=str(message.id)) if await _start_thread(client, message, name) else to
        self.posted.pop(letter, None)
        return Landed(f"{message.channel.id}/{message.id}", room)

    async def tend(
        self, client: discord.Client, letter: OutboxId, to: Address, deed: Slowing | Shutting, drawn: Illustrated
    ) -> Landed:
        """Post in a room, then slow or shut it when it is a thread of the bot's own; raises discord.HTTPException."""
        room = int(to.room or to.space)
        message = await self._say(letter, client.get_partial_messageable(room), drawn)
        thread = await client.fetch_channel(room)
        if isinstance(thread, discord.Thread) and client.user is not None and thread.owner_id == client.user.id:
            await (_slow(thread, deed.seconds) if isinstance(deed, Slowing) else _shut(thread))
        self.posted.pop(letter, None)
        return Landed(f"{message.channel.id}/{message.id}")

    async def _say(self, letter: OutboxId, channel: discord.abc.Messageable, drawn: Illustrated) -> discord.Message:
        if letter not in self.posted:
            self.posted[letter] = await drawn.send(
                lambda raw, files: channel.send(view=raw, files=files, nonce=str(letter))
            )
            if len(self.posted) > REMEMBERED:
                self.posted.popitem(last=False)
        return self.posted[letter]


async def while_awake(client: discord.Client, channel: int, act: Callable[[], Awaitable[object]]) -> None:
    """Do something to a message, waking its thread for as long where it was put away; raises discord.HTTPException."""
    try:
        await act()
    except discord.HTTPException as problem:
        if problem.code != ARCHIVED:
            raise
        thread = await client.fetch_channel(channel)
        if not isinstance(thread, discord.Thread):
            raise
        await thread.edit(archived=False)
        try:
            await act()
        finally:
            await thread.edit(archived=True)


async def _start_thread(client: discord.Client, message: discord.Message, name: str) -> bool:
    """Hang a thread from a message, which then has its number; False where there can be none."""
    try:
        await client.http.start_thread_with_message(
            message.channel.id, message.id, name=name, auto_archive_duration=LONGEST_QUIET_MINUTES
        )
    except discord.HTTPException as problem:
        if problem.code == THREAD_EXISTS:
            return True
        if problem.status not in _FORBIDDEN:
            raise
        log.warning("Discord opens no thread here: %s %s", problem.status, problem.code)
        await _pin(message)
        return False
    return True


async def _pin(message: discord.Message) -> None:
    try:
        await message.pin()
    except discord.HTTPException as problem:
        log.info("a head is not pinned: %s %s", problem.status, problem.code)


async def _write_post(forum: discord.ForumChannel, name: str, drawn: Illustrated) -> int:
    tags = _tags(forum)
    opened = await drawn.send(
        lambda raw, files: forum.create_thread(
            name=name, view=raw, files=files, applied_tags=tags, auto_archive_duration=LONGEST_QUIET_MINUTES
        )
    )
    return opened.thread.id


def _tags(forum: discord.ForumChannel) -> list[discord.ForumTag]:
    """Return a tag where the forum asks for one: the first that anybody may use."""
    free = [tag for tag in forum.available_tags if not tag.moderated]
    return (free or list(forum.available_tags))[:1] if forum.flags.require_tag else []


async def _find_post(client: discord.Client, forum: discord.ForumChannel, name: str, drawn: Illustrated) -> int | None:
    """Return the post that an earlier try left: the bot's own, of this name, with the same buttons at its head.

    Discord knows no nonce for a post of a forum (its documentation, "Start Thread in Forum or Media Channel").
    """
    me, presses = client.user.id if client.user else 0, set(_presses(drawn.words))
    for thread in await forum.guild.active_threads():
        if (thread.parent_id, thread.owner_id, thread.name) != (forum.id, me, name):
            continue
        try:
            head: Mapping[str, Any] = dict(await client.http.get_message(thread.id, thread.id))
        except (discord.NotFound, discord.Forbidden):
            continue
        if presses & set(_presses(head["components"])):
            return thread.id
    return None


def _presses(components: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for each in components:
        if "custom_id" in each:
            yield each["custom_id"]
        yield from _presses(each.get("components", ()))


async def _slow(thread: discord.Thread, seconds: int) -> None:
    try:
        await thread.edit(slowmode_delay=min(seconds, limits.SLOWEST_SECONDS))
    except discord.Forbidden:
        log.warning("Discord does not let the bot slow a thread: it lacks Manage Threads")


async def _shut(thread: discord.Thread) -> None:
    """Lock a thread and put it away; without the right to lock, put it away: whoever writes in it wakes it again."""
    try:
        await thread.edit(archived=True, locked=True)
    except discord.Forbidden:
        log.warning("Discord does not let the bot lock a thread: it lacks Manage Threads")
        await thread.edit(archived=True)
    except discord.HTTPException as problem:
        if problem.code != ARCHIVED:
            raise
