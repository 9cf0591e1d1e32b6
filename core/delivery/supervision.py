"""Keeps each adapter and pump running by itself, so that one platform's outage never stops the other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.kernel.errors import AdapterRefused

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
            log.error("%s is off: %s", each.name, refusal.message)  # noqa: TRY400 - the reason is whole in one line
            return
        except Exception:
            if loop.time() - started >= STEADY_SECONDS:
                wait = FIRST_PAUSE_SECONDS
            log.exception("%s failed; again in %.0f s", each.name, wait)
        else:
            return
        await pause(wait)
        wait = min(wait * 2, LONGEST_PAUSE_SECONDS)
