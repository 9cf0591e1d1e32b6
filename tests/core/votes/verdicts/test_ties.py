"""What hangs on the lot is found by trying the lot, and what the poll promised for it happens; the stranger agrees."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from core.ui.words import LOCALES
from core.votes.charter.terms import Method, Terms
from core.votes.counting.irv import count_irv, depends_on_lot
from core.votes.counting.model import Cap, Election, Rung
from core.votes.counting.scottish import count_scottish_stv
from core.votes.counting.sums import count_approval
from core.votes.ending.closing import Counted
from core.votes.ending.deciding import Casting
from core.votes.filling import Marks
from core.votes.tally.outcomes import Sealed, Verdict, count, read_verdict, write_verdict
from core.votes.telling.deadlocks import CastingVote
from core.votes.telling.explaining import CountExplained
from core.votes.telling.papers import BallotPaper
from core.votes.telling.results import PollResult
from core.votes.verdicts.thresholds import Thresholds
from core.votes.verdicts.ties import Breaking, Ties, lots_among, untied
from tests.core.outline import outline
from tests.core.votes.telling.test_results import TITLES
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY, POLL

LEVEL: list[tuple[Marks, int]] = [((0,), 2), ((1,), 2), ((2,), 1)]
"""0 and 1 are level to the end."""
THREE: list[tuple[Marks, int]] = [((0, 1), 2), ((0, 2), 2), ((0, 3), 2)]
"""0 wins by far; 1, 2 and 3 are level for a second place."""
ROUNDS: list[tuple[Marks, int]] = [((0,), 5), ((1, 2), 3), ((2, 1), 3)]
"""By rounds, whoever of 1 and 2 the lot keeps then beats 0."""


def verdict_of(
    terms: Terms, ballots: list[tuple[Marks, int]], decided: tuple[int, ...] | None = None, seed: bytes = b"seed"
) -> Verdict:
    poll = replace(CLOSED, titles=TITLES, terms=terms)
    return count(Sealed(poll, tuple(ballots), seed, 20, decided))


def breaking(rule: Breaking, places: int = 1, method: Method = Method.APPROVAL) -> Terms:
    return Terms(method, places, ties=Ties(rule, "Anne" if rule is Breaking.CASTING else ""))


@pytest.mark.parametrize("seed", [b"one", b"two", b"three", b"four"])
def test_the_lot_decides_where_nothing_else_was_said_and_what_hung_on_it_is_told(seed: bytes) -> None:
    verdict = verdict_of(Terms(), LEVEL, seed=seed)
    assert verdict.deadlock is not None
    assert verdict.deadlock.between == (0, 1)
    assert verdict.deadlock.is_by_lot
    assert verdict.outcome.winners == verdict.deadlock.winners
    assert verdict.outcome.winners in {(0,), (1,)}


def test_all_tied_win_where_that_was_promised() -> None:
    assert set(verdict_of(breaking(Breaking.SHARED), LEVEL).outcome.winners) == {0, 1}
    extra = verdict_of(breaking(Breaking.EXTRA, 2), THREE)
    assert extra.outcome.winners[0] == 0
    assert sorted(extra.outcome.winners) == [0, 1, 2, 3]


def test_those_who_share_still_stand_under_the_cap() -> None:
    """2 and 3 are one author's: only one of them can join."""
    poll = replace(
        CLOSED,
        titles=tuple(replace(title, authors="X" if title.position > 1 else title.authors) for title in TITLES),
        terms=replace(breaking(Breaking.EXTRA, 2), one_per_author=True),
    )
    winners = count(Sealed(poll, tuple(THREE), b"seed")).outcome.winners
    assert winners[0] == 0
    assert 1 in winners
    assert len({2, 3} & set(winners)) == 1


