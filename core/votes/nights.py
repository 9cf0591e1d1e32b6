"""When a community sleeps; must not do anything then."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

SEAL = "vote-seal"
QUIET = time(3, 30)
"""After the hour that clocks skip or repeat in most of the world."""


def next_night(after: datetime, zone: str) -> datetime:
    """Return the next quiet hour, strictly after a moment, in a time zone."""
    local = after.astimezone(ZoneInfo(zone))
    tonight = datetime.combine(local.date(), QUIET, local.tzinfo)
    if tonight <= local:
        tonight = datetime.combine(local.date() + timedelta(days=1), QUIET, local.tzinfo)
    return tonight.astimezone(after.tzinfo)
