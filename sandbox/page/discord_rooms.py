"""The rooms of Discord as one person's client lists them: channels, threads, posts, events, guilds; draws nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sandbox.discord import DiscordSandbox
from sandbox.discord.entities import THREADS, Channel, ChannelKind, Guild, ScheduledEvent, User
from sandbox.discord.event_rules import ACTIVE
from sandbox.discord.events import is_event_seen
from sandbox.discord.recurrence import DAILY, MONTHLY, WEEKLY, YEARLY, following
from sandbox.discord.wire import Json
from sandbox.discord.writing import must_start_thread, must_write, passes
from sandbox.page.discord_files import page_address
from sandbox.page.spots import Spot

LISTED = frozenset({ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.FORUM})
PINNED = 1 << 1


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A thread or forum post as its channel lists it."""

    id: str
    name: str
    owner: str
    tags: Sequence[str]
    messages: int
    active_at: datetime
    is_archived: bool
    is_locked: bool
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class Room:
    """The room that is open: what its head shows, and what its client lets the person do there."""

    channel: Channel
    guild: str
    parent: Channel | None
    thread: ThreadLine | None
    threads: Sequence[ThreadLine]
    is_forum: bool
    is_inside: bool
    may_write: bool
    may_start: bool
    may_close: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    """A scheduled event that is to come or going on."""

    id: str
    guild_id: str
    guild: str
    name: str
    description: str
    starts: datetime
    ends: datetime | None
    place: str
    picture: str
    people: int
    is_on: bool
    is_followed: bool
    repeats: str
    """How often: "day", "week", "other-week", "month", "year", or "" for once."""
    again: datetime | None
    """When it is held the next time after this one."""


@dataclass(frozen=True, slots=True)
class GuildLine:
    """A community the person is in or may come into."""

    id: str
    name: str
    is_inside: bool


class DiscordRooms:
    """Looks into one loopback Discord for one person at a time."""

    def __init__(self, sandbox: DiscordSandbox) -> None:
        self._sandbox = sandbox
        self._world = sandbox.world

    def places(self, user: User) -> list[Spot]:
        """Return the rooms the person can read, each channel followed by its threads, then direct messages."""
        spots: list[Spot] = []
        for guild in self._world.guilds.values():
            if user.id in guild.members:
                spots += self._places_in(user, guild)
        direct = (each for each in self._world.channels.values() if each.kind is ChannelKind.DM)
        bot = self._sandbox.application
        return spots + [Spot(str(each.id), f"@{bot.name}") for each in direct if {user, bot.user} == {*each.recipients}]

    def _places_in(self, user: User, guild: Guild) -> Iterator[Spot]:
        channels = sorted(guild.channels.values(), key=lambda each: each.position)
        for channel in channels:
            if channel.kind in LISTED and self._sees(user, channel):
                yield Spot(str(channel.id), f"#{channel.name}", guild.name)
                for line in self._threads(user, channel):
                    yield Spot(line.id, line.name, guild.name, depth=1, is_archived=line.is_archived)

    def room(self, user: User, channel: Channel) -> Room:
        """Return the head of a room that the person can read."""
        state = channel.thread
        mine = state is not None and state.owner_id == user.id
        parent = self._world.channels.get(channel.parent_id or 0) if state else None
        guild = self._world.guild_of(channel)
        return Room(
            channel,
            guild.name if guild else "",
            parent,
            self._line(channel) if state else None,
            self._threads(user, channel),
            channel.kind is ChannelKind.FORUM,
            state is not None and user.id in state.members,
            passes(must_write, self._world, user, channel, but="slowmode"),
            channel.kind in LISTED and passes(must_start_thread, self._world, user, channel),
            state is not None and (mine or self._world.may(user, channel, "MANAGE_THREADS")),
        )

    def _threads(self, user: User, channel: Channel) -> list[ThreadLine]:
        """Return a channel's threads: pinned ones first, then the awake, the newest activity first."""
        guild = self._world.guild_of(channel)
        inside = guild.channels.values() if guild and channel.kind not in THREADS else ()
        here = [each for each in inside if each.parent_id == channel.id and self._sees(user, each)]
        lines = [line for each in here if (line := self._line(each)) is not None]
        return sorted(lines, key=lambda each: (not each.is_pinned, each.is_archived, -each.active_at.timestamp()))

    def _line(self, thread: Channel) -> ThreadLine | None:
        state = thread.thread
        if state is None:
            return None
        parent = self._world.channels.get(thread.parent_id or 0)
        names = {int(tag["id"]): str(tag["name"]) for tag in (parent.tags if parent else ())}
        owner = self._world.users.get(state.owner_id)
        return ThreadLine(
            str(thread.id),
            thread.name,
            owner.shown_name if owner else "",
            [names[tag] for tag in thread.applied_tags if tag in names],
            state.sent,
            state.active_at,
            state.archived,
            state.locked,
            bool(thread.settings.get("flags", 0) & PINNED),
        )

    def _sees(self, user: User, channel: Channel) -> bool:
        return self._world.may(user, channel, "VIEW_CHANNEL")

    def events(self, user: User) -> list[EventLine]:
        """Return what is to come or going on in the person's guilds, the first to begin first."""
        lines = [
            self._event(user, guild, event)
            for guild in self._world.guilds.values()
            if user.id in guild.members
            for event in guild.events.values()
            if not event.is_over and is_event_seen(self._world, event, user)
        ]
        return sorted(lines, key=lambda each: each.starts)

    def _event(self, user: User, guild: Guild, event: ScheduledEvent) -> EventLine:
        fields = event.fields
        channel = self._world.channels.get(int(fields.get("channel_id") or 0))
        end, rule = fields.get("scheduled_end_time"), fields.get("recurrence_rule")
        starts = datetime.fromisoformat(fields["scheduled_start_time"])
        picture = f"/cdn/guild-events/{event.id}/{fields['image']}.png" if fields.get("image") else ""
        return EventLine(
            str(event.id),
            str(guild.id),
            guild.name,
            fields["name"],
            fields.get("description") or "",
            starts,
            datetime.fromisoformat(end) if end else None,
            f"🔊 {channel.name}" if channel else str((fields.get("entity_metadata") or {}).get("location") or ""),
            page_address(picture),
            len(event.interested),
            fields["status"] == ACTIVE,
            user.id in event.interested,
            _repeats(rule),
            following(rule, starts) if rule else None,
        )

    def guilds(self, user: User) -> list[GuildLine]:
        return [GuildLine(str(each.id), each.name, user.id in each.members) for each in self._world.guilds.values()]


def _repeats(rule: Json | None) -> str:
    if rule is None:
        return ""
    often = {YEARLY: "year", MONTHLY: "month", WEEKLY: "week", DAILY: "day"}[rule["frequency"]]
    return f"other-{often}" if rule["interval"] == 2 else often
