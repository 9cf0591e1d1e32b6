"""Backups are whole though the bot writes on, and restoring loses neither the copy nor what was there before."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from storage.copies import _lock
from storage.open import Database, open_storage, restore
from tests.core.votes.town import HandClock

ROOT = Path(__file__).parents[2]


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def files_like(folder: Path, pattern: str) -> list[str]:
    return sorted(file.name for file in folder.glob(pattern))


def damage(file: Path) -> None:
    """Leave the first page, which names the kind of file, and spoil the others."""
    written = bytearray(file.read_bytes())
    written[4096:] = b"\xff" * (len(written) - 4096)
    file.write_bytes(written)


def run_sql(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute(statement)


async def shops_at(url: str, clock: HandClock) -> list[str]:
    async with open_storage(url, clock) as database:
        return [shop.name for shop in await database.read(lambda rows: rows.shops.all())]


async def seed(url: str, clock: HandClock, *names: str) -> None:
    async with open_storage(url, clock) as database:
        for name in names:
            await database.write(lambda rows, name=name: rows.shops.add(name))  # type: ignore[misc]


@pytest.fixture
async def copy(tmp_path: Path, clock: HandClock) -> Path:
    """A copy with one shop, made elsewhere."""
    async with open_storage(f"sqlite:///{tmp_path / 'elsewhere' / 'a'}", clock) as database:
        await database.write(lambda rows: rows.shops.add("copied"))
        await database.backup(tmp_path / "copy.sqlite3")
    return tmp_path / "copy.sqlite3"


async def test_a_backup_holds_every_write_acknowledged_before_it(
    sqlite: Database, tmp_path: Path, clock: HandClock
) -> None:
    async def write(number: int) -> None:
        await sqlite.write(lambda rows: rows.shops.add(f"{number:03}"))

    await asyncio.gather(*(write(number) for number in range(100)))
    target = tmp_path / "copy.sqlite3"
    await asyncio.gather(sqlite.backup(target), *(write(number) for number in range(100, 200)))
    assert files_like(tmp_path, "copy*") == ["copy.sqlite3"]
    names = await shops_at(f"sqlite:///{target}", clock)
    assert names[:100] == [f"{number:03}" for number in range(100)]


KILLED = """
import resource, signal, sys
from pathlib import Path
from storage.copies import back_up

signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
back_up(Path(sys.argv[1]), Path(sys.argv[2]))
"""
"""The system ends the process as it writes past the sixty-fourth kilobyte: in the middle of the copy."""


async def test_what_a_backup_that_was_killed_left_is_removed_by_the_next(
    sqlite: Database, sqlite_url: str, tmp_path: Path
) -> None:
    source, target = str(file_of(sqlite_url)), str(tmp_path / "copy-1.sqlite3")
    killed = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, source, target, cwd=ROOT)
    assert await killed.wait() == -signal.SIGXFSZ
    [left] = files_like(tmp_path, "copy-1*.unfinished")
    (tmp_path / f"{left}-journal").touch()
    await sqlite.backup(tmp_path / "copy-2.sqlite3")
    assert files_like(tmp_path, "copy*") == ["copy-2.sqlite3"]


async def test_a_backup_removes_neither_one_that_is_being_made_nor_what_is_not_its_own(
    sqlite: Database, tmp_path: Path
) -> None:
    others = {"film.deadbeef.unfinished": b"RIFF", "copy.0badcafe.unfinished": b"", "copy.sqlite3.unfinished": b""}
    for name, content in others.items():
        (tmp_path / name).write_bytes(content)
    being_made = tmp_path / "copy-1.01234567.unfinished"
    run_sql(being_made, "CREATE TABLE half (id)")
    with being_made.open("rb") as held:
        assert _lock(held.fileno())
        await sqlite.backup(tmp_path / "copy-2.sqlite3")
    assert files_like(tmp_path, "*.unfinished") == sorted([*others, being_made.name])
    old = tmp_path / "copy.0badcafe.unfinished"
    os.utime(old, (0, 0))
    await sqlite.backup(tmp_path / "copy-3.sqlite3")
    assert not old.exists()
    assert not being_made.exists()


async def test_a_backup_never_overwrites(sqlite: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    target.write_text("precious")
    with pytest.raises(Refusal) as refused:
        await sqlite.backup(target)
    assert refused.value.message == "backup-exists"
    assert target.read_text() == "precious"


async def test_a_backup_that_cannot_be_written_is_a_refusal(sqlite: Database, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        await sqlite.backup(tmp_path / "nowhere" / "copy.sqlite3")
    assert refused.value.message == "backup-failed"


@pytest.mark.postgres
async def test_a_server_is_backed_up_with_its_own_tools(postgres: Database, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        await postgres.backup(tmp_path / "copy")
    assert refused.value.message == "backup-postgres"
    with pytest.raises(Refusal) as refused:
        restore("postgresql://somewhere/agora", tmp_path / "copy")
    assert refused.value.message == "backup-postgres"


async def test_restoring_where_nothing_was(sqlite_url: str, copy: Path, clock: HandClock) -> None:
    assert restore(sqlite_url, copy) is None
    assert await shops_at(sqlite_url, clock) == ["copied"]
    assert files_like(copy.parent, "copy*") == ["copy.sqlite3"]


async def test_restoring_keeps_what_was_there(sqlite_url: str, copy: Path, clock: HandClock) -> None:
    await seed(sqlite_url, clock, "first")
    kept = [restore(sqlite_url, copy)]
    await seed(sqlite_url, clock, "second")
    kept.append(restore(sqlite_url, copy))
    assert await shops_at(sqlite_url, clock) == ["copied"]
    assert [await shops_at(f"sqlite:///{each}", clock) for each in kept] == [["first"], ["copied", "second"]]


async def test_what_a_crash_left_in_the_log_is_kept_too(sqlite_url: str, copy: Path, clock: HandClock) -> None:
    """The log of the database before must neither be lost nor be read into the copy."""
    await seed(sqlite_url, clock, "before")
    target = file_of(sqlite_url)
    crashed = target.with_name("crashed")
    with closing(sqlite3.connect(target, isolation_level=None)) as raw:
        raw.execute("INSERT INTO shop (name) VALUES ('in the log')")
        for tail in ("", "-wal"):
            shutil.copyfile(f"{target}{tail}", f"{crashed}{tail}")
    assert crashed.with_name("crashed-wal").stat().st_size > 0
    kept = restore(f"sqlite:///{crashed}", copy)
    assert await shops_at(f"sqlite:///{crashed}", clock) == ["copied"]
    assert await shops_at(f"sqlite:///{kept}", clock) == ["before", "in the log"]


async def test_a_copy_with_its_log_beside_it_is_taken_whole(tmp_path: Path, sqlite_url: str, clock: HandClock) -> None:
    await seed(sqlite_url, clock, "before")
    copied = tmp_path / "by-hand"
    with closing(sqlite3.connect(file_of(sqlite_url), isolation_level=None)) as raw:
        raw.execute("INSERT INTO shop (name) VALUES ('in the log')")
        for tail in ("", "-wal"):
            shutil.copyfile(f"{file_of(sqlite_url)}{tail}", f"{copied}{tail}")
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'agora'}"
    restore(elsewhere, copied)
    assert await shops_at(elsewhere, clock) == ["before", "in the log"]


async def test_a_damaged_database_is_replaced_and_kept(sqlite_url: str, copy: Path, clock: HandClock) -> None:
    file_of(sqlite_url).write_bytes(b"damaged" * 1000)
    kept = restore(sqlite_url, copy)
    assert kept is not None
    assert kept.read_bytes() == b"damaged" * 1000
    assert await shops_at(sqlite_url, clock) == ["copied"]


async def test_nothing_is_replaced_while_the_bot_runs(sqlite: Database, sqlite_url: str, copy: Path) -> None:
    await sqlite.write(lambda rows: rows.shops.add("present"))
    with pytest.raises(Refusal) as refused:
        restore(sqlite_url, copy)
    assert refused.value.message == "restore-in-use"
    await sqlite.write(lambda rows: rows.shops.add("still there"))
    assert [shop.name for shop in await sqlite.read(lambda rows: rows.shops.all())] == ["present", "still there"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda copy: run_sql(copy, "DROP TABLE alembic_version"), "restore-unsound"),
        (lambda copy: run_sql(copy, "DELETE FROM alembic_version"), "restore-unsound"),
        (lambda copy: run_sql(copy, "UPDATE alembic_version SET version_num = '9999'"), "restore-newer"),
        (damage, "restore-unsound"),
        (Path.unlink, "restore-missing"),
    ],
    ids=["another program's", "of no version", "of a newer version", "damaged", "missing"],
)
async def test_what_is_no_copy_of_ours_is_refused(
    sqlite_url: str, copy: Path, clock: HandClock, spoil: Callable[[Path], None], message: str
) -> None:
    await seed(sqlite_url, clock, "present")
    spoil(copy)
    with pytest.raises(Refusal) as refused:
        restore(sqlite_url, copy)
    assert refused.value.message == message
    assert await shops_at(sqlite_url, clock) == ["present"]
    assert files_like(file_of(sqlite_url).parent, "*restor*") == []
