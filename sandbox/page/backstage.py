"""What engineers see behind the stage, told by whoever runs the bot; must not know how it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Pending:
    """One letter of the outbox or one due row: what it is, how it stands, and when it leaves or comes due."""

    what: str
    state: str
    at: datetime | None = None


class Backstage(Protocol):
    """A look at the bot from inside."""

    async def outbox(self, most: int) -> Sequence[Pending]:
        """Return the letters last written, newest first."""
        ...

    async def due(self, most: int) -> Sequence[Pending]:
        """Return what comes due, the earliest first; what is housekeeping of the bot's own is left out."""
        ...


class EmptyStage:
    """Nobody runs the bot from here: nothing can be told of its inside."""

    async def outbox(self, most: int) -> Sequence[Pending]:  # noqa: ARG002 - there is nothing
        return ()

    async def due(self, most: int) -> Sequence[Pending]:  # noqa: ARG002 - there is nothing
        return ()
