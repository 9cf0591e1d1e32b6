"""When seasons come back: the hour of the wall clock through changes of clocks, short months and fifth weekdays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.clock import to_micros
from core.votes.charter.terms import Method, Terms
from core.votes.rounds.plan import Plan, Repeat, Round, read_plan
from core.votes.rounds.stage import Stage, StageKind

PARIS = ZoneInfo("Europe/Paris")
DAY = 24 * 60


def plan(first: datetime, repeat: Repeat, every: int = 1, zone: str = "Europe/Paris", days: int = 7) -> Plan:
    return Plan(to_micros(first), zone, (Round(StageKind.FINAL, days * DAY),), repeat, every)


def told(found: Plan, editions: int) -> list[str]:
    begins = [found.begins(edition) for edition in range(editions)]
    return [each.astimezone(ZoneInfo(found.zone)).strftime("%a %d/%m/%y %H:%M") for each in begins if each]


@pytest.mark.parametrize(
    ("first", "repeat", "every", "expected"),
    [
        ((2026, 1, 31, 18), Repeat.MONTH_DAY, 1, ["Sat 31/01/26", "Sat 28/02/26", "Tue 31/03/26", "Thu 30/04/26"]),
        ((2028, 1, 30, 18), Repeat.MONTH_DAY, 1, ["Sun 30/01/28", "Tue 29/02/28", "Thu 30/03/28", "Sun 30/04/28"]),
        ((2026, 2, 28, 18), Repeat.MONTH_DAY, 1, ["Sat 28/02/26", "Sat 28/03/26", "Tue 28/04/26", "Thu 28/05/26"]),
        ((2026, 1, 13, 18), Repeat.MONTH_WEEKDAY, 1, ["Tue 13/01/26", "Tue 10/02/26", "Tue 10/03/26", "Tue 14/04/26"]),
        ((2026, 1, 29, 18), Repeat.MONTH_WEEKDAY, 1, ["Thu 29/01/26", "Thu 26/02/26", "Thu 26/03/26", "Thu 30/04/26"]),
        ((2026, 2, 20, 18), Repeat.WEEKS, 3, ["Fri 20/02/26", "Fri 13/03/26", "Fri 03/04/26", "Fri 24/04/26"]),
    ],
)
def test_a_season_comes_back_on_its_day_at_its_hour_in_winter_and_in_summer(
    first: tuple[int, int, int, int], repeat: Repeat, every: int, expected: list[str]
) -> None:
    begins = datetime(*first, tzinfo=PARIS).astimezone(UTC)
    assert told(plan(begins, repeat, every), 4) == [f"{each} 18:00" for each in expected]


def test_an_hour_that_the_clocks_jump_over_begins_after_it_and_one_that_comes_twice_the_first_time() -> None:
    spring = plan(datetime(2026, 3, 22, 2, 30, tzinfo=PARIS), Repeat.WEEKS)
    assert spring.begins(1) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert told(spring, 3)[2] == "Sun 05/04/26 02:30"
    autumn = plan(datetime(2026, 10, 18, 2, 30, tzinfo=PARIS), Repeat.WEEKS)
    assert autumn.begins(1) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_round_across_a_change_of_clocks_ends_at_the_hour_it_began() -> None:
    begun = datetime(2026, 3, 27, 18, 0, tzinfo=PARIS)
    ends = plan(begun, Repeat.ONCE).ends(begun, 0)
    assert ends.astimezone(PARIS) == datetime(2026, 4, 3, 18, 0, tzinfo=PARIS)
    assert ends - begun.astimezone(UTC) == timedelta(days=7, hours=-1)


def test_a_season_held_once_has_no_second_edition() -> None:
    begins = datetime(2026, 3, 1, tzinfo=UTC)
    once = plan(begins, Repeat.ONCE)
    assert (once.begins(0), once.begins(1), once.next_after(0, begins)) == (begins, None, None)


moments = st.integers(0, 4000).map(lambda days: datetime(2024, 1, 1, 12, 15, tzinfo=UTC) + timedelta(days=days))
zones = st.sampled_from(["Europe/Paris", "America/Montreal", "Pacific/Auckland", "Asia/Kolkata"])
repeats = st.sampled_from([Repeat.MONTH_DAY, Repeat.MONTH_WEEKDAY, Repeat.WEEKS])


@given(moments, repeats, st.integers(1, 8), zones)
def test_editions_follow_each_other_at_the_same_hour_never_two_in_a_month(
    first: datetime, repeat: Repeat, every: int, zone: str
) -> None:
    found = plan(first, repeat, every, zone)
    begins = [found.begins(edition) for edition in range(6)]
    local = [each.astimezone(ZoneInfo(zone)) for each in begins if each is not None]
    assert len(local) == 6
    assert begins[0] == first
    assert len({each.time() for each in local}) == 1
    months = [each.year * 12 + each.month for each in local]
    gaps = [(later - sooner).days for sooner, later in pairwise(local)]
    if repeat is Repeat.WEEKS:
        assert {(b.date() - a.date()).days for a, b in pairwise(local)} == {7 * every}
    else:
        assert months == list(range(months[0], months[0] + 6))
        assert all(27 <= gap <= 35 for gap in gaps)


@given(moments, repeats, st.integers(0, 400))
def test_the_next_edition_is_the_first_that_is_still_to_come(first: datetime, repeat: Repeat, days: int) -> None:
    found, now = plan(first, repeat), first + timedelta(days=days)
    coming = found.next_after(0, now)
    assert coming is not None
    edition, begins = coming
    assert begins > now
    before = found.begins(edition - 1)
    assert before is not None
    assert edition == 1 or before <= now


def test_a_plan_is_read_back_as_it_was_written() -> None:
    stage = Stage(StageKind.LONG_LIST, 1, 3, write_ins=True)
    written = Plan(
        to_micros(datetime(2026, 3, 1, tzinfo=UTC)),
        "Europe/Paris",
        (Round(StageKind.NOMINATIONS, DAY), Round(StageKind.LONG_LIST, DAY, Terms(Method.EPH, 10, stage=stage))),
        Repeat.WEEKS,
        3,
        5,
    )
    assert read_plan(written.write()) == written
