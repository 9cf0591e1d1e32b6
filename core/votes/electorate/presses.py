"""The buttons of the electorate; must not run anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.ui.presses import Press


@dataclass(frozen=True, slots=True)
class RemindMe(Press):
    """Somebody wants to be reminded of a vote before it closes."""

    prefix: ClassVar[str] = "vl"
    poll: int


@dataclass(frozen=True, slots=True)
class LeaveMe(Press):
    """Somebody wants no reminder any more."""

    prefix: ClassVar[str] = "vq"


@dataclass(frozen=True, slots=True)
class AcceptBallot(Press):
    """A bookseller lets a waiting ballot count."""

    prefix: ClassVar[str] = "vz"
    poll: int
    person: int


@dataclass(frozen=True, slots=True)
class RefuseBallot(Press):
    """A bookseller destroys a waiting ballot."""

    prefix: ClassVar[str] = "vy"
    poll: int
    person: int
