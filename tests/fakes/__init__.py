"""Storage in memory for the tests of use cases: the real rows on a private SQLite, rolled back when a job raises."""

from __future__ import annotations

import atexit
import json
import os
import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TypeVar
from weakref import finalize

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from core.delivery.ports import LetterState
from core.kernel.clock import from_micros
from core.kernel.identity import Address, OutboxId, PlaceKind, Platform, PollId
from core.kernel.outbox import Doubt, Letter
from storage.columns import metadata
from storage.keys import KeyCabinet
from storage.rows import Rows
from storage.session import SqliteSession

Result = TypeVar("Result")
FakeRows = Rows
MEMORY = "/dev/shm"  # noqa: S108 - a key is forced onto the disk at once, and most of these live for a few milliseconds
"""Where Linux keeps files that no disk sees."""


@cache
def _empty() -> sqlite3.Connection:
    """Return a database with every table and nothing in it, to be copied: making the tables takes many times longer."""
    raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    metadata.create_all(create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool))
    atexit.register(raw.close)
    return raw


class FakeStorage:
    """Runs each job at once, in a transaction of its own."""

    def __init__(self) -> None:
        self._folder = Path(mkdtemp(prefix="agora-keys-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
        self.keys = KeyCabinet(self._folder)
        self._raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._ticks = 0
        finalize(self, _tidy, self._raw, self._folder)
        _empty().backup(self._raw)
        self._raw.execute("PRAGMA foreign_keys=ON")

    async def write(self, job: Callable[[Rows], Result], /) -> Result:
        self._ticks += 1
        self._raw.execute("BEGIN IMMEDIATE")
        try:
            result = job(Rows(SqliteSession(self._raw, self._ticks), self.keys))
        except BaseException:
            self._raw.execute("ROLLBACK")
            raise
        self._raw.execute("COMMIT")
        return result

    async def read(self, job: Callable[[Rows], Result], /) -> Result:
        self._raw.execute("PRAGMA query_only=ON")
        self._raw.execute("BEGIN")
        try:
            return job(Rows(SqliteSession(self._raw, self._ticks), self.keys))
        finally:
            self._raw.execute("ROLLBACK")
            self._raw.execute("PRAGMA query_only=OFF")

    async def forget(self, poll: PollId, /) -> None:
        self.keys.destroy(poll)

    async def glance(self, job: Callable[[Rows], Result], /) -> Result:
        return await self.read(job)

    def letters(self) -> list[Letter]:
        """Everything ever put into the outbox, in order."""
        rows = self._raw.execute(
            "SELECT kind, about, platform, space, room, place_kind, locale, zone, payload, not_before, edits, dedupe,"
            " doubt FROM outbox ORDER BY id"
        )
        return [
            Letter(
                kind,
                about,
                Address(Platform(platform), space, room, PlaceKind(place_kind)),
                locale,
                zone,
                json.loads(payload) if payload else {},
                not_before=from_micros(not_before) if not_before else None,
                edits=OutboxId(edits) if edits is not None else None,
                key=key,
                doubt=Doubt(doubt),
            )
            for kind, about, platform, space, room, place_kind, locale, zone, *rest in rows
            for payload, not_before, edits, key, doubt in [rest]
        ]

    def letter_states(self) -> list[LetterState]:
        return [LetterState(row[0]) for row in self._raw.execute("SELECT state FROM outbox ORDER BY id")]

    def close(self) -> None:
        """From now on, every job fails."""
        self._raw.close()


def _tidy(raw: sqlite3.Connection, folder: Path) -> None:
    """Also when a run ends with stores that nobody forgot."""
    raw.close()
    rmtree(folder, ignore_errors=True)
