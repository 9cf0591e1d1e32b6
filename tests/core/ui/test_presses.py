"""Button data: what fits, what comes back, what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.tokens import from_short, hash_code, new_code, to_short
from core.ui.presses import MAX_PACKED_BYTES, BadPress, Press, split_press


@dataclass(frozen=True, slots=True)
class PickSeat(Press):
    prefix: ClassVar[str] = "ps"
    event: int
    row: str


@given(st.integers(0, 2**63 - 1), st.text("abcXYZ019-", max_size=20))
def test_a_press_comes_back_as_it_was(event: int, row: str) -> None:
    packed = PickSeat(event, row).pack()
    assert len(packed.encode()) <= MAX_PACKED_BYTES
    prefix, parts = split_press(packed)
    assert prefix == "ps"
    assert PickSeat.unpack(parts) == PickSeat(event, row)


@pytest.mark.parametrize("row", ["a b", "é", "a_b", "x" * 80, "\n", "<"])
def test_what_does_not_fit_is_refused_when_packed(row: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PickSeat(1, row).pack()


@given(st.text(max_size=80))
def test_anything_may_come_back_and_nothing_but_bad_press_is_raised(data: str) -> None:
    try:
        _, parts = split_press(data)
        press = PickSeat.unpack(parts)
    except BadPress:
        return
    assert PickSeat.unpack(split_press(press.pack())[1]) == press


@pytest.mark.parametrize(
    "parts", [[], ["1"], ["1", "a", "b"], ["", "a"], ["-1", "a"], ["Z", "a"], ["1", "é"], ["z" * 14, "a"]]
)
def test_forged_parts_are_refused(parts: list[str]) -> None:
    with pytest.raises(BadPress):
        PickSeat.unpack(parts)


@given(st.integers(0, 2**70))
def test_short_ids_come_back(number: int) -> None:
    short = to_short(number)
    if number < 2**63:
        assert from_short(short) == number
    else:
        with pytest.raises(ValueError, match=short):
            from_short(short)


def test_a_negative_id_has_no_short_form() -> None:
    with pytest.raises(ValueError, match="-1"):
        to_short(-1)


def test_codes_are_readable_and_their_hash_forgives_typing() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("".join(codes)) & set("01IOL")
    code = codes.pop()
    assert hash_code(code) == hash_code(f" {code.lower().replace('-', ' ')} ")
    assert hash_code(code) != hash_code(codes.pop())
