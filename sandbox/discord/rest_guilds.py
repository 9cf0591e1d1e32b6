"""REST: a guild itself and its roles."""

from typing import Any

from sandbox.discord.build import create_role
from sandbox.discord.call import Call, must_outrank
from sandbox.discord.checks import check_number, check_text, objects
from sandbox.discord.entities import Guild, Role
from sandbox.discord.payloads import guild_json, role_json
from sandbox.discord.permissions import rights_in_guild
from sandbox.discord.routes import Route
from sandbox.discord.wire import ApiError, Json, forbidden, refuse, unknown
from sandbox.discord.world import member_of

MAX_ROLES = 250


def read_guild(call: Call) -> Json:
    return guild_json(call.guild())


def list_roles(call: Call) -> list[Json]:
    return [role_json(role) for role in call.guild().roles.values()]


def read_role(call: Call) -> Json:
    return role_json(_role(call, call.guild()))


def _role(call: Call, guild: Guild) -> Role:
    role = guild.roles.get(call.id("role_id"))
    if role is None:
        raise unknown("role")
    return role


def _refuse_bad_role(call: Call, guild: Guild) -> int | None:
    """The permissions asked for, if any; a role cannot grant what its maker does not have."""
    body = call.body
    refuse([*check_text("name", body.get("name"), 0, 100), *check_number("color", body.get("color"), 0, 0xFFFFFF)])
    if body.get("permissions") is None:
        return None
    asked = int(body["permissions"])
    if asked & ~rights_in_guild(guild, member_of(guild, call.user.id)):
        raise forbidden()
    return asked


def _paint(role: Role, body: Json) -> None:
    colors: Any = body.get("colors") or {}
    role.color = colors.get("primary_color") or body.get("color", role.color) or 0
    role.hoist = bool(body.get("hoist", role.hoist))
    role.mentionable = bool(body.get("mentionable", role.mentionable))


def add_role(call: Call) -> Json:
    guild = call.guild("MANAGE_ROLES")
    asked = _refuse_bad_role(call, guild)
    if len(guild.roles) >= MAX_ROLES:
        raise ApiError(400, 30005, f"Maximum number of guild roles reached ({MAX_ROLES})")
    role = create_role(call.world, guild, call.body.get("name") or "new role", asked or 0)
    for other in guild.roles.values():
        other.position += other.id != guild.id and other is not role
    role.position = 1
    _paint(role, call.body)
    call.world.publish_in_guild("GUILD_ROLE_CREATE", guild, role)
    return role_json(role)


def change_role(call: Call) -> Json:
    guild = call.guild("MANAGE_ROLES")
    role = _role(call, guild)
    must_outrank(call, guild, role)
    asked = _refuse_bad_role(call, guild)
    role.permissions = role.permissions if asked is None else asked
    role.name = call.body.get("name") or role.name
    _paint(role, call.body)
    call.world.publish_in_guild("GUILD_ROLE_UPDATE", guild, role)
    return role_json(role)


def delete_role(call: Call) -> None:
    guild = call.guild("MANAGE_ROLES")
    role = _role(call, guild)
    must_outrank(call, guild, role)
    if role.bot_id is not None or role.id == guild.id:
        raise ApiError(400, 50028, "Invalid Role")
    del guild.roles[role.id]
    for member in guild.members.values():
        if role.id in member.roles:
            member.roles.remove(role.id)
    call.world.publish_in_guild("GUILD_ROLE_DELETE", guild, role)


def move_roles(call: Call) -> list[Json]:
    guild = call.guild("MANAGE_ROLES")
    for move in objects(call.json):
        role = guild.roles.get(int(move["id"]))
        if role is None:
            raise unknown("role")
        must_outrank(call, guild, role)
        role.position = move.get("position") or role.position
        call.world.publish_in_guild("GUILD_ROLE_UPDATE", guild, role)
    return list_roles(call)


GUILD = "/guilds/{guild_id}"

ROUTES = (
    Route("GET", GUILD, read_guild),
    Route("GET", f"{GUILD}/roles", list_roles),
    Route("POST", f"{GUILD}/roles", add_role),
    Route("PATCH", f"{GUILD}/roles", move_roles),
    Route("GET", f"{GUILD}/roles/{{role_id}}", read_role),
    Route("PATCH", f"{GUILD}/roles/{{role_id}}", change_role),
    Route("DELETE", f"{GUILD}/roles/{{role_id}}", delete_role),
)