@pytest.mark.parametrize("rule", [Breaking.RUNOFF, Breaking.CASTING])
def test_until_somebody_decides_only_sure_winners_stand_and_then_the_chosen_one_too(rule: Breaking) -> None:
    terms = breaking(rule, 2)
    waiting = verdict_of(terms, THREE)
    assert waiting.outcome.winners == (0,)
    assert waiting.deadlock is not None
    assert (waiting.deadlock.between, waiting.deadlock.places, waiting.deadlock.is_open) == ((1, 2, 3), 1, True)
    for chosen in (1, 2, 3):
        assert verdict_of(terms, THREE, (chosen,)).outcome.winners == (0, chosen)
    left = verdict_of(terms, THREE, ())
    assert left.outcome.winners == verdict_of(Terms(places=2), THREE).outcome.winners
    assert left.deadlock is not None
    assert (left.deadlock.is_by_lot, left.deadlock.is_open) == (True, False)
    assert verdict_of(terms, THREE, (0,)).outcome.winners == left.outcome.winners, "who is not tied cannot be chosen"


def test_a_lot_in_the_middle_of_a_count_is_followed_to_its_end() -> None:
    verdict = verdict_of(breaking(Breaking.RUNOFF, method=Method.IRV), ROUNDS)
    assert verdict.deadlock is not None
    assert (verdict.deadlock.between, verdict.outcome.winners) == ((1, 2), ())


def test_a_lot_that_changes_nothing_asks_nobody() -> None:
    ballots: list[tuple[Marks, int]] = [((0,), 9), ((1,), 2), ((2,), 2)]
    verdict = verdict_of(breaking(Breaking.RUNOFF, method=Method.IRV), ballots)
    assert verdict.outcome.winners == (0,)
    assert verdict.deadlock is None


def test_a_tie_among_those_who_fall_short_asks_nobody() -> None:
    terms = replace(breaking(Breaking.RUNOFF), thresholds=Thresholds(majority=60))
    verdict = verdict_of(terms, LEVEL)
    assert (verdict.deadlock, verdict.outcome.winners) == (None, ())


def test_a_verdict_with_a_tie_is_read_back_as_it_was_kept() -> None:
    for decided in (None, (), (1,)):
        verdict = verdict_of(breaking(Breaking.CASTING), LEVEL, decided)
        assert read_verdict(write_verdict(verdict)) == verdict


rankings = st.lists(
    st.tuples(st.permutations([0, 1, 2, 3]), st.integers(0, 4)).map(lambda pair: tuple(pair[0][: pair[1]])),
    min_size=1,
    max_size=7,
)


@given(rankings)
@settings(max_examples=150)
def test_of_instant_runoff_it_says_what_following_every_branch_says(ballots: list[tuple[int, ...]]) -> None:
    election = Election(4, [(tuple((title,) for title in ballot), 1) for ballot in ballots], lot=(2, 0, 3, 1))

    def stand(drawn: Election[Any]) -> tuple[tuple[int, ...], Any]:
        outcome = count_irv(drawn)
        return outcome.winners, outcome.ties

    assert (untied({}, election, stand, None) is not None) == depends_on_lot(election)


@given(st.lists(st.frozensets(st.integers(0, 3)), min_size=1, max_size=6), st.integers(1, 3))
@settings(max_examples=100)
def test_of_approvals_it_says_what_every_lot_says(ballots: list[frozenset[int]], seats: int) -> None:
    election = Election(4, [(tuple(sorted(ballot)), 1) for ballot in ballots], seats)

    def stand(drawn: Election[Any]) -> tuple[tuple[int, ...], Any]:
        outcome = count_approval(drawn)
        return outcome.winners, outcome.ties

    won = {frozenset(stand(replace(election, lot=lot))[0]) for lot in permutations(range(4))}
    found = untied({}, election, stand, None)
    assert (found is not None) == (len(won) > 1)
    if found:
        assert set(found.between) == frozenset.union(*won) - frozenset.intersection(*won)


