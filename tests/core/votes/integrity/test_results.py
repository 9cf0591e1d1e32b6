"""A result hangs on the ballots and, inside a real tie alone, on the lot; and anybody who counts again gets it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.votes.counting.model import Cap, Election, Number, Outcome, Rung, Stage, Tie, Unranked
from core.votes.integrity.config import canonical
from core.votes.integrity.lot import order_by_lot
from core.votes.integrity.papers import BadPaper, write_paper
from core.votes.integrity.results import election_of, form_of, result_of
from tests.core.votes.integrity.closed import KINDS, METHODS, SEED, aggregated, terms_of
from tests.core.votes.integrity.papers import papers_on

BY_METHOD = pytest.mark.parametrize("method", sorted(METHODS.keys() - {"approval"}))


def counted(terms: dict[str, object], texts: Sequence[str], seed: str = SEED) -> dict[str, object]:
    """The result of these ballots with their own lot."""
    titles: list[dict[str, str]] = terms["titles"]  # type: ignore[assignment]
    lot = order_by_lot(seed, "", texts, [title["id"] for title in titles])
    return result_of(terms, METHODS[str(terms["method"])](election_of(terms, aggregated(texts), (), lot)))


def test_an_election_says_what_the_terms_say() -> None:
    cap = {"groups": [[0, 1], [2]], "max": 2}
    terms = terms_of("schulze", "ranked_ties", 4, seats=3, unranked="ignore", cap=cap)
    election = election_of(terms, [([2, [0, 3]], 5), ([], 1)], {1}, (3, 2, 1, 0))
    assert election == Election(
        titles=4,
        papers=[(((2,), (0, 3)), 5)],
        seats=3,
        unranked=Unranked.IGNORE,
        withdrawn=frozenset({1}),
        cap=Cap((frozenset({0, 1}), frozenset({2})), 2),
        lot=(3, 2, 1, 0),
        abstained=1,
        groups=("",),
    )
    assert election_of(terms | {"cap": None}, [], (), ()).cap is None
    with pytest.raises(BadPaper):
        election_of(terms, [([4], 1)], (), ())


def test_a_result_is_told_as_recount_prints_it() -> None:
    tallies: dict[int, Number] = {0: 7, 1: Fraction(4), 2: Fraction(200, 3), 3: Fraction(100_001, 100_000)}
    stage = Stage(tallies, elected=(2,), excluded=(1,))
    tie = Tie((0, 1), Rung.LOT)
    outcome = Outcome((2,), ((2,), (0,), (3, 1)), (stage,), 5, ((0, 1), (2, 0)), (tie,))
    told = result_of({"method": "irv"}, outcome)
    assert told == {
        "method": "irv",
        "winners": [2],
        "order": [[2], [0], [3, 1]],
        "stages": [
            {"tallies": {"0": "7", "1": "4", "2": "66.66667", "3": "1.00001"}, "elected": [2], "excluded": [1]},
        ],
        "quota": 5,
        "duels": [[0, 1], [2, 0]],
        "ties": [{"between": [0, 1], "rung": "lot", "decided_by_lot": True}],
    }
    scottish: list[dict[str, object]] = result_of({"method": "scottish_stv"}, outcome)["stages"]  # type: ignore[assignment]
    assert scottish[0]["tallies"] == {"0": "7.00000", "1": "4.00000", "2": "66.66667", "3": "1.00001"}
    assert result_of({"method": "irv"}, Outcome((), ()))["duels"] is None


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
        # Behind the last place, a method that goes place by place still needs some order: no tie that anybody is told.
        if method not in {"phragmen", "equal_shares"}:
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
