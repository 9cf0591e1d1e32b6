"""Titles as they are found and sorted, whatever their accents and case; must not be shown."""

from __future__ import annotations

import re
import unicodedata

from core.kernel.collation import fold

_ARTICLE = re.compile(
    r"\A[\W_]*(?:(?:le|la|les|un|une|des|the|an|a(?!\s+l(?:a|es)?\b))\s+|l\s?['’ʼ`´]\s?)(?=\W*\w)", re.IGNORECASE
)
"""A leading article. An accented À never matches, and neither does the À of "A la", often typed without its accent."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct folded words of `text` in order; an elided article is a word: "l’été" gives l and ete."""
    return tuple(dict.fromkeys(fold(text).split()))


def sort_key(title: str) -> str:
    """Return what a title is filed under: folded, without a leading article in French or English."""
    return fold(_ARTICLE.sub("", unicodedata.normalize("NFC", title)))
