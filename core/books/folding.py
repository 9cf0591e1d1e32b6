"""Titles and names as they are compared, found and sorted, whatever their accents and case; must not be shown."""

from __future__ import annotations

import re
import unicodedata

_STROKES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"})
"""Letters that Unicode does not decompose; casefold already makes "ss" of ß."""

_ARTICLE = re.compile(
    r"\A[\W_]*(?:(?:le|la|les|un|une|des|the|an|a(?!\s+l(?:a|es)?\b))\s+|l\s?['’ʼ`´]\s?)(?=\W*\w)", re.IGNORECASE
)
"""A leading article. An accented À never matches, and neither does the À of "A la", often typed without its accent."""


def fold(text: str) -> str:
    """Return the words of `text` with one space between them, without accents, case, ligatures or punctuation.

    Letters of any script are kept, so that an Arabic or Russian title is found as well. Folding twice changes nothing.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_STROKES)
    kept = ("" if unicodedata.category(sign)[0] == "M" else sign if sign.isalnum() else " " for sign in plain)
    return " ".join("".join(kept).split())


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct folded words of `text` in order; an elided article is a word: "l’été" gives l and ete."""
    return tuple(dict.fromkeys(fold(text).split()))


def sort_key(title: str) -> str:
    """Return what a title is filed under: folded, without a leading article in French or English."""
    return fold(_ARTICLE.sub("", unicodedata.normalize("NFC", title)))
