"""Opens the database that a URL names, brings its schema up to date, and looks after its copies."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from core.kernel.clock import Clock, from_micros, to_micros
from core.kernel.errors import Refusal
from core.kernel.identity import PollId
from storage.copies import back_up, put_in_place
from storage.keys import KeyCabinet
from storage.looking import SQLITE, file_of
from storage.migrations.current import is_current
from storage.rows import Rows
from storage.session import Session
from storage.sqlite import SqliteEngine

if TYPE_CHECKING:
    from storage.postgres import PostgresEngine

Result = TypeVar("Result")
_LONG_AGO = from_micros(0)


class Database:
    """Satisfies core.kernel.storage.Storage for every feature's rows."""

    def __init__(self, url: str, clock: Clock, keys_folder: str = "") -> None:
        """Keep the keys of open polls in `keys_folder`, or beside a SQLite file, or in var/ for a server.

        Raises Refusal when the URL names no engine we know.
        """
        self._keys = KeyCabinet(Path(keys_folder) if keys_folder else _keys_beside(url))
        self._listeners: list[Callable[[frozenset[str]], None]] = []
        self._engine: SqliteEngine | PostgresEngine

        def now_micros() -> int:
            return to_micros(clock.now())

        def rows_of(session: Session) -> Rows:
            return Rows(session, self._keys)

        if url.startswith(SQLITE):
            self._engine = SqliteEngine(_file(url), now_micros, self._tell, rows_of)
        elif url.startswith("postgresql://"):
            from storage.postgres import PostgresEngine  # noqa: PLC0415 - a small shop never loads its driver

            self._engine = PostgresEngine(url, now_micros, self._tell, rows_of)
        else:
            raise Refusal("database-url", url=url.partition(":")[0])

    @property
    def is_alone(self) -> bool:
        """Whether no other process can be working on this database."""
        return isinstance(self._engine, SqliteEngine)

    async def open(self) -> None:
        """Connect, and migrate to the newest schema."""
        await self._engine.open()
        if isinstance(self._engine, SqliteEngine):
            await self._engine.in_writer(_migrate_sqlite)
        else:
            async with self._engine.engine.begin() as connection:
                await connection.run_sync(_migrate)
        await self.write(lambda rows: rows.ballots.hide_persons())

    async def forget(self, poll: PollId, /) -> None:
        """Satisfies core.votes.ports.Strongroom: what the open ballots left in the files goes first, so that a key that
        is still there means that this is not over."""
        if self._keys.find(poll) is None:
            return
        await self._engine.purge()
        self._keys.destroy(poll)

    async def close(self) -> None:
        await self._engine.close()

    async def write(self, job: Callable[[Rows], Result], /) -> Result:
        result: Result = await self._engine.write(job)
        return result

    async def read(self, job: Callable[[Rows], Result], /) -> Result:
        result: Result = await self._engine.read(job)
        return result

    async def glance(self, job: Callable[[Rows], Result], /) -> Result:
        result: Result = await self._engine.glance(job)
        return result

    def on_commit(self, listener: Callable[[frozenset[str]], None]) -> None:
        """Call `listener` in the event loop after each commit that touched "outbox" or "due"."""
        self._listeners.append(listener)

    async def backup(self, target: Path) -> None:
        """Copy the database to a new file while it is in use; raises Refusal."""
        if not isinstance(self._engine, SqliteEngine):
            raise Refusal("backup-postgres")
        await asyncio.to_thread(back_up, self._engine.path, target)

    async def check(self) -> None:
        """Look through a SQLite file, and write without leaving anything; raises Refusal when the database is unsound,
        and what the driver raises when it cannot be written."""
        if isinstance(self._engine, SqliteEngine) and await self._engine.in_writer(_find_flaws):
            raise Refusal("database-unsound", path=str(self._engine.path))
        await self.write(lambda rows: rows.requests.prune(_LONG_AGO))

    def _tell(self, topics: frozenset[str]) -> None:
        for listener in self._listeners:
            listener(topics)


@asynccontextmanager
async def open_storage(url: str, clock: Clock, keys_folder: str = "") -> AsyncIterator[Database]:
    """Open the database for as long as the context lasts."""
    database = Database(url, clock, keys_folder)
    try:
        await database.open()
        yield database
    finally:
        await database.close()


def restore(url: str, source: Path) -> Path | None:
    """Put a copy in the database's place and return where the present one was kept, if there was one.

    Raises Refusal when the copy is no sound database of this version or an older one, or the bot is running.
    """
    return put_in_place(_file(url), source)


def _file(url: str) -> Path:
    path = file_of(url)
    if path is None:
        raise Refusal("backup-postgres")
    return path


def _keys_beside(url: str) -> Path:
    if not url.startswith(SQLITE):
        return Path("var", urlsplit(url).path.strip("/") or "agora").with_suffix(".keys")
    return _file(url).with_suffix(".keys")


def _find_flaws(raw: sqlite3.Connection) -> bool:
    is_whole = raw.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
    return not is_whole or bool(raw.execute("PRAGMA foreign_key_check").fetchall())


def _migrate_sqlite(raw: sqlite3.Connection) -> None:
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    raw.execute("PRAGMA foreign_keys=OFF")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _migrate(connection)
        connection.exec_driver_sql("COMMIT")
    raw.execute("PRAGMA foreign_keys=ON")


def _migrate(connection: Connection) -> None:
    if is_current(connection):
        return
    from storage.migrations.run import upgrade  # noqa: PLC0415 - most starts need no Alembic, large and slow to load

    upgrade(connection)
