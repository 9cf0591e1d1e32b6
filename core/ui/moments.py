"""Reads a moment somebody typed, in French or English; must not decide whether it suits.

The hour is read here ("18h", "20 h 30", "8:30pm", "midi"), and a day in numbers ("31/12", "le 12"); other days by
dateparser ("demain", "vendredi", "3 mai", "in 3 days"), which is imported at the first use and runs in a thread,
because it loads its languages slowly.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MONTH = (
    r"(?:janv|f[ée]vr?|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c|jan|feb|mar|apr|may|jun|jul|aug|sep|dec)\w*"
)
_HOUR = re.compile(
    r"(?:\b(?:à|a|at|vers|pour|by)\s+)?\b(?P<hour>\d{1,2})"
    rf"(?:\s*h(?:eures?)?(?:\s*(?P<min_h>\d{{1,2}})(?!\w|\s*(?:/|-|\.\d|{_MONTH}\b)))?"
    r"|\s*:(?P<min_c>\d{2})(?::\d{2})?\s*(?P<half_c>am|pm)?|\.(?P<min_d>1[3-9]|[2-5]\d)(?![.\d])|\s*(?P<half>am|pm))"
    r"(?!\w)",
    re.IGNORECASE,
)
"""What follows "18 h" is its minutes, "18 h 5" too, unless it begins a date: "18 h 5 décembre". What follows a dot is
only where it could be no month."""
_DURATION = re.compile(r"(?:dans|in|d['’]ici)\s+(?P<rest>.*)", re.IGNORECASE)
_HOURS_AND_MINUTES = re.compile(r"(\d{1,3})\s*h(?:eures?|ours?)?\s*(\d{1,2})?(?:\s*m(?:in(?:utes)?)?)?", re.IGNORECASE)
_AN_HOUR_OF_DAY = re.compile(r"\b(?:à|at)\b", re.IGNORECASE)
_HOUR_SIGN = re.compile(r"\d\s*h\b|\d\s*h\s*\d|\d:\d", re.IGNORECASE)
_NAMED_HOURS = {"midi": time(12), "noon": time(12), "minuit": time.max, "midnight": time.max}
"""Midnight with a day is the end of that day, as a closing time is meant: what "00:00" and "12am" begin is the day."""
_NAMED = re.compile(r"(?:\b(?:à|a|at)\s+)?\b(midi|noon|minuit|midnight)\b", re.IGNORECASE)
_EVENINGS = re.compile(
    r"\b(?:(?:ce|au) soir|soir|ce midi|cet après-midi|tonight|(?:this |in the )?evening|this afternoon)\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:soir|après-midi|tonight|evening|afternoon)\b", re.IGNORECASE)
"""Beside these, an hour up to eleven is one of the second half of the day."""
_NOISE = re.compile(r"\b(?:le|on|prochaine?|the|ce|this|à|at)\b", re.IGNORECASE)
_BARE_HOUR = re.compile(
    r"(?:\b(?:à|at)|\b(?:demain|tomorrow|aujourd['’]hui|today|soir|tonight|evening|night))\s+\d{1,2}$", re.IGNORECASE
)
"""A number that may be an hour of the morning or of the evening, and that would be read as a day of the month."""
_WEEKDAYS = {
    name: number
    for names in (
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "monday tuesday wednesday thursday friday saturday sunday",
    )
    for number, name in enumerate(names.split())
}
_DAY_OF_MONTH = re.compile(
    rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?", re.IGNORECASE
)
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NO_DAY = re.compile(r"\d{3,}|.*\ben (?:huit|quinze)", re.IGNORECASE)
"""What dateparser would take for a year, or for the eighth of a month."""
_NAMED_DAY = re.compile(rf"(?:\w+\s+)?(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)\.?", re.IGNORECASE)
_T_OF_ISO = re.compile(r"(?<=\d)T(?=\d)")
_FIRST = re.compile(r"\b1er\b", re.IGNORECASE)
_DEFAULT_HOUR = time(20, 0)
"""When only a day is given: the evening, when clubs meet and the shop has closed."""


async def read_moment(typed: str, now: datetime, zone: str, locale: str) -> datetime | None:
    """Return the UTC moment that is meant, seen from `now` in `zone`, or None when it is not understood."""
    local_now = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    languages = [locale, *({"fr", "en"} - {locale})]
    try:
        local = await asyncio.to_thread(_read, typed.strip()[:80], local_now, languages)
    except OverflowError:
        return None
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
    typed = _T_OF_ISO.sub(" ", _FIRST.sub("1", typed.replace("\u202f", " ").replace("\xa0", " ")))
    duration = _DURATION.match(typed)
    if duration and not _NAMED.search(typed):
        hours = _HOURS_AND_MINUTES.fullmatch(duration["rest"].strip())
        if hours:
            return now + timedelta(hours=int(hours[1]), minutes=int(hours[2] or 0))
        return _parse(typed, now, languages)
    hour, rest = _split_hour(typed)
    if hour is None and (_HOUR_SIGN.search(rest) or _BARE_HOUR.search(rest)):
        return None
    is_evening = bool(_EVENINGS.search(rest))
    rest = _NOISE.sub(" ", _EVENINGS.sub(" ", rest)).strip(" ,.")
    if not rest:
        return _next(now, hour or _DEFAULT_HOUR) if hour or is_evening else None
    return _on_day(" ".join(rest.split()), hour, now, languages)


def _on_day(typed: str, hour: time | None, now: datetime, languages: list[str]) -> datetime | None:
    """Return the hour of the day that is named; a day named without its year, or by its number alone, is to come."""
    at = hour or _DEFAULT_HOUR
    if _NO_DAY.fullmatch(typed):
        return None
    if found := _DAY_OF_MONTH.fullmatch(typed):
        coming = _coming(int(found["day"]), at, now)
        return coming if coming and _falls_on(coming, at, found["weekday"]) else None
    if found := _ISO.fullmatch(typed):
        return _moment(int(found[1]), int(found[2]), int(found[3]), at)
    if found := _NUMBERS.fullmatch(typed):
        return _in_numbers(found, at, now)
    if _NAMED_DAY.fullmatch(typed):
        return _named_day(typed, at, now, languages)
    day = _parse(typed, now, languages)
    if day is None:
        return None
    if hour is None and day.time() not in {time(0, 0), now.time()}:
        return day
    return _at(day, at)


def _split_hour(typed: str) -> tuple[time | None, str]:
    named = _NAMED.search(typed)
    if named:
        return _NAMED_HOURS[named[1].lower()], typed[: named.start()] + " " + typed[named.end() :]
    found = _HOUR.search(typed)
    if not found:
        return None, typed
    hour = int(found["hour"])
    half = (found["half"] or found["half_c"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 0 < hour < 12 and _LATE.search(typed):
        hour += 12
    minute = int(found["min_h"] or found["min_c"] or found["min_d"] or 0)
    if hour > 23 or minute > 59:
        return None, typed
    return time(hour, minute), typed[: found.start()] + " " + typed[found.end() :]


def _at(day: datetime, hour: time) -> datetime:
    """Return the hour of the day, which is the next day's first for the end of a day."""
    if hour != time.max:
        return datetime.combine(day.date(), hour)
    return datetime.combine(day.date(), time()) + timedelta(days=1)


