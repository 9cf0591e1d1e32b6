"""The Discord pane: what one person sees there and what their client offers; must not talk HTML or HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.discord import DiscordSandbox
from sandbox.discord.control_acts import ACTS, Desk
from sandbox.discord.entities import Channel, ChannelKind, Message, User
from sandbox.discord.naming import Directory, NotFound
from sandbox.discord.offers import listed
from sandbox.discord.refusals import NotOffered
from sandbox.discord.rules_commands import CHAT_INPUT, GROUP, SUBCOMMAND
from sandbox.discord.wire import ApiError, Json
from sandbox.page.markdown import DiscordMarkdown, Names

READABLE = frozenset({ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.PUBLIC_THREAD, ChannelKind.FORUM})
ALLOWED_ACTS = frozenset({"types", "suggestions", "presses", "chooses", "submits", "says", "reacts", "votes"})


class NotAllowed(Exception):  # noqa: N818 - an answer to the visitor
    """The client would not let the person do it; the text says why."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A room that a person can open, as a list shows it."""

    id: str
    name: str


class DiscordPane:
    """One loopback Discord, seen through anybody's client."""

    def __init__(self, sandbox: DiscordSandbox) -> None:
        self._sandbox = sandbox
        self._desk = Desk(sandbox, Directory(sandbox.world))

    def places(self, user: User) -> list[Spot]:
        """Return the rooms the person can read, guild by guild, then the bot's direct messages if there are any."""
        world = self._sandbox.world
        spots = [
            Spot(str(channel.id), f"{guild.name} · #{channel.name}")
            for guild in world.guilds.values()
            if user.id in guild.members
            for channel in guild.channels.values()
            if channel.kind in READABLE
        ]
        direct = (each for each in world.channels.values() if each.kind is ChannelKind.DM and user in each.recipients)
        return spots + [Spot(str(channel.id), "@" + self._sandbox.application.name) for channel in direct]

    def channel(self, user: User, wanted: str) -> Channel | None:
        """Return the room of that id if the person can read it, else the first they can, None without any."""
        known = {spot.id for spot in self.places(user)}
        found = wanted if wanted in known else next(iter(spot.id for spot in self.places(user)), None)
        return self._sandbox.world.channels[int(found)] if found else None

    def messages(self, user: User, channel: Channel) -> Sequence[Message]:
        """Return what the person sees in the room, oldest first."""
        return self._sandbox.people.visible_to(user, channel)

    def markdown(self, channel: Channel) -> DiscordMarkdown:
        """Return a painter of texts that knows the names of the room's people, roles and channels."""
        world = self._sandbox.world
        guild = world.guild_of(channel)
        return DiscordMarkdown(
            Names(
                lambda id_: world.users[id_].shown_name if id_ in world.users else "",
                lambda id_: guild.roles[id_].name if guild and id_ in guild.roles else "",
                lambda id_: world.channels[id_].name if id_ in world.channels else "",
            )
        )

    def commands(self, user: User, channel: Channel) -> list[Json]:
        """Return every command the client lists here, in the person's language, with its options."""
        return [
            command
            for _, listed_command in listed(self._sandbox.world, user, channel, CHAT_INPUT)
            for command in _flattened(listed_command, (), user.locale)
        ]

    async def act(self, name: str, user: User, body: Json) -> Json:
        """Do one act as the person and return what it brings up; raises NotAllowed."""
        if name not in ALLOWED_ACTS:
            raise NotAllowed(name)
        try:
            return await ACTS[name](self._desk, {**body, "user": str(user.id)})
        except (NotOffered, NotFound, ApiError, KeyError, ValueError, TypeError) as problem:
            raise NotAllowed(str(problem)) from problem

    def wire(self, most: int) -> tuple[list[str], list[str]]:
        """Return the last requests of the bot, newest first, and every rule broken."""
        record = self._sandbox.record
        lines = [f"{each.status} {each.line}" for each in reversed(record.requests[-most:])]
        return lines, [*map(str, record.violations), *record.unhandled]


def _flattened(command: Json, above: tuple[str, ...], locale: str) -> Iterator[Json]:
    path = (*above, _local(command, "name", locale))
    inside = [each for each in command.get("options") or () if each["type"] in {SUBCOMMAND, GROUP}]
    for each in inside:
        yield from _flattened(each, path, locale)
    if not inside:
        yield {
            "path": " ".join(path),
            "description": _local(command, "description", locale),
            "options": [_option(each, locale) for each in command.get("options") or ()],
        }


def _option(option: Json, locale: str) -> Json:
    return {
        "name": option["name"],
        "label": _local(option, "name", locale),
        "description": _local(option, "description", locale),
        "type": option["type"],
        "required": bool(option.get("required")),
        "autocomplete": bool(option.get("autocomplete")),
        "choices": [
            {"label": _local(choice, "name", locale), "value": choice["value"]}
            for choice in option.get("choices") or ()
        ],
    }


def _local(thing: Json, key: str, locale: str) -> str:
    localised: Any = thing.get(f"{key}_localizations") or {}
    return str(localised.get(locale) or thing[key])
