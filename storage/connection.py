"""Opens SQLite connections, each in a thread of aiosqlite's own; must not hold statements."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import aiosqlite

Argument = TypeVar("Argument")
Result = TypeVar("Result")
BUSY_SECONDS = 10.0
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def connect(path: str, *, is_reader: bool = False) -> sqlite3.Connection:
    """Open one connection the way every one is opened: the only place that would learn about a key."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        for pragma in (*_PRAGMAS, "query_only=ON") if is_reader else _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


class BatchConnection(aiosqlite.Connection):
    """An aiosqlite connection that can run one function over the raw connection, in its thread, as one call."""

    def __init__(self, path: Path, *, is_reader: bool = False) -> None:
        super().__init__(lambda: connect(str(path), is_reader=is_reader), iter_chunk_size=64)
        self._ended: asyncio.Future[object] | None = None

    def stop(self) -> asyncio.Future[object] | None:
        self._ended = super().stop()
        return self._ended

    async def ended(self) -> None:
        """Return when a thread that was told to stop has: one whose connection could not be opened still has a word
        for the event loop, which must be there to hear it."""
        if self._ended is not None:
            await asyncio.wait({self._ended})

    async def in_thread(self, function: Callable[[sqlite3.Connection], Result]) -> Result:
        """Return what `function` returns; its exceptions come back too."""
        # Private names: aiosqlite is pinned, and a contract test watches them.
        result: Result = await self._execute(call, function, self._conn)  # type: ignore[no-untyped-call]
        return result


def call(function: Callable[[Argument], Result], argument: Argument) -> Result:
    """Call the function. A StopIteration becomes a RuntimeError: no future carries it, and its caller would wait for
    ever."""
    try:
        return function(argument)
    except StopIteration as problem:
        raise RuntimeError("a job raised StopIteration") from problem