def _next(now: datetime, hour: time) -> datetime:
    today = _at(now, hour)
    return today if today > now else _at(now + timedelta(days=1), hour)


def _moment(year: int, month: int, day: int, hour: time) -> datetime | None:
    try:
        return _at(datetime(year, month, day), hour)  # noqa: DTZ001 - a time on the wall, its zone is the caller's
    except (ValueError, OverflowError):
        return None


def _coming(day: int, hour: time, now: datetime) -> datetime | None:
    """Return the next day of that number, in this month or one that has it."""
    for ahead in range(3):
        year, month = divmod(now.year * 12 + now.month - 1 + ahead, 12)
        found = _moment(year, month + 1, day, hour)
        if found and found > now:
            return found
    return None


def _falls_on(moment: datetime, hour: time, weekday: str | None) -> bool:
    day = moment - timedelta(days=1) if hour == time.max else moment
    return weekday is None or day.weekday() == _WEEKDAYS[weekday.lower()]


def _in_numbers(found: re.Match[str], hour: time, now: datetime) -> datetime | None:
    """Return the day written in numbers, its day first: 12/31 is the other way round, as there is no 31st month."""
    day, month = int(found["day"]), int(found["month"])
    if month > 12:
        day, month = month, day
    if found["year"]:
        return _moment(int(found["year"]) + (2000 if len(found["year"]) == 2 else 0), month, day, hour)
    coming = (_moment(now.year + ahead, month, day, hour) for ahead in range(9))  # 29 February may skip a leap year
    return next((each for each in coming if each and each > now), None)


def _named_day(typed: str, hour: time, now: datetime, languages: list[str]) -> datetime | None:
    """Return the next day of that name, today while its hour is to come: dateparser looks for one after its base."""
    midnights = (_at(now, time()), _at(now, time.max))
    for midnight in midnights:
        day = _parse(typed, midnight - timedelta(microseconds=1), languages)
        if day and _at(day, hour) > now:
            return _at(day, hour)
    return None


def _parse(typed: str, now: datetime, languages: list[str]) -> datetime | None:
    import dateparser  # noqa: PLC0415 - slow to load and seldom needed

    day: datetime | None = dateparser.parse(
        typed,
        languages=languages,
        settings={"RELATIVE_BASE": now, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"},
    )
    return day
