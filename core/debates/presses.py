"""The buttons of debates; must not run anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.ui.presses import Press


@dataclass(frozen=True, slots=True)
class Come(Press):
    """I would come, on the card of a proposal."""

    prefix: ClassVar[str] = "dy"
    debate: int


@dataclass(frozen=True, slots=True)
class StayAway(Press):
    """I would not, after all."""

    prefix: ClassVar[str] = "dn"
    debate: int


@dataclass(frozen=True, slots=True)
class ShowDebate(Press):
    """One's own copy of the card, from the head or a list; the staff's has more buttons."""

    prefix: ClassVar[str] = "ds"
    debate: int


@dataclass(frozen=True, slots=True)
class AcceptDebate(Press):
    """Open a draft now."""

    prefix: ClassVar[str] = "da"
    debate: int


@dataclass(frozen=True, slots=True)
class DebateOn(Press):
    """Open a debate on a book of a selection."""

    prefix: ClassVar[str] = "do"
    label: ClassVar[str] = "debate-on-book"
    """Names the button where another feature shows it; it says the book's title."""
    selection: int
    work: int


@dataclass(frozen=True, slots=True)
class SlowDebate(Press):
    """Have everybody wait so many seconds between two messages; 0 frees them."""

    prefix: ClassVar[str] = "dw"
    debate: int
    seconds: int


@dataclass(frozen=True, slots=True)
class WriteOutcome(Press):
    """Say what came out of a debate."""

    prefix: ClassVar[str] = "db"
    debate: int


@dataclass(frozen=True, slots=True)
class CloseDebate(Press):
    """End a debate, or give a draft up."""

    prefix: ClassVar[str] = "dc"
    debate: int
