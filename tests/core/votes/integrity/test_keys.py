"""With a poll's key everything can be derived again; without it, nothing: neither who, nor when, nor the receipt."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.identity import PersonId, RequestKey
from core.votes.integrity.keys import NONCE_BYTES, PollKey
from core.votes.integrity.receipts import MAX_WORD, BadReceipt, normal_word

KEY = PollKey(bytes(range(32)))
OTHER = PollKey(bytes(range(1, 33)))
KEYS = st.binary(min_size=32, max_size=32).map(PollKey)
REQUESTS = st.text(min_size=1, max_size=20).map(RequestKey)
MOMENTS = st.integers(0, 2**63 - 1)


def test_a_key_has_32_bytes_and_never_prints_itself() -> None:
    for wrong in (b"", bytes(31), bytes(33)):
        with pytest.raises(ValueError, match="32 bytes"):
            PollKey(wrong)
    assert "secret" not in repr(KEY)
    assert KEY.secret.hex() not in repr(KEY)


def test_a_ballots_key_is_an_hmac_of_the_person() -> None:
    assert KEY.ballot_of(PersonId(7)) == hmac.new(KEY.secret, b"ballot\x007", hashlib.sha256).digest()
    assert len({key.ballot_of(PersonId(person)) for key in (KEY, OTHER) for person in (1, 11, 111)}) == 6


@given(KEYS, REQUESTS)
def test_a_request_heard_twice_shows_the_same_receipt(key: PollKey, request_key: RequestKey) -> None:
    again, nonce = PollKey(bytes(key.secret)), key.nonce_of(request_key)
    assert again.nonce_of(request_key) == nonce
    assert again.receipt_of(nonce, "Lune") == key.receipt_of(nonce, "lune")


def test_every_request_has_its_own_receipt_and_nonce() -> None:
    requests = [RequestKey(f"d:{number}") for number in range(500)]
    nonces = {KEY.nonce_of(request_key) for request_key in requests}
    receipts = {KEY.receipt_of(nonce).secret for nonce in nonces}
    assert len(receipts) == len(nonces) == 500
    assert {len(receipt) * 8 for receipt in receipts} == {80}
    assert {len(nonce) * 8 for nonce in nonces} == {128}
    nonce = KEY.nonce_of(requests[0])
    assert KEY.receipt_of(nonce) != OTHER.receipt_of(nonce)


def test_what_is_derived_for_one_purpose_tells_nothing_for_another() -> None:
    same = RequestKey("7")
    derived = {KEY.ballot_of(PersonId(7))[:10], KEY.receipt_of(b"7").secret, KEY.nonce_of(same)[:10]}
    assert len(derived) == 3


def test_a_word_of_signs_alone_is_refused() -> None:
    with pytest.raises(BadReceipt):
        KEY.receipt_of(KEY.nonce_of(RequestKey("d:1")), "??")


@given(KEYS, st.binary(min_size=16, max_size=16), MOMENTS)
def test_the_time_of_a_cast_is_read_back_with_the_key(key: PollKey, nonce: bytes, moment: int) -> None:
    masked = key.masked_time(nonce, moment)
    assert 0 <= masked < 2**63
    assert key.unmasked_time(nonce, masked) == moment


def test_two_masked_times_tell_neither_order_nor_difference() -> None:
    moments = range(1_796_000_000_000_000, 1_796_000_000_000_064)
    nonces = [KEY.nonce_of(RequestKey(f"t:{number}")) for number in range(64)]
    masked = [KEY.masked_time(nonce, moment) for nonce, moment in zip(nonces, moments, strict=True)]
    assert len({kept ^ moment for kept, moment in zip(masked, moments, strict=True)}) == 64
    assert masked != sorted(masked)
    assert any(kept >= 2**62 for kept in masked), "the mask covers every bit of the moment"
    guesses = [OTHER.unmasked_time(nonce, kept) for nonce, kept in zip(nonces, masked, strict=True)]
    assert not set(guesses) & set(moments)


@pytest.mark.parametrize("moment", [-1, 2**63])
def test_a_moment_that_storage_cannot_hold_is_refused(moment: int) -> None:
    with pytest.raises(ValueError, match=str(moment)):
        KEY.masked_time(bytes(16), moment)


def _readable(word: str) -> str:
    try:
        return normal_word(word)
    except BadReceipt:
        return ""


WORDS = st.text(min_size=1, max_size=MAX_WORD).map(_readable).filter(bool)


@given(word=WORDS, other=WORDS, nonce=st.binary(min_size=NONCE_BYTES, max_size=NONCE_BYTES))
def test_a_word_comes_back_and_its_mask_tells_neither_it_nor_its_length(word: str, other: str, nonce: bytes) -> None:
    masked = KEY.masked_word(nonce, word)
    assert KEY.unmasked_word(nonce, masked) == word
    assert len(masked) == len(KEY.masked_word(nonce, other))
    assert word.encode() not in masked or len(word) < 3
    assert PollKey(bytes(32)).masked_word(nonce, word) != masked


def test_two_masks_of_one_word_differ() -> None:
    assert len({KEY.masked_word(bytes([number]) * NONCE_BYTES, "lune") for number in range(50)}) == 50


@given(KEYS, REQUESTS, st.text("[]0123456789,nul", max_size=200))
def test_marks_that_wait_come_back_with_the_key_and_their_mask_tells_not_even_how_many_they_are(
    key: PollKey, request_key: RequestKey, marks: str
) -> None:
    nonce = key.nonce_of(request_key)
    masked = key.masked_ballot(nonce, marks)
    assert (key.unmasked_ballot(nonce, masked), len(masked)) == (marks, 256)
    with pytest.raises(ValueError, match="257"):
        key.masked_ballot(nonce, "1" * 257)
