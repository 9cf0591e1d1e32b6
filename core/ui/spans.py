"""Runs of text with a meaning, the smallest thing a platform draws; must not hold any platform's marks.

A renderer escapes `Plain` and every other text it receives: the words of readers travel only as text, never as markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum


@dataclass(frozen=True, slots=True)
class Plain:
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to copy exactly: a one-time code, a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Spoiler:
    text: str


@dataclass(frozen=True, slots=True)
class Struck:
    """What no longer counts and is still to be read."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


class MomentStyle(Enum):
    """How a moment is told: in full, or by how far away it is."""

    FULL = "full"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment drawn natively where the platform can, else as `text`, already in the reader's language and zone."""

    at: datetime
    text: str
    style: MomentStyle = MomentStyle.FULL


Span = Plain | Strong | Emphasis | Code | Spoiler | Struck | Link | Moment
Line = tuple[Span, ...]


def plain_text(line: Line) -> str:
    """Return the line's words alone."""
    return "".join(span.text for span in line)


def shorten(line: Line, most: int) -> Line:
    """Return the line cut to `most` characters, with a visible mark; spans stay whole or are cut inside their text."""
    if len(plain_text(line)) <= most:
        return line
    kept: list[Span] = []
    left = most - 1
    for span in line:
        if len(span.text) <= left:
            kept.append(span)
            left -= len(span.text)
            continue
        if not isinstance(span, Moment) and left > 0:
            kept.extend(replace(span, text=text) for text in [_clip(span.text, left)] if text)
        break
    return (*kept, Plain("…"))


_ISOLATES, _END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"


def _clip(text: str, most: int) -> str:
    """Return the longest beginning of at most `most` characters, its isolates closed (Unicode TR 9)."""
    for room in range(most, 0, -1):
        kept = _whole_signs(text, room)
        is_open = max(0, sum(kept.count(each) for each in _ISOLATES) - kept.count(_END_OF_ISOLATE))
        if len(kept) + is_open <= most:
            return kept + _END_OF_ISOLATE * is_open
    return ""


def _whole_signs(text: str, most: int) -> str:
    """Return the signs that end within `most` characters: a letter with its accents, a family of emoji joined into one,
    a flag stay whole (Unicode TR 29, grapheme clusters)."""
    if len(text) <= most or text[: most + 1].isascii():
        return text[:most]
    import regex  # noqa: PLC0415 - slow to load and seldom needed

    end = 0
    for sign in regex.finditer(r"\X", text):
        if sign.end() > most:
            break
        end = sign.end()
    return text[:end]


_BREAKING = re.compile("[^\\S\u00a0\u2007\u202f]+")
"""White space but the no-break spaces, which hold French punctuation to its word."""


def cut(text: str, most: int) -> str:
    """Return a label on one line, shortened visibly when it is longer than `most` characters; never empty."""
    text = _BREAKING.sub(" ", text).strip() or "…"
    return text if len(text) <= most else _clip(text, most - 1).rstrip() + "…"
