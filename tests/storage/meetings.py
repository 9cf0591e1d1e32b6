"""Two transactions of a server made to meet: one stays open until another waits for it; must not judge either."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import literal, select, text

from storage.open import Database
from storage.rows import Rows
from storage.statements import Statement

First = TypeVar("First")
Second = TypeVar("Second")
WAIT_SECONDS = 30
_WAITING = Statement(
    select(literal(0)),
    text("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"),
)


async def meet(
    database: Database, first: Callable[[Rows], First], second: Callable[[], Awaitable[Second]]
) -> tuple[First, Second | BaseException]:
    """Begin `second` once `first` has run, and commit `first` once `second` waits for it or is over.

    Return what each came to; what `second` raises is returned.
    """
    has_run = asyncio.Event()
    other = asyncio.ensure_future(_after(has_run, second))

    def job(rows: Rows) -> First:
        outcome = first(rows)
        has_run.set()
        until = time.monotonic() + WAIT_SECONDS
        while not other.done() and not rows._session.only(_WAITING)[0]:  # noqa: SLF001 - each look lets the other go on
            assert time.monotonic() < until, "the other neither ended nor waited"
        return outcome

    outcome = await database.write(job)
    [found] = await asyncio.gather(other, return_exceptions=True)
    return outcome, found


async def _after(event: asyncio.Event, begin: Callable[[], Awaitable[Second]]) -> Second:
    await event.wait()
    return await begin()
