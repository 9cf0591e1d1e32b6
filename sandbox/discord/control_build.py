"""The building acts of the control endpoint: JSON in, the id of what was built out."""

from collections.abc import Callable

from sandbox.discord.build import ChannelPlan
from sandbox.discord.control_acts import Desk
from sandbox.discord.entities import ChannelKind, Role, User
from sandbox.discord.permissions import flags
from sandbox.discord.wire import Json


def _guild(desk: Desk, body: Json) -> Json:
    owner = desk.directory.user(body["owner"]) if body.get("owner") else None
    return {"id": str(desk.sandbox.build.add_guild(body["name"], body.get("locale", "fr"), owner).id)}


def _channel(desk: Desk, body: Json) -> Json:
    kind = ChannelKind[body.get("kind", "text").upper()]
    plan = ChannelPlan(kind, body.get("topic"), tags=tuple(body.get("tags") or ()))
    return {"id": str(desk.sandbox.build.add_channel(desk.directory.guild(body["guild"]), body["name"], plan).id)}


def _role(desk: Desk, body: Json) -> Json:
    rights = flags(*body.get("rights", ()))
    return {"id": str(desk.sandbox.build.add_role(desk.directory.guild(body["guild"]), body["name"], rights).id)}


def _user(desk: Desk, body: Json) -> Json:
    user = desk.sandbox.build.add_user(body["name"], body.get("global_name"), body.get("locale", "fr"))
    user.accepts_dms = body.get("accepts_dms", True)
    return {"id": str(user.id)}


def _join(desk: Desk, body: Json) -> Json:
    guild, user = desk.directory.guild(body["guild"]), desk.directory.user(body["user"])
    desk.sandbox.build.join(guild, user, *(desk.directory.role(guild, role) for role in body.get("roles", ())))
    return {"members": len(guild.members)}


def _leave(desk: Desk, body: Json) -> Json:
    guild = desk.directory.guild(body["guild"])
    desk.sandbox.build.leave(guild, desk.directory.user(body["user"]))
    return {"members": len(guild.members)}


def _rights(desk: Desk, body: Json) -> Json:
    guild = desk.directory.guild(body["guild"])
    who: User | Role = (
        desk.directory.user(body["user"]) if "user" in body else desk.directory.role(guild, body.get("role", guild.id))
    )
    place = desk.directory.channel(body["channel"]) if "channel" in body else guild
    allow, deny = flags(*body.get("allow", ())), flags(*body.get("deny", ()))
    desk.sandbox.build.set_rights(place, who, allow=allow, deny=deny)
    return {"id": str(who.id)}


BUILDS: dict[str, Callable[[Desk, Json], Json]] = {
    "guild": _guild,
    "channel": _channel,
    "role": _role,
    "user": _user,
    "join": _join,
    "leave": _leave,
    "rights": _rights,
}
