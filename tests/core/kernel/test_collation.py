"""Names are listed as a French reader looks for them, and by one rule everywhere."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.collation import filing_key

LISTED = [
    "À livre ouvert",
    "L’Agora",
    "l'étoile",
    "L’Œil du chat",
    "La Plume",
    "Le Préau",
    "le quai",
    "Les Mots",
    "Lettres",
    "Zèbre",
]


def test_the_shops_of_a_street_are_listed_word_by_word_whatever_their_marks() -> None:
    mixed = LISTED[:]
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=filing_key) == LISTED


@pytest.mark.parametrize("typed", ["L'Étoile", "l’etoile", "L’ÉTOILE", unicodedata.normalize("NFD", "L’Étoile")])
def test_names_that_differ_in_marks_alone_stand_together(typed: str) -> None:
    assert sorted(["L’Été", typed, "L’Étoile", "L’Étoilée"], key=filing_key)[1:3] == sorted(
        [typed, "L’Étoile"], key=filing_key
    )


@given(st.text(max_size=9), st.text(max_size=9))
def test_two_names_never_share_a_place(one: str, other: str) -> None:
    assert (filing_key(one) == filing_key(other)) == (one == other)
