"""Stored moments: whole microseconds that come back as they were, whatever the zone they were told in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.clock import SystemClock, from_micros, to_micros

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=OFFSETS)  # noqa: DTZ001 - zones are drawn


@given(MOMENTS)
def test_a_moment_comes_back_to_the_microsecond_and_in_utc(moment: datetime) -> None:
    back = from_micros(to_micros(moment))
    assert back == moment
    assert back.tzinfo is UTC


@given(MOMENTS, MOMENTS)
def test_stored_moments_sort_as_the_moments_do(first: datetime, second: datetime) -> None:
    assert (to_micros(first) < to_micros(second)) == (first < second)


@given(MOMENTS, st.integers(0, 10**12))
def test_stored_moments_are_as_far_apart_as_the_moments(moment: datetime, micros: int) -> None:
    assert to_micros(moment + timedelta(microseconds=micros)) - to_micros(moment) == micros


@pytest.mark.parametrize(
    ("moment", "micros"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), -1),
        (datetime(1970, 1, 1, 1, tzinfo=ZoneInfo("Europe/Paris")), 0),
        (datetime(2028, 2, 29, 12, tzinfo=UTC), 1_835_438_400_000_000),
    ],
)
def test_the_count_begins_in_1970_utc(moment: datetime, micros: int) -> None:
    assert to_micros(moment) == micros
    assert from_micros(micros) == moment


def test_the_hour_that_autumn_repeats_is_two_moments() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Paris"))
    assert to_micros(first.replace(fold=1)) - to_micros(first) == 3_600_000_000


def test_the_machines_clock_tells_utc_and_does_not_go_back() -> None:
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta()
    assert first <= second
