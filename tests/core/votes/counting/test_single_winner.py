"""The quick counts agree with the slow readings of their definitions, on elections full of ties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.votes.counting.condorcet import count_ranked_pairs, count_schulze
from core.votes.counting.duels import approval_duels, ranking_duels, score_duels
from core.votes.counting.irv import count_irv
from core.votes.counting.model import Election, Outcome
from core.votes.counting.star import count_star
from core.votes.counting.sums import count_approval, count_borda, count_plurality_of_ranked, count_score
from tests.core.votes.counting import readings
from tests.core.votes.counting.elections import random_approved, random_ranked, random_scored

FEW, MANY = range(300), range(300, 10_300)


def agree(outcome: Outcome, order: readings.Order, winners: Sequence[int]) -> None:
    assert [list(place) for place in outcome.order] == order
    assert list(outcome.winners) == winners


def check_duels(fought: readings.Fought, duels: Sequence[Sequence[int]]) -> None:
    assert {pair: duels[pair[0]][pair[1]] for pair in fought} == fought


def ranked_picker(election: Election[Any], fought: readings.Fought) -> Callable[[Sequence[int]], int]:
    tops = readings.firsts(election)
    return lambda tied: readings.climb(tied, fought, tops, election.lot)


def check_plurality(seed: int) -> None:
    election = random_ranked(seed)
    fought = readings.fight_ranked(election)
    check_duels(fought, ranking_duels(election))
    order = readings.by_figure(election.standing, readings.firsts(election))
    agree(count_plurality_of_ranked(election), order, readings.place(order, election, ranked_picker(election, fought)))


def check_borda(seed: int) -> None:
    election = random_ranked(seed)
    fought, points = readings.fight_ranked(election), readings.borda(election)
    outcome, order = count_borda(election), readings.by_figure(election.standing, points)
    agree(outcome, order, readings.place(order, election, ranked_picker(election, fought)))
    assert outcome.stages[0].tallies == points


def check_schulze(seed: int) -> None:
    election = random_ranked(seed)
    fought = readings.fight_ranked(election)
    order = readings.schulze(election, fought)
    agree(count_schulze(election), order, readings.place(order, election, ranked_picker(election, fought)))


def check_ranked_pairs(seed: int) -> None:
    election = random_ranked(seed)
    fought = readings.fight_ranked(election)
    order = readings.ranked_pairs(election, fought)
    agree(count_ranked_pairs(election), order, readings.place(order, election, ranked_picker(election, fought)))


def check_irv(seed: int) -> None:
    election = random_ranked(seed)
    fought = readings.fight_ranked(election)
    order, rounds = readings.irv(election, fought)
    outcome = count_irv(election)
    agree(outcome, order, readings.place(order, election, ranked_picker(election, fought)))
    assert [dict(stage.tallies) for stage in outcome.stages] == [tallies for tallies in rounds if tallies]


def check_score(seed: int) -> None:
    election = random_scored(seed)
    fought = readings.fight_scored(election)
    check_duels(fought, score_duels(election))
    sums = {t: sum((p[t] or 0) * times for p, times in election.papers) for t in election.standing}
    fives = {t: sum(times for p, times in election.papers if p[t] == 5) for t in election.standing}
    order = readings.by_figure(election.standing, sums)
    outcome = count_score(election)
    agree(
        outcome,
        order,
        readings.place(order, election, lambda tied: readings.climb(tied, fought, fives, election.lot)),
    )
    assert outcome.stages[0].tallies == sums


def check_star(seed: int) -> None:
    election = random_scored(seed)
    fought = readings.fight_scored(election)
    order, finalists = readings.star(election, fought)
    outcome = count_star(election)
    assert [list(place) for place in outcome.order] == order
    if len(finalists) == 2:
        assert set(outcome.stages[1].tallies) == set(finalists)
        one, other = finalists
        assert outcome.stages[1].tallies == {one: fought[one, other], other: fought[other, one]}
    if election.cap is None and order:
        assert outcome.winners[0] == min(order[0], key=list(election.lot).index)


def check_approval(seed: int) -> None:
    election = random_approved(seed)
    fought = readings.fight_approved(election)
    check_duels(fought, approval_duels(election))
    sums = {t: sum(times for p, times in election.papers if t in p) for t in election.standing}
    order = readings.by_figure(election.standing, sums)
    agree(
        count_approval(election),
        order,
        readings.place(order, election, lambda tied: readings.climb(tied, fought, sums, election.lot)),
    )


CHECKS = [
    check_plurality,
    check_borda,
    check_schulze,
    check_ranked_pairs,
    check_irv,
    check_score,
    check_star,
    check_approval,
]


@pytest.mark.parametrize("check", CHECKS)
def test_a_few_hundred_elections_agree_with_a_slow_reading(check: Callable[[int], None]) -> None:
    for seed in FEW:
        check(seed)


@pytest.mark.long
@pytest.mark.parametrize("check", CHECKS)
def test_ten_thousand_elections_agree_with_a_slow_reading(check: Callable[[int], None]) -> None:
    for seed in MANY:
        check(seed)
