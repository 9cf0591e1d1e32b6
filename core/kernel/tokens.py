"""Short ids for buttons and one-time codes for people; must not remember either."""

from __future__ import annotations

import hashlib
import hmac
import secrets

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_HIGHEST_ID = 2**63 - 1
"""What a database can hold: a forged id beyond it is refused here, not by the driver."""
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: a code is read from one screen and typed on another."""


def to_short(number: int) -> str:
    """Return a non-negative row id in base 36; raises ValueError below zero."""
    if number < 0:
        raise ValueError(number)
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
        if not number:
            return digits


def from_short(text: str) -> int:
    """Return the row id that `to_short` wrote; raises ValueError on anything else."""
    if not text or len(text) > 13 or not set(text) <= set(_DIGITS):
        raise ValueError(text)
    number = int(text, 36)
    if number > _HIGHEST_ID:
        raise ValueError(text)
    return number


def new_code() -> str:
    """Return a one-time code such as "K7QM-2XWD": about 40 bits, enough behind a rate limit and ten minutes' life."""
    return _spelled(secrets.randbits(128))


def code_of(act: str, secret: bytes) -> str:
    """Return the one-time code of an act, the same however often it is asked for; nobody finds it without `secret`."""
    return _spelled(int.from_bytes(hmac.digest(secret, act.encode(), "sha256")))


def _spelled(number: int) -> str:
    letters = []
    for _ in range(8):
        number, letter = divmod(number, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[letter])
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def hash_code(code: str) -> str:
    """Return what is stored in place of a code, the same however it was typed (case, spaces, dashes)."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
