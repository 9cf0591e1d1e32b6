"""What the person's client offers: the commands it lists and the options it lets them type. Never talks to the bot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.discord.checks import objects
from sandbox.discord.entities import Application, Channel, User
from sandbox.discord.option_values import Resolved, read_value
from sandbox.discord.permissions import FLAGS
from sandbox.discord.refusals import NotOffered
from sandbox.discord.rules_commands import CHAT_INPUT, GROUP, SUBCOMMAND
from sandbox.discord.wire import Json
from sandbox.discord.world import World

Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offered:
    """A command as found by what the person typed: `steps` are its sub-command options, outermost first."""

    application: Application
    command: Json
    steps: tuple[Json, ...] = ()

    @property
    def options(self) -> list[Json]:
        return objects((self.steps[-1] if self.steps else self.command).get("options"))

    def data(self, options: list[Json], resolved: Resolved) -> Json:
        """The `data` of the interaction."""
        for step in reversed(self.steps):
            options = [{"name": step["name"], "type": step["type"], "options": options}]
        data: Json = {
            "id": self.command["id"],
            "name": self.command["name"],
            "type": self.command["type"],
            "options": options,
        }
        if "guild_id" in self.command:
            data["guild_id"] = self.command["guild_id"]
        if resolved.payload:
            data["resolved"] = resolved.payload
        return data


def called(item: Json, locale: str) -> set[str]:
    """The names under which the client knows it: the canonical one and that of the person's language."""
    return {item["name"], (item.get("name_localizations") or {}).get(locale) or item["name"]}


def listed(world: World, user: User, channel: Channel, kind: int) -> Iterator[tuple[Application, Json]]:
    """Every command the client shows this person here."""
    guild = world.guild_of(channel)
    for application in world.applications.values():
        if guild is not None and application.user.id not in guild.members:
            continue
        if guild is None and application.user not in channel.recipients:
            continue
        scopes = [None] if guild is None else [guild.id, None]
        for scope in scopes:
            for command in application.commands.get(scope, {}).values():
                if command["type"] == kind and _shown(world, user, channel, command):
                    yield application, command


def _shown(world: World, user: User, channel: Channel, command: Json) -> bool:
    contexts = command.get("contexts")
    if channel.guild_id is None:
        return bool(command.get("dm_permission", True)) if contexts is None else 1 in contexts
    if contexts is not None and 0 not in contexts:
        return False
    granted = world.permissions(user, channel)
    asked = command.get("default_member_permissions")
    needed = FLAGS["ADMINISTRATOR"] if asked == "0" else int(asked or 0)
    return bool(granted & FLAGS["USE_APPLICATION_COMMANDS"]) and not needed & ~granted


def find_command(world: World, user: User, channel: Channel, typed: str) -> Offered:
    """The command typed as `/vote open`; raises NotOffered when the client lists nothing of that name."""
    words = typed.removeprefix("/").split()
    for application, command in listed(world, user, channel, CHAT_INPUT):
        if words and words[0] in called(command, user.locale):
            return _descend(Offered(application, command), words[1:], user.locale)
    raise NotOffered(f"no command /{' '.join(words)} is offered to {user.name} here")


def _descend(offered: Offered, words: list[str], locale: str) -> Offered:
    steps: list[Json] = []
    for word in words:
        inside = objects((steps[-1] if steps else offered.command).get("options"))
        found = [one for one in inside if one["type"] in {SUBCOMMAND, GROUP} and word in called(one, locale)]
        if not found:
            raise NotOffered(f"/{offered.command['name']} has no sub-command {word!r}")
        steps.append(found[0])
    complete = Offered(offered.application, offered.command, tuple(steps))
    if any(option["type"] in {SUBCOMMAND, GROUP} for option in complete.options):
        raise NotOffered(f"/{offered.command['name']} {' '.join(words)} needs a sub-command")
    return complete


def find_menu(world: World, user: User, channel: Channel, kind: int, name: str) -> Offered:
    """The user (2) or message (3) context menu entry of that name."""
    for application, command in listed(world, user, channel, kind):
        if name in called(command, user.locale):
            return Offered(application, command)
    raise NotOffered(f"no menu entry {name!r} is offered to {user.name} here")


def read_options(offered: Offered, given: Options, resolved: Resolved, focused: str | None = None) -> list[Json]:
    """What is sent for the options typed. With `focused` (autocomplete) nothing is required and it is not checked.

    Raises NotOffered for unknown or missing options and for values the client does not accept.
    """
    known = {name: option for option in offered.options for name in called(option, resolved.user.locale)}
    for name in given:
        if name not in known:
            raise NotOffered(f"/{offered.command['name']} has no option {name!r}")
    values = {known[name]["name"]: value for name, value in given.items()}
    sent = []
    for option in offered.options:
        name = option["name"]
        if name in values:
            is_focused = focused is not None and known[focused]["name"] == name
            value = values[name] if is_focused else read_value(option, values[name], resolved)
            sent.append(
                {"name": name, "type": option["type"], "value": value} | ({"focused": True} if is_focused else {})
            )
        elif option.get("required") and focused is None:
            raise NotOffered(f"option {name!r} of /{offered.command['name']} is required")
    return sent
