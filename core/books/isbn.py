"""ISBNs as people and spreadsheets write them, read or refused with a reason; must not guess a digit.

A spreadsheet damages ISBNs in two ways: it drops the leading zeros of an ISBN-10, which can be put back and checked,
and it rounds an ISBN-13 to "9.78043902348E+12", whose lost digits cannot. One rounded number in ten even passes the
check by chance: such a number is never taken, only replaced by the ISBN-10 that stands beside it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from stdnum import ean, isbn
from stdnum.exceptions import InvalidChecksum, ValidationError

_PREFIX = re.compile(r"(?:urn:)?(?:isbn|ean)(?:[-\s]?1[03](?=[\s:]))?(?![a-z])[\s:]*", re.IGNORECASE)
_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*\Z")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
_DECIMAL = re.compile(r"\d+[.,]0+")
_NUMBER = re.compile(r"[0-9]+X?")
_MARKS = frozenset("=\"'“”«»’‘")
_TYPED = re.compile(r"[\dX\W_]+", re.IGNORECASE)

SHORTEST_PADDED = 7
"""A number of this many digits up to nine may be an ISBN-10 that lost its leading zeros."""
ROUNDED = "000000"
"""How a number ends whose last figures a spreadsheet has rounded away."""
LEAST_TYPED = 9
"""Digits from which something typed is taken for an ISBN rather than for a title such as 2666 or 22/11/63."""


class Way(StrEnum):
    """How the ISBN of a line was come by."""

    WRITTEN = "written"
    """Both complete and right as an ISBN-13."""
    CONVERTED = "converted"
    """From a complete ISBN-10, with no ISBN-13 beside it."""
    RESCUED = "rescued"
    """From a complete ISBN-10, in place of an ISBN-13 that could not be used."""
    PADDED = "padded"
    """From an ISBN-10 whose leading zeros had been lost."""


@dataclass(frozen=True, slots=True)
class Isbn:
    """An ISBN of 13 digits that passes its check, and how it was come by."""

    digits: str
    way: Way


@dataclass(frozen=True, slots=True)
class Unusable:
    """What stands where an ISBN should, and why it is none: `reason` is a message id."""

    value: str
    reason: str


def repair_isbn(ten: str, thirteen: str) -> Isbn | Unusable | None:
    """Return the ISBN of a line from its two cells, or why there is none; None when both cells are blank.

    Either cell may hold either form. When both are right and differ, the ISBN-13 stands.
    """
    first, second = read_isbn(thirteen), read_isbn(ten)
    for found, other in ((first, second), (second, first)):
        if isinstance(found, Isbn) and found.way is Way.WRITTEN:
            return found
        if isinstance(found, Isbn) and found.way is Way.CONVERTED and isinstance(other, Unusable):
            return Isbn(found.digits, Way.RESCUED)
    for found in (second, first):
        if isinstance(found, Isbn):
            return found
    faults = [found for found in (second, first) if isinstance(found, Unusable)]
    telling = [fault for fault in faults if fault.reason != "isbn-scientific"]
    return next(iter(telling or faults), None)


def read_isbn(text: str) -> Isbn | Unusable | None:
    """Return the ISBN that one cell or one answer holds, or why it is none; None when it is blank."""
    number = _compact(text)
    if not number:
        return None
    if _SCIENTIFIC.fullmatch(number) or (len(number) == 13 and number.endswith(ROUNDED)):
        return Unusable(text, "isbn-scientific")
    if not _NUMBER.fullmatch(number):
        return Unusable(text, "isbn-not-digits")
    if not number.strip("0"):
        return Unusable(text, "isbn-not-a-book")
    if len(number) == 13:
        return _thirteen(text, number)
    # A spreadsheet leaves bare figures; "978-2-07-03" is an ISBN cut short.
    is_short = SHORTEST_PADDED <= len(number) < 10 and number[-1] != "X" and number in text
    if len(number) != 10 and not is_short:
        return Unusable(text, "isbn-length")
    try:
        return Isbn(str(isbn.validate(number.zfill(10), convert=True)), Way.PADDED if is_short else Way.CONVERTED)
    except ValidationError:
        return Unusable(text, "isbn-check-digit")


def looks_like_isbn(typed: str) -> bool:
    """Return whether something typed is meant as an ISBN, right or wrong, and not as a title."""
    whole = _QUALIFIER.sub("", typed.strip())
    prefix = _PREFIX.match(whole)
    bare = whole[prefix.end() :] if prefix else whole
    if _SCIENTIFIC.fullmatch(bare):
        return True
    digits = sum(sign.isdecimal() for sign in bare)
    least = 1 if prefix else SHORTEST_PADDED if bare.startswith(("978", "979")) else LEAST_TYPED
    return bool(_TYPED.fullmatch(bare)) and digits >= least


def format_isbn(digits: str) -> str:
    """Return an ISBN-13 with its hyphens where the publisher's range is known: 978-2-07-036822-8."""
    return str(isbn.format(digits))


def _thirteen(text: str, number: str) -> Isbn | Unusable:
    # 979-0 numbers printed music (ISMN), 977 periodicals (ISSN); every other prefix is some other ware.
    if not number.startswith(("978", "979")) or number.startswith("9790"):
        return Unusable(text, "isbn-not-a-book")
    try:
        return Isbn(str(ean.validate(number)), Way.WRITTEN)
    except InvalidChecksum:
        return Unusable(text, "isbn-check-digit")
    except ValidationError:
        return Unusable(text, "isbn-not-digits")


def _compact(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _QUALIFIER.sub("", plain.strip("=\"' "))
    plain = _PREFIX.sub("", plain, count=1) if _PREFIX.match(plain) else plain
    if _SCIENTIFIC.fullmatch(plain):
        return plain
    if _DECIMAL.fullmatch(plain):
        plain = re.split("[.,]", plain)[0]
    return "".join(_digit(sign) for sign in plain if not _is_filler(sign)).upper()


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign, sign))


def _is_filler(sign: str) -> bool:
    """Whether a sign only stands between the digits: spaces, dashes, invisible marks, quotes of any kind."""
    return sign in _MARKS or sign == "\u2212" or unicodedata.category(sign) in {"Zs", "Pd", "Cf", "Cc"}
