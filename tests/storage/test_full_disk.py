"""A SQLite file that cannot grow or be written: every caller hears of it, nothing of theirs stays, and it passes."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from storage.copies import back_up, put_in_place
from storage.open import Database, open_storage
from storage.sqlite import SqliteEngine
from tests.core.votes.town import HandClock
from tests.storage.scene import keyless
from tests.storage.test_copies import file_of, files_like

LARGE = "x" * 200_000


def set_pragma(raw: sqlite3.Connection, pragma: str) -> None:
    raw.execute(f"PRAGMA {pragma}").fetchall()


@asynccontextmanager
async def an_engine(path: Path) -> AsyncIterator[SqliteEngine]:
    engine = SqliteEngine(path, lambda: 0, lambda _: None, keyless)
    await engine.open()
    try:
        yield engine
    finally:
        await engine.close()


@pytest.fixture
async def engine(sqlite_url: str, clock: HandClock) -> AsyncIterator[SqliteEngine]:
    async with open_storage(sqlite_url, clock):
        pass
    async with an_engine(file_of(sqlite_url)) as opened:
        yield opened


async def names(engine: SqliteEngine) -> list[str]:
    found: list[str] = await engine.read(lambda rows: [shop.name for shop in rows.shops.all()])
    return found


async def fill(engine: SqliteEngine) -> None:
    """Leave no room for one more page."""

    def stop_growing(raw: sqlite3.Connection) -> None:
        (pages,) = raw.execute("PRAGMA page_count").fetchone()
        set_pragma(raw, f"max_page_count={pages}")

    await engine.in_writer(stop_growing)


async def make_room(engine: SqliteEngine) -> None:
    await engine.in_writer(lambda raw: set_pragma(raw, "max_page_count=1000000"))


async def test_a_full_disk_is_told_to_the_caller_and_passes(engine: SqliteEngine) -> None:
    await engine.write(lambda rows: rows.shops.add("before"))
    await fill(engine)
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError, match="full"):
            await engine.write(lambda rows: rows.shops.add(LARGE))
    assert await names(engine) == ["before"]
    await make_room(engine)
    await engine.write(lambda rows: rows.shops.add("after"))
    assert await names(engine) == ["after", "before"]


async def test_in_a_group_on_a_full_disk_nobody_is_told_of_a_write_that_is_not_there(engine: SqliteEngine) -> None:
    await fill(engine)
    added = ["small", LARGE, "tiny", LARGE + "y"]
    outcomes = await asyncio.gather(
        *(engine.write(lambda rows, name=name: rows.shops.add(name)) for name in added),  # type: ignore[misc]
        return_exceptions=True,
    )
    acknowledged = [name for name, outcome in zip(added, outcomes, strict=True) if isinstance(outcome, int)]
    assert all(isinstance(outcome, int | sqlite3.OperationalError) for outcome in outcomes)
    assert await names(engine) == sorted(acknowledged)
    await make_room(engine)
    await engine.write(lambda rows: rows.shops.add("after"))
    assert "after" in await names(engine)


async def test_a_database_that_may_only_be_read_answers_reads_and_refuses_writes(engine: SqliteEngine) -> None:
    await engine.write(lambda rows: rows.shops.add("before"))
    await engine.in_writer(lambda raw: set_pragma(raw, "query_only=ON"))
    outcomes = await asyncio.gather(
        *(engine.write(lambda rows: rows.shops.add("never")) for _ in range(5)), return_exceptions=True
    )
    assert [str(each) for each in outcomes] == ["attempt to write a readonly database"] * 5
    assert await names(engine) == ["before"]
    assert await engine.glance(lambda rows: len(rows.shops.all())) == 1
    await engine.in_writer(lambda raw: set_pragma(raw, "query_only=OFF"))
    await engine.write(lambda rows: rows.shops.add("after"))
    assert await names(engine) == ["after", "before"]


async def test_a_copy_that_finds_no_room_leaves_nothing_behind(engine: SqliteEngine, tmp_path: Path) -> None:
    folder = tmp_path / "a-file"
    folder.write_text("no folder")
    with pytest.raises(Refusal) as refused:
        back_up(engine.path, folder / "copy.sqlite3")
    assert refused.value.message == "backup-failed"
    assert folder.read_text() == "no folder"


async def test_two_copies_to_one_name_leave_one_whole_copy(sqlite: Database, tmp_path: Path, clock: HandClock) -> None:
    await sqlite.write(lambda rows: rows.shops.add("copied"))
    target = tmp_path / "copy.sqlite3"
    outcomes = await asyncio.gather(*(sqlite.backup(target) for _ in range(6)), return_exceptions=True)
    assert None in outcomes
    assert all(each is None or isinstance(each, Refusal) for each in outcomes), outcomes
    async with open_storage(f"sqlite:///{target}", clock) as opened:
        assert [shop.name for shop in await opened.read(lambda rows: rows.shops.all())] == ["copied"]
    assert files_like(tmp_path, "copy*") == ["copy.sqlite3"]


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_file_that_is_no_database_is_not_put_in_place(tmp_path: Path, content: bytes) -> None:
    source, target = tmp_path / "wrong", tmp_path / "agora.sqlite3"
    source.write_bytes(content)
    target.write_bytes(b"present")
    with pytest.raises(Refusal) as refused:
        put_in_place(target, source)
    assert refused.value.message == "restore-unsound"
    assert target.read_bytes() == b"present"
    assert source.read_bytes() == content


def test_a_folder_is_no_copy(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        put_in_place(tmp_path / "agora.sqlite3", tmp_path)
    assert refused.value.message == "restore-missing"


async def test_a_database_restored_from_itself_is_what_it_was(sqlite_url: str, clock: HandClock) -> None:
    async with open_storage(sqlite_url, clock) as database:
        await database.write(lambda rows: rows.shops.add("kept"))
    kept = put_in_place(file_of(sqlite_url), file_of(sqlite_url))
    assert kept is not None
    for path in (file_of(sqlite_url), kept):
        async with open_storage(f"sqlite:///{path}", clock) as opened:
            assert [shop.name for shop in await opened.read(lambda rows: rows.shops.all())] == ["kept"]


async def test_where_no_database_can_stand_restoring_is_refused(
    sqlite_url: str, tmp_path: Path, clock: HandClock
) -> None:
    async with open_storage(sqlite_url, clock):
        pass
    (tmp_path / "a-file").write_text("no folder")
    with pytest.raises(Refusal) as refused:
        put_in_place(tmp_path / "a-file" / "agora.sqlite3", file_of(sqlite_url))
    assert refused.value.message == "restore-failed"
