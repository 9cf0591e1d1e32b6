"""What a poll fixed at opening has one form and one hash, whoever writes it down."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.votes.integrity.config import canonical, fingerprint

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def test_the_form_is_the_published_one() -> None:
    value = {"titles": ["E\u0301té", "Dune"], "seats": 1, "cap": None, "Zoé": True}
    assert canonical(value) == '{"Zoé":true,"cap":null,"seats":1,"titles":["Été","Dune"]}'.encode()
    assert fingerprint(value) == hashlib.sha256(canonical(value)).hexdigest()


@given(VALUES)
def test_the_form_of_what_was_read_is_the_same_again(value: object) -> None:
    try:
        written = canonical(value)
    except ValueError:
        return
    assert canonical(json.loads(written)) == written


@given(st.dictionaries(st.text(alphabet="abé", max_size=3), st.integers(), max_size=5))
def test_the_order_of_keys_leaves_no_trace(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize(
    "value", [1.5, {"a": [float("nan")]}, b"bytes", {1: "a"}, {"é": 1, "e\u0301": 2}, "\ud800", {"a": {1, 2}}]
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


def test_a_tuple_is_written_as_a_list() -> None:
    assert canonical({"titles": ("a", "b")}) == b'{"titles":["a","b"]}'
