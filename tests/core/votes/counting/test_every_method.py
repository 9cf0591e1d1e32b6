"""Every method treats ballots alike and titles alike: only a declared lot may tell two of them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from core.votes.counting.methods import METHODS
from core.votes.counting.model import Cap, Election, Outcome, Rung, Tie
from core.votes.counting.sums import count_plurality_of_ranked
from tests.core.votes.counting.drawn import drawn_approvals, drawn_ranked
from tests.core.votes.counting.elections import random_scored, ranked

DRAWN: dict[str, Callable[[int], Election[Any]]] = {
    "ranked": lambda seed: drawn_ranked(Random(seed), ties=False),
    "ranked_ties": lambda seed: drawn_ranked(Random(seed)),
    "approval": lambda seed: drawn_approvals(Random(seed)),
    "score": random_scored,
    "components": lambda seed: _sides(Random(seed)),
}
EVERY = pytest.mark.parametrize(
    ("method", "ballot_type"), [(method, ballot_type) for method, counts in METHODS.items() for ballot_type in counts]
)
SEEDS = some.integers(0, 2**32)
NOT_HOMOGENEOUS = {"scottish_stv"}
"""Its quota is the next whole paper, so that a hundred times the papers are not a hundred times the quota."""


def _sides(draw: Random) -> Election[Any]:
    titles = draw.randint(1, 6)
    papers = [(tuple(draw.randint(0, 5) for _ in range(titles)), 1) for _ in range(2)]
    return Election(titles, papers, seats=draw.randint(1, 3))


def renamed(election: Election[Any], names: Sequence[int], ballot_type: str) -> Election[Any]:
    """The same election, with title t called names[t]."""

    def paper(old: Any) -> Any:
        if ballot_type in {"score", "components"}:
            return tuple(old[names.index(title)] for title in range(election.titles))
        if ballot_type == "approval":
            return tuple(names[title] for title in old)
        return tuple(tuple(names[title] for title in place) for place in old)

    cap = election.cap
    return replace(
        election,
        papers=[(paper(old), times) for old, times in election.papers],
        withdrawn=frozenset(names[title] for title in election.withdrawn),
        cap=cap and Cap(tuple(frozenset(names[title] for title in group) for group in cap.groups), cap.most),
    )


def told(outcome: Outcome, names: Sequence[int] | None = None) -> object:
    """An outcome without what only the lot orders: who of several stands first in a shared place."""

    def name(title: int) -> int:
        return title if names is None else names[title]

    def names_of(titles: Sequence[int]) -> list[int]:
        return sorted(map(name, titles))

    return (
        names_of(outcome.winners),
        [names_of(place) for place in outcome.order],
        [
            (
                {name(title): tally for title, tally in stage.tallies.items()},
                *map(names_of, (stage.elected, stage.excluded)),
            )
            for stage in outcome.stages
        ],
        outcome.quota,
        outcome.duels
        and {
            (name(one), name(other)): votes for one, row in enumerate(outcome.duels) for other, votes in enumerate(row)
        },
        [(names_of(tie.between), tie.rung) for tie in outcome.ties],
    )


@EVERY
@settings(max_examples=30)
@given(seed=SEEDS, data=some.data())
def test_ballots_in_another_order_or_one_by_one_count_the_same(
    method: str, ballot_type: str, seed: int, data: some.DataObject
) -> None:
    election, count = DRAWN[ballot_type](seed), METHODS[method][ballot_type]
    if ballot_type == "components":
        return
    apart = [(paper, 1) for paper, times in election.papers for _ in range(times)]
    assert count(replace(election, papers=data.draw(some.permutations(apart)))) == count(election)


@EVERY
@settings(max_examples=60)
@given(seed=SEEDS, data=some.data())
def test_titles_under_other_names_come_out_under_these_unless_the_lot_spoke(
    method: str, ballot_type: str, seed: int, data: some.DataObject
) -> None:
    election, count = replace(DRAWN[ballot_type](seed), lot=()), METHODS[method][ballot_type]
    names = data.draw(some.permutations(range(election.titles)))
    outcome, other = count(election), count(renamed(election, names, ballot_type))
    assert any(tie.is_by_lot for tie in outcome.ties) == any(tie.is_by_lot for tie in other.ties)
    if not any(tie.is_by_lot for tie in outcome.ties):
        assert told(other) == told(outcome, names)


def test_a_lot_that_falls_on_a_barred_title_is_told() -> None:
    # Behind A, the titles B, C and D beat each other in a circle, and B is barred by A's group. Where the lot favours
    # B, the next is C, who beats D; where it favours D, that is D.
    election = ranked("1 A>C>D>B", "1 A>D>B>C", "1 A>B>C>D", seats=2, cap=Cap((frozenset({0, 1}),)), lot=(1, 0, 2, 3))
    barred, able = (count_plurality_of_ranked(replace(election, lot=lot)) for lot in ((1, 2, 3, 0), (3, 2, 1, 0)))
    assert (barred.winners, able.winners) == ((0, 2), (0, 3))
    assert barred.ties == (Tie((1, 2, 3), Rung.LOT), Tie((2, 3), Rung.DUELS))
    assert able.ties == (Tie((1, 2, 3), Rung.LOT),)


@EVERY
@settings(max_examples=30)
@given(seed=SEEDS, times=some.integers(2, 9))
def test_every_ballot_cast_several_times_over_changes_no_place(
    method: str, ballot_type: str, seed: int, times: int
) -> None:
    election, count = DRAWN[ballot_type](seed), METHODS[method][ballot_type]
    if method in NOT_HOMOGENEOUS or ballot_type == "components":
        return
    more = count(replace(election, papers=[(paper, cast * times) for paper, cast in election.papers]))
    once = count(election)
    assert (more.winners, more.order, more.ties) == (once.winners, once.order, once.ties)


@EVERY
@settings(max_examples=30)
@given(seed=SEEDS)
def test_winners_fill_the_seats_as_far_as_titles_and_cap_allow(method: str, ballot_type: str, seed: int) -> None:
    election = DRAWN[ballot_type](seed)
    outcome = METHODS[method][ballot_type](election)
    assert sorted(title for place in outcome.order for title in place) == list(election.standing)
    assert len(set(outcome.winners)) == len(outcome.winners) <= election.seats
    if len(outcome.winners) < election.seats:
        left = set(election.standing) - set(outcome.winners)
        assert not any(election.cap is None or election.cap.admits(title, outcome.winners) for title in left)
    for at, title in enumerate(outcome.winners):
        assert election.cap is None or election.cap.admits(title, outcome.winners[:at])
    assert all(stage.tallies.keys() <= set(election.standing) for stage in outcome.stages)
