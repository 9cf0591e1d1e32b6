"""Runs of text with a meaning, the smallest thing a platform draws; must not hold any platform's marks.

A renderer escapes `Plain` and every other text it receives: the words of readers travel only as text, never as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
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


Span = Plain | Strong | Emphasis | Code | Spoiler | Link | Moment
Line = tuple[Span, ...]


def plain_text(line: Line) -> str:
    """Return the line's words alone."""
    return "".join(span.text for span in line)
