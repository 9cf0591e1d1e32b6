"""Finding people, guilds, channels and roles by id or by name, for those who act from outside. Reads the world only."""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from sandbox.discord.entities import Channel, Guild, Message, Role, ScheduledEvent, User
from sandbox.discord.world import World


class Named(Protocol):
    id: int
    name: str


N = TypeVar("N", bound=Named)


class NotFound(Exception):  # noqa: N818 - an answer to the outside, not an error of the sandbox
    """Nothing of that id or name, or more than one."""


def pick(noun: str, things: Iterable[N], wanted: Any) -> N:
    """The one thing with that id or name; raises NotFound."""
    found = [thing for thing in things if str(wanted) in {str(thing.id), thing.name}]
    if len(found) != 1:
        raise NotFound(f"{len(found)} {noun}s are called {wanted!r}")
    return found[0]


class Directory:
    """What the outside names, found in the world; every method raises NotFound."""

    def __init__(self, world: World) -> None:
        self._world = world

    def user(self, wanted: Any) -> User:
        return pick("user", self._world.users.values(), wanted)

    def guild(self, wanted: Any) -> Guild:
        return pick("guild", self._world.guilds.values(), wanted)

    def channel(self, wanted: Any, viewer: User | None = None) -> Channel:
        """A channel by id, by `guild/channel`, by a name that is unique, or `@bot` for the viewer's direct messages."""
        text = str(wanted)
        if text.startswith("@") and viewer is not None:
            return self._world.dm_between(viewer, self.user(text[1:]))
        guild, slash, name = text.partition("/")
        if slash:
            return pick("channel", self.guild(guild).channels.values(), name)
        return pick("channel", self._world.channels.values(), text)

    def role(self, guild: Guild, wanted: Any) -> Role:
        return pick("role", guild.roles.values(), wanted)

    def message(self, channel: Channel, wanted: Any) -> Message:
        """A message by id, ephemeral ones included."""
        message = channel.messages.get(int(wanted)) if str(wanted).isdigit() else None
        if message is None:
            raise NotFound(f"no message {wanted!r} in {channel.name or channel.id}")
        return message

    def event(self, guild: Guild, wanted: Any) -> ScheduledEvent:
        for event in guild.events.values():
            if str(wanted) in {str(event.id), event.fields["name"]}:
                return event
        raise NotFound(f"no scheduled event {wanted!r}")

    def value(self, channel: Channel, given: Any) -> Any:
        """An option's value: as it is, or a thing named by `{"user": ...}`, `{"channel": ...}`, `{"role": ...}`."""
        if not isinstance(given, dict):
            return given
        ((kind, wanted),) = given.items()
        if kind == "user":
            return self.user(wanted)
        if kind == "channel":
            return self.channel(wanted)
        if kind == "role" and channel.guild_id is not None:
            return self.role(self._world.guilds[channel.guild_id], wanted)
        raise NotFound(f"no such kind of value: {kind!r}")
