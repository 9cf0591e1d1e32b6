"""Jury and public: awarded points are added as they are; a live public is scaled once, by largest remainder."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.votes.counting.jury import count_jury_public, scale
from core.votes.counting.model import Cap, Election, Outcome, Rung, Tie


def sides(jury: tuple[int, ...], public: tuple[int, ...], seats: int = 1, cap: Cap | None = None) -> Outcome:
    return count_jury_public(Election(len(jury), [(jury, 1), (public, 1)], seats=seats, cap=cap))


def test_awarded_points_are_added_and_nothing_is_scaled() -> None:
    outcome = sides((12, 10, 8), (100, 103, 0))
    assert outcome.stages[0].tallies == {0: 112, 1: 113, 2: 8}
    assert (outcome.winners, outcome.order, outcome.ties) == ((1,), ((1,), (0,), (2,)), ())
    assert outcome.stages[0].elected == (1,)


def test_a_tie_in_the_total_goes_to_the_publics_choice() -> None:
    outcome = sides((12, 10, 1), (5, 7, 16))
    assert outcome.order == ((2,), (1,), (0,))
    assert (outcome.winners, outcome.ties) == ((2,), (Tie((0, 1, 2), Rung.METHOD),))


def test_level_in_both_is_a_tie_for_the_lot() -> None:
    outcome = sides((7, 7, 1), (3, 3, 0))
    assert outcome.order == ((0, 1), (2,))
    assert (outcome.winners, outcome.ties) == ((0,), (Tie((0, 1), Rung.LOT),))
    jury, public = (7, 7, 1), (3, 3, 0)
    assert count_jury_public(Election(3, [(jury, 1), (public, 1)], lot=(1, 0, 2))).winners == (1,)


def test_a_withdrawn_title_and_a_full_group_win_nothing() -> None:
    papers = [((9, 8, 7), 1), ((9, 8, 7), 1)]
    outcome = count_jury_public(Election(3, papers, withdrawn=frozenset({0})))
    assert (outcome.winners, outcome.order, outcome.stages[0].tallies) == ((1,), ((1,), (2,)), {1: 16, 2: 14})
    capped = sides((9, 8, 7), (9, 8, 7), seats=2, cap=Cap((frozenset({0, 1}),)))
    assert (capped.winners, capped.order) == ((0, 2), ((0,), (1,), (2,)))


def test_the_public_is_scaled_to_the_jurys_pool_by_largest_remainder() -> None:
    # 58 points for 1,000 votes: 26.1, 17.458, 14.442: one point is left, and .458 is the largest remainder.
    assert scale((450, 301, 249), 58) == (26, 18, 14)
    assert scale((1, 1, 1), 2) == (1, 1, 0), "equal in all: the lower position without a lot"
    assert scale((1, 1, 1), 2, lot=(2, 1, 0)) == (0, 1, 1)
    assert scale((6, 2), 4) == (3, 1)
    assert scale((1, 3, 0), 2) == (0, 2, 0), "equal remainders: more votes first"
    assert scale((0, 0), 58) == (0, 0)
    with pytest.raises(ValueError, match="negative"):
        scale((3, -1), 5)


@given(some.lists(some.integers(0, 10_000), min_size=1, max_size=12), some.integers(0, 1000))
def test_a_scaled_public_gives_out_the_pool_each_within_one_point_of_its_due(votes: list[int], pool: int) -> None:
    points = scale(votes, pool)
    assert sum(points) == (pool if sum(votes) else 0)
    for own, given_points in zip(votes, points, strict=True):
        assert abs(given_points - Fraction(pool * own, max(1, sum(votes)))) < 1
        assert all(less <= given_points for other, less in zip(votes, points, strict=True) if other < own)
