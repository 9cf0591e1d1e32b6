"""Names as they are compared and listed, whatever their accents, case and apostrophes; must not be shown."""

from __future__ import annotations

import unicodedata

_STROKES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"})
"""Letters that Unicode does not decompose; casefold already makes "ss" of ß."""


def fold(text: str) -> str:
    """Return the words of `text` with one space between them, without accents, case, ligatures or punctuation.

    Letters of any script are kept, so that an Arabic or Russian title is found as well. Folding twice changes nothing.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_STROKES)
    kept = ("" if unicodedata.category(sign)[0] == "M" else sign if sign.isalnum() else " " for sign in plain)
    return " ".join("".join(kept).split())


def filing_key(name: str) -> tuple[str, str]:
    """Return what a name is listed under: word by word, an apostrophe ending its word, so that "L’Étoile" comes before
    "Le Préau" (AFNOR Z 44-001). Articles count: a shop is looked for under the name it bears.

    Names that differ in accents or case alone stand together, in one order.
    """
    return fold(name), name
