"""Copies of a SQLite database: made while it is in use, checked, and put in its place; must not open the product's.

A copy is written beside its final name and renamed, so that what bears the name is whole. What a crash left of one is
taken away by the next.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

from core.kernel.clock import SystemClock
from core.kernel.errors import Refusal
from storage.connection import connect

if sys.platform != "win32":
    import fcntl

_WAL, _SHARED_MEMORY, _JOURNAL, _UNFINISHED = "-wal", "-shm", "-journal", ".unfinished"
_MAGIC = b"SQLite format 3\0"
_OLD_SECONDS = 3600.0


def back_up(source: Path, target: Path) -> None:
    """Copy the database to a new file; raises Refusal when there is one of that name, or none can be written."""
    if target.exists():
        raise Refusal("backup-exists", path=str(target))
    unfinished = _beside(target, f".{secrets.token_hex(4)}{_UNFINISHED}")  # another copy may be under way
    try:
        _remove_leftovers(target.parent)
        _begin(unfinished)
        with unfinished.open("rb") as held, closing(connect(str(source))) as reading:
            _lock(held.fileno())
            _copy(reading, unfinished)
            _check(unfinished)
            unfinished.replace(target)
    except (OSError, sqlite3.Error) as problem:
        raise Refusal("backup-failed", path=str(target), reason=_reason(problem)) from problem
    finally:
        _remove(unfinished)


def _remove_leftovers(folder: Path) -> None:
    """Remove what backups that died left in a folder: it is as large as the database, and nobody else looks for it."""
    for file in folder.glob(f"*.????????{_UNFINISHED}"):
        if _is_leftover(file):
            _remove(_beside(file, _JOURNAL))
            _remove(file)


def _is_leftover(file: Path) -> bool:
    """Whether a file is the beginning of a copy that nobody makes any more: who makes one holds a lock on it, which the
    system takes back from the dead. An empty one may be about to be locked, until it is old."""
    try:
        with file.open("rb") as found:
            if os.fstat(found.fileno()).st_size:
                return found.read(len(_MAGIC)) == _MAGIC and _lock(found.fileno())
            return SystemClock().now().timestamp() - os.fstat(found.fileno()).st_mtime > _OLD_SECONDS
    except OSError:
        return False


def _lock(file: int) -> bool:
    """Take the lock on a file unless somebody has it; it ends when the file is closed."""
    if sys.platform == "win32":
        return True  # there an open file is not removed anyway
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def put_in_place(target: Path, source: Path) -> Path | None:
    """Replace the database by a copy and return where the one before is kept, if there was one; raises Refusal.

    The one before may be damaged: that is when copies are needed.
    """
    if not source.is_file():
        raise Refusal("restore-missing", path=str(source))
    _check(source)
    fresh = _beside(target, ".restoring")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _begin(fresh)
        with closing(sqlite3.connect(read_only(source), uri=True)) as reading:
            _copy(reading, fresh)
        kept = _keep(target) if target.exists() else None
        fresh.replace(target)
    except (OSError, sqlite3.Error) as problem:
        raise Refusal("restore-failed", path=str(target), reason=_reason(problem)) from problem
    finally:
        _remove(fresh)
    return kept


def _keep(target: Path) -> Path:
    """Give the present database a second name, its log moved along: a log left here would be read into the copy."""
    _claim_alone(target)
    number = 1
    while (kept := _beside(target, f".before-restore-{number}")).exists():
        number += 1
    for tail in (_WAL, _SHARED_MEMORY):
        if _beside(target, tail).exists():
            _beside(target, tail).replace(_beside(kept, tail))
    try:
        os.link(target, kept)
    except OSError:  # some file systems know no second names
        shutil.copyfile(target, kept)
    return kept


def _claim_alone(target: Path) -> None:
    """Write the log back into the file, which SQLite allows to the last connection only; raises Refusal when there is
    another. A database too damaged to be opened has no other."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(target, timeout=0.0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise Refusal("restore-in-use", path=str(target)) from problem
            raise


def _check(copy: Path) -> None:
    """Raise Refusal unless the file is a sound database whose schema this version knows."""
    from storage.migrations.run import known_revisions  # noqa: PLC0415 - Alembic is slow to load

    try:
        with closing(sqlite3.connect(read_only(copy), uri=True)) as connection:
            is_sound = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
            revisions = {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}
    except sqlite3.Error as problem:
        raise Refusal("restore-unsound", path=str(copy)) from problem
    if not is_sound or not revisions:
        raise Refusal("restore-unsound", path=str(copy))
    if not revisions <= known_revisions():
        raise Refusal("restore-newer", path=str(copy))


def _begin(copy: Path) -> None:
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)


def _copy(reading: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode=DELETE").fetchall()  # one file, readable anywhere
    with target.open("rb+") as written:
        os.fsync(written.fileno())


def read_only(path: Path) -> str:
    """Return an address under which SQLite writes nothing beside the file: no log stands there to be read."""
    is_whole = not _beside(path, _WAL).exists()
    return path.resolve().as_uri() + ("?mode=ro&immutable=1" if is_whole else "?mode=ro")


def _remove(path: Path) -> None:
    """Take away what may not be there, nor the folder it would be in: why nothing was written is told already."""
    with suppress(OSError):
        path.unlink()


def _beside(path: Path, tail: str) -> Path:
    return path.with_name(path.name + tail)


def _reason(problem: OSError | sqlite3.Error) -> str:
    return (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
