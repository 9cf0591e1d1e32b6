"""REST: an application's commands, global (guild None) and per guild."""

from typing import Any

from sandbox.discord.call import Call
from sandbox.discord.checks import objects
from sandbox.discord.routes import Route
from sandbox.discord.rules_commands import CHAT_INPUT, CREATIONS_A_DAY, PER_SCOPE, check_command, check_set
from sandbox.discord.wire import ApiError, Json, Problem, forbidden, invalid, refuse, unknown

LOCALISED = ("name_localizations", "description_localizations")
Scope = dict[int, Json]


def _scope(call: Call) -> tuple[int | None, Scope]:
    """The caller's own commands in the guild of the path, or the global ones."""
    if call.id("application_id") != call.application.id:
        raise forbidden(20012)
    guild_id = call.id("guild_id") if "guild_id" in call.names else None
    if guild_id is not None and call.user.id not in call.world.guild(guild_id).members:
        raise forbidden(50001)
    return guild_id, call.application.commands.setdefault(guild_id, {})


def _command(call: Call) -> Json:
    command = _scope(call)[1].get(call.id("command_id"))
    if command is None:
        raise unknown("command")
    return command


def list_commands(call: Call) -> list[Json]:
    full = call.query.get("with_localizations", "").lower() in {"1", "true"}
    commands = list(_scope(call)[1].values())
    return commands if full else [_without_localisations(command) for command in commands]


def read_command(call: Call) -> Json:
    return _command(call)


def replace_commands(call: Call) -> list[Json]:
    guild_id, scope = _scope(call)
    if not isinstance(call.json, list):
        raise invalid([Problem("", "Only iterables may be used in a ListType", "LIST_TYPE_CONVERT")])
    commands = objects(call.json)
    _refuse_too_many(commands)
    refuse(check_set(commands))
    known = {_key(command): command for command in scope.values()}
    fresh = [command for command in commands if _key(command) not in known]
    _count_creations(call, guild_id, fresh)
    scope.clear()
    for command in commands:
        _keep(call, guild_id, scope, command, known.get(_key(command)))
    return list(scope.values())


def create_command(call: Call) -> Json:
    guild_id, scope = _scope(call)
    refuse(check_command(call.body))
    previous = next((one for one in scope.values() if _key(one) == _key(call.body)), None)
    if previous is None:
        _refuse_too_many([*scope.values(), call.body])
        _count_creations(call, guild_id, [call.body])
    return _keep(call, guild_id, scope, call.body, previous)


def edit_command(call: Call) -> Json:
    guild_id, scope = _scope(call)
    previous = _command(call)
    changed = {**previous, **call.body}
    refuse(check_command(changed))
    return _keep(call, guild_id, scope, changed, previous)


def delete_command(call: Call) -> None:
    del _scope(call)[1][int(_command(call)["id"])]


def _key(command: Json) -> tuple[int, Any]:
    return command.get("type") or CHAT_INPUT, command.get("name")


def _refuse_too_many(commands: list[Json]) -> None:
    for kind, most in PER_SCOPE.items():
        if sum(_key(command)[0] == kind for command in commands) > most:
            message = f"Maximum number of application commands reached ({most})"
            raise ApiError(400, 30032, message, broken_rule=f"more than {most} commands of type {kind}")


def _count_creations(call: Call, guild_id: int | None, fresh: list[Json]) -> None:
    day = (guild_id, call.world.now().date().isoformat())
    count = call.application.creations.get(day, 0) + len(fresh)
    if count > CREATIONS_A_DAY:
        raise ApiError(
            400,
            30034,
            "Max number of daily application command creates has been reached (200)",
            broken_rule="daily creates",
        )
    call.application.creations[day] = count


def _keep(call: Call, guild_id: int | None, scope: Scope, command: Json, previous: Json | None) -> Json:
    ids = call.world.ids
    kept: Json = {
        "default_member_permissions": None,
        "dm_permission": True,
        "nsfw": False,
        "contexts": None,
        "integration_types": [0],
        "description": "",
        "name_localizations": None,
        "description_localizations": None,
        **command,
        "id": previous["id"] if previous else str(ids.next()),
        "application_id": str(call.application.id),
        "version": str(ids.next()),
        "type": command.get("type") or CHAT_INPUT,
    }
    kept["options"] = [_plain(option) for option in objects(command.get("options"))]
    if guild_id is not None:
        kept["guild_id"] = str(guild_id)
    scope[int(kept["id"])] = kept
    call.world.publish("SANDBOX_COMMANDS", None, call.application)
    return kept


def _plain(option: Json) -> Json:
    """An option as Discord gives it back: what is false or empty is left out."""
    kept = {key: value for key, value in option.items() if value not in (False, None, []) or key in LOCALISED}
    if "options" in option:
        kept["options"] = [_plain(inner) for inner in objects(option["options"])]
    return kept


def _without_localisations(item: Json) -> Json:
    kept = {key: value for key, value in item.items() if key not in LOCALISED}
    for key in ("options", "choices"):
        if key in kept:
            kept[key] = [_without_localisations(inner) for inner in kept[key]]
    return kept


def _both(method: str, tail: str, handle: Any) -> tuple[Route, Route]:
    application = "/applications/{application_id}"
    return (
        Route(method, f"{application}/commands{tail}", handle),
        Route(method, f"{application}/guilds/{{guild_id}}/commands{tail}", handle),
    )


ROUTES = (
    *_both("GET", "", list_commands),
    *_both("PUT", "", replace_commands),
    *_both("POST", "", create_command),
    *_both("GET", "/{command_id}", read_command),
    *_both("PATCH", "/{command_id}", edit_command),
    *_both("DELETE", "/{command_id}", delete_command),
)
