"""What must not matter to a count: the order of ballots and of titles, copies of every ballot, who was withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.votes.counting.condorcet import count_ranked_pairs, count_schulze
from core.votes.counting.irv import count_irv
from core.votes.counting.model import Cap, Election, Outcome, Stage, Tie
from core.votes.counting.points import count_cumulative
from core.votes.counting.star import count_star
from core.votes.counting.sums import count_approval, count_borda, count_plurality_of_ranked, count_score
from tests.core.votes.counting.elections import random_approved, random_ranked, random_scored

Count = Callable[[Election[Any]], Outcome]
DRAWN: dict[Count, Callable[[int], Election[Any]]] = {
    count_approval: random_approved,
    count_borda: random_ranked,
    count_cumulative: random_scored,
    count_irv: random_ranked,
    count_plurality_of_ranked: random_ranked,
    count_ranked_pairs: random_ranked,
    count_schulze: random_ranked,
    count_score: random_scored,
    count_star: random_scored,
}
DUEL_METHODS = (count_ranked_pairs, count_schulze)

every_method = pytest.mark.parametrize("count", DRAWN, ids=lambda count: count.__name__)
some_elections = settings(max_examples=60, deadline=None)
seeds = st.integers(0, 10**6)


def renamed(value: Any, names: Mapping[int, int]) -> Any:
    """The same value with titles under new names, where a tuple or set of titles stands."""
    return type(value)(renamed(each, names) if isinstance(each, tuple | frozenset) else names[each] for each in value)


def renamed_paper(paper: Any, election: Election[Any], names: Mapping[int, int], *, is_scores: bool) -> Any:
    if not is_scores:
        return renamed(paper, names)
    old = {new: title for title, new in names.items()}
    return tuple(paper[old[title]] for title in range(election.titles))


def renamed_election(election: Election[Any], names: Mapping[int, int], *, is_scores: bool) -> Election[Any]:
    cap = election.cap and Cap(tuple(renamed(group, names) for group in election.cap.groups), election.cap.most)
    papers = [(renamed_paper(paper, election, names, is_scores=is_scores), times) for paper, times in election.papers]
    withdrawn, lot = renamed(election.withdrawn, names), [names[title] for title in election.lot]
    return replace(election, papers=papers, cap=cap, withdrawn=withdrawn, lot=lot)


def renamed_outcome(outcome: Outcome, names: Mapping[int, int]) -> Outcome:
    def sorted_places(places: Sequence[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(sorted(renamed(place, names))) for place in places)

    old = {new: title for title, new in names.items()}
    duels = outcome.duels
    return replace(
        outcome,
        winners=renamed(outcome.winners, names),
        order=sorted_places(outcome.order),
        stages=tuple(
            Stage(
                {names[title]: tally for title, tally in stage.tallies.items()},
                renamed(stage.elected, names),
                tuple(sorted(renamed(stage.excluded, names))),
            )
            for stage in outcome.stages
        ),
        duels=duels and tuple(tuple(duels[old[a]][old[b]] for b in sorted(old)) for a in sorted(old)),
        ties=tuple(
            Tie(between, tie.rung)
            for tie, between in zip(outcome.ties, sorted_places([tie.between for tie in outcome.ties]), strict=True)
        ),
    )


@every_method
@some_elections
@given(seed=seeds, data=st.data())
def test_the_order_and_the_heaps_of_ballots_do_not_matter(count: Count, seed: int, data: st.DataObject) -> None:
    election = DRAWN[count](seed)
    single = [(paper, 1) for paper, times in election.papers for _ in range(times)]
    shuffled = data.draw(st.permutations(single))
    assert count(replace(election, papers=shuffled)) == count(election)


@every_method
@some_elections
@given(seed=seeds, data=st.data())
def test_titles_under_other_names_win_and_lose_as_before(count: Count, seed: int, data: st.DataObject) -> None:
    """With the lot renamed as well nothing changes at all; another lot changes something only in a tie by lot."""
    election = DRAWN[count](seed)
    names = dict(enumerate(data.draw(st.permutations(range(election.titles)))))
    told = renamed_outcome(count(election), names)
    is_scores = DRAWN[count] is random_scored
    again = renamed_election(election, names, is_scores=is_scores)
    assert count(again) == told
    if not any(tie.is_by_lot for tie in told.ties):
        assert count(replace(again, lot=data.draw(st.permutations(range(election.titles))))) == told


@every_method
@some_elections
@given(seed=seeds, copies=st.integers(2, 5))
def test_copies_of_every_ballot_only_multiply_the_figures(count: Count, seed: int, copies: int) -> None:
    election = DRAWN[count](seed)
    once = count(election)
    more = count(replace(election, papers=[(paper, times * copies) for paper, times in election.papers]))
    stages = tuple(
        replace(stage, tallies={title: tally * copies for title, tally in stage.tallies.items()})
        for stage in once.stages
    )
    duels = once.duels and tuple(tuple(wins * copies for wins in row) for row in once.duels)
    assert more == replace(once, stages=stages, duels=duels)


@every_method
@some_elections
@given(seed=seeds)
def test_a_withdrawn_title_is_as_if_it_had_never_stood(count: Count, seed: int) -> None:
    election = replace(DRAWN[count](seed), withdrawn=frozenset())
    gone = election.titles - 1
    fewer = range(gone)

    def without(paper: Any) -> Any:
        if DRAWN[count] is random_scored:
            return paper[:gone]
        if DRAWN[count] is random_approved:
            return tuple(title for title in paper if title != gone)
        return tuple(left for place in paper if (left := tuple(title for title in place if title != gone)))

    smaller = replace(
        election,
        titles=gone,
        papers=[(without(paper), times) for paper, times in election.papers],
        lot=[title for title in election.lot if title != gone],
        cap=election.cap and replace(election.cap, groups=tuple(group - {gone} for group in election.cap.groups)),
    )
    told, never = count(replace(election, withdrawn=frozenset({gone}))), count(smaller)
    assert replace(told, duels=None) == replace(never, duels=None)
    if never.duels is not None and told.duels is not None:
        assert [row[:gone] for row in told.duels[:gone]] == [tuple(row) for row in never.duels]
        assert not any(told.duels[gone])
        assert not any(row[gone] for row in told.duels)
    assert all(title in fewer for place in told.order for title in place)


@every_method
@some_elections
@given(seed=seeds)
def test_the_cap_touches_winners_alone_and_seats_are_filled_while_it_allows(count: Count, seed: int) -> None:
    election = DRAWN[count](seed)
    free, outcome = count(replace(election, cap=None, seats=election.titles)), count(election)
    assert outcome.order == free.order
    assert sorted(title for place in outcome.order for title in place) == list(election.standing)
    assert len(free.winners) == len(election.standing)
    kept: list[int] = []
    for title in free.winners:
        if len(kept) < election.seats and (election.cap is None or election.cap.admits(title, kept)):
            kept.append(title)
    assert list(outcome.winners) == kept


@pytest.mark.parametrize("count", DUEL_METHODS, ids=lambda count: count.__name__)
@some_elections
@given(seed=seeds)
def test_a_title_that_beats_all_others_stands_first_alone(count: Count, seed: int) -> None:
    election = random_ranked(seed)
    outcome = count(election)
    duels = outcome.duels or ()
    for title in election.standing:
        if all(duels[title][other] > duels[other][title] for other in election.standing if other != title):
            assert outcome.order[0] == (title,)
