"""Forgets, once a day, what has served its time; must not touch what is pending or what people made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.delivery.ports import HouseRows
from core.kernel.clock import Clock
from core.kernel.due import Due
from core.kernel.storage import Storage

HOUSEKEEPING = "housekeeping"
EVERY = timedelta(days=1)
KEPT = timedelta(days=3)
"""How long acts and tries are remembered: platforms repeat an act for a day, and tries count for an hour."""
KEPT_LETTERS = timedelta(days=200)
"""How long posted letters are remembered, to be edited or answered for: a poll lives 92 days at most."""


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """A due row that plans itself again."""

    storage: Storage[HouseRows]
    clock: Clock

    async def plan(self) -> None:
        """Plan the first round of this life of the process: soon, so that a bot started every day does it too."""
        first = Due(HOUSEKEEPING, "", self.clock.now() + timedelta(minutes=5))
        await self.storage.write(lambda rows: rows.due.put(first))

    async def run(self, due: Due) -> None:
        """Forget what is old, and plan the next round in the same transaction."""
        now = self.clock.now()

        def job(rows: HouseRows) -> None:
            rows.requests.prune(now - KEPT)
            rows.link_codes.prune(now - KEPT)
            rows.queue.prune_edits(now - KEPT)
            rows.queue.prune(now - KEPT_LETTERS)
            rows.due.put(Due(due.kind, due.about, now + EVERY))

        await self.storage.write(job)
