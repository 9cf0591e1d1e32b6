"""Short ids and one-time codes: one spelling an id, nothing else accepted, codes that survive being read aloud."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.tokens import from_short, hash_code, new_code, to_short

IDS = st.integers(0, 2**63 - 1)


@given(IDS)
def test_a_short_id_fits_a_button_and_a_deep_link(number: int) -> None:
    assert re.fullmatch(r"[0-9a-z]{1,13}", to_short(number))


@given(IDS, IDS)
def test_two_rows_never_share_a_short_id(first: int, second: int) -> None:
    assert (to_short(first) == to_short(second)) == (first == second)


@given(st.text(max_size=16))
def test_whatever_is_no_short_id_is_a_value_error(text: str) -> None:
    try:
        number = from_short(text)
    except ValueError:
        return
    assert to_short(number) == text.lstrip("0") or number == 0


@pytest.mark.parametrize("text", ["", " 1", "1 ", "+1", "-1", "1_0", "A", "é", "١", "²", "1y2p0ij32e8e8", "1\n"])
def test_look_alikes_of_a_number_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text) if text else "^$"):
        from_short(text)


@pytest.mark.parametrize(("number", "short"), [(0, "0"), (35, "z"), (36, "10"), (2**63 - 1, "1y2p0ij32e8e7")])
def test_known_ids_keep_their_spelling_in_buttons_already_posted(number: int, short: str) -> None:
    assert to_short(number) == short
    assert from_short(short) == number


def test_codes_use_the_whole_alphabet_and_no_letter_that_looks_like_another() -> None:
    letters = Counter("".join(new_code() for _ in range(2000)).replace("-", ""))
    assert set(letters) == set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    assert max(letters.values()) < 2 * min(letters.values())


def test_codes_are_written_in_two_groups_of_four() -> None:
    assert all(re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", new_code()) for _ in range(100))


@given(st.data())
def test_a_code_is_the_same_however_it_is_typed(data: st.DataObject) -> None:
    code = new_code()
    separators = st.sampled_from(["", " ", "-", "—", "\u202f", "\xa0", ".", "\t"])
    typed = "".join(
        data.draw(st.sampled_from([letter, letter.lower()])) + data.draw(separators) for letter in code.replace("-", "")
    )
    assert hash_code(typed) == hash_code(code)


@given(st.integers(0, 7))
def test_one_wrong_letter_is_another_code(place: int) -> None:
    letters = list(new_code().replace("-", ""))
    right = hash_code("".join(letters))
    letters[place] = "2" if letters[place] != "2" else "3"
    assert hash_code("".join(letters)) != right


@given(st.text(max_size=60))
def test_what_is_kept_of_a_code_never_shows_it(typed: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", hash_code(typed))
