"""Looking at a database tells how it stands, in plain words, and leaves it exactly as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from core.kernel.errors import Refusal
from core.ui.words import Dictionary
from storage.looking import Sight, look_at
from storage.open import open_storage
from tests.core.votes.town import HandClock
from tests.storage.servers import PostgresServer

LOCALES = Path(__file__).parents[2] / "core" / "locales"


def written(*statements: str, revision: str = "") -> Callable[[Path], None]:
    def write(file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as raw:
            for statement in statements:
                raw.execute(statement, {"revision": revision} if ":revision" in statement else {})

    return write


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


BAD: dict[str, Callable[[Path], object]] = {
    "database-not-one": lambda file: file.write_bytes(b"ceci n'est pas une base" * 100),
    "database-foreign": written("CREATE TABLE recipes (id INTEGER)"),
}


@pytest.mark.parametrize("message", BAD)
async def test_what_is_in_the_way_is_said_and_not_touched(tmp_path: Path, message: str, clock: HandClock) -> None:
    BAD[message](tmp_path / "agora.sqlite3")
    before = contents(tmp_path)
    with pytest.raises(Refusal) as refused:
        await look_at(f"sqlite:///{tmp_path / 'agora.sqlite3'}")
    assert refused.value.message == message
    for locale in ("fr", "en"):
        said = Dictionary(LOCALES).words(locale)(message, **refused.value.arguments)
        assert message not in said
    assert contents(tmp_path) == before


@pytest.mark.parametrize("revision", ["0001", "another tool's"])
async def test_another_programs_database_is_not_made_ours_by_starting(
    tmp_path: Path, revision: str, clock: HandClock
) -> None:
    file = tmp_path / "recipes.sqlite3"
    written(
        "CREATE TABLE recipes (id INTEGER)",
        "CREATE TABLE alembic_version (version_num TEXT)",
        "INSERT INTO alembic_version VALUES (:revision)",
        revision=revision,
    )(file)
    for attempt in (look_at(f"sqlite:///{file}"), open_storage(f"sqlite:///{file}", clock).__aenter__()):
        with pytest.raises(Refusal) as refused:
            await attempt
        assert refused.value.message == "database-foreign"
    with closing(sqlite3.connect(file)) as raw:
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"recipes", "alembic_version"}


async def test_ours_is_absent_then_present_then_newer_than_we_know(sqlite_url: str, clock: HandClock) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    assert await look_at(sqlite_url) is Sight.ABSENT
    written("VACUUM")(file)
    empty = contents(file.parent)
    assert await look_at(sqlite_url) is Sight.ABSENT
    assert contents(file.parent) == empty
    async with open_storage(sqlite_url, clock):
        assert await look_at(sqlite_url) is Sight.PRESENT, "while the bot runs"
    assert await look_at(sqlite_url) is Sight.PRESENT
    written("UPDATE alembic_version SET version_num = '0001'")(file)
    older = contents(file.parent)
    assert await look_at(sqlite_url) is Sight.OLDER
    assert contents(file.parent) == older
    written("UPDATE alembic_version SET version_num = '9999'")(file)
    with pytest.raises(Refusal, match="database-newer"):
        await look_at(sqlite_url)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write to")
async def test_a_folder_that_cannot_be_written_to_is_said() -> None:
    with pytest.raises(Refusal) as refused:
        await look_at("sqlite:////proc/agora.sqlite3")
    assert refused.value.message == "database-folder-closed"
    assert refused.value.arguments["folder"] == "/proc"


@pytest.mark.postgres
async def test_a_server_is_looked_at_without_a_table_made(postgres_server: PostgresServer, clock: HandClock) -> None:
    async with postgres_server.database(is_migrated=False) as url:
        assert await look_at(url) is Sight.ABSENT
        connection = await asyncpg.connect(url)
        try:
            assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
            async with open_storage(url, clock):
                assert await look_at(url) is Sight.PRESENT
            await connection.execute("UPDATE alembic_version SET version_num = '9999'")
            with pytest.raises(Refusal, match="database-newer"):
                await look_at(url)
            await connection.execute("DROP TABLE community CASCADE")
            with pytest.raises(Refusal, match="database-foreign"):
                await look_at(url)
        finally:
            await connection.close()
