"""One REST request on its way to its handler: who calls, what with, and the checks that most handlers need."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.discord.entities import THREADS, Application, Channel, Guild, Member, Message, Role, User
from sandbox.discord.events import MESSAGE_CONTENT
from sandbox.discord.gateway import Gateway
from sandbox.discord.interactions import Interactions
from sandbox.discord.message_payloads import message_json, without_content
from sandbox.discord.permissions import FLAGS, flags, highest_position, rights_in_guild
from sandbox.discord.record import Record
from sandbox.discord.threads import refuse_to_write
from sandbox.discord.wire import MISSING_ACCESS, ApiError, Json, Problem, forbidden, invalid, unknown
from sandbox.discord.world import World, member_of


@dataclass(frozen=True, slots=True)
class Backend:
    """What the handlers work on."""

    world: World
    interactions: Interactions
    gateway: Gateway
    record: Record


@dataclass(frozen=True, slots=True)
class Call:
    """`names` are the placeholders of the path; `files` are uploads, already stored as attachments."""

    backend: Backend
    caller: Application | None
    names: dict[str, str]
    query: dict[str, str]
    json: Any
    reason: str | None = None
    files: tuple[Json, ...] = ()

    @property
    def world(self) -> World:
        return self.backend.world

    @property
    def body(self) -> Json:
        """The JSON object sent; empty when nothing was."""
        if self.json is None:
            return {}
        if not isinstance(self.json, dict):
            raise invalid([Problem("", "Only dictionaries may be used in a DictType", "DICT_TYPE_CONVERT")])
        return self.json

    @property
    def application(self) -> Application:
        if self.caller is None:
            raise ApiError(401, 0, "401: Unauthorized")
        return self.caller

    @property
    def user(self) -> User:
        return self.application.user

    def id(self, name: str) -> int:
        """A placeholder's snowflake; `@me` is the caller."""
        return self.user.id if self.names[name] == "@me" else to_id(name, self.names[name])

    def limit(self, default: int, high: int) -> int:
        """The `limit` of the query."""
        text = self.query.get("limit", str(default))
        if not text.isdigit() or not 1 <= int(text) <= high:
            raise invalid([Problem("limit", f"int value should be between 1 and {high}.", "NUMBER_TYPE_RANGE")])
        return int(text)

    def guild(self, permission: str | None = None) -> Guild:
        """The guild of the path, where the caller must be a member with the permission (in the guild as a whole)."""
        guild = self.world.guild(self.id("guild_id"))
        if self.user.id not in guild.members:
            raise unknown("guild")
        if permission and not rights_in_guild(guild, member_of(guild, self.user.id)) & FLAGS[permission]:
            raise forbidden()
        return guild

    def channel(self, *needed: str) -> Channel:
        """The channel of the path, visible to the caller and with the permissions."""
        channel = self.world.channel(self.id("channel_id"))
        self.need(channel, *needed)
        return channel

    def need(self, channel: Channel, *needed: str) -> None:
        """Raise 403: 50001 when the caller cannot see the channel, 50013 when another right is missing."""
        granted = self.world.permissions(self.user, channel)
        if not granted & FLAGS["VIEW_CHANNEL"]:
            raise forbidden(MISSING_ACCESS)
        if flags(*needed) & ~granted:
            raise forbidden()

    def need_to_send(self, channel: Channel, extra: int = 0) -> None:
        in_thread = channel.kind in THREADS
        self.need(channel, "SEND_MESSAGES_IN_THREADS" if in_thread else "SEND_MESSAGES")
        if extra & ~self.world.permissions(self.user, channel):
            raise forbidden()
        refuse_to_write(channel, is_moderator=self.world.may(self.user, channel, "MANAGE_THREADS"))


def named_message(call: Call, channel: Channel) -> Message:
    """The message of the path."""
    return call.world.message(channel, call.id("message_id"))


def page(call: Call, ids: Iterable[int], default: int = 25) -> list[int]:
    """The ids that the query's `after` and `limit` ask for, in growing order."""
    after = to_id("after", call.query.get("after", "0"))
    return sorted(one for one in ids if one > after)[: call.limit(default, 100 if default in {25, 100} else 1000)]


def must_outrank(call: Call, guild: Guild, other: Member | Role) -> None:
    """Raise 403 unless the caller's highest role is above the other's."""
    position = other.position if isinstance(other, Role) else highest_position(guild, other)
    if highest_position(guild, member_of(guild, call.user.id)) <= position:
        raise forbidden()


def show(call: Call, message: Message) -> Json:
    """The message as this caller may read it over REST."""
    payload = message_json(call.world, message, call.user.id)
    in_guild = call.world.channels[message.channel_id].guild_id is not None
    if in_guild and not call.application.privileged_intents & MESSAGE_CONTENT:
        return without_content(payload, call.user.id)
    return payload


def to_id(name: str, text: str) -> int:
    if not text.isdigit():
        raise invalid([Problem(name, f'Value "{text}" is not snowflake.', "NUMBER_TYPE_COERCE")])
    return int(text)
