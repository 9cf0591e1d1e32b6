"""Moments as people type them, and as they are told."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.ui.dates import tell_moment
from core.ui.moments import read_moment

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Paris."""

UNCLEAR = ["vendredi 20", "demain 18", "vendredi en huit", "1230", "31/04", "0", "le 32", "tuesday 18:5"]
"""Each could be two moments, or dateparser would make something of it that nobody meant."""


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
        ("dimanche minuit", "2026-11-30 00:00"),
        ("minuit dimanche", "2026-11-30 00:00"),
        ("Sunday midnight", "2026-11-30 00:00"),
        ("this sunday at midnight", "2026-11-30 00:00"),
        ("ce soir minuit", "2026-11-24 00:00"),
        ("demain à minuit", "2026-11-25 00:00"),
        ("aujourd’hui minuit", "2026-11-24 00:00"),
        ("dans 2 jours à minuit", "2026-11-26 00:00"),
        ("31/12 à minuit", "2027-01-01 00:00"),
        ("le 5 à minuit", "2026-12-06 00:00"),
        ("vendredi 27 à minuit", "2026-11-28 00:00"),
        ("dimanche 0h", "2026-11-29 00:00"),
        ("sunday 12am", "2026-11-29 00:00"),
        ("vendredi 27 à 0h", "2026-11-27 00:00"),
        ("mardi 18 h 5", "2026-11-24 18:05"),
        ("mardi 18 h 5", "2026-11-24 18:05"),
        ("18h5", "2026-11-23 18:05"),
        ("le 28 à 9 h 5", "2026-11-28 09:05"),
        ("18 h 5 décembre", "2026-12-05 18:00"),
        ("18h 12 décembre", "2026-12-12 18:00"),
        ("18 h 5/12", "2026-12-05 18:00"),
        ("demain 18.30", "2026-11-24 18:30"),
        ("12", "2026-12-12 20:00"),
        ("le 12", "2026-12-12 20:00"),
        ("the 12th at 8pm", "2026-12-12 20:00"),
        ("23", "2026-11-23 20:00"),
        ("le 23 à 9h", "2026-12-23 09:00"),
        ("31", "2026-12-31 20:00"),
        ("vendredi 27", "2026-11-27 20:00"),
        ("demain midi", "2026-11-24 12:00"),
        ("tomorrow noon", "2026-11-24 12:00"),
        ("tonight", "2026-11-23 20:00"),
        ("ce soir 8h", "2026-11-23 20:00"),
        ("demain soir", "2026-11-24 20:00"),
        ("tomorrow evening", "2026-11-24 20:00"),
        ("dans 2 jours", "2026-11-25 10:00"),
        ("in 2 days", "2026-11-25 10:00"),
        ("vendredi prochain", "2026-11-27 20:00"),
        ("next friday", "2026-11-27 20:00"),
        ("31/12 20h30", "2026-12-31 20:30"),
        ("31/12 8:30pm", "2026-12-31 20:30"),
        ("31.12. 20h30", "2026-12-31 20:30"),
        ("31/12/26 20h30", "2026-12-31 20:30"),
        ("12/31 20:30", "2026-12-31 20:30"),
        ("december 31 8:30pm", "2026-12-31 20:30"),
        ("2026-12-31 20:30", "2026-12-31 20:30"),
        ("2026-12-31T20:30", "2026-12-31 20:30"),
        ("23 novembre", "2026-11-23 20:00"),
        ("23 novembre 9h", "2027-11-23 09:00"),
        ("23/11 20h", "2026-11-23 20:00"),
        ("29 février", "2028-02-29 20:00"),
        ("29/02", "2028-02-29 20:00"),
    ],
)
async def test_what_people_type_is_understood(typed: str, expected: str) -> None:
    moment = await read_moment(typed, NOW, "Europe/Paris", "fr")
    assert moment is not None
    assert moment.tzinfo is UTC
    assert moment.astimezone(ZoneInfo("Europe/Paris")).strftime("%Y-%m-%d %H:%M") == expected


@pytest.mark.parametrize(
    "typed", ["bonjour", "", "99h", "25:61", "demain 99h", "💥", "x" * 500, "le", "@everyone", "32/13/2026", *UNCLEAR]
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
