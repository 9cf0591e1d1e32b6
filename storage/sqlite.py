"""SQLite: one writer that owns every transaction and commits in groups, and readers beside it.

The writer is aiosqlite's own connection thread, given a whole batch as one call: jobs queue up while the last batch
commits, so the slower the disk, the larger the groups. A caller only awaits a future: cancelling one wedges nothing,
and means "perhaps done".
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage.rows import Rows
from storage.session import SqliteSession

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Job = Callable[[Rows], Any]
MAX_BATCH = 256
READERS = 2
BUSY_SECONDS = 10.0


def connect(path: str) -> sqlite3.Connection:
    """Open one connection the way every one is opened: the only place that would learn about a key."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@dataclass(slots=True)
class _Waiting:
    job: Job
    future: asyncio.Future[Any]
    outcome: Any = None
    problem: BaseException | None = None


class BatchConnection(aiosqlite.Connection):
    """An aiosqlite connection that can run one function over the raw connection, in its thread, as one call."""

    async def in_thread(self, function: Callable[[sqlite3.Connection], Result]) -> Result:
        """Return what `function` returns; its exceptions come back too."""
        # Private names: aiosqlite is pinned, and a contract test watches them.
        result: Result = await self._execute(function, self._conn)  # type: ignore[no-untyped-call]
        return result


class SqliteEngine:
    """Runs jobs on one file."""

    def __init__(self, path: Path, now_micros: Callable[[], int], on_commit: Callable[[frozenset[str]], None]) -> None:
        self.path = path
        self._now_micros = now_micros
        self._on_commit = on_commit
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._writer = BatchConnection(lambda: connect(str(path)), iter_chunk_size=64)
        self._readers = [BatchConnection(lambda: connect(str(path)), iter_chunk_size=64) for _ in range(READERS)]
        self._idle: asyncio.Queue[BatchConnection] = asyncio.Queue()
        self._pump: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        await self._writer
        for reader in self._readers:
            await reader
            await reader.execute("PRAGMA query_only=ON")
            self._idle.put_nowait(reader)
        self._pump = asyncio.create_task(self._write_batches(), name="sqlite-writer")

    async def close(self) -> None:
        """Finish what is queued, then close; aiosqlite's threads would keep the interpreter alive otherwise."""
        await self._queue.join()
        if self._pump:
            self._pump.cancel()
            with suppress(asyncio.CancelledError):
                await self._pump
        for connection in (*self._readers, self._writer):
            await connection.close()

    async def write(self, job: Job) -> Any:
        waiting = _Waiting(job, asyncio.get_running_loop().create_future())
        self._queue.put_nowait(waiting)
        return await waiting.future

    async def read(self, job: Job) -> Any:
        reader = await self._idle.get()
        try:
            now_micros = self._now_micros()
            return await reader.in_thread(lambda raw: _read(raw, job, now_micros))
        finally:
            self._idle.put_nowait(reader)

    async def in_writer(self, function: Callable[[sqlite3.Connection], Result]) -> Result:
        """Run a function on the writer's connection between two batches: migrations, backup."""
        return await self._writer.in_thread(function)

    async def _write_batches(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while len(batch) < MAX_BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            touched: frozenset[str] = frozenset()
            try:
                touched = await self._writer.in_thread(_writing(batch, self._now_micros()))
            except Exception as problem:  # noqa: BLE001 - whatever it is, every caller must hear of it
                log.warning("a batch of %d writes was rolled back: %s", len(batch), type(problem).__name__)
                for waiting in batch:
                    waiting.problem = waiting.problem or problem
            for waiting in batch:
                _answer(waiting)
                self._queue.task_done()
            if touched:
                self._on_commit(touched)


def _answer(waiting: _Waiting) -> None:
    if waiting.future.done():
        return
    if waiting.problem is not None:
        waiting.future.set_exception(waiting.problem)
    else:
        waiting.future.set_result(waiting.outcome)


def _writing(batch: list[_Waiting], now_micros: int) -> Callable[[sqlite3.Connection], frozenset[str]]:
    return lambda raw: _write(raw, batch, now_micros)


def _write(raw: sqlite3.Connection, batch: list[_Waiting], now_micros: int) -> frozenset[str]:
    """Run the batch as one transaction, each job under a savepoint of its own unless it is alone."""
    touched: set[str] = set()
    raw.execute("BEGIN IMMEDIATE")
    try:
        for waiting in batch:
            session = SqliteSession(raw, now_micros)
            _run_job(raw, waiting, session, alone=len(batch) == 1)
            if waiting.problem is None:
                touched |= session.touched
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    return frozenset(touched)


def _run_job(raw: sqlite3.Connection, waiting: _Waiting, session: SqliteSession, *, alone: bool) -> None:
    if not alone:
        raw.execute("SAVEPOINT job")
    try:
        waiting.outcome = waiting.job(Rows(session))
    except Exception as problem:  # noqa: BLE001 - a job's failure is its caller's, not the batch's
        waiting.problem = problem
        if alone:
            raw.execute("ROLLBACK")
            raw.execute("BEGIN IMMEDIATE")
            return
        raw.execute("ROLLBACK TO job")
    if not alone:
        raw.execute("RELEASE job")


def _read(raw: sqlite3.Connection, job: Job, now_micros: int) -> Any:
    raw.execute("BEGIN")
    try:
        return job(Rows(SqliteSession(raw, now_micros)))
    finally:
        raw.execute("ROLLBACK")
