"""Agora's counts and those of independent libraries agree wherever their rules say the same."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from core.votes.counting.methods import METHODS
from core.votes.counting.model import Election
from tests.core.votes.counting.drawn import MANY, QUICK
from tests.core.votes.counting.oracles import ORACLES, Oracle, same_rounds

EACH = pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: oracle.method)


def drawn_paper(draw: Random, titles: int, ballot_type: str) -> Any:
    if ballot_type == "score":
        return tuple(draw.choice((None, 0, 1, 2, 3, 4, 5)) for _ in range(titles))
    named = draw.sample(range(titles), draw.randint(0, titles))
    return tuple(sorted(named)) if ballot_type == "approval" else tuple((title,) for title in named)


def drawn_election(draw: Random, ballot_type: str) -> Election[Any]:
    """Between two and seven titles, a club to a small town: ties are rare enough to compare most."""
    titles = draw.randint(2, 7)
    papers = [
        (drawn_paper(draw, titles, ballot_type), draw.choice((1, 1, 2, 3, 7))) for _ in range(draw.randint(3, 40))
    ]
    return Election(titles, papers)


def compare(oracle: Oracle, draw: Random, wanted: int) -> None:
    """Draw until so many elections could be compared: the winner, and the tallies of every round that both have."""
    count = METHODS[oracle.method][oracle.ballot_type]
    compared = tried = told = shared = 0
    while compared < wanted:
        tried += 1
        election = drawn_election(draw, oracle.ballot_type)
        outcome = count(election)
        if not oracle.compares(election, outcome):
            continue
        winner, rounds = oracle.write(election)()
        assert outcome.winners == (winner,), election
        for theirs, ours in same_rounds(rounds, outcome.stages):
            assert ours == theirs, election
            shared += 1
        told += len(rounds)
        compared += 1
    assert compared > tried / 3, "too few elections were compared to mean anything"
    assert shared >= told * 3 / 4, "too few rounds were compared to mean anything"


@EACH
def test_a_few_hundred_elections_agree_with_a_library(oracle: Oracle) -> None:
    compare(oracle, Random(4), QUICK)


@pytest.mark.long
@EACH
def test_ten_thousand_elections_agree_with_a_library(oracle: Oracle) -> None:
    compare(oracle, Random(5), MANY)
