"""Firing lag of due rows: a thousand that come due within one second, among a hundred thousand that do not."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from core.delivery.watch import Watch
from core.kernel.clock import SystemClock
from core.kernel.due import Due
from core.ui.catalogue import Catalogue
from storage.open import open_storage
from storage.rows import Rows
from storage.ticker import Alarms

PENDING = 100_000
FIRING = 1_000


async def measure(folder: Path) -> list[str]:
    """Return the report's lines."""
    clock, catalogue = SystemClock(), Catalogue()
    lags: list[float] = []
    finished = asyncio.Event()

    async def ring(due: Due) -> None:
        lags.append((clock.now() - due.at).total_seconds() * 1000)
        if len(lags) == FIRING:
            finished.set()

    catalogue.when_due("bell", ring)
    async with open_storage(f"sqlite:///{folder / 'due.sqlite3'}", clock) as database:
        far = clock.now() + timedelta(days=30)
        for start in range(0, PENDING, 10_000):
            await database.write(partial(_plan, start=start, count=10_000, first=far, gap_seconds=1.0))
        soon = clock.now() + timedelta(seconds=2)
        await database.write(partial(_plan, start=PENDING, count=FIRING, first=soon, gap_seconds=1 / FIRING))
        watch = Watch(database, catalogue, clock, is_alone=True)
        alarms = Alarms(clock)
        alarms.start()
        running = asyncio.create_task(watch.run(alarms.alarm("watch", watch.ring)))
        await finished.wait()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        alarms.stop()
    lags.sort()
    return [
        f"firing lag, {FIRING:,} due in one second among {PENDING:,}:",
        f"  p50 {lags[len(lags) // 2]:.1f} ms, p99 {lags[int(len(lags) * 0.99)]:.1f} ms (aim 100)",
    ]


def _plan(rows: Rows, *, start: int, count: int, first: datetime, gap_seconds: float) -> None:
    for number in range(count):
        rows.due.put(Due("bell", str(start + number), first + timedelta(seconds=number * gap_seconds)))
