"""Moments as people type them, and as they are told."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.ui.dates import tell_moment
from core.ui.moments import read_moment

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Paris."""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("demain 18h", "2026-11-24 18:00"),
        ("Demain à 18 h", "2026-11-24 18:00"),
        ("vendredi 20h30", "2026-11-27 20:30"),
        ("vendredi à 20\u202fh\u202f30", "2026-11-27 20:30"),
        ("le 1er décembre à 19 h 30", "2026-12-01 19:30"),
        ("25/12/2026 18:00", "2026-12-25 18:00"),
        ("12/05", "2027-05-12 20:00"),
        ("2026-12-01 18:00", "2026-12-01 18:00"),
        ("dimanche prochain 18h", "2026-11-29 18:00"),
        ("lundi 9h", "2026-11-30 09:00"),
        ("après-demain midi", "2026-11-25 12:00"),
        ("31 décembre", "2026-12-31 20:00"),
        ("ce soir", "2026-11-23 20:00"),
        ("ce soir 21h", "2026-11-23 21:00"),
        ("20h", "2026-11-23 20:00"),
        ("8h", "2026-11-24 08:00"),
        ("dans 2 heures", "2026-11-23 12:00"),
        ("dans 1h30", "2026-11-23 11:30"),
        ("dans 3 jours", "2026-11-26 10:00"),
        ("dans une semaine", "2026-11-30 10:00"),
        ("tomorrow 6pm", "2026-11-24 18:00"),
        ("friday 8:30pm", "2026-11-27 20:30"),
        ("tonight at 8pm", "2026-11-23 20:00"),
        ("noon", "2026-11-23 12:00"),
        ("tomorrow at 12am", "2026-11-24 00:00"),
        ("in 30 minutes", "2026-11-23 10:30"),
        ("hier 18h", "2026-11-22 18:00"),
    ],
)
async def test_what_people_type_is_understood(typed: str, expected: str) -> None:
    moment = await read_moment(typed, NOW, "Europe/Paris", "fr")
    assert moment is not None
    assert moment.tzinfo is UTC
    assert moment.astimezone(ZoneInfo("Europe/Paris")).strftime("%Y-%m-%d %H:%M") == expected


@pytest.mark.parametrize(
    "typed", ["bonjour", "", "99h", "25:61", "demain 99h", "💥", "x" * 500, "le", "@everyone", "32/13/2026"]
)
async def test_what_means_nothing_is_not_guessed(typed: str) -> None:
    assert await read_moment(typed, NOW, "Europe/Paris", "fr") is None


async def test_the_zone_decides_and_summer_time_is_known() -> None:
    paris = await read_moment("25/07/2026 18:00", NOW, "Europe/Paris", "fr")
    montreal = await read_moment("25/07/2026 18:00", NOW, "America/Montreal", "fr")
    assert paris == datetime(2026, 7, 25, 16, 0, tzinfo=UTC)
    assert montreal == datetime(2026, 7, 25, 22, 0, tzinfo=UTC)


async def test_an_hour_that_spring_skips_still_means_a_moment() -> None:
    skipped = await read_moment("28/03/2027 02:30", NOW, "Europe/Paris", "fr")
    assert skipped == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("fr", "mardi 1er décembre 2026 à 19\u202fh\u202f30"),
        ("en", "Tuesday 1 December 2026 at 19:30"),
    ],
)
def test_a_moment_is_told_in_words(locale: str, expected: str) -> None:
    at = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
    assert tell_moment(at, locale, ZoneInfo("Europe/Paris")) == expected


def test_a_whole_hour_is_told_without_minutes() -> None:
    at = datetime(2026, 12, 11, 19, 0, tzinfo=UTC)
    assert tell_moment(at, "fr", ZoneInfo("Europe/Paris")) == "vendredi 11 décembre 2026 à 20\u202fh"
