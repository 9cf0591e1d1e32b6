"""Whatever the storage refuses is a whole sentence in both languages, naming what it is about and no password."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from core.ui.words import LOCALES, Dictionary
from storage.open import open_storage, restore
from tests.core.votes.town import HandClock

DICTIONARY = Dictionary(Path(__file__).parents[2] / "core" / "locales")
SECRET = "hush-hush"
NO_SERVER = f"postgresql://agora:{SECRET}@127.0.0.1:1/agora"


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


async def opening(url: str) -> None:
    async with open_storage(url, HandClock()):
        pass


async def a_database(folder: Path, statement: str = "SELECT 1") -> Path:
    path = folder / "agora.sqlite3"
    await opening(url_of(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(statement)
    return path


async def unknown_engine(_: Path) -> None:
    await opening(f"mysql://agora:{SECRET}@somewhere/agora")


async def no_file(_: Path) -> None:
    await opening("sqlite:///:memory:")


async def no_server(_: Path) -> None:
    await opening(NO_SERVER)


async def no_database(folder: Path) -> None:
    (folder / "agora.sqlite3").write_text("no database at all, and long enough to be looked at as one" * 20)
    await opening(url_of(folder / "agora.sqlite3"))


async def newer(folder: Path) -> None:
    await opening(url_of(await a_database(folder, "UPDATE alembic_version SET version_num = '9999'")))


async def unsound(folder: Path) -> None:
    path = await a_database(folder, "INSERT INTO poll_title (poll_id, position, work_id) VALUES (99, 0, 1)")
    async with open_storage(url_of(path), HandClock()) as database:
        await database.check()


async def backup_again(folder: Path) -> None:
    async with open_storage(url_of(await a_database(folder)), HandClock()) as database:
        await database.backup(folder / "agora.sqlite3")


async def backup_nowhere(folder: Path) -> None:
    async with open_storage(url_of(await a_database(folder)), HandClock()) as database:
        await database.backup(folder / "nowhere" / "agora.sqlite3")


async def restore_missing(folder: Path) -> None:
    restore(url_of(await a_database(folder)), folder / "nowhere" / "agora.sqlite3")


async def restore_newer(folder: Path) -> None:
    copy = await a_database(folder, "UPDATE alembic_version SET version_num = '9999'")
    restore(url_of(folder / "other.sqlite3"), copy)


async def restore_unsound(folder: Path) -> None:
    copy = await a_database(folder, "DROP TABLE alembic_version")
    restore(url_of(folder / "other.sqlite3"), copy)


async def restore_in_use(folder: Path) -> None:
    path = await a_database(folder)
    async with open_storage(url_of(path), HandClock()):
        restore(url_of(path), path)


async def restore_nowhere(folder: Path) -> None:
    copy = await a_database(folder)
    (folder / "a-file").touch()
    restore(url_of(folder / "a-file" / "agora.sqlite3"), copy)


async def restore_to_a_server(folder: Path) -> None:
    restore(NO_SERVER, await a_database(folder))


CASES: dict[str, tuple[Callable[[Path], Awaitable[None]], str]] = {
    "an unknown engine": (unknown_engine, "mysql"),
    "no file": (no_file, ":memory:"),
    "no server": (no_server, "PostgreSQL"),
    "no database": (no_database, "agora.sqlite3"),
    "a newer database": (newer, "Agora"),
    "an unsound database": (unsound, "agora.sqlite3"),
    "a copy that exists": (backup_again, "agora.sqlite3"),
    "a copy to nowhere": (backup_nowhere, "nowhere"),
    "a missing copy": (restore_missing, "nowhere"),
    "a newer copy": (restore_newer, "agora.sqlite3"),
    "another program's copy": (restore_unsound, "agora.sqlite3"),
    "a database in use": (restore_in_use, "agora.sqlite3"),
    "a place that cannot be": (restore_nowhere, "a-file"),
    "a server": (restore_to_a_server, "pg_restore"),
}


@pytest.mark.parametrize("case", CASES)
async def test_a_refusal_is_a_whole_sentence_in_both_languages(tmp_path: Path, case: str) -> None:
    act, about = CASES[case]
    with pytest.raises(Refusal) as refused:
        await act(tmp_path)
    told = [DICTIONARY.words(locale)(refused.value.message, **refused.value.arguments) for locale in LOCALES]
    assert len(set(told)) == len(LOCALES)
    for text in told:
        assert about in text
        assert not set("{}$") & set(text), text
        assert SECRET not in text
    assert SECRET not in repr(refused.value.arguments)
