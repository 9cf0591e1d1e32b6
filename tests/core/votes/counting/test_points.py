"""Limited and cumulative points, by hand and against a slow reading."""

from __future__ import annotations

import pytest

from core.votes.counting.model import Rung, Tie
from core.votes.counting.points import count_cumulative, count_limited
from tests.core.votes.counting import readings
from tests.core.votes.counting.elections import approved, random_scored, scored


def test_a_minority_that_heaps_its_points_gets_a_seat() -> None:
    # 6 readers share three points among A, B and C, 4 heap theirs on D: 6 each against 12.
    election = scored((6, (1, 1, 1, 0)), (4, (0, 0, 0, 3)), seats=2, lot=(2, 1, 0, 3))
    outcome = count_cumulative(election)
    assert outcome.order == ((3,), (0, 1, 2))
    assert outcome.winners == (3, 2)
    assert outcome.ties == (Tie((0, 1, 2), Rung.LOT),)
    assert dict(outcome.stages[0].tallies) == {0: 6, 1: 6, 2: 6, 3: 12}


def test_a_minority_gets_a_seat_where_marks_are_fewer_than_seats() -> None:
    # Three seats, two marks a reader: 9 backers of C and D get two, since the other 11 could not mark A, B and E.
    outcome = count_limited(approved("7 AB", "4 BE", "9 CD", seats=3))
    assert outcome.order == ((1,), (2, 3), (0,), (4,))
    assert outcome.winners == (1, 2, 3)


def test_equal_points_go_to_whom_more_ballots_give_more() -> None:
    # A and B have 4 each; three of four ballots give B more.
    outcome = count_cumulative(scored((1, (4, 1)), (3, (0, 1))))
    assert outcome.winners == (1,)
    assert outcome.ties == (Tie((0, 1), Rung.DUELS),)


def test_points_level_head_to_head_go_to_whom_more_ballots_give_any() -> None:
    # Four points each, and each is given more on one ballot; three ballots give A any, two give B any.
    outcome = count_cumulative(scored((1, (1, None)), (1, (2, 2)), (1, (1, 2)), lot=(1, 0)))
    assert outcome.winners == (0,)
    assert outcome.ties == (Tie((0, 1), Rung.TOP),)


def check(seed: int) -> None:
    election = random_scored(seed)
    fought, outcome = readings.fight_scored(election), count_cumulative(election)
    sums = {t: sum((p[t] or 0) * times for p, times in election.papers) for t in election.standing}
    backers = {t: sum(times for p, times in election.papers if p[t]) for t in election.standing}
    order = readings.by_figure(election.standing, sums)
    winners, ties = readings.place(order, election, lambda tied: readings.climb(tied, fought, backers, election.lot))
    assert [list(place) for place in outcome.order] == order
    assert (list(outcome.winners), list(outcome.ties)) == (winners, ties)
    assert dict(outcome.stages[0].tallies) == sums


def test_a_few_hundred_sharings_agree_with_a_slow_reading() -> None:
    for seed in range(300):
        check(seed)


@pytest.mark.long
def test_ten_thousand_sharings_agree_with_a_slow_reading() -> None:
    for seed in range(300, 10_300):
        check(seed)
