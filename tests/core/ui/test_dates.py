"""Dates told in words, every day of the year and every hour of the day, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.dates import tell_moment, tell_time
from core.ui.moments import read_moment
from core.ui.words import LOCALES

PARIS = ZoneInfo("Europe/Paris")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - UTC is drawn
SHAPES = {
    "fr": re.compile(r"[a-z]+di|dimanche"),
    "en": re.compile(r"[A-Z][a-z]+day"),
}


@given(MOMENTS)
def test_only_the_first_of_the_month_is_ordinal_in_french(at: datetime) -> None:
    told = tell_moment(at, "fr", PARIS)
    local = at.astimezone(PARIS)
    assert ("1er " in told) == (local.day == 1)
    assert re.search(rf" {local.day}(er)? [a-zéû]+ {local.year} à ", told)


@given(MOMENTS, st.sampled_from(LOCALES))
def test_the_weekday_comes_first(at: datetime, locale: str) -> None:
    assert SHAPES[locale].match(tell_moment(at, locale, PARIS))


@given(MOMENTS)
def test_no_french_hour_is_parted_from_its_minutes_at_the_end_of_a_line(at: datetime) -> None:
    hour = tell_moment(at, "fr", PARIS).partition(" à ")[2]
    assert re.fullmatch(r"\d{1,2}\u202fh(\u202f\d{2})?", hour)


@pytest.mark.parametrize(
    ("hour", "minute", "french", "english"),
    [(0, 0, "0\u202fh", "00:00"), (0, 5, "0\u202fh\u202f05", "00:05"), (9, 30, "9\u202fh\u202f30", "09:30")],
)
def test_small_hours_are_written_as_each_language_writes_them(
    hour: int, minute: int, french: str, english: str
) -> None:
    local = datetime(2026, 12, 1, hour, minute, tzinfo=PARIS)
    assert tell_time(local, "fr") == french
    assert tell_time(local, "en") == english


@pytest.mark.parametrize("locale", LOCALES)
def test_a_moment_is_told_in_the_zone_of_whoever_reads(locale: str) -> None:
    at = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)
    assert "2027" in tell_moment(at, locale, PARIS)
    assert "2026" in tell_moment(at, locale, ZoneInfo("America/Montreal"))


@pytest.mark.parametrize("locale", LOCALES)
@given(days=st.integers(1, 360), minutes=st.integers(0, 24 * 60 - 1))
async def test_a_moment_as_it_is_told_is_understood_when_it_is_typed_again(
    locale: str, days: int, minutes: int
) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    local = (now.astimezone(PARIS).replace(hour=0) + timedelta(days=days)).replace(hour=minutes // 60)
    at = local.replace(minute=minutes % 60).astimezone(UTC)
    told = tell_moment(at, locale, PARIS)
    assert await read_moment(told, now, PARIS.key, locale) == at
