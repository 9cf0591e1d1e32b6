"""Telegram's figures, from its documentation of Bot API 10, and its way to count; must not hold anything else."""

from __future__ import annotations

import re

TEXT = 4096
"""Of a message, after its markup is read, in UTF-16 units (the server counts no more than that)."""
CAPTION = 1024
"""Of the text that goes with a picture, counted the same way."""
ENTITIES = 100
DOCUMENT_BYTES = 50 * 1024 * 1024
"""Of a file that a bot uploads."""
BUTTONS = 100
BUTTONS_A_ROW = 8
BUTTON_LABEL = 64
"""Telegram names no limit; a phone shows about this much."""
TOAST = 200
TOPIC_NAME = 128
START_PAYLOAD = 64
COMMAND_DESCRIPTION = 256
COMMANDS = 100
BATCH = 100
"""Updates of one getUpdates."""


def units(text: str) -> int:
    """Return the length in UTF-16 units: an emoji outside the basic plane counts two."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def cut_units(text: str, most: int) -> str:
    """Return the text cut to `most` UTF-16 units, with a visible mark when something is left out."""
    if units(text) <= most:
        return text
    if most < 1:
        return ""
    kept = text[: most - 1]
    while units(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip(_JOINERS) + "…"


def label_of(text: str) -> str:
    """Return a button's label: one line, never empty, cut visibly; no-break spaces stay as they are."""
    return cut_units(_BREAKS.sub(" ", text).strip(), BUTTON_LABEL) or "…"


_BREAKS = re.compile("[ \t\r\n\v\f\u2028\u2029]+")
_JOINERS = " \u200d\ufe0f\u0301\u0300\u0302\u0308\u0327"
"""What must not be left dangling at a cut: spaces, joiners and the accents that stand alone most often."""
