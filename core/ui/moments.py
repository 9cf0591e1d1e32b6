"""Reads a moment somebody typed, in French or English; must not decide whether it suits.

The hour is read here ("18h", "20 h 30", "8:30pm", "midi"), the day by dateparser ("demain", "vendredi", "25/12/2026",
"in 3 days"), which is imported at the first use and runs in a thread, because it loads its languages slowly.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_HOUR = re.compile(
    r"(?:\b(?:à|a|at|vers|pour|by)\s+)?\b(?P<hour>\d{1,2})\s*"
    r"(?:h(?:eures?)?\s*(?P<min_h>\d{2})?|:(?P<min_c>\d{2})(?::\d{2})?\s*(?P<half_c>am|pm)?|(?P<half>am|pm))(?![\w])",
    re.IGNORECASE,
)
_DURATION = re.compile(r"(?:dans|in|d['’]ici)\s+(?P<rest>.*)", re.IGNORECASE)
_HOURS_AND_MINUTES = re.compile(r"(\d{1,3})\s*h(?:eures?|ours?)?\s*(\d{1,2})?(?:\s*m(?:in(?:utes)?)?)?", re.IGNORECASE)
_AN_HOUR_OF_DAY = re.compile(r"\b(?:à|at)\b", re.IGNORECASE)
_HOUR_SIGN = re.compile(r"\d\s*h\b|\d\s*h\s*\d|\d:\d", re.IGNORECASE)
_NAMED_HOURS = {"midi": 12, "noon": 12, "minuit": 0, "midnight": 0}
_NAMED = re.compile(r"(?:\b(?:à|a|at)\s+)?\b(midi|noon|minuit|midnight)\b", re.IGNORECASE)
_EVENINGS = re.compile(r"\b(?:ce soir|ce midi|cet après-midi|tonight|this evening|this afternoon)\b", re.IGNORECASE)
_NOISE = re.compile(r"\b(?:le|on|prochaine?|the|ce|this|à|at)\b", re.IGNORECASE)
_BARE_HOUR = re.compile(r"\b(?:à|at)\s+\d{1,2}$", re.IGNORECASE)
"""A number that may be an hour of the morning or of the evening, and that would be read as a day of the month."""
_FIRST = re.compile(r"\b1er\b", re.IGNORECASE)
_DEFAULT_HOUR = time(20, 0)
"""When only a day is given: the evening, when clubs meet and the shop has closed."""


async def read_moment(typed: str, now: datetime, zone: str, locale: str) -> datetime | None:
    """Return the UTC moment that is meant, seen from `now` in `zone`, or None when it is not understood."""
    local_now = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    languages = [locale, *({"fr", "en"} - {locale})]
    local = await asyncio.to_thread(_read, typed.strip()[:80], local_now, languages)
    if local is None:
        return None
    if _counts_hours(typed, local - local_now):
        return now.astimezone(UTC) + (local - local_now)
    there = local.replace(tzinfo=ZoneInfo(zone))
    try:
        moment = there.astimezone(UTC)
        # In autumn an hour comes twice: once the first is over, the second is meant.
        return moment if moment > now else there.replace(fold=1).astimezone(UTC)
    except OverflowError:
        return None


def _counts_hours(typed: str, ahead: timedelta) -> bool:
    """Whether a duration is meant by the hour, which a change of clocks does not stretch; days keep their hour."""
    duration = _DURATION.match(typed.strip())
    if duration is None or _AN_HOUR_OF_DAY.search(typed):
        return False
    return ahead < timedelta(days=1) or bool(_HOURS_AND_MINUTES.fullmatch(duration["rest"].strip()))


def _read(typed: str, now: datetime, languages: list[str]) -> datetime | None:
    typed = _FIRST.sub("1", typed.replace("\u202f", " ").replace("\xa0", " "))
    duration = _DURATION.match(typed)
    if duration:
        hours = _HOURS_AND_MINUTES.fullmatch(duration["rest"].strip())
        if hours:
            return now + timedelta(hours=int(hours[1]), minutes=int(hours[2] or 0))
        return _day(typed, now, languages)
    hour, rest = _split_hour(typed)
    if hour is None and (_HOUR_SIGN.search(rest) or _BARE_HOUR.search(rest)):
        return None
    rest = _NOISE.sub(" ", _EVENINGS.sub(" ", rest)).strip(" ,.")
    if not rest:
        return _next(now, hour) if hour else (_next(now, _DEFAULT_HOUR) if _EVENINGS.search(typed) else None)
    day = _day(rest, now, languages)
    if day is None:
        return None
    if hour is None and day.time() not in {time(0, 0), now.time()}:
        return day
    return datetime.combine(day.date(), hour or _DEFAULT_HOUR)


def _split_hour(typed: str) -> tuple[time | None, str]:
    named = _NAMED.search(typed)
    if named:
        return time(_NAMED_HOURS[named[1].lower()]), typed[: named.start()] + " " + typed[named.end() :]
    found = _HOUR.search(typed)
    if not found:
        return None, typed
    hour = int(found["hour"])
    half = (found["half"] or found["half_c"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute = int(found["min_h"] or found["min_c"] or 0)
    if hour > 23 or minute > 59:
        return None, typed
    return time(hour, minute), typed[: found.start()] + " " + typed[found.end() :]


def _next(now: datetime, hour: time) -> datetime:
    today = datetime.combine(now.date(), hour)
    return today if today > now else today + timedelta(days=1)


def _day(typed: str, now: datetime, languages: list[str]) -> datetime | None:
    import dateparser  # noqa: PLC0415 - slow to load and seldom needed

    day: datetime | None = dateparser.parse(
        typed,
        languages=languages,
        settings={"RELATIVE_BASE": now, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"},
    )
    return day
