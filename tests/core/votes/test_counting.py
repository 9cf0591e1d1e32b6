"""Counting is exact: no order, grouping or doubling of the work changes it, and ties are named."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.votes.model import Tally, count_ballots

TITLES = 5
BALLOT = st.sets(st.integers(0, TITLES - 1), min_size=1).map(lambda marks: tuple(sorted(marks)))
BALLOTS = st.lists(BALLOT, max_size=40)


def counted(ballots: list[tuple[int, ...]]) -> Tally:
    return count_ballots(TITLES, Counter(ballots))


@given(BALLOTS)
def test_every_mark_counts_once_and_every_ballot_once(ballots: list[tuple[int, ...]]) -> None:
    tally = counted(ballots)
    assert tally.ballots == len(ballots)
    assert tally.counts == tuple(sum(title in ballot for ballot in ballots) for title in range(TITLES))


@given(BALLOTS, st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_how_they_are_grouped_change_nothing(
    ballots: list[tuple[int, ...]], dice: object
) -> None:
    shuffled = list(ballots)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert counted(shuffled) == counted(ballots)
    assert count_ballots(TITLES, [(ballot, 1) for ballot in shuffled]) == counted(ballots)


@given(BALLOTS, BALLOTS)
def test_two_counts_add_up(here: list[tuple[int, ...]], there: list[tuple[int, ...]]) -> None:
    one, other, both = counted(here), counted(there), counted(here + there)
    assert both.counts == tuple(first + second for first, second in zip(one.counts, other.counts, strict=True))
    assert both.ballots == one.ballots + other.ballots


@given(BALLOTS)
def test_leaders_are_all_who_have_most_and_nobody_leads_without_a_mark(ballots: list[tuple[int, ...]]) -> None:
    tally = counted(ballots)
    if not ballots:
        assert tally.leaders == ()
        return
    most = max(tally.counts)
    assert [tally.counts[title] for title in tally.leaders] == [most] * len(tally.leaders)
    assert all(tally.counts[title] < most for title in range(TITLES) if title not in tally.leaders)


@given(BALLOTS)
def test_the_ranking_holds_every_title_once_from_most_to_fewest_and_ties_in_paper_order(
    ballots: list[tuple[int, ...]],
) -> None:
    tally = counted(ballots)
    assert sorted(tally.ranking) == list(range(TITLES))
    steps = [(-tally.counts[title], title) for title in tally.ranking]
    assert steps == sorted(steps)
    assert tally.ranking[: len(tally.leaders)] == tally.leaders


@given(BALLOTS, BALLOT, st.integers(0, TITLES - 1))
def test_one_more_mark_never_lowers_the_title_that_got_it(
    ballots: list[tuple[int, ...]], ballot: tuple[int, ...], title: int
) -> None:
    before = counted([*ballots, ballot])
    after = counted([*ballots, tuple(sorted({*ballot, title}))])
    assert after.ranking.index(title) <= before.ranking.index(title)
    assert title in after.leaders or title not in before.leaders
