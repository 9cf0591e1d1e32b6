"""Reads in groups: whatever waits is run by one call in a reader's thread; must not write.

A thread that wakes up for one small read waits for the interpreter's lock, up to five milliseconds while the event loop
is busy (`sys.getswitchinterval`), so that two readers that hop for each read give a few hundred reads a second. In
groups, the hop is paid once for all that wait.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from storage.connection import BatchConnection, call, connect
from storage.rows import Rows, RowsOf
from storage.session import SqliteSession

MAX_GROUP = 64
"""Reads run by one call: few enough that one long read holds up few others."""

Read = tuple[Callable[[Rows], Any], asyncio.Future[Any]]


class GroupedReads:
    """Shares waiting reads out among the idle reader connections."""

    def __init__(self, readers: Sequence[BatchConnection], now_micros: Callable[[], int], rows_of: RowsOf) -> None:
        self._idle = deque(readers)
        self._now_micros = now_micros
        self._rows_of = rows_of
        self._waiting: deque[Read] = deque()
        self._running: set[asyncio.Task[None]] = set()

    async def read(self, job: Callable[[Rows], Any]) -> Any:
        """Return what the job returns; its exceptions come back too."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, future))
        if self._idle:
            self._begin(self._idle.popleft())
        return await future

    async def finish(self) -> None:
        """Return when nothing is being read any more."""
        while self._running:
            await asyncio.wait(set(self._running))

    def _begin(self, reader: BatchConnection) -> None:
        task = asyncio.get_running_loop().create_task(self._work(reader))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _work(self, reader: BatchConnection) -> None:
        try:
            while self._waiting:
                group = [self._waiting.popleft() for _ in range(min(MAX_GROUP, len(self._waiting)))]
                await self._run(reader, group)
        finally:
            self._idle.append(reader)

    async def _run(self, reader: BatchConnection, group: list[Read]) -> None:
        now_micros = self._now_micros()
        try:
            outcomes = await reader.in_thread(
                lambda raw: _all(raw, [job for job, _ in group], self._rows_of, now_micros)
            )
        except Exception as problem:  # noqa: BLE001 - whatever it is, every caller must hear of it
            outcomes = [(None, problem)] * len(group)
        for (_, future), (outcome, trouble) in zip(group, outcomes, strict=True):
            if future.done():
                continue
            if trouble is not None:
                future.set_exception(trouble)
            else:
                future.set_result(outcome)


class Glances:
    """Reads of a few rows by their keys, right in the event loop: 0.05 ms, where a thread's hop costs several times
    that and a wait for the interpreter's lock (docs/decisions/0007). Nobody is waited for: a connection that is not
    free at once raises sqlite3.OperationalError."""

    def __init__(self, path: Path, now_micros: Callable[[], int], rows_of: RowsOf) -> None:
        self._path = path
        self._now_micros = now_micros
        self._rows_of = rows_of
        self._raw: sqlite3.Connection | None = None
        self._session: SqliteSession
        self._rows: Rows

    def open(self) -> None:
        self._raw = connect(str(self._path), is_reader=True)
        self._raw.execute("PRAGMA busy_timeout=0")
        self._session = SqliteSession(self._raw, 0)
        self._rows = self._rows_of(self._session)

    def close(self) -> None:
        if self._raw is not None:
            self._raw.close()
            self._raw = None

    def read(self, job: Callable[[Rows], Any]) -> Any:
        """Return what the job returns; its exceptions come back too."""
        if self._raw is None:
            raise sqlite3.OperationalError("not open")
        self._raw.execute("BEGIN")
        try:
            self._session.renew(self._now_micros())
            return job(self._rows)
        finally:
            self._raw.execute("ROLLBACK")


def _all(
    raw: sqlite3.Connection, jobs: Sequence[Callable[[Rows], Any]], rows_of: RowsOf, now_micros: int
) -> list[tuple[Any, BaseException | None]]:
    session = SqliteSession(raw, now_micros)
    rows = rows_of(session)
    outcomes = []
    for job in jobs:
        session.renew(now_micros)
        outcomes.append(_one(raw, job, rows))
    return outcomes


def _one(raw: sqlite3.Connection, job: Callable[[Rows], Any], rows: Rows) -> tuple[Any, BaseException | None]:
    raw.execute("BEGIN")
    try:
        return call(job, rows), None
    except BaseException as problem:  # noqa: BLE001 - a job's failure is its caller's, not the group's
        return None, problem
    finally:
        raw.execute("ROLLBACK")
