"""What a menu of a message offers to choose: options of its own, or people, roles and channels of the place."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.discord.entities import THREADS, Channel
from sandbox.discord.wire import Json
from sandbox.discord.world import World

PEOPLE, ROLES, BOTH, CHANNELS = 5, 6, 7, 8


@dataclass(frozen=True, slots=True)
class Choice:
    """`kind` is "user", "role" or "channel" for what is sent as a thing of the place, "" for an option's value."""

    value: str
    label: str
    words: str = ""
    kind: str = ""
    is_chosen: bool = False


def choices_of(world: World, menu: Json, channel: Channel | None) -> list[Choice]:
    guild = world.guild_of(channel) if channel else None
    kind = menu["type"]
    chosen = {str(each["id"]) for each in menu.get("default_values") or ()}
    found: list[Choice] = [
        Choice(each["value"], each["label"], each.get("description") or "", "", bool(each.get("default")))
        for each in menu.get("options") or ()
    ]
    if guild is None:
        return found
    if kind in {PEOPLE, BOTH}:
        found += [
            _thing(each.user.id, each.nick or each.user.shown_name, "user", chosen) for each in guild.members.values()
        ]
    if kind in {ROLES, BOTH}:
        found += [_thing(role.id, role.name, "role", chosen) for role in guild.roles.values()]
    if kind == CHANNELS:
        allowed = menu.get("channel_types")
        for each in guild.channels.values():
            if (allowed and each.kind in allowed) or (not allowed and each.kind not in THREADS):
                found.append(_thing(each.id, f"#{each.name}", "channel", chosen))
    return found


def _thing(thing_id: int, label: str, kind: str, chosen: set[str]) -> Choice:
    return Choice(str(thing_id), label, "", kind, str(thing_id) in chosen)
