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
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from core.kernel.errors import Refusal
from storage.connection import BatchConnection, call
from storage.reading import Glances, GroupedReads
from storage.rows import Rows, RowsOf
from storage.session import SqliteSession

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Job = Callable[[Rows], Any]
MAX_BATCH = 256
READERS = 2
VACUUM_BYTES = 128 * 2**20
"""A larger file would stop the writer for seconds: there, overwriting what is deleted has to be enough."""
CLOSED = "the storage is closed"


@dataclass(slots=True)
class _Waiting:
    job: Job
    future: asyncio.Future[Any]
    outcome: Any = None
    problem: BaseException | None = None


class SqliteEngine:
    """Runs jobs on one file."""

    def __init__(
        self, path: Path, now_micros: Callable[[], int], on_commit: Callable[[frozenset[str]], None], rows_of: RowsOf
    ) -> None:
        self.path = path
        self._now_micros = now_micros
        self._on_commit = on_commit
        self._rows_of = rows_of
        self._queue: asyncio.Queue[_Waiting | None] = asyncio.Queue()
        self._writer = BatchConnection(path)
        self._readers = [BatchConnection(path, is_reader=True) for _ in range(READERS)]
        self._reads = GroupedReads(self._readers, now_micros, rows_of)
        self._glances = Glances(path, now_micros, rows_of)
        self._pump: asyncio.Task[None] | None = None
        self._is_open = False

    async def open(self) -> None:
        """Connect; raises Refusal, with nothing left open."""
        is_whole = False
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            await self._writer
            for reader in self._readers:
                await reader
            self._glances.open()
            is_whole = True
        except (OSError, sqlite3.Error) as problem:
            raise Refusal("database-unopened", where=str(self.path), reason=str(problem)) from problem
        finally:
            if not is_whole:
                await self._disconnect()
        self._is_open = True
        self._pump = asyncio.create_task(self._write_batches(), name="sqlite-writer")

    async def close(self) -> None:
        """Refuse new writes, finish those that wait, disconnect: a thread of aiosqlite that is left keeps the
        interpreter from ending."""
        if self._is_open:
            self._is_open = False
            self._queue.put_nowait(None)
        try:
            if self._pump:
                await asyncio.wait({self._pump})
        finally:
            await self._disconnect()

    async def write(self, job: Job) -> Any:
        if not self._is_open:
            raise RuntimeError(CLOSED)
        waiting = _Waiting(job, asyncio.get_running_loop().create_future())
        self._queue.put_nowait(waiting)
        return await waiting.future

    async def read(self, job: Job) -> Any:
        if not self._is_open:
            raise RuntimeError(CLOSED)
        return await self._reads.read(job)

    async def glance(self, job: Job) -> Any:
        """Read a few rows by their keys on the event loop's own connection, in a thread when that one is not free."""
        if not self._is_open:
            raise RuntimeError(CLOSED)
        try:
            return self._glances.read(job)
        except sqlite3.OperationalError:
            return await self._reads.read(job)

    async def in_writer(self, function: Callable[[sqlite3.Connection], Result]) -> Result:
        """Run a function on the writer's connection between two batches: migrations, checks."""
        return await self._writer.in_thread(function)

    async def purge(self) -> None:
        """Take what was deleted out of the file and out of its log."""
        await self._writer.in_thread(_purge)

    async def _disconnect(self) -> None:
        try:
            await self._reads.finish()
        finally:
            self._glances.close()
            for connection in (*self._readers, self._writer):
                try:
                    await connection.close()
                except sqlite3.Error:
                    log.exception("a connection to %s did not close", self.path.name)
                await connection.ended()

    async def _write_batches(self) -> None:
        try:
            while batch := await self._next_batch():
                await self._write_batch(batch)
        finally:
            self._is_open = False
            while not self._queue.empty():
                _answer(self._queue.get_nowait(), RuntimeError(CLOSED))

    async def _next_batch(self) -> list[_Waiting]:
        """Return what waits, or nothing once the engine is to close and nothing waits any more."""
        batch: list[_Waiting] = []
        while len(batch) < MAX_BATCH and not (batch and self._queue.empty()):
            waiting = await self._queue.get()
            if waiting is None:
                if batch:
                    self._queue.put_nowait(None)
                break
            batch.append(waiting)
        return batch

    async def _write_batch(self, batch: list[_Waiting]) -> None:
        try:
            touched = await self._writer.in_thread(_writing(batch, self._now_micros(), self._rows_of))
        except asyncio.CancelledError:
            for waiting in batch:
                _answer(waiting, RuntimeError(CLOSED))
            raise
        except Exception as problem:  # noqa: BLE001 - whatever it is, every caller must hear of it
            log.warning("a batch of %d writes was rolled back: %s", len(batch), type(problem).__name__)
            for waiting in batch:
                _answer(waiting, waiting.problem or problem)
            return
        for waiting in batch:
            _answer(waiting, waiting.problem)
        if touched:
            self._tell(touched)

    def _tell(self, touched: frozenset[str]) -> None:
        try:
            self._on_commit(touched)
        except Exception:
            log.exception("a listener failed after a commit")


def _purge(raw: sqlite3.Connection) -> None:
    """What is deleted is overwritten as it goes (`secure_delete`); here its traces leave the log, and a file small
    enough is written anew."""
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (pages,), (size,) = raw.execute("PRAGMA page_count").fetchone(), raw.execute("PRAGMA page_size").fetchone()
    if pages * size <= VACUUM_BYTES:
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _answer(waiting: _Waiting | None, problem: BaseException | None) -> None:
    if waiting is None or waiting.future.done():
        return
    if problem is not None:
        waiting.future.set_exception(problem)
    else:
        waiting.future.set_result(waiting.outcome)


def _writing(batch: list[_Waiting], now_micros: int, rows_of: RowsOf) -> Callable[[sqlite3.Connection], frozenset[str]]:
    return lambda raw: _write(raw, batch, now_micros, rows_of)


def _write(raw: sqlite3.Connection, batch: list[_Waiting], now_micros: int, rows_of: RowsOf) -> frozenset[str]:
    """Run the batch as one transaction, each job under a savepoint of its own unless it is alone."""
    touched: set[str] = set()
    raw.execute("BEGIN IMMEDIATE")
    try:
        session = SqliteSession(raw, now_micros)
        # One set of rows for the whole batch: to make one for each job costs a tenth of a ballot.
        rows = rows_of(session)
        for waiting in batch:
            session.renew(now_micros)
            _run_job(raw, waiting, rows, alone=len(batch) == 1)
            if waiting.problem is None:
                touched |= session.touched
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    return frozenset(touched)


def _run_job(raw: sqlite3.Connection, waiting: _Waiting, rows: Rows, *, alone: bool) -> None:
    if not alone:
        raw.execute("SAVEPOINT job")
    try:
        waiting.outcome = call(waiting.job, rows)
    except BaseException as problem:  # noqa: BLE001 - a job's failure is its caller's, not the batch's
        waiting.problem = problem
        if alone:
            raw.execute("ROLLBACK")
            raw.execute("BEGIN IMMEDIATE")
            return
        raw.execute("ROLLBACK TO job")
    if not alone:
        raw.execute("RELEASE job")
