"""What arrives from a platform that tells each thing once: kept before it is confirmed; must not read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Inbox(Protocol):
    """Updates as they came, by their increasing ids, until they are handled. `bot` tells bots of one database apart."""

    def keep(self, bot: str, updates: Sequence[tuple[int, str]], at: datetime, /) -> None:
        """Insert (id, JSON) pairs; one that is already there is left as it is."""
        ...

    def waiting(self, bot: str, limit: int, after: int = -1, /) -> Sequence[tuple[int, str]]:
        """Return updates not handled yet, lowest id first, those up to `after` left out."""
        ...

    def done(self, bot: str, updates: Sequence[int], /) -> None:
        """Mark them handled and forget what they said."""
        ...

    def set_aside(self, bot: str, update: int, reason: str, /) -> None:
        """Keep an update that cannot be handled, with a short word why, out of the way of the others."""
        ...

    def highest(self, bot: str, /) -> int | None:
        """Return the highest id ever kept: the next is what to ask for."""
        ...
