"""Fixtures of the storage's tests: an open database on either engine, and rows to begin with."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.open import Database, open_storage
from tests.core.votes.town import HandClock
from tests.storage.files import make_migrated
from tests.storage.servers import PostgresServer, postgres_address


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with postgres_address() as address:
        if address is None:
            reason = "no PostgreSQL: neither the wheel that carries one nor AGORA_TEST_POSTGRES"
            if os.environ.get("AGORA_TEST_REQUIRE_POSTGRES") == "1":
                pytest.fail(reason)
            pytest.skip(reason)
        server = PostgresServer(address)
        yield server
        asyncio.run(server.forget())


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'agora.sqlite3'}"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_migrated(tmp_path_factory.mktemp("migrated"))


@pytest.fixture
def migrated_url(migrated_file: Path, tmp_path: Path, sqlite_url: str) -> str:
    """The same address as `sqlite_url`, where a migrated database without a row is waiting."""
    shutil.copyfile(migrated_file, tmp_path / "agora.sqlite3")
    return sqlite_url


@pytest.fixture
async def sqlite(migrated_url: str, clock: HandClock) -> AsyncIterator[Database]:
    async with open_storage(migrated_url, clock) as database:
        yield database


@pytest.fixture
async def postgres(postgres_server: PostgresServer, clock: HandClock) -> AsyncIterator[Database]:
    async with postgres_server.database() as url, open_storage(url, clock) as database:
        yield database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def database(request: pytest.FixtureRequest, migrated_url: str, clock: HandClock) -> AsyncIterator[Database]:
    """The product's own storage, on each engine in turn."""
    if request.param == "sqlite":
        async with open_storage(migrated_url, clock) as opened:
            yield opened
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    async with server.database() as url, open_storage(url, clock) as opened:
        yield opened
