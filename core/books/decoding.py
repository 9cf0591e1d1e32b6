"""From the bytes of a catalogue file to its lines, whatever wrote them; must not know what a line means."""

from __future__ import annotations

import codecs
import io
import string
from typing import TextIO

from charset_normalizer import from_bytes

DAMAGED = "\ufffd"
"""Stands in a line for bytes that are no letter in the file's encoding."""

_MARKS = (
    # UTF-32's mark begins with UTF-16's: the longer one is tried first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FRENCH = frozenset("àâäáçéèêëíîïñóôöùûüúÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ«»’‘“”–—…°€\xa0·")
_WESTERN = ("cp1252", "mac_roman", "cp850")
"""What French spreadsheets write besides Unicode: on Windows, on an old Mac, under DOS; the likeliest first."""
_PLAIN_LETTERS = tuple(string.ascii_letters.encode())
_SAMPLE_BYTES = 65_536


def open_text(data: bytes) -> TextIO:
    """Return the file's text, to be read line by line with its line ends (LF, CRLF or CR) as they are."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding_of(data), errors="replace", newline="")


def encoding_of(data: bytes) -> str:
    """Return the encoding a file is most likely in: its mark, else UTF-16, UTF-8, a western one, or the best guess."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    wide = _wide_encoding(data[:_SAMPLE_BYTES])
    if wide:
        return wide
    if _is_mostly_utf8(data):
        return "utf-8"
    sample = _accented(data)
    if _is_mostly_accented(data[:_SAMPLE_BYTES]):
        guesses = (guess.encoding for guess in from_bytes(sample))
        return next(filter(_keeps_ascii, guesses), _WESTERN[0])
    scores = {encoding: _frenchness(sample.decode(encoding, "replace")) for encoding in _WESTERN}
    return max(_WESTERN, key=scores.__getitem__)


def _wide_encoding(sample: bytes) -> str:
    """Return which UTF-16 without a mark this is, "" for none: in Latin text every other byte is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if 4 * max(even, odd) < len(sample) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _keeps_ascii(encoding: str) -> bool:
    """Whether plain letters, figures and separators read the same, as in every file of a spreadsheet."""
    return string.printable.encode().decode(encoding, "replace") == string.printable


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether the file is UTF-8, be it with a few damaged lines that are set aside later on."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        letters = sum(not sign.isascii() for sign in text)
        return letters > 2 * text.count(DAMAGED)
    return True


def _is_mostly_accented(data: bytes) -> bool:
    """Whether this is another alphabet: in one byte a letter, Russian or Greek read as French are all accents."""
    plain = sum(data.count(letter) for letter in _PLAIN_LETTERS)
    return sum(byte > 127 for byte in data) > plain


def _accented(data: bytes) -> bytes:
    """Return the lines that are not plain ASCII, the only ones that tell encodings apart."""
    return b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE_BYTES]


def _frenchness(text: str) -> int:
    """Score a decoding: one for each sign that French writes, two off for each that it does not."""
    return sum(1 if sign in _FRENCH else -2 for sign in text if not sign.isascii())
