"""Who waits for letters or due rows hears of them after the commit, and only then; and the database is looked over."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from core.kernel.due import Due
from core.kernel.errors import Refusal
from storage.open import Database
from storage.rows import Rows
from tests.core.votes.town import START
from tests.storage.scene import letter


async def test_listeners_hear_what_a_commit_touched(database: Database) -> None:
    heard: list[frozenset[str]] = []
    database.on_commit(heard.append)

    def both(rows: Rows) -> None:
        rows.outbox.put(letter())
        rows.due.put(Due("close", "a", START))

    await database.write(both)
    await database.write(lambda rows: rows.shops.add("L’Agora"))
    await database.write(lambda rows: rows.due.put(Due("close", "b", START)))
    assert heard == [frozenset({"outbox", "due"}), frozenset({"due"})]


async def test_listeners_do_not_hear_of_what_was_rolled_back(database: Database) -> None:
    heard: list[frozenset[str]] = []
    database.on_commit(heard.append)

    def job(rows: Rows) -> None:
        rows.outbox.put(letter())
        raise Refusal("vote-gone")

    with pytest.raises(Refusal):
        await database.write(job)
    assert heard == []


async def test_what_listeners_hear_of_is_there_to_be_read(database: Database) -> None:
    held: list[bool] = []
    database.on_commit(lambda _: held.append(True))
    await database.write(lambda rows: rows.outbox.put(letter()))
    assert held == [True]
    assert await database.read(lambda rows: rows.queue.counts()) == {"queued": 1}


async def test_a_sound_database_passes_its_check(database: Database) -> None:
    await database.write(lambda rows: rows.shops.add("L’Agora"))
    await database.check()
    assert len(await database.read(lambda rows: rows.shops.all())) == 1


async def test_a_broken_reference_fails_the_check(sqlite: Database, sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as raw:
        raw.execute("INSERT INTO poll_title (poll_id, position, work_id) VALUES (99, 0, 1)")
    with pytest.raises(Refusal) as refused:
        await sqlite.check()
    assert refused.value.message == "database-unsound"


async def test_each_engine_says_whether_it_is_alone(sqlite: Database) -> None:
    assert sqlite.is_alone


@pytest.mark.postgres
async def test_a_server_is_shared(postgres: Database) -> None:
    assert not postgres.is_alone
