"""Runs jobs side by side, those of one lane in their order; must not know what they do."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class Lanes:
    """A fixed number of workers over any number of lanes; a lane that is empty takes no room."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._lanes: dict[Hashable, deque[Job]] = {}
        self._ready: asyncio.Queue[Hashable] = asyncio.Queue()
        self._workers: list[asyncio.Task[None]] = []
        self._count = 0
        self._fewer = asyncio.Event()

    def start(self) -> None:
        self._workers = [asyncio.create_task(self._work(), name=f"lane worker {n}") for n in range(self._width)]

    async def stop(self, patience_s: float) -> None:
        """Let what was put finish for a while, then cut off the rest."""
        try:
            async with asyncio.timeout(patience_s):
                await self.below(1)
        except TimeoutError:
            log.warning("%s updates are left for the next start", self._count)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    def put(self, lane: Hashable, job: Job) -> None:
        """Run the job after those put into its lane before it."""
        self._count += 1
        waiting = self._lanes.get(lane)
        if waiting is None:
            self._lanes[lane] = deque((job,))
            self._ready.put_nowait(lane)
        else:
            waiting.append(job)

    @property
    def count(self) -> int:
        """How many jobs wait or run."""
        return self._count

    async def below(self, limit: int) -> None:
        """Return as soon as fewer than `limit` jobs wait or run."""
        while self._count >= limit:
            self._fewer.clear()
            await self._fewer.wait()

    async def _work(self) -> None:
        while True:
            lane = await self._ready.get()
            jobs = self._lanes[lane]
            try:
                await jobs[0]()
            except Exception:
                log.exception("a job failed")
            jobs.popleft()
            # The lane goes to the end of the row: no chat, however busy, keeps the others waiting.
            if jobs:
                self._ready.put_nowait(lane)
            else:
                del self._lanes[lane]
            self._count -= 1
            self._fewer.set()
