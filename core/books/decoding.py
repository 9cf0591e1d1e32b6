"""From the bytes of a catalogue file to its lines, whatever wrote them; must not know what a line means."""

from __future__ import annotations

import codecs
import io
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
_SAMPLE_BYTES = 65_536


def open_text(data: bytes) -> TextIO:
    """Return the file's text, to be read line by line with its line ends (LF, CRLF or CR) as they are."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding_of(data), errors="replace", newline="")


def encoding_of(data: bytes) -> str:
    """Return the encoding a file is most likely in: its mark, else UTF-16, UTF-8, a western one, or the best guess."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if data[:_SAMPLE_BYTES].count(0):
        # Latin text in UTF-16 has its zero bytes at odd places when the low byte comes first.
        return "utf-16-le" if data[1:_SAMPLE_BYTES:2].count(0) >= data[:_SAMPLE_BYTES:2].count(0) else "utf-16-be"
    if _is_mostly_utf8(data):
        return "utf-8"
    sample = _accented(data)
    scores = {encoding: _frenchness(sample.decode(encoding, "replace")) for encoding in _WESTERN}
    best = max(_WESTERN, key=scores.__getitem__)
    if scores[best] > 0:
        return best
    guess = from_bytes(sample).best()
    return guess.encoding if guess else _WESTERN[0]


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether the file is UTF-8, be it with a few damaged lines that are set aside later on."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        letters = sum(not sign.isascii() for sign in text)
        return letters > 2 * text.count(DAMAGED)
    return True


def _accented(data: bytes) -> bytes:
    """Return the lines that are not plain ASCII, the only ones that tell encodings apart."""
    return b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE_BYTES]


def _frenchness(text: str) -> int:
    """Score a decoding: one for each sign that French writes, two off for each that it does not."""
    return sum(1 if sign in _FRENCH else -2 for sign in text if not sign.isascii())
