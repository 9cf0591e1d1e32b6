"""Letters in hand, in one lane a place: one place's letters follow each other, places do not wait for each other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from core.kernel.identity import Address
from core.kernel.outbox import Claimed


class PlaceLanes:
    """Delivers what it is given; must not decide what is taken or what becomes of it."""

    def __init__(self, deliver: Callable[[Claimed], Awaitable[None]], on_delivered: Callable[[], None]) -> None:
        """`on_delivered` is called after each letter, and when a delivery failed in a way that `check` will raise."""
        self._deliver = deliver
        self._on_delivered = on_delivered
        self._lanes: dict[Address, deque[Claimed]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._problem: Exception | None = None

    def __len__(self) -> int:
        """How many letters are in hand, those included that wait behind another of their place."""
        return sum(map(len, self._lanes.values()))

    def add(self, letters: Sequence[Claimed]) -> None:
        """Begin to deliver them, each after those of its place that are in hand already."""
        for claimed in letters:
            place = claimed.letter.to
            if place in self._lanes:
                self._lanes[place].append(claimed)
                continue
            self._lanes[place] = deque([claimed])
            task = asyncio.get_running_loop().create_task(self._work(place))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def check(self) -> None:
        """Raise what kept a letter from being delivered and written down, once."""
        problem, self._problem = self._problem, None
        if problem is not None:
            raise problem

    async def finish(self) -> None:
        """Return when nothing is in hand any more."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))
        self.check()

    async def stop(self) -> None:
        """Let go of everything at once; what was leaving is in doubt until the next look at leases."""
        for task in self._tasks:
            task.cancel()
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def _work(self, place: Address) -> None:
        lane = self._lanes[place]
        try:
            while lane:
                await self._deliver(lane[0])
                lane.popleft()
                self._on_delivered()
        except Exception as problem:  # noqa: BLE001 - whoever checks gets it; the task has nobody to tell
            self._problem = problem
        finally:
            del self._lanes[place]
            self._on_delivered()
