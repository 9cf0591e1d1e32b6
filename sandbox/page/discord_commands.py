"""Discord's slash commands as a person's client lists them, each with what its options take; must not run them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.discord.entities import Channel, User
from sandbox.discord.offers import listed
from sandbox.discord.rules_commands import BOOLEAN, CHANNEL, CHAT_INPUT, GROUP, MENTIONABLE, ROLE, SUBCOMMAND, USER
from sandbox.discord.wire import Json
from sandbox.discord.world import World
from sandbox.page.discord_choices import BOTH, CHANNELS, PEOPLE, ROLES, choices_of

MENU_OF = {USER: PEOPLE, ROLE: ROLES, MENTIONABLE: BOTH, CHANNEL: CHANNELS}
LIMITS = {"min": "min_value", "max": "max_value", "minLength": "min_length", "maxLength": "max_length"}
"""Under which names a page's field takes the bounds that Discord gives an option."""
YES_NO = {"fr": ("Oui", "Non"), "en": ("Yes", "No")}


def listed_commands(world: World, user: User, channel: Channel) -> list[Json]:
    """Return every command the client lists here, in the person's language, with its options."""
    lister = Lister(world, channel, user.locale)
    return [
        command for _, offered in listed(world, user, channel, CHAT_INPUT) for command in lister.flattened(offered, ())
    ]


@dataclass(frozen=True, slots=True)
class Lister:
    """Words commands in one language for one place."""

    world: World
    channel: Channel
    locale: str

    def flattened(self, command: Json, above: tuple[str, ...]) -> Iterator[Json]:
        path = (*above, self._local(command, "name"))
        inside = [each for each in command.get("options") or () if each["type"] in {SUBCOMMAND, GROUP}]
        for each in inside:
            yield from self.flattened(each, path)
        if not inside:
            yield {
                "path": " ".join(path),
                "description": self._local(command, "description"),
                "options": [self._option(each) for each in command.get("options") or ()],
            }

    def _option(self, option: Json) -> Json:
        return {
            "name": option["name"],
            "label": self._local(option, "name"),
            "description": self._local(option, "description"),
            "type": option["type"],
            "required": bool(option.get("required")),
            "autocomplete": bool(option.get("autocomplete")),
            "choices": list(self._choices(option)),
            "limits": {name: option.get(given) for name, given in LIMITS.items()},
        }

    def _choices(self, option: Json) -> Iterator[Json]:
        """Yield what a list offers for an option: its own choices, yes and no, or the things of the place."""
        for choice in option.get("choices") or ():
            yield {"label": self._local(choice, "name"), "value": choice["value"]}
        if option["type"] == BOOLEAN:
            yes, no = YES_NO["en" if self.locale.startswith("en") else "fr"]
            yield from ({"label": yes, "value": "true"}, {"label": no, "value": "false"})
        if option["type"] in MENU_OF:
            menu = {"type": MENU_OF[option["type"]], "channel_types": option.get("channel_types")}
            for each in choices_of(self.world, menu, self.channel):
                yield {"label": each.label, "value": each.value, "kind": each.kind}

    def _local(self, thing: Json, key: str) -> str:
        localised: Any = thing.get(f"{key}_localizations") or {}
        return str(localised.get(self.locale) or thing[key])
