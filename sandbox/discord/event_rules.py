"""What Discord accepts as a scheduled event, and who may hold one where. Checks only; changes nothing."""

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sandbox.discord.checks import check_text
from sandbox.discord.entities import ChannelKind, Guild
from sandbox.discord.recurrence import check_recurrence
from sandbox.discord.wire import ApiError, Json, Problem
from sandbox.discord.world import World

STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
NEXT_STATUS = {SCHEDULED: {SCHEDULED, ACTIVE, CANCELED}, ACTIVE: {ACTIVE, COMPLETED}}
CHANNEL_KINDS = {STAGE: ChannelKind.STAGE, VOICE: ChannelKind.VOICE}
MAX_UPCOMING = 100
FINISHED = ApiError(400, 180000, "Cannot update a finished event")
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
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)")


def moment(text: Any) -> datetime | None:
    """The moment of an ISO 8601 text with its offset; None for anything else."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def check_event(world: World, guild: Guild, fields: Json, changed: Json) -> Iterator[Problem]:
    """What is wrong with an event of these fields, of which `changed` are asked for now."""
    yield from check_text("name", fields.get("name"), 1, 100)
    yield from check_text("description", fields.get("description"), 0, 1000)
    start, end = moment(fields.get("scheduled_start_time")), moment(fields.get("scheduled_end_time"))
    if start is None:
        yield Problem("scheduled_start_time", "Could not parse as ISO8601.", "DATE_TIME_TYPE_PARSE")
    elif "scheduled_start_time" in changed and start <= world.now():
        yield Problem(
            "scheduled_start_time", "Cannot schedule event in the past.", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST"
        )
    if end is None and fields.get("scheduled_end_time") is not None:
        yield Problem("scheduled_end_time", "Could not parse as ISO8601.", "DATE_TIME_TYPE_PARSE")
    if start and end and end <= start:
        yield Problem("scheduled_end_time", "Must be after the start.", "GUILD_SCHEDULED_EVENT_END")
    if fields.get("privacy_level") != 2:
        yield Problem("privacy_level", "Value must be one of {2}.", "BASE_TYPE_CHOICES")
    if changed.get("image") and picture_of(changed["image"]) is None:
        yield Problem("image", "Invalid image data.", "IMAGE_INVALID")
    yield from check_recurrence(changed.get("recurrence_rule"))
    yield from _check_place(guild, fields)


def _check_place(guild: Guild, fields: Json) -> Iterator[Problem]:
    kind = fields.get("entity_type")
    if kind == EXTERNAL:
        yield from check_text("entity_metadata.location", (fields.get("entity_metadata") or {}).get("location"), 1, 100)
        if fields.get("scheduled_end_time") is None:
            yield Problem("scheduled_end_time", "This field is required", "BASE_TYPE_REQUIRED")
        if fields.get("channel_id"):
            yield Problem("channel_id", "An external event has no channel.", "GUILD_SCHEDULED_EVENT_CHANNEL")
    elif kind in CHANNEL_KINDS:
        channel = guild.channels.get(int(fields.get("channel_id") or 0))
        if not fields.get("channel_id"):
            yield Problem("channel_id", "This field is required", "BASE_TYPE_REQUIRED")
        elif channel is None or channel.kind is not CHANNEL_KINDS[kind]:
            yield Problem("channel_id", "Not a channel for events of this type.", "GUILD_SCHEDULED_EVENT_CHANNEL")
    else:
        yield Problem("entity_type", "Value must be one of {1, 2, 3}.", "BASE_TYPE_CHOICES")


def check_status(before: int, after: Any) -> Iterator[Problem]:
    if after not in NEXT_STATUS.get(before, ()):
        yield Problem("status", "Invalid status transition.", "GUILD_SCHEDULED_EVENT_STATUS")


def picture_of(data: Any) -> tuple[str, bytes] | None:
    """The kind (png, jpeg, gif, webp) and the content of a picture sent as a data address; None if it is none."""
    found = _PICTURE.fullmatch(data) if isinstance(data, str) else None
    if found is None:
        return None
    try:
        return found[1], base64.b64decode(found[2], validate=True)
    except binascii.Error:
        return None
