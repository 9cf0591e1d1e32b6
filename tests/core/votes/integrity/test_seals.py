"""A seal holds for one set of ballots and no other, and others can rebuild it from the published rule."""

from __future__ import annotations

import dataclasses
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from core.votes.integrity.seals import CastBallot, leaf_of, root_of

LEAVES = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=20)
CAST = CastBallot("LB6MOXPPJ2", "[0,1]", "0f" * 16, "jury")


def rfc_6962(entries: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, over the leaves' hashes: split at the greatest power of two below."""
    if len(entries) <= 1:
        return entries[0] if entries else hashlib.sha256(b"").digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return hashlib.sha256(b"\x01" + rfc_6962(entries[:split]) + rfc_6962(entries[split:])).digest()


@given(LEAVES)
def test_the_root_is_that_of_rfc_6962_over_the_sorted_leaves(leaves: list[str]) -> None:
    assert root_of(leaves) == rfc_6962([bytes.fromhex(leaf) for leaf in sorted(leaves)]).hex()


def test_a_leaf_is_the_published_formula() -> None:
    written = b"\x00" + b"2:k3,10:LB6MOXPPJ2,5:[0,1],32:" + b"0f" * 16 + b",4:jury,"
    assert leaf_of("k3", CAST) == hashlib.sha256(written).hexdigest()


def test_a_leaf_hangs_on_everything_in_it() -> None:
    others = [
        dataclasses.replace(CAST, tracker="LB6MOXPPJ3"),
        dataclasses.replace(CAST, ballot="[1,0]"),
        dataclasses.replace(CAST, nonce="1f" * 16),
        dataclasses.replace(CAST, group=""),
    ]
    leaves = {leaf_of("k3", CAST), leaf_of("k4", CAST), *(leaf_of("k3", other) for other in others)}
    assert len(leaves) == 6


@given(LEAVES.filter(bool), st.data())
def test_a_ballot_changed_added_or_taken_out_breaks_the_seal(leaves: list[str], data: st.DataObject) -> None:
    root, place = root_of(leaves), data.draw(st.integers(0, len(leaves) - 1))
    other = hashlib.sha256(leaves[place].encode()).hexdigest()
    assert root_of([*leaves[:place], other, *leaves[place + 1 :]]) != root
    assert root_of([*leaves, other]) != root
    assert root_of(leaves[:place] + leaves[place + 1 :]) != root
    assert root_of([*leaves, leaves[place]]) != root
    assert root_of(data.draw(st.permutations(leaves))) == root
