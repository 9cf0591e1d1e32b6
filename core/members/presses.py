"""The buttons of members; must not run anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.ui.presses import Press


@dataclass(frozen=True, slots=True)
class ConfirmUnlink(Press):
    """Only the person who asked may confirm."""

    prefix: ClassVar[str] = "mu"
    person: int
    platform: str
    user: str
    """The account that leaves."""


@dataclass(frozen=True, slots=True)
class KeepLinked(Press):
    prefix: ClassVar[str] = "mk"
    person: int
