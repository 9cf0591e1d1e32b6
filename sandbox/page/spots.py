"""A room as the list of rooms of a pane shows it; knows no platform."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A room that a person can open; `group` is what it belongs to, `depth` 1 a room inside the one before."""

    id: str
    name: str
    group: str = ""
    depth: int = 0
    is_archived: bool = False
