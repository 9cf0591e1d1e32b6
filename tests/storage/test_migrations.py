"""The history of the schema ends where the metadata stands, on both engines, and is walked once."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from core.kernel.errors import Refusal
from storage.columns import metadata
from storage.migrations.current import newest_by_name
from storage.migrations.run import known_revisions, newest_revision, upgrade
from storage.open import open_storage
from tests.core.votes.town import HandClock
from tests.storage.servers import PostgresServer

ROOT = Path(__file__).parents[2]
COLUMNS = """
SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default, identity_generation
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid <> 'alembic_version'::regclass
"""

OPENING = """
import asyncio, sys
from core.kernel.clock import SystemClock
from storage.open import open_storage

async def main():
    async with open_storage(sys.argv[1], SystemClock()):
        print("alembic" in sys.modules)

asyncio.run(main())
"""


def sqlite_schema(file: Path) -> dict[str, list[str]]:
    """Return what each table and index is made of, its clauses in one order."""
    with closing(sqlite3.connect(file)) as raw:
        rows = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
            " AND name <> 'alembic_version'"
        )
        return {name: sorted(re.split(r",?\s*\n\s*", sql.replace('"', ""))) for name, sql in rows}


def test_on_sqlite_the_history_ends_at_the_metadata(tmp_path: Path) -> None:
    for name, build in (("made", metadata.create_all), ("migrated", upgrade)):
        engine = create_engine(f"sqlite:///{tmp_path / name}")
        with engine.begin() as connection:
            build(connection)
        engine.dispose()
    assert sqlite_schema(tmp_path / "migrated") == sqlite_schema(tmp_path / "made")
    assert set(metadata.tables) <= set(sqlite_schema(tmp_path / "migrated"))


async def postgres_schema(url: str) -> list[set[tuple[object, ...]]]:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num TEXT)")
        found = [await connection.fetch(query) for query in (COLUMNS, INDEXES, CONSTRAINTS)]
        return [{tuple(row) for row in rows} for rows in found]
    finally:
        await connection.close()


@pytest.mark.postgres
async def test_on_postgres_the_history_ends_at_the_metadata(postgres_server: PostgresServer) -> None:
    async with postgres_server.database(is_migrated=False) as made, postgres_server.database() as migrated:
        engine = create_async_engine(made.replace("postgresql", "postgresql+asyncpg", 1))
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        await engine.dispose()
        expected, found = await postgres_schema(made), await postgres_schema(migrated)
    assert found == expected
    texts = [row for row in found[0] if row[2] == "text"]
    assert len(texts) > 40
    assert {row[3] for row in texts} == {"C"}, "texts are compared by code point, whatever the server's language"


@pytest.mark.postgres
async def test_alembic_itself_finds_nothing_to_add(postgres_server: PostgresServer) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with postgres_server.database() as url:
        engine = create_async_engine(url.replace("postgresql", "postgresql+asyncpg", 1))
        async with engine.connect() as connection:
            assert await connection.run_sync(differences) == []
        await engine.dispose()


async def test_opening_again_changes_nothing(sqlite_url: str, clock: HandClock) -> None:
    async with open_storage(sqlite_url, clock) as database:
        await database.write(lambda rows: rows.shops.add("L’Agora"))
    before = sqlite_schema(Path(sqlite_url.removeprefix("sqlite:///")))
    async with open_storage(sqlite_url, clock) as database:
        assert [shop.name for shop in await database.read(lambda rows: rows.shops.all())] == ["L’Agora"]
    assert sqlite_schema(Path(sqlite_url.removeprefix("sqlite:///"))) == before


def test_the_newest_revision_is_known_by_the_names_of_the_files() -> None:
    assert newest_by_name() == newest_revision()


async def test_what_migrates_is_loaded_only_where_there_is_something_to_migrate(sqlite_url: str) -> None:
    for is_new in (True, False):
        opening = [sys.executable, "-c", OPENING, sqlite_url]
        ran = await asyncio.to_thread(subprocess.run, opening, cwd=ROOT, capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == str(is_new)


async def test_a_database_of_a_newer_version_is_left_alone(sqlite_url: str, clock: HandClock) -> None:
    async with open_storage(sqlite_url, clock):
        pass
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(Refusal) as refused:
            async with open_storage(sqlite_url, clock):
                pass
        assert refused.value.message == "database-newer"
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    assert "9999" not in known_revisions()


OPEN = """
import asyncio, sys
from core.kernel.clock import SystemClock
from storage.open import open_storage

async def main():
    async with open_storage(sys.argv[1], SystemClock()):
        pass

asyncio.run(main())
"""


@pytest.mark.postgres
async def test_processes_that_start_together_migrate_one_after_the_other(postgres_server: PostgresServer) -> None:
    async with postgres_server.database(is_migrated=False) as url:
        started = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-c", OPEN, url, cwd=ROOT, stderr=asyncio.subprocess.PIPE
            )
            for _ in range(3)
        ]
        ended = [(await each.communicate())[1].decode() for each in started]
        assert [each.returncode for each in started] == [0, 0, 0], ended
        connection = await asyncpg.connect(url)
        assert await connection.fetchval("SELECT count(*) FROM alembic_version") == 1
        await connection.close()


def test_what_is_slow_to_load_is_loaded_when_needed() -> None:
    script = "import sys, storage.open; print({'alembic', 'asyncpg', 'apscheduler'} & sys.modules.keys())"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
