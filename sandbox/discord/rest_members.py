"""REST: members of a guild: look up, change, give roles, time out, kick, ban."""

from datetime import datetime, timedelta

from sandbox.discord.build import remove_member
from sandbox.discord.call import Call, must_outrank, page
from sandbox.discord.checks import check_text
from sandbox.discord.entities import Guild, Member, Role
from sandbox.discord.events import MEMBERS
from sandbox.discord.payloads import member_json, user_json
from sandbox.discord.routes import Route
from sandbox.discord.wire import ApiError, Json, Problem, forbidden, invalid, refuse, unknown
from sandbox.discord.world import member_of

MAX_TIMEOUT = timedelta(days=28)


def list_members(call: Call) -> list[Json]:
    guild = call.guild()
    if not call.application.privileged_intents & MEMBERS:
        raise forbidden(50001)
    return [member_json(guild.members[user_id]) for user_id in page(call, guild.members, 1)]


def search_members(call: Call) -> list[Json]:
    prefix = call.query.get("query", "").casefold()
    names = [m for m in call.guild().members.values() if (m.nick or m.user.name).casefold().startswith(prefix)]
    return [member_json(member) for member in names[: call.limit(1, 1000)]]


def read_member(call: Call) -> Json:
    return member_json(member_of(call.guild(), call.id("user_id")))


def change_member(call: Call) -> Json:
    guild = call.guild()
    member = member_of(guild, call.id("user_id"))
    if "nick" in call.body:
        _rename(call, guild, member)
    if "communication_disabled_until" in call.body:
        _time_out(call, guild, member)
    if call.body.get("roles") is not None:
        _set_roles(call, guild, member)
    call.world.publish_in_guild("GUILD_MEMBER_UPDATE", guild, member)
    return member_json(member)


def _rename(call: Call, guild: Guild, member: Member) -> None:
    refuse(check_text("nick", call.body["nick"], 0, 32))
    if member.user is not call.user:
        call.guild("MANAGE_NICKNAMES")
        must_outrank(call, guild, member)
    member.nick = call.body["nick"] or None


def _time_out(call: Call, guild: Guild, member: Member) -> None:
    call.guild("MODERATE_MEMBERS")
    must_outrank(call, guild, member)
    until = call.body["communication_disabled_until"]
    try:
        moment = datetime.fromisoformat(until) if until else None
    except ValueError as error:
        raise invalid([Problem("communication_disabled_until", "Could not parse as ISO8601.")]) from error
    if moment is not None and moment > call.world.now() + MAX_TIMEOUT:
        raise invalid([Problem("communication_disabled_until", "Must be within 28 days.")])
    member.timeout_until = moment


def _set_roles(call: Call, guild: Guild, member: Member) -> None:
    wanted = {int(one) for one in call.body["roles"]}
    for role_id in wanted ^ set(member.roles):
        _may_give(call, guild, role_id)
    member.roles = sorted(wanted)


def _may_give(call: Call, guild: Guild, role_id: int) -> Role:
    call.guild("MANAGE_ROLES")
    role = guild.roles.get(role_id)
    if role is None:
        raise unknown("role")
    must_outrank(call, guild, role)
    if role.bot_id is not None:
        raise ApiError(403, 50028, "Invalid Role")
    return role


def give_role(call: Call) -> None:
    guild = call.guild()
    member = member_of(guild, call.id("user_id"))
    role = _may_give(call, guild, call.id("role_id"))
    if role.id not in member.roles:
        member.roles.append(role.id)
        call.world.publish_in_guild("GUILD_MEMBER_UPDATE", guild, member)


def take_role(call: Call) -> None:
    guild = call.guild()
    member = member_of(guild, call.id("user_id"))
    role = _may_give(call, guild, call.id("role_id"))
    if role.id in member.roles:
        member.roles.remove(role.id)
        call.world.publish_in_guild("GUILD_MEMBER_UPDATE", guild, member)


def kick(call: Call) -> None:
    guild = call.guild("KICK_MEMBERS")
    member = member_of(guild, call.id("user_id"))
    must_outrank(call, guild, member)
    remove_member(call.world, guild, member.user)


def ban(call: Call) -> None:
    guild = call.guild("BAN_MEMBERS")
    user = call.world.user(call.id("user_id"))
    if user.id in guild.members:
        must_outrank(call, guild, guild.members[user.id])
    guild.bans[user.id] = call.reason
    call.world.publish_in_guild("GUILD_BAN_ADD", guild, user)
    remove_member(call.world, guild, user)


def unban(call: Call) -> None:
    guild = call.guild("BAN_MEMBERS")
    user_id = call.id("user_id")
    if user_id not in guild.bans:
        raise unknown("ban")
    del guild.bans[user_id]
    call.world.publish_in_guild("GUILD_BAN_REMOVE", guild, call.world.user(user_id))


def list_bans(call: Call) -> list[Json]:
    guild = call.guild("BAN_MEMBERS")
    return [
        {"user": user_json(call.world.user(one)), "reason": guild.bans[one]} for one in page(call, guild.bans, 1000)
    ]


def read_ban(call: Call) -> Json:
    guild = call.guild("BAN_MEMBERS")
    user_id = call.id("user_id")
    if user_id not in guild.bans:
        raise unknown("ban")
    return {"user": user_json(call.world.user(user_id)), "reason": guild.bans[user_id]}


GUILD = "/guilds/{guild_id}"
MEMBER = f"{GUILD}/members/{{user_id}}"
BAN = f"{GUILD}/bans/{{user_id}}"

ROUTES = (
    Route("GET", f"{GUILD}/members", list_members),
    Route("GET", f"{GUILD}/members/search", search_members),
    Route("GET", MEMBER, read_member),
    Route("PATCH", MEMBER, change_member),
    Route("DELETE", MEMBER, kick),
    Route("PUT", f"{MEMBER}/roles/{{role_id}}", give_role),
    Route("DELETE", f"{MEMBER}/roles/{{role_id}}", take_role),
    Route("GET", f"{GUILD}/bans", list_bans),
    Route("GET", BAN, read_ban),
    Route("PUT", BAN, ban),
    Route("DELETE", BAN, unban),
)
