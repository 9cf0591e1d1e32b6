"""Dates told in words, by Babel's data with the corrections French asks for; must not read dates."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from functools import lru_cache

from babel.dates import format_date, format_time

_NARROW = "\u202f"


@lru_cache(maxsize=1024)
def tell_moment(at: datetime, locale: str, zone: tzinfo) -> str:
    """Return weekday, day, month, year and hour, such as "mardi 1er décembre 2026 à 19 h 30"."""
    local = at.astimezone(zone)
    if locale == "fr":
        day = re.sub(r"\b1 ", "1er ", format_date(local, "EEEE d MMMM y", locale="fr"), count=1)
        return f"{day} à {tell_time(local, locale)}"
    day = format_date(local, "EEEE d MMMM y", locale="en_GB")
    return f"{day} at {tell_time(local, locale)}"


def tell_time(local: datetime, locale: str) -> str:
    """Return the hour as it is written: "19 h 30" in French, with narrow no-break spaces, "19:30" in English."""
    if locale == "fr":
        minutes = f"{_NARROW}{local.minute:02d}" if local.minute else ""
        return f"{local.hour}{_NARROW}h{minutes}"
    return format_time(local, "HH:mm", locale="en_GB")
