"""Every method's result and how it was counted, as people read them, from ballots to sentences, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from core.kernel.identity import WorkId
from core.ui.words import LOCALES
from core.votes.charter.terms import Kind, Method, Terms
from core.votes.counting.model import Unranked
from core.votes.ending.closing import Counted
from core.votes.filling import Marks
from core.votes.model import NONE, Title
from core.votes.tally.outcomes import METHODS, Sealed, count, read_verdict, write_verdict
from core.votes.telling.explaining import CountExplained
from core.votes.telling.results import PollResult
from core.votes.verdicts.thresholds import Failing, Thresholds
from tests.core.outline import outline
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY

TITLES = tuple(
    Title(position, WorkId(position + 1), name, authors)
    for position, (name, authors) in enumerate(
        [
            ("Babel", "R. F. Kuang"),
            ("Dune", "Frank Herbert"),
            ("Stoner", "John Williams"),
            ("Piranesi", "Susanna Clarke"),
        ]
    )
)
RANKED: list[tuple[Marks, int]] = [((3, 0, 2), 7), ((0, 2), 5), ((2, 3, 1), 4), ((1, 3), 2)]
CIRCLE: list[tuple[Marks, int]] = [((0, 1, 2), 4), ((1, 2, 0), 3), ((2, 0, 1), 2)]
SOME: list[tuple[Marks, int]] = [((0, 3), 6), ((3,), 4), ((1, 2), 5), ((2,), 1)]
SCORED: list[tuple[Marks, int]] = [((5, None, 3, 4), 6), ((0, 5, 2, None), 3), ((2, 1, 5, 5), 4)]
ONE: list[tuple[Marks, int]] = [((0,), 3), ((3,), 5), ((2,), 1)]
POINTS: list[tuple[Marks, int]] = [((6, None, 4, None), 3), ((None, 10, None, None), 1), ((1, 1, 3, 5), 2)]
LEVEL: list[tuple[Marks, int]] = [((1, None, None, None), 1), ((2, 2, None, None), 1), ((1, 2, None, None), 1)]
"""Four points each, each given more on one ballot; but three ballots give Babel any, and two Dune."""
BALLOTS = {Kind.RANKED: RANKED, Kind.SOME: SOME, Kind.SCORED: SCORED, Kind.ONE: ONE, Kind.POINTS: POINTS}


NONE_LEFT = Thresholds(majority=60)
RULED: dict[str, tuple[Terms, list[tuple[Marks, int]]]] = {
    "approval, quorum reached": (Terms(thresholds=Thresholds(quorum=9)), SOME),
    "approval, quorum missed": (Terms(thresholds=Thresholds(quorum=90)), SOME),
    "approval, quorum missed, advice": (Terms(thresholds=Thresholds(quorum=90, failing=Failing.ADVISORY)), SOME),
    "approval, short of the majority": (Terms(thresholds=Thresholds(majority=90)), SOME),
    "schulze, short of the majority": (Terms(Method.SCHULZE, thresholds=NONE_LEFT), CIRCLE),
    "irv, short of the majority": (Terms(Method.IRV, thresholds=Thresholds(majority=90)), RANKED),
    "star, short of the majority": (Terms(Method.STAR, thresholds=Thresholds(majority=80)), SCORED),
    "borda, short of the majority": (Terms(Method.BORDA, thresholds=NONE_LEFT), RANKED),
    "cumulative, short of the majority": (Terms(Method.CUMULATIVE, thresholds=Thresholds(majority=90)), POINTS),
    "schulze, little read": (Terms(Method.SCHULZE, thresholds=Thresholds(floor=True)), [((1,), 2), ((0, 2, 3), 7)]),
}


def counted(terms: Terms, ballots: list[tuple[Marks, int]]) -> Counted:
    total = sum(times for _, times in ballots)
    poll = replace(CLOSED, titles=TITLES, terms=terms, voters=total)
    return Counted(poll, count(Sealed(poll, tuple(ballots), b"the seed")), total)


def cases() -> dict[str, Counted]:
    told = {method.value: counted(Terms(method), BALLOTS[Terms(method).kind]) for method in METHODS}
    told |= {
        f"{method.value}, two places": counted(Terms(method, places=2), BALLOTS[Terms(method).kind])
        for method in METHODS
    }
    told["schulze, circle"] = counted(Terms(Method.SCHULZE), CIRCLE)
    told["approval, tie"] = counted(Terms(), [((0,), 2), ((1,), 2)])
    told["irv, tie"] = counted(Terms(Method.IRV), [((0,), 2), ((1,), 2), ((2, 0), 1), ((3, 1), 1)])
    told["cumulative, tie"] = counted(Terms(Method.CUMULATIVE), LEVEL)
    told |= {name: counted(terms, ballots) for name, (terms, ballots) in RULED.items()}
    told["nobody"] = counted(Terms(Method.IRV), [])
    return told


CASES = cases()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", CASES)
def test_a_result_and_its_count_read_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    words = DICTIONARY.words(locale)
    views = (PollResult(CASES[name]), CountExplained(CASES[name]))
    assert "\n\n".join(outline(view.as_card(words)) for view in views) == snapshot


@pytest.mark.parametrize("method", METHODS)
def test_a_verdict_is_read_back_as_it_was_kept(method: Method) -> None:
    verdict = counted(Terms(method, places=2), BALLOTS[Terms(method).kind]).verdict
    assert read_verdict(write_verdict(verdict)) == verdict


def test_one_book_an_author_passes_over_the_second_one_of_a_winner() -> None:
    titles = (*TITLES[:3], replace(TITLES[3], authors="R. F. Kuang"))
    poll = replace(CLOSED, titles=titles, terms=Terms(places=2, one_per_author=True), voters=9)
    ballots: list[tuple[Marks, int]] = [((0, 3), 6), ((1,), 2), ((2,), 1)]
    assert count(Sealed(poll, tuple(ballots), b"")).outcome.winners == (0, 1)
    free = replace(poll, terms=Terms(places=2))
    assert set(count(Sealed(free, tuple(ballots), b"")).outcome.winners) == {0, 3}


def test_none_of_these_can_come_first_and_then_no_title_is_chosen() -> None:
    titles = (*TITLES[:2], Title(2, NONE, "", ""))
    terms = Terms(with_none=True, thresholds=Thresholds(none_wins=True, majority=50))
    poll = replace(CLOSED, titles=titles, terms=terms, voters=3)
    won = Counted(poll, count(Sealed(poll, (((2,), 2), ((0,), 1)), b"")), 3)
    text = outline(PollResult(won).as_card(DICTIONARY.words("en")))
    assert "No title is chosen this time." in text
    assert "“None of these books” comes first" in text
    before = replace(poll, terms=Terms(with_none=True))
    old = Counted(before, count(Sealed(before, (((2,), 2), ((0,), 1)), b"")), 3)
    assert "None of these books wins" in outline(PollResult(old).as_card(DICTIONARY.words("en")))


def test_what_a_book_left_unranked_says_decides_who_wins() -> None:
    ballots: list[tuple[Marks, int]] = [((0,), 5), ((1, 0), 4), ((1,), 2), ((2, 1, 0), 2)]
    last = counted(Terms(Method.SCHULZE), ballots).verdict.outcome.winners
    ignore = counted(replace(Terms(Method.SCHULZE), unranked=Unranked.IGNORE), ballots).verdict.outcome
    assert last == (1,)
    assert ignore.duels is not None
    assert (ignore.duels[0][1], ignore.duels[1][0]) == (0, 6)


@given(st.lists(st.permutations([0, 1, 2, 3]), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_same_ballots_and_seed_give_the_same_result_in_any_order(orders: list[list[int]], dice: object) -> None:
    ballots: list[tuple[Marks, int]] = [(tuple(order), 1) for order in orders]
    before = counted(Terms(Method.IRV), ballots).verdict
    dice.shuffle(ballots)  # type: ignore[attr-defined]
    assert counted(Terms(Method.IRV), ballots).verdict.outcome.winners == before.outcome.winners
