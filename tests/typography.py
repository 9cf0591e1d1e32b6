"""What French and English printers would strike out of a sentence; must not know where the sentence comes from."""

from __future__ import annotations

import re

FRENCH_FLAWS = (
    re.compile(r"(?<![\u202f!?])[;!?]"),
    re.compile(r"«(?!\u202f)|(?<!\u202f)»"),
    re.compile(r"(?<!\xa0):(?!//|\d\d|x\b)(?=\s|$)"),
)
"""A narrow no-break space (U+202F) stands before ; ! ? and inside « », a no-break space (U+00A0) before a colon:
Lexique des règles typographiques en usage à l’Imprimerie nationale, « Ponctuation »."""
ENGLISH_FLAW = re.compile(r"[\s][;:!?]|[«»\u202f\xa0]")


def french_flaws(text: str) -> list[str]:
    """Return what is wrong with the spaces and quotation marks of a French sentence, with what stands around it."""
    found = [text[max(0, at.start() - 9) : at.end() + 9] for flaw in FRENCH_FLAWS for at in flaw.finditer(text)]
    return found + ([text] if text.count("«") != text.count("»") else [])
