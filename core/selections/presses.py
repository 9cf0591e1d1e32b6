"""The buttons of selections; must not run anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.ui.presses import Press


@dataclass(frozen=True, slots=True)
class ShowSelection(Press):
    prefix: ClassVar[str] = "ls"
    selection: int


@dataclass(frozen=True, slots=True)
class AnnounceSelection(Press):
    prefix: ClassVar[str] = "la"
    selection: int
