"""Looks at the database that a URL names, from outside; must not create, change or migrate anything."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from contextlib import closing
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from core.kernel.errors import Refusal
from storage.copies import read_only

SQLITE = "sqlite:///"


class Sight(Enum):
    """How a database stands that is not in the way of starting."""

    ABSENT = "absent"
    """Nothing is there yet: the first start makes it."""
    OLDER = "older"
    """An older version's: the next start brings it up to date."""
    PRESENT = "present"
    """This version's: it may be opened without changing anything."""


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite URL, or None for a server's; raises Refusal when the URL names no engine we know."""
    if url.startswith("postgresql://"):
        return None
    if not url.startswith(SQLITE):
        raise Refusal("database-url", url=url.partition(":")[0])  # the rest may hold a password
    path = url.removeprefix(SQLITE)
    if path in {"", ":memory:"}:
        raise Refusal("database-url", url=url)
    return Path(path)


async def look_at(url: str) -> Sight:
    """Return how the database stands; raises Refusal with what keeps the bot from working with it."""
    path = file_of(url)
    if path is None:
        return await _look_at_server(url)
    return await asyncio.to_thread(_look_at_file, path)


def _look_at_file(path: Path) -> Sight:
    if not path.parent.is_dir():
        raise Refusal("database-no-folder", path=str(path), folder=str(path.parent))
    if path.is_dir():
        raise Refusal("database-not-one", path=str(path))
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as problem:
        raise Refusal("database-folder-closed", folder=str(path.parent), reason=problem.strerror or "") from problem
    if not path.exists():
        return Sight.ABSENT
    if not os.access(path, os.R_OK | os.W_OK):
        raise Refusal("database-file-closed", path=str(path))
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(read_only(path), uri=True), poolclass=NullPool)
    try:
        with closing(engine.connect()) as connection:
            return _look_inside(connection)
    except SQLAlchemyError as problem:
        original = getattr(problem, "orig", None)
        if getattr(original, "sqlite_errorname", "") in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
            raise Refusal("database-not-one", path=str(path)) from problem
        raise Refusal("database-unopened", where=str(path), reason=str(original or problem)) from problem
    finally:
        engine.dispose()


async def _look_at_server(url: str) -> Sight:
    import asyncpg  # noqa: PLC0415 - most run without it
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415

    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_look_inside)
    except (OSError, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        # Never the exception's text: it may quote the address, and the address holds a password.
        raise Refusal("database-unopened", where="PostgreSQL", reason=type(problem).__name__) from problem
    finally:
        await engine.dispose()


def _look_inside(connection: Connection) -> Sight:
    from storage.migrations.run import examine, newest_revision  # noqa: PLC0415 - Alembic is slow to load

    found = examine(connection)
    if not found:
        return Sight.ABSENT
    return Sight.PRESENT if found == {newest_revision()} else Sight.OLDER