def test_many_tied_titles_are_tried_first_and_last_and_the_lot_itself_stays_among_them() -> None:
    lot = (5, 3, 1, 0, 2, 4)
    tried = list(lots_among(lot, {0, 1, 2, 3, 4, 5}))
    assert lot in tried
    assert {each[0] for each in tried} == {each[-1] for each in tried} == set(lot)
    assert len(tried) == 13
    assert all(each[1] == 3 for each in lots_among(lot, {5, 1}))


def test_under_a_cap_a_tie_is_told_only_where_it_changed_who_won_or_in_what_order() -> None:
    """1 and 2 are level, and 1 is barred by the author of 0, who won: no tie. Level 2 and 3 behind it: a tie."""
    cap = Cap((frozenset({0, 1}),))
    papers = [((0,), 5), ((1,), 3), ((2,), 3), ((3,), 1)]
    assert count_approval(Election(4, papers, 2, cap=cap)).ties == ()
    papers = [((0,), 5), ((1,), 3), ((2,), 3), ((3,), 3)]
    (tie,) = count_approval(Election(4, papers, 2, cap=cap, lot=(2, 1, 3, 0))).ties
    assert tie.rung is Rung.LOT


def test_scottish_winners_level_at_the_quota_are_told_in_an_order_declared_as_the_tie_it_is() -> None:
    papers = [(((0,),), 4), (((1,),), 4), (((2,),), 1)]
    outcome = count_scottish_stv(Election(3, papers, 2, lot=(1, 0, 2)))
    assert set(outcome.winners) == {0, 1}
    assert [(tie.between, tie.rung) for tie in outcome.ties] == [((0, 1), Rung.LOT)]
    assert outcome.winners == (1, 0)


TOLD: dict[str, tuple[Terms, list[tuple[Marks, int]], tuple[int, ...] | None]] = {
    "lot": (Terms(), LEVEL, None),
    "lot that changed nothing": (Terms(Method.IRV), [((0,), 9), ((1,), 2), ((2,), 2), ((3,), 8)], None),
    "shared": (breaking(Breaking.SHARED), LEVEL, None),
    "extra": (breaking(Breaking.EXTRA, 2), THREE, None),
    "runoff, open": (breaking(Breaking.RUNOFF), LEVEL, None),
    "runoff, open, one place sure": (breaking(Breaking.RUNOFF, 2), THREE, None),
    "runoff, over": (breaking(Breaking.RUNOFF), LEVEL, (1,)),
    "runoff, nobody came": (breaking(Breaking.RUNOFF), LEVEL, ()),
    "casting, open": (breaking(Breaking.CASTING), LEVEL, None),
    "casting, over": (breaking(Breaking.CASTING, method=Method.IRV), ROUNDS, (2,)),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", TOLD)
def test_every_result_says_what_broke_its_tie(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    terms, ballots, decided = TOLD[name]
    total = sum(times for _, times in ballots)
    poll = replace(CLOSED, titles=TITLES, terms=terms, voters=total)
    runoff = replace(POLL).id if "runoff, open" in name else None
    counted = Counted(poll, verdict_of(terms, ballots, decided), total, runoff=runoff)
    words = DICTIONARY.words(locale)
    paper = BallotPaper(replace(POLL, terms=terms))
    texts = [outline(view.as_card(words)) for view in (paper, PollResult(counted), CountExplained(counted))]
    assert "\n\n".join(texts) == snapshot


@pytest.mark.parametrize("locale", LOCALES)
def test_whoever_decides_is_asked_for_as_many_books_as_there_are_places(
    locale: str, snapshot: SnapshotAssertion
) -> None:
    verdict = verdict_of(breaking(Breaking.CASTING, 3), THREE)
    assert verdict.deadlock is not None
    casting = Casting(replace(CLOSED, titles=TITLES), verdict.deadlock)
    cards = [casting, replace(casting, chosen=(2,)), replace(casting, chosen=(2, 1), is_over=True)]
    words = DICTIONARY.words(locale)
    assert "\n\n".join(outline(CastingVote(each).as_card(words)) for each in cards) == snapshot
