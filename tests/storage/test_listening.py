"""Several processes on one PostgreSQL: each hears of what the others committed, and again after a lost connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from core.kernel.due import Due
from storage.listening import EVERYTHING
from storage.open import Database, open_storage
from storage.rows import Rows
from tests.core.votes.town import HandClock
from tests.storage.scene import letter
from tests.storage.servers import PostgresServer

pytestmark = pytest.mark.postgres
WAIT_SECONDS = 30


class Ear:
    """Gathers the topics that one process is told."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.heard: asyncio.Queue[frozenset[str]] = asyncio.Queue()
        database.on_commit(self.heard.put_nowait)

    async def next(self) -> frozenset[str]:
        return await asyncio.wait_for(self.heard.get(), WAIT_SECONDS)


@asynccontextmanager
async def two_processes(url: str, clock: HandClock) -> AsyncIterator[tuple[Ear, Ear]]:
    async with open_storage(url, clock) as one, open_storage(url, clock) as other:
        yield Ear(one), Ear(other)


@pytest.fixture
async def ears(postgres_server: PostgresServer, clock: HandClock) -> AsyncIterator[tuple[Ear, Ear]]:
    async with postgres_server.database() as url, two_processes(url, clock) as both:
        yield both


async def test_a_letter_written_by_one_process_is_heard_by_the_other(ears: tuple[Ear, Ear]) -> None:
    one, other = ears
    await one.database.write(lambda rows: rows.outbox.put(letter()))
    assert await other.next() == {"outbox"}


async def test_a_due_row_and_a_letter_of_one_transaction_are_one_word(ears: tuple[Ear, Ear], clock: HandClock) -> None:
    one, other = ears

    def job(rows: Rows) -> None:
        rows.outbox.put(letter())
        rows.due.put(Due("close", "a", clock.now()))

    await one.database.write(job)
    assert await other.next() == {"outbox", "due"}


async def test_a_process_hears_its_own_commit_once(ears: tuple[Ear, Ear]) -> None:
    one, other = ears
    await one.database.write(lambda rows: rows.outbox.put(letter()))
    await other.next()  # the word has gone round by now
    await other.database.write(lambda rows: rows.outbox.put(letter()))
    assert [await one.next(), await one.next()] == [{"outbox"}, {"outbox"}]
    assert one.heard.empty()


async def test_what_is_rolled_back_or_only_read_is_not_told(ears: tuple[Ear, Ear], clock: HandClock) -> None:
    one, other = ears

    def fail(rows: Rows) -> None:
        rows.outbox.put(letter())
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await one.database.write(fail)
    await one.database.read(lambda rows: rows.shops.all())
    await one.database.write(lambda rows: rows.shops.add("L’Agora"))
    await one.database.write(lambda rows: rows.due.put(Due("close", "a", clock.now())))
    assert await other.next() == {"due"}


async def test_a_lost_connection_is_made_anew_and_tells_of_what_was_missed(
    postgres_server: PostgresServer, clock: HandClock
) -> None:
    async with postgres_server.database() as url, two_processes(url, clock) as (one, other):
        await one.database.write(lambda rows: rows.shops.add("L’Agora"))
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                " AND datname = current_database()"
            )
        finally:
            await connection.close()
        assert await other.next() == EVERYTHING
        await one.next()
        await one.database.write(lambda rows: rows.outbox.put(letter()))
        assert await other.next() == {"outbox"}
