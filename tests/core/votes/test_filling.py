"""What each kind of ballot holds after each act, and which acts do not fit its paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.votes.charter.terms import BEST_SCORE, Kind, Method, Terms, kind_of, read_terms
from core.votes.counting.model import Unranked
from core.votes.filling import Act, GiveScore, Marks, Sheet, Toggle, Undo, Whole

TITLES = 4
ACTS = st.lists(
    st.one_of(
        st.lists(st.integers(-1, TITLES), max_size=3).map(lambda marks: Whole(tuple(marks))),
        st.integers(-1, TITLES).map(Toggle),
        st.just(Undo()),
        st.builds(GiveScore, st.integers(-1, TITLES), st.none() | st.integers(-1, BEST_SCORE + 1)),
    ),
    max_size=20,
)


def sheet(method: Method, most: int = 0, *, with_none: bool = False) -> Sheet:
    return Sheet(Terms(method, most=most, with_none=with_none), TITLES)


def filled(paper: Sheet, *acts: Act) -> Marks:
    marks: Marks = ()
    for act in acts:
        marks = paper.after(marks, act)
    return marks


def test_titles_are_ranked_in_the_order_in_which_they_are_touched() -> None:
    paper = sheet(Method.SCHULZE)
    assert filled(paper, Toggle(2), Toggle(0), Toggle(3)) == (2, 0, 3)
    assert filled(paper, Toggle(2), Toggle(0), Toggle(3), Toggle(0)) == (2, 3)
    assert filled(paper, Toggle(2), Toggle(0), Undo()) == (2,)
    assert filled(paper, Toggle(2), Undo(), Undo()) == ()


def test_scores_stand_each_at_its_title_and_the_last_one_taken_away_leaves_no_ballot() -> None:
    paper = sheet(Method.STAR)
    assert filled(paper, GiveScore(1, 4)) == (None, 4, None, None)
    assert filled(paper, GiveScore(1, 4), GiveScore(3, 0), GiveScore(1, 5)) == (None, 5, None, 0)
    assert filled(paper, GiveScore(1, 4), GiveScore(1, None)) == ()


def test_no_more_titles_are_approved_than_the_poll_allows() -> None:
    paper = sheet(Method.APPROVAL, most=2)
    assert filled(paper, Toggle(0), Toggle(3)) == (0, 3)
    with pytest.raises(Refusal, match="vote-most"):
        filled(paper, Toggle(0), Toggle(3), Toggle(1))
    with pytest.raises(Refusal, match="vote-most"):
        filled(paper, Whole((0, 1, 2)))


def test_none_of_these_stands_alone() -> None:
    paper = sheet(Method.APPROVAL, with_none=True)
    assert filled(paper, Toggle(0), Toggle(1), Toggle(3)) == (3,)
    assert filled(paper, Toggle(3), Toggle(1)) == (1,)
    assert filled(paper, Toggle(3), Toggle(3)) == ()
    with pytest.raises(Refusal, match="vote-none-alone"):
        filled(paper, Whole((0, 3)))


@pytest.mark.parametrize(
    ("method", "act"),
    [
        (Method.SCHULZE, Whole((0, 1))),
        (Method.SCHULZE, GiveScore(0, 3)),
        (Method.STAR, Toggle(0)),
        (Method.STAR, Undo()),
        (Method.STAR, GiveScore(0, BEST_SCORE + 1)),
        (Method.STAR, GiveScore(TITLES, 1)),
        (Method.APPROVAL, Undo()),
        (Method.APPROVAL, GiveScore(0, 3)),
        (Method.IRV, Toggle(TITLES)),
        (Method.PLURALITY, Toggle(-1)),
    ],
)
def test_an_act_of_another_paper_is_refused_as_a_stale_press(method: Method, act: Act) -> None:
    with pytest.raises(Refusal, match="refused-stale-press"):
        filled(sheet(method), act)


@given(st.sampled_from(list(Method)), st.integers(0, TITLES), st.booleans(), ACTS)
def test_whatever_is_pressed_a_ballot_fits_its_paper(
    method: Method, most: int, with_none: bool, acts: list[Act]
) -> None:
    paper = sheet(method, most, with_none=with_none)
    marks: Marks = ()
    for act in acts:
        try:
            marks = paper.after(marks, act)
        except Refusal:
            continue
        given_marks = [mark for mark in marks if mark is not None]
        if kind_of(method) is Kind.SCORED:
            assert len(marks) in {0, TITLES}
            assert all(0 <= mark <= BEST_SCORE for mark in given_marks)
            assert given_marks or not marks
        else:
            assert len(set(given_marks)) == len(marks) <= paper.terms.limit(TITLES)
            assert all(0 <= mark < TITLES for mark in given_marks)
        if kind_of(method) in {Kind.ONE, Kind.SOME}:
            assert list(marks) == sorted(given_marks)


@given(
    st.builds(
        Terms,
        st.sampled_from(list(Method)),
        st.integers(1, 12),
        st.integers(0, 25),
        st.sampled_from(list(Unranked)),
        st.booleans(),
        st.booleans(),
    )
)
def test_terms_are_read_back_as_they_were_written(terms: Terms) -> None:
    assert read_terms(terms.write()) == terms
    assert read_terms(terms.write()).write() == terms.write()
