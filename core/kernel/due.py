"""What will have to be done at a moment, as rows; must not wake anybody up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Due:
    """`kind` names the handler, `about` the row it is for; one pending row per pair."""

    kind: str
    about: str
    at: datetime


class DueRows(Protocol):
    """The due rows inside one transaction."""

    def put(self, due: Due, /) -> None:
        """Plan it, or move it when the same kind and row is already planned."""
        ...

    def cancel(self, kind: str, about: str, /) -> None:
        """Take it back; nothing happens when it is not planned or already done."""
        ...
