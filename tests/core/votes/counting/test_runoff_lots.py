"""Whether an instant runoff hung on the lot, against a count under every lot there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from core.votes.counting.irv import count_irv, depends_on_lot
from core.votes.counting.model import Cap, Election, Ranking
from tests.core.votes.counting.elections import random_ranked, ranked


def hangs_on_lot(election: Election[Ranking]) -> bool:
    lots = permutations(range(election.titles))
    return len({frozenset(count_irv(replace(election, lot=lot)).winners) for lot in lots}) > 1


def check(seeds: range) -> None:
    found = set()
    for seed in seeds:
        election = random_ranked(seed)
        if election.titles <= 5:
            assert depends_on_lot(election) is hangs_on_lot(election), seed
            found.add(depends_on_lot(election))
    assert found == {True, False}


def test_the_branches_say_what_a_count_under_every_lot_says() -> None:
    check(range(300))


@pytest.mark.long
def test_the_branches_say_what_a_count_under_every_lot_says_ten_thousand_times() -> None:
    check(range(300, 10_300))


def test_a_lot_among_losers_does_not_decide() -> None:
    # C and D are level in votes, head to head and in first places; A wins whoever of them goes.
    election = ranked("6 A", "3 B", "2 C", "2 D")
    assert [tie.is_by_lot for tie in count_irv(election).ties] == [True]
    assert not depends_on_lot(election)


def test_a_lot_for_the_second_place_decides_when_there_are_two() -> None:
    election = ranked("6 A", "3 B", "3 C")
    assert not depends_on_lot(election)
    assert depends_on_lot(replace(election, seats=2))
    assert not depends_on_lot(replace(election, seats=2, cap=Cap((frozenset({0, 1}),))))


def test_a_ballot_stays_exhausted_in_every_branch() -> None:
    """All four papers are exhausted at once, on a shared first place. C beats A head to head, so A goes first, and then
    B, C and D are level in everything. Were A's papers to count for C from there on, C would win by any lot."""
    election = ranked("2 A=C", "2 B=D>C")
    assert count_irv(election).stages[1].tallies == {1: 0, 2: 0, 3: 0}
    assert depends_on_lot(election)


def test_twelve_titles_nobody_tells_apart_are_followed_through_every_branch() -> None:
    circle = ["ABCDEFGHIJKL"[start:] + "ABCDEFGHIJKL"[:start] for start in range(12)]
    assert depends_on_lot(ranked(*(f"1 {'>'.join(names)}" for names in circle)))
    assert not depends_on_lot(ranked("1 ", titles=12, seats=12))
