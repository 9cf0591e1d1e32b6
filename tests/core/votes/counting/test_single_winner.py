"""The quick counts agree with the slow readings of their definitions, on elections full of ties."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from core.votes.counting.condorcet import count_ranked_pairs, count_schulze
from core.votes.counting.duels import approval_duels, ranking_duels, score_duels
from core.votes.counting.irv import count_irv
from core.votes.counting.model import Election, Number, Outcome, Stage, Tie
from core.votes.counting.star import count_star
from core.votes.counting.sums import count_approval, count_borda, count_plurality_of_ranked, count_score
from tests.core.votes.counting import readings
from tests.core.votes.counting.elections import random_approved, random_ranked, random_scored

FEW, MANY = range(300), range(300, 10_300)


def agree(
    outcome: Outcome, order: readings.Order, election: Election[Any], pick: readings.Pick, ties: Sequence[Tie] = ()
) -> None:
    """Order, winners and ties are what the slow reading says; `ties` are those on the way to the order."""
    winners, more = readings.place(order, election, pick)
    assert [list(place) for place in outcome.order] == order
    assert list(outcome.winners) == winners
    assert list(outcome.ties) == [*ties, *more]


def check_duels(fought: readings.Fought, duels: Sequence[Sequence[int]]) -> None:
    for one, row in enumerate(duels):
        for other, wins in enumerate(row):
            assert wins == fought.get((one, other), 0)


def check_totals(outcome: Outcome, totals: Mapping[int, Number]) -> None:
    assert outcome.stages == (Stage(dict(totals), outcome.winners),)


def ranked_picker(election: Election[Any], fought: readings.Fought) -> readings.Pick:
    tops = readings.firsts(election)
    return lambda tied: readings.climb(tied, fought, tops, election.lot)


def scored_picker(election: Election[Any], fought: readings.Fought) -> readings.Pick:
    tops = readings.top_scores(election)
    return lambda tied: readings.climb(tied, fought, tops, election.lot)


def check_plurality(seed: int) -> None:
    election = random_ranked(seed)
    fought, outcome = readings.fight_ranked(election), count_plurality_of_ranked(election)
    check_duels(fought, ranking_duels(election))
    choices = readings.choices(election)
    agree(outcome, readings.by_figure(election.standing, choices), election, ranked_picker(election, fought))
    check_totals(outcome, choices)


def check_borda(seed: int) -> None:
    election = random_ranked(seed)
    fought, points, outcome = readings.fight_ranked(election), readings.borda(election), count_borda(election)
    agree(outcome, readings.by_figure(election.standing, points), election, ranked_picker(election, fought))
    check_totals(outcome, points)


def check_schulze(seed: int) -> None:
    election = random_ranked(seed)
    fought, outcome = readings.fight_ranked(election), count_schulze(election)
    agree(outcome, readings.schulze(election, fought), election, ranked_picker(election, fought))
    assert outcome.duels == ranking_duels(election)
    assert outcome.stages == ()


def check_ranked_pairs(seed: int) -> None:
    election = random_ranked(seed)
    fought, outcome = readings.fight_ranked(election), count_ranked_pairs(election)
    order, ties = readings.ranked_pairs(election, fought)
    agree(outcome, order, election, ranked_picker(election, fought), ties)
    assert outcome.duels == ranking_duels(election)
    assert outcome.stages == ()


def check_irv(seed: int) -> None:
    election = random_ranked(seed)
    fought, outcome = readings.fight_ranked(election), count_irv(election)
    rounds = readings.irv(election, fought)
    agree(outcome, rounds.order, election, ranked_picker(election, fought), rounds.ties)
    assert [dict(stage.tallies) for stage in outcome.stages] == [tallies for tallies in rounds.tallies if tallies]
    assert [list(stage.excluded) for stage in outcome.stages[:-1]] == rounds.gone
    assert all(stage.elected == () for stage in outcome.stages[:-1])
    if outcome.stages:
        last = outcome.stages[-1]
        assert list(last.elected) == [title for title in outcome.winners if title in last.tallies]
        assert last.excluded == ()


def check_score(seed: int) -> None:
    election = random_scored(seed)
    fought, outcome = readings.fight_scored(election), count_score(election)
    check_duels(fought, score_duels(election))
    sums = {t: sum((p[t] or 0) * times for p, times in election.papers) for t in election.standing}
    agree(outcome, readings.by_figure(election.standing, sums), election, scored_picker(election, fought))
    check_totals(outcome, sums)


def check_star(seed: int) -> None:
    election = random_scored(seed)
    fought, outcome = readings.fight_scored(election), count_star(election)
    order, finalists, ties = readings.star(election, fought)
    agree(outcome, order, election, scored_picker(election, fought), ties)
    sums = {t: sum((p[t] or 0) * times for p, times in election.papers) for t in election.standing}
    if not finalists:
        check_totals(outcome, sums)
        return
    one, other = finalists
    final = Stage({one: fought[one, other], other: fought[other, one]}, outcome.winners)
    assert outcome.stages == (Stage(sums), final)


def check_approval(seed: int) -> None:
    election = random_approved(seed)
    fought, outcome = readings.fight_approved(election), count_approval(election)
    check_duels(fought, approval_duels(election))
    sums = {t: sum(times for p, times in election.papers if t in p) for t in election.standing}
    order = readings.by_figure(election.standing, sums)
    agree(outcome, order, election, lambda tied: readings.climb(tied, fought, sums, election.lot))
    check_totals(outcome, sums)


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
