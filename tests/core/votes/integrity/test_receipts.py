"""A receipt is read back however it is typed, and only its holder can name the tracker."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.votes.integrity.receipts import MAX_WORD, BadReceipt, Receipt, normal_word, read_receipt, tracker_of

SECRETS = st.binary(min_size=10, max_size=10)
PRINTED = "7K3M-9QXD-2VFA-81TR"


def words() -> st.SearchStrategy[str]:
    """Words as they are mixed in, in any script."""

    def normal(text: str) -> str:
        try:
            return normal_word(text)
        except BadReceipt:
            return ""

    return st.text(max_size=MAX_WORD + 2).map(normal)


@given(SECRETS, words())
def test_a_receipt_is_read_back_as_it_was_shown(secret: bytes, word: str) -> None:
    receipt = Receipt(secret, word)
    assert read_receipt(str(receipt)) == receipt


@pytest.mark.parametrize(
    "typed",
    [
        "7k3m-9qxd-2vfa-81tr",
        "7K3M9QXD2VFA81TR",
        " 7K3M 9QXD 2VFA 8lTR\n",
        "7K3M–9QXD–2VFA–8ITR",
        "7K3M\u00a09QXD_2VFA.81TR.",
    ],
)
def test_case_dashes_and_look_alikes_do_not_matter(typed: str) -> None:
    assert str(read_receipt(typed)) == PRINTED


def test_the_letter_o_is_a_zero() -> None:
    assert read_receipt("OOOO-oooo-OOOO-oooo") == Receipt(bytes(10))


@pytest.mark.parametrize(
    "typed", ["", "7K3M", "7K3M-9QXD-2VFA-81T", "UUUU-UUUU-UUUU-UUUU", "7K3M-9QXD-2VFA-8!TR", "ß" * 16]
)
def test_what_no_receipt_was_written_as_is_refused(typed: str) -> None:
    with pytest.raises(BadReceipt):
        read_receipt(typed)


def test_the_voters_word_is_the_same_however_it_is_typed() -> None:
    assert read_receipt(f"{PRINTED} lune") == read_receipt(f"{PRINTED.lower()}   - Lune ! ")
    assert str(read_receipt(f"{PRINTED} E\u0301té")) == f"{PRINTED} été"
    assert read_receipt(f"{PRINTED} ete") != read_receipt(f"{PRINTED} été")


def test_a_word_too_long_or_of_signs_alone_is_refused() -> None:
    assert normal_word("é" * MAX_WORD) == "é" * MAX_WORD
    for word in ("é" * (MAX_WORD + 1), "!!"):
        with pytest.raises(BadReceipt):
            normal_word(word)


def test_a_receipt_never_prints_itself_in_a_log() -> None:
    assert "7K3M" not in repr(read_receipt(f"{PRINTED} lune"))
    assert "lune" not in repr(read_receipt(f"{PRINTED} lune"))


def test_trackers_hang_on_the_poll_the_receipt_and_the_word() -> None:
    receipt = read_receipt(PRINTED)
    trackers = {tracker_of("k3", receipt), tracker_of("k4", receipt), tracker_of("k3", read_receipt(f"{PRINTED} lune"))}
    assert len(trackers) == 3
    assert all(len(tracker) == 10 for tracker in trackers)
    with pytest.raises(ValueError, match="k3:7"):
        tracker_of("k3:7", receipt)


def test_a_voter_finds_their_tracker_with_the_tools_of_any_computer() -> None:
    tracker = tracker_of("k3", read_receipt(f"{PRINTED} lune"))
    assert tracker == "LB6MOXPPJ2"
    by_hand = f"printf 'k3:{PRINTED} lune' | openssl sha256 -binary | base32 | cut -c1-10"
    if all(shutil.which(tool) for tool in ("openssl", "base32", "cut")):
        assert (
            subprocess.run(["sh", "-c", by_hand], capture_output=True, text=True, check=True).stdout.strip() == tracker
        )
