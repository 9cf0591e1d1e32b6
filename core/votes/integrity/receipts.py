"""Receipts that only the voter keeps, and the tracker that stands beside the ballot; must not know who voted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from unicodedata import normalize

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""The base 32 of RFC 4648, which a stranger's own tools write."""
_READ = {symbol: symbol for symbol in _SYMBOLS} | {"O": "0", "I": "1", "L": "1"}
_BYTES, _LENGTH = 10, 16
_PAIRS = tuple(first + second for first in _SYMBOLS for second in _SYMBOLS)
"""Ten bits as two letters: a receipt is written for every cast, letter by letter it would cost as much as a key."""
_PLAIN_PAIRS = tuple(first + second for first in _PLAIN for second in _PLAIN)
MAX_WORD = 24
"""The longest word of the voter's own, in characters."""
_APART = " \t\n\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014_."
"""What people and phones put between groups of letters."""


class BadReceipt(ValueError):  # noqa: N818 - says what is wrong
    """A text that no receipt was ever written as."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the voter keeps: 80 bits, and the word of their own if they gave one.

    The word keeps the house from giving two equal voters one tracker. Raises BadReceipt when made of anything else.
    """

    secret: bytes
    word: str = ""

    def __post_init__(self) -> None:
        if len(self.secret) != _BYTES or self.word != normal_word(self.word):
            raise BadReceipt(self.word)

    def __repr__(self) -> str:
        return "Receipt(…)"

    def __str__(self) -> str:
        bits, pair = int.from_bytes(self.secret, "big"), _PAIRS
        code = (
            f"{pair[bits >> 70]}{pair[bits >> 60 & 1023]}-{pair[bits >> 50 & 1023]}{pair[bits >> 40 & 1023]}-"
            f"{pair[bits >> 30 & 1023]}{pair[bits >> 20 & 1023]}-{pair[bits >> 10 & 1023]}{pair[bits & 1023]}"
        )
        return f"{code} {self.word}" if self.word else code


def normal_word(word: str) -> str:
    """Return a voter's word as it is mixed in, however it was typed: NFKC, lower case, letters and digits only.

    Raises BadReceipt when it is longer than MAX_WORD or nothing is left of it.
    """
    if not word:
        return ""
    kept = "".join(letter for letter in normalize("NFKC", word).casefold() if letter.isalnum())
    kept = normalize("NFKC", kept)
    if len(kept) > MAX_WORD or not kept:
        raise BadReceipt(word)
    return kept


def read_receipt(text: str) -> Receipt:
    """Return the receipt somebody typed back, in any case, with O for 0, I or L for 1. Raises BadReceipt."""
    bits = taken = 0
    for place, letter in enumerate(text):
        if taken == _LENGTH:
            return Receipt(bits.to_bytes(_BYTES, "big"), normal_word(text[place:].strip(_APART)))
        if letter in _APART:
            continue
        symbol = _READ.get(letter.upper())
        if symbol is None:
            raise BadReceipt(text)
        bits, taken = bits << 5 | _SYMBOLS.index(symbol), taken + 1
    if taken != _LENGTH:
        raise BadReceipt(text)
    return Receipt(bits.to_bytes(_BYTES, "big"))


def tracker_of(poll: str, receipt: Receipt) -> str:
    """Return the tracker kept with a ballot: the first ten letters of base32(SHA-256("poll:receipt")).

    By hand: `printf 'k3:7K3M-9QXD-2VFA-81TR' | openssl sha256 -binary | base32 | cut -c1-10`.
    """
    if ":" in poll:
        raise ValueError(poll)
    digest = hashlib.sha256(f"{poll}:{receipt}".encode()).digest()
    bits, pair = int.from_bytes(digest[:7], "big") >> 6, _PLAIN_PAIRS
    # Five pairs are the ten letters that `base32` writes first.
    return "".join(pair[bits >> place & 1023] for place in (40, 30, 20, 10, 0))
