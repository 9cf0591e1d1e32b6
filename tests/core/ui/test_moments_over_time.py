"""Typed moments where calendars are hard: changes of clocks, midnight, the year's end, leap days, the ends of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.ui.moments import read_moment
from core.ui.words import LOCALES

PARIS, MONTREAL = "Europe/Paris", "America/Montreal"
ZONES = (PARIS, MONTREAL)
SPRING = {PARIS: datetime(2027, 3, 28, 0, 30, tzinfo=UTC), MONTREAL: datetime(2027, 3, 14, 6, 30, tzinfo=UTC)}
"""Half past one in the morning, half an hour before the clocks go forward."""
AUTUMN = {PARIS: datetime(2026, 10, 25, 0, 30, tzinfo=UTC), MONTREAL: datetime(2026, 11, 1, 5, 30, tzinfo=UTC)}
"""Half an hour before the clocks go back, in the hour that comes twice."""
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def there(typed: str, now: datetime, zone: str, locale: str = "fr") -> str | None:
    """Return what the clock on the wall will show."""
    moment = await read_moment(typed, now, zone, locale)
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if moment else None


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
@pytest.mark.parametrize(
    ("typed", "ahead"),
    [
        ("dans 2 heures", timedelta(hours=2)),
        ("dans 1h30", timedelta(minutes=90)),
        ("dans 10 minutes", timedelta(minutes=10)),
        ("d’ici 3h", timedelta(hours=3)),
        ("in 2 hours", timedelta(hours=2)),
        ("in 45 minutes", timedelta(minutes=45)),
        ("dans 36h", timedelta(hours=36)),
    ],
)
async def test_hours_to_wait_are_as_long_when_the_clocks_change(
    zone: str, change: dict[str, datetime], typed: str, ahead: timedelta
) -> None:
    for now in (change[zone], change[zone] + timedelta(hours=1)):
        assert await read_moment(typed, now, zone, "fr") == now + ahead


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dans 1 jour", "2027-03-29 01:30"),
        ("in 7 days", "2027-04-04 01:30"),
        ("dans une semaine", "2027-04-04 01:30"),
        ("dans 1 jour à 1h", "2027-03-29 01:00"),
        ("in 3 days at 6pm", "2027-03-31 18:00"),
        ("demain 20h", "2027-03-29 20:00"),
    ],
)
async def test_days_to_wait_keep_the_hour_when_the_clocks_change(typed: str, expected: str) -> None:
    assert await there(typed, SPRING[PARIS], PARIS) == expected


@pytest.mark.parametrize("zone", ZONES)
async def test_in_the_hour_that_comes_twice_the_next_one_is_meant(zone: str) -> None:
    first = AUTUMN[zone]
    hour = first.astimezone(ZoneInfo(zone)).hour
    assert await read_moment(f"{hour}h45", first, zone, "fr") == first + timedelta(minutes=15)
    second = first + timedelta(hours=1)
    assert await read_moment(f"{hour}h45", second, zone, "fr") == second + timedelta(minutes=15)


@pytest.mark.parametrize("zone", ZONES)
async def test_an_hour_that_spring_skips_comes_after_the_change(zone: str) -> None:
    skipped = SPRING[zone].astimezone(ZoneInfo(zone)).replace(hour=2)
    assert await there(skipped.strftime("%d/%m/%Y 02:30"), NOW, zone) == skipped.strftime("%Y-%m-%d 03:30")


@pytest.mark.parametrize(
    ("now", "typed", "expected"),
    [
        ("2026-12-31 23:59", "1h", "2027-01-01 01:00"),
        ("2026-12-31 23:59", "minuit", "2027-01-01 00:00"),
        ("2026-12-31 23:59", "demain 18h", "2027-01-01 18:00"),
        ("2026-12-31 23:59", "1er janvier", "2027-01-01 20:00"),
        ("2026-12-31 23:59", "31 décembre 18h", "2027-12-31 18:00"),
        ("2026-12-31 10:00", "tomorrow noon", "2027-01-01 12:00"),
        ("2027-01-01 00:00", "minuit", "2027-01-02 00:00"),
        ("2027-01-01 00:00", "0h30", "2027-01-01 00:30"),
        ("2027-01-01 00:00", "ce soir", "2027-01-01 20:00"),
        ("2026-11-23 20:00", "ce soir", "2026-11-24 20:00"),
        ("2026-11-23 11:00", "ce midi", "2026-11-23 12:00"),
        ("2026-11-23 11:00", "ce vendredi 18h", "2026-11-27 18:00"),
        ("2026-11-23 11:00", "this friday 6pm", "2026-11-27 18:00"),
        ("2028-02-28 23:30", "demain 18h", "2028-02-29 18:00"),
        ("2028-02-29 12:00", "dans un an", "2029-02-28 12:00"),
        ("2027-01-15 12:00", "29/02/2028 20h", "2028-02-29 20:00"),
        ("2027-01-31 12:00", "dans un mois", "2027-02-28 12:00"),
    ],
)
async def test_midnight_the_years_end_and_leap_days_are_passed(now: str, typed: str, expected: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(PARIS))
    assert await there(typed, at, PARIS) == expected


@pytest.mark.parametrize(
    "typed",
    ["29 février 2027", "30/02/2028", "31/11/2026 18h", "24h", "demain 24h", "12h60", "friday at 8", "vendredi à 8"],
)
async def test_what_no_calendar_has_or_two_hours_could_mean_is_not_guessed(typed: str) -> None:
    assert await read_moment(typed, NOW, PARIS, "fr") is None


@pytest.mark.parametrize("zone", [*ZONES, "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("typed", ["31/12/9999 23:59", "01/01/0001 00:01", "dans 999999999 jours", "in 9999 years"])
async def test_the_ends_of_time_are_no_trouble(zone: str, typed: str) -> None:
    moment = await read_moment(typed, NOW, zone, "fr")
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("french", "english"), [("vendredi 20h30", "friday 8:30pm"), ("dans 3 jours", "in 3 days")])
async def test_each_language_understands_the_other(locale: str, french: str, english: str) -> None:
    moments = {await read_moment(typed, NOW, PARIS, locale) for typed in (french, english)}
    assert len(moments) == 1
    assert None not in moments


WALL = st.datetimes(datetime.fromisoformat("2026-11-24"), datetime.fromisoformat("2031-12-31")).map(
    lambda at: at.replace(second=0, microsecond=0)
)
ANY_NOW = st.datetimes(
    datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2029-01-01"), timezones=st.just(UTC)
)
GAP = datetime.fromisoformat("2027-03-28 02:30")
TWICE = datetime.fromisoformat("2027-10-31 02:30")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FORMS = ("%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "le %d/%m/%Y à %H h %M", "%d.%m.%Y %Hh%M")


@settings(max_examples=120)
@example(GAP, FORMS[0], PARIS)
@example(TWICE, FORMS[1], PARIS)
@given(WALL, st.sampled_from(FORMS), st.sampled_from(ZONES))
async def test_a_moment_written_whole_is_that_on_the_wall_or_the_hour_after_where_clocks_skip_it(
    wall: datetime, form: str, zone: str
) -> None:
    moment = await read_moment(wall.strftime(form), NOW, zone, "fr")
    assert moment is not None
    seen = moment.astimezone(ZoneInfo(zone))
    exists = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall
    assert seen.replace(tzinfo=None) - wall == (timedelta() if exists else timedelta(hours=1))
    assert seen.fold == 0


@settings(max_examples=100)
@example(AUTUMN[PARIS], 25, None)
@given(
    ANY_NOW,
    st.integers(1, 31),
    st.one_of(st.none(), st.integers(0, 23)),
)
async def test_a_day_by_its_number_is_the_next_to_come_and_never_past(
    now: datetime, day: int, hour: int | None
) -> None:
    moment = await read_moment(f"le {day}" + (f" à {hour} h 5" if hour is not None else ""), now, PARIS, "fr")
    assert moment is not None
    seen = moment.astimezone(ZoneInfo(PARIS))
    assert seen.day == day
    assert timedelta() < moment - now < timedelta(days=63)


@settings(max_examples=60)
@example(SPRING[PARIS] - timedelta(days=1), 5, "minuit", DAYS)
@given(
    ANY_NOW,
    st.integers(0, 6),
    st.sampled_from(["minuit", "à minuit", "midnight"]),
    st.sampled_from([DAYS, ENGLISH_DAYS]),
)
async def test_midnight_of_a_day_is_its_end(now: datetime, weekday: int, midnight: str, days: tuple[str, ...]) -> None:
    moment = await read_moment(f"{days[weekday]} {midnight}", now, PARIS, "fr")
    assert moment is not None
    seen = moment.astimezone(ZoneInfo(PARIS))
    assert (seen.hour, seen.minute, seen.second, seen.microsecond) == (0, 0, 0, 0)
    assert (seen.weekday() - 1) % 7 == weekday
    assert timedelta() < moment - now <= timedelta(days=8, hours=1)


WORDS = st.sampled_from(
    [
        "demain",
        "vendredi",
        "18h",
        "20h30",
        "le",
        "à",
        "at",
        "dans",
        "in",
        "3",
        "jours",
        "31/12/9999",
        "0001",
        "am",
        "minuit",
        "midnight",
        "décembre",
        "31/12",
        "dimanche",
        "soir",
        "💥",
    ]
)


@settings(max_examples=150)
@example("31/12/9999 20:00", MONTREAL)
@example("31/12/9999 minuit", PARIS)
@example("31 décembre 9999 minuit", PARIS)
@given(st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=5).map(" ".join)), st.sampled_from(ZONES))
async def test_whatever_is_typed_is_a_moment_or_not_understood(typed: str, zone: str) -> None:
    moment = await read_moment(typed, NOW, zone, "en")
    assert moment is None or moment.tzinfo is UTC
