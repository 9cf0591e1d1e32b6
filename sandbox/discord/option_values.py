"""The values a client accepts in options, and how it resolves people, roles, channels and files for the bot."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.discord.attachments import Attached, store_file
from sandbox.discord.checks import objects
from sandbox.discord.entities import Channel, Guild, Role, User
from sandbox.discord.payloads import channel_json, member_json, role_json, user_json
from sandbox.discord.refusals import NotOffered
from sandbox.discord.rules_commands import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    ROLE,
    STRING,
    USER,
)
from sandbox.discord.wire import Json
from sandbox.discord.world import World

MAX_TEXT = 6000
MAX_INTEGER = 2**53


@dataclass(slots=True)
class Resolved:
    """Collects the `resolved` part of an interaction for one person in one place."""

    world: World
    user: User
    guild: Guild | None
    file_root: str = ""
    payload: dict[str, Json] = field(default_factory=dict)

    def add(self, thing: User | Role | Channel) -> str:
        """Describe the thing to the bot and return its id, as the value sent."""
        key = str(thing.id)
        if isinstance(thing, User):
            self._put("users", key, user_json(thing))
            member = self.guild.members.get(thing.id) if self.guild else None
            if member is not None and self.guild is not None:
                rights = str(self._rights(thing))
                self._put("members", key, member_json(member, with_user=False) | {"permissions": rights})
        elif isinstance(thing, Role):
            self._put("roles", key, role_json(thing))
        else:
            rights = str(self.world.permissions(self.user, thing))
            self._put("channels", key, channel_json(thing) | {"permissions": rights})
        return key

    def attach(self, attached: Attached) -> str:
        stored = store_file(self.world, attached, self.file_root)
        self._put("attachments", stored["id"], stored)
        return str(stored["id"])

    def _put(self, kind: str, key: str, described: Json) -> None:
        self.payload.setdefault(kind, {})[key] = described

    def _rights(self, user: User) -> int:
        channel = next(iter(self.guild.channels.values()), None) if self.guild else None
        return self.world.permissions(user, channel) if channel else 0


def read_value(option: Json, value: Any, resolved: Resolved) -> Any:
    """The value as sent to the bot; raises NotOffered when the client would not accept it."""
    if option.get("choices"):
        return _read_choice(option, value, resolved.user.locale)
    kind = option["type"]
    if kind == STRING:
        return _read_text(option, value)
    if kind in {INTEGER, NUMBER}:
        return _read_number(option, value)
    if kind == BOOLEAN:
        return _expect(option, value, bool)
    if kind == ATTACHMENT:
        return resolved.attach(_expect(option, value, Attached))
    types: dict[int, Any] = {USER: User, CHANNEL: Channel, ROLE: Role, MENTIONABLE: (User, Role)}
    thing = _expect(option, value, types[kind])
    allowed = option.get("channel_types")
    if isinstance(thing, Channel) and allowed and thing.kind not in allowed:
        raise NotOffered(f"option {option['name']!r} does not take a channel of type {thing.kind}")
    return resolved.add(thing)


def _expect(option: Json, value: Any, kind: Any) -> Any:
    if not isinstance(value, kind):
        raise NotOffered(f"option {option['name']!r} does not take {value!r}")
    return value


def _read_choice(option: Json, value: Any, locale: str) -> Any:
    for choice in objects(option["choices"]):
        localised = (choice.get("name_localizations") or {}).get(locale)
        if value in {choice["value"], choice["name"], localised}:
            return choice["value"]
    raise NotOffered(f"{value!r} is not among the choices of {option['name']!r}")


def _read_text(option: Json, value: Any) -> str:
    text = str(_expect(option, value, str))
    if not (option.get("min_length") or 0) <= len(text) <= (option.get("max_length") or MAX_TEXT) or not text:
        raise NotOffered(f"option {option['name']!r} does not take a text of {len(text)} characters")
    return text


def _read_number(option: Json, value: Any) -> int | float:
    kinds = int if option["type"] == INTEGER else (int, float)
    number: int | float = _expect(option, value, kinds)
    low = option.get("min_value", -MAX_INTEGER)
    high = option.get("max_value", MAX_INTEGER)
    if isinstance(value, bool) or not low <= number <= high:
        raise NotOffered(f"option {option['name']!r} takes {low} to {high}, not {number}")
    return number
