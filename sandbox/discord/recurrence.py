"""How a scheduled event repeats: what Discord takes of iCalendar's rules, and the whole rule that it answers with.

Its document allows more than its server: one pattern for each frequency (Guild Scheduled Event, Recurrence Rule).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dateutil.rrule import rrule
from dateutil.rrule import weekday as day_of_week

from sandbox.discord.wire import Json, Problem

YEARLY, MONTHLY, WEEKLY, DAILY = range(4)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
DAILY_SETS = (
    {MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY},
    {TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY},
    {SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY},
    {FRIDAY, SATURDAY},
    {SATURDAY, SUNDAY},
    {SUNDAY, MONDAY},
)
"""The only days of the week that a daily event may be held on."""
BLANK: Json = {
    "end": None,
    "interval": 1,
    "by_weekday": None,
    "by_n_weekday": None,
    "by_month": None,
    "by_month_day": None,
    "by_year_day": None,
    "count": None,
}
_NOT_GIVEN = ("end", "count", "by_year_day")
"""Answered and never taken."""
_PATTERNS = {
    YEARLY: {"by_month", "by_month_day"},
    MONTHLY: {"by_n_weekday"},
    WEEKLY: {"by_weekday"},
    DAILY: {"by_weekday"},
}


def whole(rule: Json | None) -> Json | None:
    """Return a checked rule with every field that Discord answers."""
    return {**BLANK, **{name: value for name, value in rule.items() if value is not None}} if rule else None


def following(rule: Json, after: datetime) -> datetime | None:
    """Return when an event with a checked rule is held next after a moment; None when never again.

    The figures of Discord's frequencies and days of the week are iCalendar's as the library has them.
    """
    nth = [day_of_week(each["day"])(each["n"]) for each in rule.get("by_n_weekday") or ()]
    dates = rrule(
        rule["frequency"],
        dtstart=datetime.fromisoformat(rule["start"]),
        interval=rule.get("interval") or 1,
        byweekday=nth or rule.get("by_weekday"),
        bymonth=rule.get("by_month"),
        bymonthday=rule.get("by_month_day"),
    )
    found: datetime | None = dates.after(after)
    return found


def check_recurrence(rule: Any) -> Iterator[Problem]:
    """Yield what Discord would refuse of a rule; None is none."""
    if rule is None:
        return
    if not isinstance(rule, dict):
        yield _wrong("", "Only dictionaries may be used in a DictType")
        return
    frequency, given = rule.get("frequency"), {name for name in rule if rule[name] is not None}
    if frequency not in _PATTERNS or isinstance(frequency, bool):
        yield _wrong("frequency", "Value must be one of {0, 1, 2, 3}.")
        return
    if not _is_moment(rule.get("start")):
        yield _wrong("start", "Could not parse as ISO8601.")
    for name in sorted(given & {*_NOT_GIVEN}):
        yield _wrong(name, "This field cannot be set.")
    if rule.get("interval", 1) not in ({1, 2} if frequency == WEEKLY else {1}):
        yield _wrong("interval", "Only a weekly event has an interval other than 1, and then 2.")
    yield from _check_pattern(rule, frequency, given)


def _check_pattern(rule: Json, frequency: int, given: set[str]) -> Iterator[Problem]:
    patterns = given & {"by_weekday", "by_n_weekday", "by_month", "by_month_day"}
    for name in sorted(patterns - _PATTERNS[frequency]):
        yield _wrong(name, "This field does not go with this frequency.")
    if frequency == YEARLY and len(patterns & _PATTERNS[YEARLY]) == 1:
        yield _wrong("by_month", "A yearly event needs both by_month and by_month_day.")
    for name in sorted(patterns & _PATTERNS[frequency]):
        if not _fits(name, frequency, rule[name]):
            yield _wrong(name, "Invalid recurrence rule.")


def _fits(name: str, frequency: int, value: Any) -> bool:
    if not isinstance(value, list):
        return False
    match name:
        case "by_weekday" if frequency == DAILY:
            return any(len(value) == len(days) and set(map(str, value)) == set(map(str, days)) for days in DAILY_SETS)
        case "by_weekday":
            return len(value) == 1 and value[0] in range(7)
        case "by_n_weekday":
            return len(value) == 1 and isinstance(value[0], dict) and _is_nth(value[0])
        case "by_month":
            return len(value) == 1 and value[0] in range(1, 13)
        case _:
            return len(value) == 1 and value[0] in range(1, 32)


def _is_nth(value: Json) -> bool:
    return value.get("n") in range(1, 6) and value.get("day") in range(7)


def _is_moment(text: Any) -> bool:
    try:
        return isinstance(text, str) and datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _wrong(name: str, told: str) -> Problem:
    path = f"recurrence_rule.{name}" if name else "recurrence_rule"
    return Problem(path, told, "GUILD_SCHEDULED_EVENT_RECURRENCE_RULE")
