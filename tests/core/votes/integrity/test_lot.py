"""The lot cannot be steered: it hangs on a promised seed and on every ballot, and anybody can draw it again."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from core.votes.integrity.lot import joined, order_by_lot, promise

SEED = "5e" * 32
TITLES = tuple(f"w{number}" for number in range(8))
BALLOTS = ("[0,1]", "[1]", "[1]", "[7,0]")
FIELDS = st.lists(st.text(max_size=8), max_size=5)


def test_the_lot_is_the_published_formula() -> None:
    cast = hashlib.sha256(b"5:[0,1],3:[1],3:[1],5:[7,0],").hexdigest()
    ranks = {title: hashlib.sha256(f"64:{SEED},4:lune,64:{cast},2:{title},".encode()).hexdigest() for title in TITLES}
    drawn = order_by_lot(SEED, "lune", BALLOTS, TITLES)
    assert [TITLES[place] for place in drawn] == sorted(TITLES, key=ranks.__getitem__)


@given(st.permutations(BALLOTS), st.permutations(TITLES))
def test_neither_the_order_of_ballots_nor_that_of_titles_matters(ballots: list[str], titles: list[str]) -> None:
    drawn = [titles[place] for place in order_by_lot(SEED, "", ballots, titles)]
    assert drawn == [TITLES[place] for place in order_by_lot(SEED, "", BALLOTS, TITLES)]


def test_any_ballot_the_seed_and_the_scrutineers_word_change_the_lot() -> None:
    drawn = {
        order_by_lot(SEED, "", BALLOTS, TITLES),
        order_by_lot(SEED, "", BALLOTS[1:], TITLES),
        order_by_lot(SEED, "", (*BALLOTS, "[1]"), TITLES),
        order_by_lot(SEED, "", ("[0,2]", *BALLOTS[1:]), TITLES),
        order_by_lot("5f" * 32, "", BALLOTS, TITLES),
        order_by_lot(SEED, "lune", BALLOTS, TITLES),
    }
    assert len(drawn) == 6


def test_the_lot_favours_no_title() -> None:
    first = [order_by_lot(f"{seed:064x}", "", BALLOTS, TITLES)[0] for seed in range(1600)]
    assert all(140 < first.count(title) < 260 for title in range(8))


@given(FIELDS, FIELDS)
def test_joined_fields_are_never_mistaken_for_others(some: list[str], others: list[str]) -> None:
    assert (joined(*some) == joined(*others)) == (some == others)


def test_joined_fields_are_netstrings_of_their_bytes() -> None:
    assert joined("été", "", "[0]") == "5:été,0:,3:[0],".encode()


def test_a_promise_is_the_hash_that_anybody_can_compute() -> None:
    assert promise(b"lune") == hashlib.sha256(b"lune").hexdigest()
