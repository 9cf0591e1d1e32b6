"""PostgreSQL: the same jobs, each its own transaction, on a small pool; must not group commits, the server does.

Other processes of the same database are told of what was committed, as the writer's own listeners are.
A job that meets a deadlock or a serialization failure runs again: jobs touch nothing but their rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.kernel.errors import Refusal
from storage.listening import Listening
from storage.rows import Rows, RowsOf
from storage.session import PostgresSession

POOL_SIZE = 10
TRIES = 4
_TRY_AGAIN = {"40001", "40P01", "23505"}
"""Serialization failure, deadlock detected; and a unique key taken by a transaction that this one could not see yet."""


class PostgresEngine:
    """Runs jobs on one database."""

    def __init__(
        self, url: str, now_micros: Callable[[], int], on_commit: Callable[[frozenset[str]], None], rows_of: RowsOf
    ) -> None:
        address = url.replace("postgresql://", "postgresql+asyncpg://", 1)
        self.engine: AsyncEngine = create_async_engine(address, pool_size=POOL_SIZE, max_overflow=0, pool_pre_ping=True)
        self._reading = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._now_micros = now_micros
        self._rows_of = rows_of
        self._on_commit = on_commit
        self._listening = Listening(address, on_commit)

    async def open(self) -> None:
        """See that the server lets us in; raises Refusal. Connections open as they are needed."""
        import asyncpg  # noqa: PLC0415 - most run without it

        try:
            async with self.engine.connect():
                await self._listening.open()
        except (OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
            # Never the exception's text: it may quote the address, and the address holds a password.
            raise Refusal("database-unopened", where="PostgreSQL", reason=type(problem).__name__) from problem

    async def close(self) -> None:
        await self._listening.close()
        await self.engine.dispose()

    async def write(self, job: Callable[[Rows], Any]) -> Any:
        for attempt in range(1, TRIES + 1):
            try:
                async with self.engine.begin() as connection:
                    outcome, touched = await connection.run_sync(self._write, job)
            except DBAPIError as problem:
                if attempt == TRIES or getattr(problem.orig, "sqlstate", "") not in _TRY_AGAIN:
                    raise
                continue
            if touched:
                self._on_commit(touched)
            return outcome
        raise AssertionError("unreachable")

    async def read(self, job: Callable[[Rows], Any]) -> Any:
        """Run the job on one picture of the database, as SQLite does."""
        async with self._reading.connect() as connection:
            return (await connection.run_sync(self._run, job))[0]

    def _write(self, connection: Connection, job: Callable[[Rows], Any]) -> tuple[Any, frozenset[str]]:
        outcome, touched = self._run(connection, job)
        if touched:
            self._listening.tell(connection, touched)
        return outcome, touched

    def _run(self, connection: Connection, job: Callable[[Rows], Any]) -> tuple[Any, frozenset[str]]:
        session = PostgresSession(connection, self._now_micros())
        return job(self._rows_of(session)), frozenset(session.touched)

    async def purge(self) -> None:
        """Take what deleted ballots left out of their table's files."""
        async with self.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            for table in ("open_ballot", "ballot_word", "live_entry", "sealed_cast", "inbox"):
                await connection.execute(text(f"VACUUM (FULL) {table}"))

    async def glance(self, job: Callable[[Rows], Any]) -> Any:
        return await self.read(job)
