"""REST: scheduled events of a guild."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sandbox.discord.call import Call, page
from sandbox.discord.checks import check_text
from sandbox.discord.entities import ScheduledEvent
from sandbox.discord.message_payloads import event_json
from sandbox.discord.payloads import member_json, user_json
from sandbox.discord.permissions import FLAGS, rights_in_guild
from sandbox.discord.routes import Route
from sandbox.discord.wire import ApiError, Json, Problem, forbidden, refuse, unknown
from sandbox.discord.world import World, member_of

STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
NEXT_STATUS = {SCHEDULED: {ACTIVE, CANCELED}, ACTIVE: {COMPLETED}, COMPLETED: set(), CANCELED: set()}
MAX_UPCOMING = 100
BLANK: Json = {
    "channel_id": None,
    "description": None,
    "scheduled_end_time": None,
    "entity_metadata": None,
    "entity_id": None,
    "status": SCHEDULED,
    "privacy_level": 2,
    "image": None,
    "recurrence_rule": None,
}


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _check_event(world: World, fields: Json, *, is_new: bool) -> Iterator[Problem]:
    yield from check_text("name", fields.get("name"), 1, 100)
    yield from check_text("description", fields.get("description"), 0, 1000)
    start, end = _moment(fields.get("scheduled_start_time")), _moment(fields.get("scheduled_end_time"))
    if start is None:
        yield Problem("scheduled_start_time", "Could not parse as ISO8601.", "DATE_TIME_TYPE_PARSE")
    elif is_new and start <= world.now():
        yield Problem(
            "scheduled_start_time", "Cannot schedule event in the past.", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST"
        )
    if start and end and end <= start:
        yield Problem("scheduled_end_time", "Must be after the start.", "GUILD_SCHEDULED_EVENT_END")
    if fields.get("privacy_level") != 2:
        yield Problem("privacy_level", "Value must be one of {2}.", "BASE_TYPE_CHOICES")
    yield from _check_place(fields, end)


def _check_place(fields: Json, end: datetime | None) -> Iterator[Problem]:
    kind = fields.get("entity_type")
    location = (fields.get("entity_metadata") or {}).get("location")
    if kind == EXTERNAL:
        yield from check_text("entity_metadata.location", location, 1, 100)
        if end is None:
            yield Problem("scheduled_end_time", "This field is required", "BASE_TYPE_REQUIRED")
        if fields.get("channel_id"):
            yield Problem("channel_id", "An external event has no channel.", "GUILD_SCHEDULED_EVENT_CHANNEL")
    elif kind in {STAGE, VOICE}:
        if not fields.get("channel_id"):
            yield Problem("channel_id", "This field is required", "BASE_TYPE_REQUIRED")
    else:
        yield Problem("entity_type", "Value must be one of {1, 2, 3}.", "BASE_TYPE_CHOICES")


def list_events(call: Call) -> list[Json]:
    return [event_json(event) for event in call.guild().events.values()]


def read_event(call: Call) -> Json:
    return event_json(_event(call))


def _event(call: Call) -> ScheduledEvent:
    event = call.guild().events.get(call.id("event_id"))
    if event is None:
        raise unknown("event")
    return event


def add_event(call: Call) -> Json:
    guild = call.guild("CREATE_EVENTS")
    fields = {**BLANK, **{key: value for key, value in call.body.items() if key != "image"}}
    refuse(_check_event(call.world, fields, is_new=True))
    upcoming = [one for one in guild.events.values() if one.fields["status"] in {SCHEDULED, ACTIVE}]
    if len(upcoming) >= MAX_UPCOMING:
        raise ApiError(400, 30038, "Maximum number of guild scheduled events reached (100)")
    event = ScheduledEvent(call.world.ids.next(), guild.id, call.user, fields)
    guild.events[event.id] = event
    call.world.publish_in_guild("GUILD_SCHEDULED_EVENT_CREATE", guild, event)
    return event_json(event)


def _owned_event(call: Call) -> ScheduledEvent:
    event, guild = _event(call), call.guild()
    rights = rights_in_guild(guild, member_of(guild, call.user.id))
    needed = "CREATE_EVENTS" if event.creator is call.user else "MANAGE_EVENTS"
    if not rights & FLAGS[needed]:
        raise forbidden()
    return event


def change_event(call: Call) -> Json:
    event = _owned_event(call)
    before = event.fields["status"]
    fields = {**event.fields, **{key: value for key, value in call.body.items() if key != "image"}}
    refuse(_check_event(call.world, fields, is_new=False))
    if fields["status"] != before and fields["status"] not in NEXT_STATUS[before]:
        refuse([Problem("status", "Invalid status transition.", "GUILD_SCHEDULED_EVENT_STATUS")])
    event.fields = fields
    call.world.publish_in_guild("GUILD_SCHEDULED_EVENT_UPDATE", call.guild(), event)
    return event_json(event)


def delete_event(call: Call) -> None:
    event = _owned_event(call)
    del call.guild().events[event.id]
    call.world.publish_in_guild("GUILD_SCHEDULED_EVENT_DELETE", call.guild(), event)


def list_interested(call: Call) -> list[Json]:
    event, guild = _event(call), call.guild()
    with_member = call.query.get("with_member", "").lower() in {"1", "true"}
    listed = []
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
