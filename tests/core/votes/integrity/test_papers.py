"""A ballot has one text: what is stored, sealed and exported can be compared letter by letter."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.votes.integrity.papers import PAPERS, BadPaper, Fault, Form, Kind, Paper, read_paper, write_paper
from tests.core.votes.integrity.papers import Filled, filled, forms

RANKED, TIES = Form(Kind.RANKED, 4, 3), Form(Kind.RANKED_TIES, 4, 4)
SCORES, POINTS = Form(Kind.SCORE, 3, 5), Form(Kind.POINTS, 3, 10)
HEAPED = Form(Kind.POINTS, 3, 10, heap=6)
APPROVALS = Form(Kind.APPROVAL, 4, 2)


@pytest.mark.parametrize(
    ("form", "paper", "text"),
    [
        (RANKED, ((2,), (0,)), "[2,0]"),
        (TIES, ((2,), (3, 0), (1,)), "[2,[0,3],1]"),
        (SCORES, (5, None, 0), "[5,null,0]"),
        (APPROVALS, (3, 1), "[1,3]"),
        (POINTS, (3, None, 7), "[3,null,7]"),
        (RANKED, (), "[]"),
    ],
)
def test_each_kind_has_the_array_that_recount_reads(form: Form, paper: Paper, text: str) -> None:
    assert write_paper(form, paper) == text


@given(filled())
def test_a_ballot_is_read_back_as_what_was_said(sample: Filled) -> None:
    form, paper = sample
    text = write_paper(form, paper)
    back = read_paper(form, text)
    assert write_paper(form, back) == text
    if form.kind is Kind.APPROVAL:
        assert set(back) == set(paper)
    elif form.kind is Kind.RANKED_TIES:
        assert [set(place) for place in back] == [set(place) for place in paper]  # type: ignore[arg-type]
    else:
        assert back == paper


@given(filled())
def test_the_order_of_approvals_and_ties_leaves_no_trace(sample: Filled) -> None:
    form, paper = sample
    turned = tuple(tuple(reversed(place)) if isinstance(place, tuple) else place for place in paper)
    if form.kind is Kind.APPROVAL:
        turned = tuple(reversed(turned))
    assert write_paper(form, turned) == write_paper(form, paper)  # type: ignore[arg-type]


@given(filled())
def test_any_other_spelling_of_a_ballot_is_refused(sample: Filled) -> None:
    form, paper = sample
    text = write_paper(form, paper)
    for other in (f" {text}", f"{text}\n", json.dumps({"ballot": json.loads(text)}), text[:-1] + ",]"):
        with pytest.raises(BadPaper):
            read_paper(form, other)


@pytest.mark.parametrize(
    ("form", "text", "fault"),
    [
        (RANKED, "[0,4]", Fault.UNKNOWN),
        (RANKED, "[-1]", Fault.UNKNOWN),
        (RANKED, "[0,0]", Fault.TWICE),
        (RANKED, "[0,1,2,3]", Fault.MOST),
        (RANKED, "[[0,1]]", Fault.SHAPE),
        (RANKED, "[0,null]", Fault.SHAPE),
        (RANKED, "[true]", Fault.SHAPE),
        (RANKED, "[1.0]", Fault.SHAPE),
        (TIES, "[[1,0]]", Fault.SHAPE),
        (TIES, "[[1]]", Fault.SHAPE),
        (TIES, "[[]]", Fault.SHAPE),
        (TIES, "[1,[0,1]]", Fault.TWICE),
        (TIES, "[[0,[1,2]]]", Fault.SHAPE),
        (SCORES, "[5,5]", Fault.SHAPE),
        (SCORES, "[5,6,0]", Fault.MOST),
        (SCORES, "[5,-1,0]", Fault.SHAPE),
        (SCORES, "[5,-0,0]", Fault.SHAPE),
        (SCORES, '[5,"5",0]', Fault.SHAPE),
        (SCORES, "[5,true,0]", Fault.SHAPE),
        (SCORES, "[5,1.0,0]", Fault.SHAPE),
        (POINTS, "[3,null,0]", Fault.SHAPE),
        (POINTS, "[3,1]", Fault.SHAPE),
        (POINTS, "[3,-1,1]", Fault.SHAPE),
        (HEAPED, "[7,1,1]", Fault.MOST),
        (POINTS, "[4,4,4]", Fault.MOST),
        (APPROVALS, "[3,1]", Fault.SHAPE),
        (APPROVALS, "[0,1,2]", Fault.MOST),
        (APPROVALS, "", Fault.SHAPE),
        (APPROVALS, "[" * 5000, Fault.SHAPE),
        (APPROVALS, "[" + "9" * 5000 + "]", Fault.SHAPE),
        (APPROVALS, "[NaN]", Fault.SHAPE),
    ],
)
def test_a_ballot_that_the_form_does_not_allow_says_why(form: Form, text: str, fault: Fault) -> None:
    with pytest.raises(BadPaper) as refused:
        read_paper(form, text)
    assert refused.value.fault is fault


@given(forms(), st.text(alphabet='[],0123456789-.nulltrue" ', max_size=30))
def test_whatever_is_read_is_exactly_what_would_be_written(form: Form, text: str) -> None:
    try:
        paper = read_paper(form, text)
    except BadPaper:
        return
    assert write_paper(form, paper) == text


def test_a_ballot_of_another_kind_is_refused_when_written() -> None:
    others: list[tuple[Form, Paper]] = [(RANKED, (1, None)), (TIES, ((),)), (APPROVALS, ((1, 2), (0,))), (SCORES, (1,))]
    for form, paper in others:
        with pytest.raises(BadPaper):
            write_paper(form, paper)


def test_a_blank_ballot_says_nothing_of_any_title_and_any_other_of_those_it_marks() -> None:
    said: list[tuple[Form, list[object], set[int]]] = [
        (RANKED, [], set()),
        (APPROVALS, [], set()),
        (SCORES, [None] * 3, set()),
        (POINTS, [None] * 3, set()),
        (RANKED, [0], {0}),
        (TIES, [[0, 2], 1], {0, 1, 2}),
        (APPROVALS, [0], {0}),
        (SCORES, [0, None, 3], {0, 2}),
        (POINTS, [None, None, 1], {2}),
        (HEAPED, [6, None, 4], {0, 2}),
    ]
    assert [PAPERS[form.kind](form, rows)[1] for form, rows, _ in said] == [named for _, _, named in said]
