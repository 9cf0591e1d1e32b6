"""A result hangs on the ballots and, inside a real tie alone, on the lot; and anybody who counts again gets it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.votes.integrity.config import canonical
from core.votes.integrity.lot import order_by_lot
from core.votes.integrity.papers import write_paper
from core.votes.integrity.results import election_of, form_of, result_of
from tests.core.votes.integrity.closed import KINDS, METHODS, SEED, terms_of
from tests.core.votes.integrity.papers import papers_on

BY_METHOD = pytest.mark.parametrize("method", sorted(METHODS.keys() - {"approval"}))


def counted(terms: dict[str, object], texts: Sequence[str], seed: str = SEED) -> dict[str, object]:
    """The result of these ballots with their own lot."""
    titles: list[dict[str, str]] = terms["titles"]  # type: ignore[assignment]
    lot = order_by_lot(seed, "", texts, [title["id"] for title in titles])
    return result_of(terms, METHODS[str(terms["method"])](election_of(terms, texts, (), lot)))


@BY_METHOD
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_order_of_ballots_never_changes_a_result(method: str, data: st.DataObject) -> None:
    terms = terms_of(method, KINDS[method], data.draw(st.integers(1, 4)), seats=data.draw(st.integers(1, 2)))
    papers = st.lists(papers_on(form_of(terms)), max_size=8)
    texts = [write_paper(form_of(terms), paper) for paper in data.draw(papers)]
    again = data.draw(st.permutations(texts))
    assert canonical(counted(terms, again)) == canonical(counted(terms, texts))


@BY_METHOD
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_seed_changes_a_result_only_where_it_declares_a_lot(method: str, data: st.DataObject) -> None:
    terms = terms_of(method, KINDS[method], data.draw(st.integers(1, 4)), seats=data.draw(st.integers(1, 2)))
    papers = st.lists(papers_on(form_of(terms)), max_size=8)
    texts = [write_paper(form_of(terms), paper) for paper in data.draw(papers)]
    results = [counted(terms, texts, f"{seed:064x}") for seed in range(6)]
    if any(declares_lot(result) for result in results):
        assert all(declares_lot(result) for result in results), "a tie is there whatever the seed is"
        return
    for result in results:
        assert result["order"] == results[0]["order"]
        assert sorted(result["winners"]) == sorted(results[0]["winners"])  # type: ignore[call-overload]


def declares_lot(result: dict[str, object]) -> bool:
    ties: list[dict[str, object]] = result["ties"]  # type: ignore[assignment]
    return any(tie["decided_by_lot"] for tie in ties)


@BY_METHOD
def test_a_ballot_more_can_change_who_wins_by_lot_but_only_inside_the_tie(method: str) -> None:
    """Two equal titles and a third without support: each further pair of opposite ballots draws the lot anew."""
    kind = KINDS[method]
    one, other, both = {"approval": ("[0]", "[1]", "[]"), "score": ("[5,0,0]", "[0,5,0]", "[0,0,0]")}.get(
        kind, ("[0,1,2]", "[1,0,2]", "[]")
    )
    terms = terms_of(method, kind, 3)
    winners: set[tuple[int, ...]] = set()
    for pairs in range(1, 25):
        texts = [one, other] * pairs + [both]
        result = counted(terms, texts)
        assert result == counted(terms, texts[::-1]), "the same ballots draw the same lot"
        assert declares_lot(result)
        winners.add(tuple(result["winners"]))  # type: ignore[arg-type]
    assert winners == {(0,), (1,)}
