"""REST: the caller itself, other users, direct messages, and where the gateway is."""

from sandbox.discord.build import remove_member
from sandbox.discord.call import Call
from sandbox.discord.payloads import application_json, channel_json, own_user_json, user_json
from sandbox.discord.permissions import rights_in_guild
from sandbox.discord.routes import Route
from sandbox.discord.wire import ApiError, Json, Problem, invalid


def read_gateway(call: Call) -> Json:
    return {"url": call.backend.gateway.url}


def read_gateway_for_bot(call: Call) -> Json:
    _ = call.application
    return {
        "url": call.backend.gateway.url,
        "shards": 1,
        "session_start_limit": {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1},
    }


def read_self(call: Call) -> Json:
    return own_user_json(call.user)


def rename_self(call: Call) -> Json:
    name = call.body.get("username", call.user.name)
    if not isinstance(name, str) or not 2 <= len(name) <= 32:
        raise invalid([Problem("username", "Must be between 2 and 32 in length.", "BASE_TYPE_BAD_LENGTH")])
    call.user.name = name
    return own_user_json(call.user)


def read_application(call: Call) -> Json:
    return application_json(call.application)


def read_user(call: Call) -> Json:
    return user_json(call.world.user(call.id("user_id")))


def open_dm(call: Call) -> Json:
    recipient = call.world.users.get(int(call.body.get("recipient_id") or 0))
    if recipient is None or recipient is call.user:
        raise ApiError(400, 50033, "Invalid Recipient(s)")
    return channel_json(call.world.dm_between(call.user, recipient))


def list_guilds(call: Call) -> list[Json]:
    own = [guild for guild in call.world.guilds.values() if call.user.id in guild.members]
    return [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(rights_in_guild(guild, guild.members[call.user.id])),
            "features": ["COMMUNITY"],
        }
        for guild in own
    ]


def leave_guild(call: Call) -> None:
    remove_member(call.world, call.guild(), call.user)


ROUTES = (
    Route("GET", "/gateway", read_gateway, open_to_all=True),
    Route("GET", "/gateway/bot", read_gateway_for_bot),
    Route("GET", "/users/@me", read_self),
    Route("PATCH", "/users/@me", rename_self),
    Route("GET", "/applications/@me", read_application),
    Route("GET", "/oauth2/applications/@me", read_application),
    Route("GET", "/users/{user_id}", read_user),
    Route("POST", "/users/@me/channels", open_dm),
    Route("GET", "/users/@me/guilds", list_guilds),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
)
