"""Glances on SQLite: answered in the event loop, never waiting, never writing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import AsyncIterator

import pytest

from core.kernel.errors import Refusal
from storage.open import Database, open_storage
from storage.rows import Rows
from tests.core.votes.town import HandClock


@pytest.fixture
async def house(sqlite_url: str, clock: HandClock) -> AsyncIterator[Database]:
    async with open_storage(sqlite_url, clock) as opened:
        yield opened


async def test_a_glance_answers_in_the_event_loop_and_sees_what_was_committed(house: Database) -> None:
    person = await house.write(lambda rows: rows.members.add_person())

    def job(rows: Rows) -> tuple[int, bool]:
        return threading.get_ident(), rows.members.get(person) is not None

    assert await house.glance(job) == (threading.get_ident(), True)


async def test_a_glance_that_finds_the_file_busy_is_taken_over_by_a_thread(house: Database) -> None:
    seen = []

    def job(rows: Rows) -> str:
        seen.append(threading.get_ident())
        if len(seen) == 1:
            raise sqlite3.OperationalError("database is locked")
        return "answered"

    assert await house.glance(job) == "answered"
    assert seen[0] == threading.get_ident() != seen[1]


async def test_a_glance_that_is_refused_leaves_the_connection_fit_for_the_next(house: Database) -> None:
    def refuse(rows: Rows) -> None:
        raise Refusal("vote-gone")

    with pytest.raises(Refusal):
        await house.glance(refuse)
    assert await house.glance(lambda rows: rows.shops.all()) == []


async def test_a_glance_cannot_write(house: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await house.glance(lambda rows: rows.members.add_person())


async def test_a_closed_storage_refuses_a_glance(house: Database) -> None:
    await house.close()
    with pytest.raises(RuntimeError, match="closed"):
        await house.glance(lambda rows: rows.shops.all())
