"""REST: scheduled events of a guild."""

import hashlib
from typing import Any

from sandbox.discord.call import Call, page
from sandbox.discord.entities import Guild, ScheduledEvent
from sandbox.discord.event_rules import BLANK, FINISHED, MAX_UPCOMING, SCHEDULED, check_event, check_status, picture_of
from sandbox.discord.events import is_event_seen
from sandbox.discord.message_payloads import event_json
from sandbox.discord.payloads import member_json, user_json
from sandbox.discord.permissions import FLAGS, rights_in_guild
from sandbox.discord.recurrence import whole
from sandbox.discord.routes import Route
from sandbox.discord.wire import ApiError, Json, Problem, forbidden, refuse, unknown
from sandbox.discord.world import member_of


def list_events(call: Call) -> list[Json]:
    """What is to come or going on; what is over is listed no more."""
    guild = call.guild()
    seen = [one for one in guild.events.values() if not one.is_over and is_event_seen(call.world, one, call.user)]
    return [_shown(call, event) for event in seen]


def read_event(call: Call) -> Json:
    return _shown(call, _event(call))


def _shown(call: Call, event: ScheduledEvent) -> Json:
    """The count of people is told only to who asks for it."""
    told = event_json(event)
    if call.query.get("with_user_count", "").lower() not in {"1", "true"}:
        del told["user_count"]
    return told


def _event(call: Call) -> ScheduledEvent:
    event = call.guild().events.get(call.id("event_id"))
    if event is None or not is_event_seen(call.world, event, call.user):
        raise unknown("event")
    return event


def add_event(call: Call) -> Json:
    guild = call.guild("CREATE_EVENTS")
    fields = {**BLANK, **{key: value for key, value in call.body.items() if key != "image"}}
    if fields["status"] != SCHEDULED:
        refuse([Problem("status", "A new event is scheduled.", "BASE_TYPE_CHOICES")])
    refuse(check_event(call.world, guild, fields, call.body))
    _need_channel(call, guild, fields)
    fields["recurrence_rule"] = whole(fields["recurrence_rule"])
    if sum(not one.is_over for one in guild.events.values()) >= MAX_UPCOMING:
        raise ApiError(400, 30038, f"Maximum number of guild scheduled events reached ({MAX_UPCOMING})")
    event = ScheduledEvent(call.world.ids.next(), guild.id, call.user, fields)
    _keep_picture(call, event, call.body)
    guild.events[event.id] = event
    call.world.publish_in_guild("GUILD_SCHEDULED_EVENT_CREATE", guild, event)
    return event_json(event)


def _need_channel(call: Call, guild: Guild, fields: Json) -> None:
    """An event in a channel is for who sees it and may connect there."""
    if fields.get("channel_id"):
        call.need(guild.channels[int(fields["channel_id"])], "CONNECT")


def _keep_picture(call: Call, event: ScheduledEvent, body: Json) -> None:
    if "image" not in body:
        return
    found = picture_of(body["image"])
    if found is None:
        event.fields["image"] = None
        return
    kind, content = found
    digest = hashlib.sha256(content).hexdigest()[:32]
    event.fields["image"] = digest
    call.world.files[f"/cdn/guild-events/{event.id}/{digest}.png"] = (f"image/{kind}", content)


def _owned_event(call: Call) -> ScheduledEvent:
    event, guild = _event(call), call.guild()
    rights = rights_in_guild(guild, member_of(guild, call.user.id))
    needed = FLAGS["MANAGE_EVENTS"] | (FLAGS["CREATE_EVENTS"] if event.creator is call.user else 0)
    if not rights & needed:
        raise forbidden()
    return event


def change_event(call: Call) -> Json:
    event, guild, body = _owned_event(call), call.guild(), call.body
    if event.is_over:
        raise FINISHED
    fields = {**event.fields, **{key: value for key, value in body.items() if key != "image"}}
    refuse([*check_event(call.world, guild, fields, body), *check_status(event.fields["status"], fields["status"])])
    _need_channel(call, guild, fields)
    event.fields = {**fields, "recurrence_rule": whole(fields["recurrence_rule"])}
    _keep_picture(call, event, body)
    call.world.publish_in_guild("GUILD_SCHEDULED_EVENT_UPDATE", guild, event)
    return event_json(event)


def delete_event(call: Call) -> None:
    event = _owned_event(call)
    del call.guild().events[event.id]
    call.world.publish_in_guild("GUILD_SCHEDULED_EVENT_DELETE", call.guild(), event)


def list_interested(call: Call) -> list[Json]:
    event, guild = _event(call), call.guild()
    with_member = call.query.get("with_member", "").lower() in {"1", "true"}
    listed: list[Any] = []
    for user_id in page(call, event.interested, 100):
        entry: Json = {"guild_scheduled_event_id": str(event.id), "user": user_json(call.world.user(user_id))}
        if with_member and user_id in guild.members:
            entry["member"] = member_json(guild.members[user_id])
        listed.append(entry)
    return listed


EVENTS = "/guilds/{guild_id}/scheduled-events"

ROUTES = (
    Route("GET", EVENTS, list_events),
    Route("POST", EVENTS, add_event),
    Route("GET", f"{EVENTS}/{{event_id}}", read_event),
    Route("PATCH", f"{EVENTS}/{{event_id}}", change_event),
    Route("DELETE", f"{EVENTS}/{{event_id}}", delete_event),
    Route("GET", f"{EVENTS}/{{event_id}}/users", list_interested),
)
