"""REST: channels of a guild: read, create, change, delete, overwrite permissions. Threads have their own table."""

from typing import Any

from sandbox.discord.build import ChannelPlan, create_channel
from sandbox.discord.call import Call
from sandbox.discord.checks import check_count, check_number, check_text, objects
from sandbox.discord.entities import THREADS, Channel, ChannelKind, Overwrite
from sandbox.discord.payloads import channel_json
from sandbox.discord.rest_threads import change_thread
from sandbox.discord.routes import Route
from sandbox.discord.wire import ApiError, Json, Problem, invalid, refuse

MAX_SLOWMODE_S = 21600
MAX_CHANNELS = 500
CREATABLE = frozenset({0, 2, 4, 5, 13, 15})
SETTINGS = (
    "default_auto_archive_duration",
    "default_thread_rate_limit_per_user",
    "default_sort_order",
    "default_forum_layout",
    "default_reaction_emoji",
    "flags",
)


def list_channels(call: Call) -> list[Json]:
    guild = call.guild()
    return [channel_json(channel) for channel in guild.channels.values() if channel.kind not in THREADS]


def read_channel(call: Call) -> Json:
    return channel_json(call.channel())


def add_channel(call: Call) -> Json:
    guild, body = call.guild("MANAGE_CHANNELS"), call.body
    _refuse_bad_channel(body, is_new=True)
    if len(guild.channels) >= MAX_CHANNELS:
        raise ApiError(400, 30013, f"Maximum number of guild channels reached ({MAX_CHANNELS})")
    plan = ChannelPlan(ChannelKind(body.get("type") or 0))
    channel = create_channel(call.world, guild, _channel_name(body), plan)
    _apply(call, channel, body)
    call.world.publish("CHANNEL_CREATE", channel, channel)
    return channel_json(channel)


def _channel_name(body: Json) -> str:
    """Discord writes names of text channels in lower case with hyphens."""
    name = str(body["name"])
    return name if body.get("type") in {2, 4, 13} else "-".join(name.lower().split())


def _refuse_bad_channel(body: Json, *, is_new: bool) -> None:
    problems = [] if not is_new and "name" not in body else list(check_text("name", body.get("name"), 1, 100))
    problems += check_number("rate_limit_per_user", body.get("rate_limit_per_user"), 0, MAX_SLOWMODE_S)
    problems += check_text("topic", body.get("topic"), 0, 4096 if body.get("type") == ChannelKind.FORUM else 1024)
    problems += check_count("available_tags", body.get("available_tags") or [], 0, 20)
    for index, tag in enumerate(objects(body.get("available_tags"))):
        problems += check_text(f"available_tags.{index}.name", tag.get("name"), 1, 20)
    if is_new and (body.get("type") or 0) not in CREATABLE:
        problems.append(Problem("type", "Value must be one of the creatable channel types.", "BASE_TYPE_CHOICES"))
    refuse(problems)


def _apply(call: Call, channel: Channel, body: Json) -> None:
    channel.topic = body.get("topic", channel.topic)
    channel.nsfw = bool(body.get("nsfw", channel.nsfw))
    channel.slowmode_s = body.get("rate_limit_per_user", channel.slowmode_s) or 0
    channel.position = body.get("position", channel.position) or 0
    if "parent_id" in body:
        channel.parent_id = int(body["parent_id"]) if body["parent_id"] else None
    if "available_tags" in body:
        channel.tags = [_tag(call, tag) for tag in body["available_tags"]]
    if body.get("permission_overwrites") is not None:
        channel.overwrites = {int(one["id"]): _overwrite(int(one["id"]), one) for one in body["permission_overwrites"]}
    channel.settings |= {key: body[key] for key in SETTINGS if key in body}


def _tag(call: Call, tag: Json) -> Json:
    blank = {"moderated": False, "emoji_id": None, "emoji_name": None}
    return blank | tag | {"id": tag.get("id") or str(call.world.ids.next())}


def _overwrite(target_id: int, body: Json) -> Overwrite:
    return Overwrite(target_id, int(body.get("type") or 0), int(body.get("allow") or 0), int(body.get("deny") or 0))


def change_channel(call: Call) -> Json:
    channel = call.channel()
    if channel.thread is not None:
        return change_thread(call, channel)
    if channel.guild_id is None:
        raise ApiError(403, 50003, "Cannot execute action on a DM channel")
    call.need(channel, "MANAGE_CHANNELS")
    if call.body.get("permission_overwrites") is not None:
        call.need(channel, "MANAGE_ROLES")
    _refuse_bad_channel(call.body, is_new=False)
    if "name" in call.body:
        channel.name = _channel_name({"type": int(channel.kind), **call.body})
    _apply(call, channel, call.body)
    call.world.publish("CHANNEL_UPDATE", channel, channel)
    return channel_json(channel)


def delete_channel(call: Call) -> Json:
    channel = call.channel()
    guild = call.world.guild_of(channel)
    if guild is None:
        return channel_json(channel)
    call.need(channel, "MANAGE_THREADS" if channel.thread else "MANAGE_CHANNELS")
    inside = [one for one in guild.channels.values() if one.parent_id == channel.id and one.thread]
    for gone in (*inside, channel):
        del guild.channels[gone.id], call.world.channels[gone.id]
        call.world.publish_in_guild("THREAD_DELETE" if gone.thread else "CHANNEL_DELETE", guild, gone)
    return channel_json(channel)


def set_overwrite(call: Call) -> None:
    channel = call.channel("MANAGE_ROLES")
    target_id, body = call.id("overwrite_id"), call.body
    if body.get("type") not in {0, 1}:
        raise invalid([Problem("type", "Value must be one of {0, 1}.", "BASE_TYPE_CHOICES")])
    overwrite = _overwrite(target_id, body)
    if (overwrite.allow | overwrite.deny) & ~call.world.permissions(call.user, channel):
        raise ApiError(403, 50013, "Missing Permissions")
    channel.overwrites[target_id] = overwrite
    call.world.publish("CHANNEL_UPDATE", channel, channel)


def delete_overwrite(call: Call) -> None:
    channel = call.channel("MANAGE_ROLES")
    if channel.overwrites.pop(call.id("overwrite_id"), None) is None:
        raise ApiError(404, 10009, "Unknown Overwrite")
    call.world.publish("CHANNEL_UPDATE", channel, channel)


def reorder_channels(call: Call) -> None:
    guild = call.guild("MANAGE_CHANNELS")
    moves: Any = call.json
    for move in objects(moves):
        channel = guild.channels.get(int(move["id"]))
        if channel is not None:
            _apply(call, channel, {key: move[key] for key in ("position", "parent_id") if key in move})
            call.world.publish("CHANNEL_UPDATE", channel, channel)


ROUTES = (
    Route("GET", "/guilds/{guild_id}/channels", list_channels),
    Route("POST", "/guilds/{guild_id}/channels", add_channel),
    Route("PATCH", "/guilds/{guild_id}/channels", reorder_channels),
    Route("GET", "/channels/{channel_id}", read_channel),
    Route("PATCH", "/channels/{channel_id}", change_channel),
    Route("DELETE", "/channels/{channel_id}", delete_channel),
    Route("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", set_overwrite),
    Route("DELETE", "/channels/{channel_id}/permissions/{overwrite_id}", delete_overwrite),
)
