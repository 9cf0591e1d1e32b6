"""Runs the handlers of rows that have come due; must not know what they do."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.delivery.ports import DeliveryRows, WakeUp
from core.kernel.clock import Clock
from core.kernel.due import Due
from core.kernel.storage import Storage
from core.ui.catalogue import Catalogue

log = logging.getLogger(__name__)

BATCH = 200
LEASE = timedelta(minutes=2)
LONGEST_SLEEP = timedelta(seconds=30)
SHORTEST_SLEEP = timedelta(seconds=1)
LONGEST_BACKOFF_SECONDS = 3600.0


@dataclass(slots=True)
class Watch:
    """Keeps watch over the due rows: one wake-up at the earliest, everything late is run at start."""

    storage: Storage[DeliveryRows]
    catalogue: Catalogue
    clock: Clock
    is_alone: bool
    """Whether no other process works on this database."""
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    def ring(self) -> None:
        """Something may have come due, or been planned earlier than what was waited for: look now."""
        self._bell.set()

    async def run(self, wake_up: WakeUp) -> None:
        """Run what comes due until cancelled."""
        if self.is_alone:
            await self.storage.write(lambda rows: rows.due_queue.release())
        while True:
            self._bell.clear()
            look, now = await self._next_look(), self.clock.now()
            if look <= now:
                if await self.run_due():
                    continue
                look = now + SHORTEST_SLEEP
            wake_up.at(look)
            await self._bell.wait()

    async def run_due(self) -> int:
        """Run one batch of what is due now; return how many rows were taken."""
        now = self.clock.now()
        batch = await self.storage.write(lambda rows: rows.due_queue.claim(now, BATCH, now + LEASE))
        if not batch:
            return 0
        failed = set(await asyncio.gather(*(self._handle(row, due, attempts) for row, due, attempts in batch)))
        done = [row for row, _, _ in batch if row not in failed]
        await self.storage.write(lambda rows: rows.due_queue.finish(done))
        return len(batch)

    async def _next_look(self) -> datetime:
        latest = self.clock.now() + LONGEST_SLEEP
        due = await self.storage.read(lambda rows: rows.due_queue.next_at())
        return min(due, latest) if due else latest

    async def _handle(self, row: int, due: Due, attempts: int) -> int | None:
        """Return the row when its handler failed and it was put off."""
        try:
            await self.catalogue.due_handlers[due.kind](due)
        except Exception:
            log.exception("due row %s of kind %s failed", row, due.kind)
            wait = timedelta(seconds=min(2.0**attempts, LONGEST_BACKOFF_SECONDS))
            until = self.clock.now() + wait
            await self.storage.write(lambda rows: rows.due_queue.postpone(row, until))
            return row
        return None
