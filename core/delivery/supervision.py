"""Keeps each adapter and pump running by itself, and ends them in time: one's outage never holds up the other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.kernel.errors import AdapterRefused, AdapterUnreachable

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 300.0
STEADY_SECONDS = 60.0
"""Having run this long, the next failure starts from the first pause again."""


@dataclass(frozen=True, slots=True)
class Supervised:
    """Something that should run for ever; `run` returning normally ends it."""

    name: str
    run: Callable[[], Awaitable[None]]
    say: Callable[[str], str] = str
    """Puts the id of a message into the operator's language."""


async def supervise(each: Supervised, pause: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
    """Run it, and again after each failure, waiting twice as long each time; give up only when a platform refuses.

    `pause` is awaited with seconds.
    """
    wait = FIRST_PAUSE_SECONDS
    loop = asyncio.get_running_loop()
    while True:
        started = loop.time()
        try:
            await each.run()
        except AdapterRefused as refusal:
            log.error("%s is off: %s", each.name, each.say(refusal.message))  # noqa: TRY400 - the line says it all
            return
        except Exception as problem:
            if loop.time() - started >= STEADY_SECONDS:
                wait = FIRST_PAUSE_SECONDS
            if isinstance(problem, AdapterUnreachable):
                log.warning("%s does not answer (%s); again in %.0f s", each.name, problem.reason, wait)
            else:
                log.exception("%s failed; again in %.0f s", each.name, wait)
        else:
            return
        await pause(wait)
        wait = min(wait * 2, LONGEST_PAUSE_SECONDS)


@dataclass(slots=True)
class Closing:
    """One span of time for everything that has to end: together they take no longer."""

    seconds: float
    _ends_at: float | None = field(default=None, init=False)

    def left(self) -> float:
        """Return the seconds that are left, counted from the first time anybody asks."""
        now = asyncio.get_running_loop().time()
        if self._ends_at is None:
            self._ends_at = now + self.seconds
        return max(0.0, self._ends_at - now)

    async def close(self, closings: Mapping[str, Callable[[], Awaitable[None]]]) -> None:
        """Close everything at once, by name; what takes too long is cut off, what fails is logged."""
        tasks = {asyncio.ensure_future(close()): name for name, close in closings.items()}
        if not tasks:
            return
        done, late = await asyncio.wait(tasks, timeout=self.left())
        for task in late:
            log.warning("%s took too long to close and is cut off", tasks[task])
            task.cancel()
        for task in done:
            if task.exception() is not None:
                log.error("%s did not close well", tasks[task], exc_info=task.exception())

    async def stop(self, tasks: Sequence[asyncio.Task[Any]]) -> None:
        """Cancel the tasks and wait for them, but no longer than what is left."""
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=self.left())
