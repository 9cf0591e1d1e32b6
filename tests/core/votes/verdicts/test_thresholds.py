"""Quorum, majority, readers and "none of these": what a count must reach for its winners to stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.kernel.identity import WorkId
from core.votes.charter.asking import fitted
from core.votes.charter.terms import Kind, Method, Terms, kind_of, read_terms
from core.votes.counting.model import Unranked
from core.votes.filling import Marks
from core.votes.model import NONE, Title
from core.votes.tally.document import charter_of
from core.votes.tally.outcomes import METHODS, Sealed, Verdict, count, read_verdict, write_verdict
from core.votes.verdicts.thresholds import SHARING, Failing, Ruling, Thresholds, readers_needed
from tests.core.votes.telling.test_views import CLOSED

Cast = list[tuple[Marks, int]]


def counted(terms: Terms, ballots: Cast, titles: int = 4, eligible: int = 0) -> Verdict:
    """The count of a poll on that many titles; with "none of these", it is the last."""
    paper = [Title(place, WorkId(place + 1), f"Titre {place}", "") for place in range(titles)]
    if terms.with_none:
        paper[-1] = Title(titles - 1, NONE, "", "")
    total = sum(times for _, times in ballots)
    poll = replace(CLOSED, titles=tuple(paper), terms=terms, voters=total)
    return count(Sealed(poll, tuple(ballots), b"the seed", eligible))


def ruling(verdict: Verdict) -> Ruling:
    assert verdict.ruling is not None
    return verdict.ruling


def asking(method: Method, **asked: object) -> Terms:
    return Terms(method, thresholds=Thresholds(**asked))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "eligible", "ballots", "is_quorate"),
    [
        (Thresholds(quorum=5), 0, 5, True),
        (Thresholds(quorum=6), 0, 5, False),
        (Thresholds(quorum_percent=50), 10, 5, True),
        (Thresholds(quorum_percent=50), 11, 5, False),
        (Thresholds(quorum=3, quorum_percent=100), 5, 5, True),
        (Thresholds(quorum=3, quorum_percent=100), 6, 5, False),
    ],
)
@pytest.mark.parametrize("failing", list(Failing))
def test_a_quorum_is_a_number_of_ballots_or_a_share_of_the_roll(
    asked: Thresholds, eligible: int, ballots: int, is_quorate: bool, failing: Failing
) -> None:
    verdict = counted(Terms(thresholds=replace(asked, failing=failing)), [((1,), ballots)], eligible=eligible)
    assert ruling(verdict).is_quorate is is_quorate
    stands = is_quorate or failing is Failing.ADVISORY
    assert verdict.outcome.winners == ((1,) if stands else ())


MAJORITIES: dict[str, tuple[Terms, Cast, int]] = {
    "approvals, of all ballots": (Terms(), [((0, 1), 4), ((0,), 2), ((2,), 4)], 60),
    "one choice, of all ballots": (Terms(Method.PLURALITY), [((0,), 11), ((1,), 9)], 55),
    "scores of 3 or more, of all ballots": (
        Terms(Method.SCORE),
        [((3, 0, None, 0), 3), ((2, 0, 0, 0), 1)],
        75,
    ),
    "the closest duel": (Terms(Method.SCHULZE), [((0, 1), 6), ((1, 0), 4), ((2, 0, 1), 1)], 63),
    "the last round, of all ballots": (Terms(Method.IRV), [((0,), 5), ((1,), 3), ((2, 0), 1), ((3,), 1)], 60),
    "first places by points": (Terms(Method.BORDA), [((0, 1, 2, 3), 7), ((1, 0, 2, 3), 3)], 70),
    "scored above none of these": (
        Terms(Method.SCORE, with_none=True),
        [((5, 0, 0, 1), 4), ((1, 0, 0, 2), 1), ((2, 0, 0, 2), 9)],
        80,
    ),
    "ranked above none of these, a book left out being last": (
        Terms(Method.SCHULZE, with_none=True),
        [((0,), 3), ((0, 3), 4), ((3,), 2), ((1, 0, 3), 1)],
        80,
    ),
    "ranked above none of these, a book left out saying nothing": (
        Terms(Method.SCHULZE, with_none=True, unranked=Unranked.IGNORE),
        [((0,), 3), ((0, 3), 3), ((3, 0), 2)],
        60,
    ),
}
"""What a majority is of: title 0 comes first and reaches exactly that many percent, by hand."""


@pytest.mark.parametrize("name", MAJORITIES)
def test_a_winner_must_reach_the_majority_and_reaching_is_enough(name: str) -> None:
    terms, ballots, share = MAJORITIES[name]
    reached = counted(replace(terms, thresholds=Thresholds(majority=share, none_wins=terms.with_none)), ballots)
    assert reached.outcome.winners == (0,), reached
    short = counted(replace(terms, thresholds=Thresholds(majority=share + 1, none_wins=terms.with_none)), ballots)
    assert short.outcome.winners == ()
    ((title, behind, of),) = ruling(short).short
    assert (title, 100 * behind // of) == (0, share)


def test_with_several_places_only_those_short_of_the_majority_stay_empty() -> None:
    verdict = counted(Terms(places=3, thresholds=Thresholds(majority=50)), [((0, 1), 5), ((0, 2), 4), ((3,), 1)])
    assert verdict.outcome.winners == (0, 1)
    assert ruling(verdict).short == ((2, 4, 10),)


def test_where_none_of_these_wins_no_title_is_chosen() -> None:
    terms = Terms(with_none=True, thresholds=Thresholds(none_wins=True))
    verdict = counted(terms, [((3,), 4), ((0,), 3), ((1,), 1)])
    assert (verdict.outcome.winners, ruling(verdict).is_none) == ((), True)
    other = counted(terms, [((3,), 2), ((0,), 3)])
    assert (other.outcome.winners, ruling(other).is_none) == ((0,), False)


def test_none_of_these_closes_the_places_behind_it_but_is_one_share_among_others() -> None:
    ballots: Cast = [((0,), 6), ((3,), 5), ((1,), 4)]
    asked = Thresholds(none_wins=True)
    ranked = counted(Terms(places=3, with_none=True, thresholds=asked), ballots)
    assert ranked.outcome.winners == (0,)
    shared = counted(Terms(Method.PHRAGMEN, places=3, with_none=True, thresholds=asked), ballots)
    assert shared.outcome.winners == (0, 1)


def test_whoever_wins_by_rounds_must_be_ahead_of_none_of_these() -> None:
    """The no-award test: 0 wins the rounds, but more ballots put "none of these" above it."""
    ballots: Cast = [((0,), 4), ((1, 3, 0), 3), ((2, 3, 0), 3)]
    terms = fitted(Terms(Method.IRV, with_none=True))
    assert counted(Terms(Method.IRV, with_none=True), ballots).outcome.winners == (0,)
    verdict = counted(terms, ballots)
    assert (verdict.outcome.winners, ruling(verdict).short) == ((), ((0, 4, 10),))
    assert counted(terms, [*ballots, ((0, 3), 2)]).outcome.winners == (0,)


@pytest.mark.parametrize(("ballots", "needed"), [(0, 0), (1, 1), (2, 2), (3, 3), (30, 3), (31, 4), (100, 10)])
def test_a_tenth_of_the_ballots_and_three_at_least_must_have_read_a_title(ballots: int, needed: int) -> None:
    assert readers_needed(ballots) == needed


def test_a_book_read_by_three_fans_cannot_win_and_the_next_one_does() -> None:
    """Voting.md 1.2: where a title left out loses nothing by it, few fans would carry it."""
    ballots: Cast = [((0,), 3), ((1, 2), 20), ((2, 1), 17)]
    terms = Terms(Method.SCHULZE, unranked=Unranked.IGNORE)
    assert 0 in counted(terms, ballots).outcome.order[0]
    floored = counted(fitted(terms), ballots)
    assert floored.outcome.winners == (1,)
    assert floored.readers == (3, 37, 37, 0)
    assert ruling(floored).little_read == (0, 3)
    scored = counted(fitted(Terms(Method.SCORE)), [((5, None, None, 1), 2), ((None, 1, 1, 1), 3)])
    assert scored.outcome.order[0] == (0,)
    assert scored.outcome.winners == (3,)


@pytest.mark.parametrize(
    ("terms", "floor"),
    [
        (Terms(Method.STAR), True),
        (Terms(Method.RANKED_PAIRS, unranked=Unranked.IGNORE), True),
        (Terms(Method.SCHULZE), False),
        (Terms(Method.IRV, unranked=Unranked.IGNORE), False),
        (Terms(), False),
    ],
)
def test_the_reader_floor_is_there_where_a_title_may_be_left_unread(terms: Terms, floor: bool) -> None:
    assert fitted(terms).thresholds.floor is floor


@pytest.mark.parametrize("method", sorted(SHARING))
def test_a_majority_does_not_go_with_a_method_of_shares(method: str) -> None:
    with pytest.raises(Refusal, match="vote-majority-shares"):
        fitted(asking(Method(method), majority=50))


def test_a_poll_of_before_keeps_its_terms_its_hash_and_its_count() -> None:
    old = '{"method":"approval","most":0,"one_per_author":false,"places":1,"unranked":"last","with_none":true}'
    terms = read_terms(old)
    assert terms == Terms(with_none=True)
    assert "thresholds" not in charter_of(replace(CLOSED, terms=terms))
    verdict = counted(terms, [((3,), 2), ((0,), 1)])
    assert (verdict.outcome.winners, verdict.ruling) == ((3,), None)


BALLOTS = {
    Kind.ONE: st.integers(0, 3).map(lambda title: (title,)),
    Kind.SOME: st.sets(st.integers(0, 3), min_size=1).map(lambda titles: tuple(sorted(titles))),
    Kind.RANKED: st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True).map(tuple),
    Kind.SCORED: st.tuples(*[st.none() | st.integers(0, 5)] * 4),
    Kind.POINTS: st.tuples(*[st.none() | st.integers(1, 2)] * 4),
}
FLOORED = frozenset({Method.SCHULZE, Method.RANKED_PAIRS, Method.SCORE, Method.STAR})
"""Methods of ballots that may leave a title unread."""
ASKED = st.builds(
    Thresholds,
    quorum=st.integers(0, 12),
    quorum_percent=st.integers(0, 100),
    failing=st.sampled_from(Failing),
    majority=st.integers(0, 100),
    floor=st.booleans(),
    none_wins=st.just(True),
)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40, deadline=None)
@given(data=st.data(), asked=ASKED, places=st.integers(1, 3))
def test_whoever_stands_has_reached_everything_that_was_asked(
    method: Method, data: st.DataObject, asked: Thresholds, places: int
) -> None:
    asked = replace(asked, floor=asked.floor and method in FLOORED)
    papers: list[Marks] = data.draw(st.lists(BALLOTS[kind_of(method)], min_size=1, max_size=12))
    eligible = len(papers) + data.draw(st.integers(0, 9))
    terms = Terms(method, places, with_none=True, thresholds=asked)
    verdict = counted(terms, [(paper, 1) for paper in papers], eligible=eligible)
    plain = counted(replace(terms, thresholds=Thresholds()), [(paper, 1) for paper in papers])
    told, winners = ruling(verdict), verdict.outcome.winners
    assert read_verdict(write_verdict(verdict)) == verdict
    assert 3 not in winners, "“none of these” is nobody's win"
    assert set(winners).isdisjoint(told.little_read)
    assert set(winners).isdisjoint(title for title, _, _ in told.short)
    assert verdict.outcome.order == plain.outcome.order, "thresholds change no order"
    if told.is_quorate or asked.failing is Failing.ADVISORY:
        if not asked.floor and not told.short and not told.is_none:
            assert winners == plain.outcome.winners
    else:
        assert winners == ()
    eased = counted(
        replace(terms, thresholds=replace(asked, majority=0)), [(paper, 1) for paper in papers], 4, eligible
    )
    assert set(winners) <= set(eased.outcome.winners), "a lower majority never takes a place away"
