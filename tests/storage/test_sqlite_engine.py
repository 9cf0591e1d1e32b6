"""The writer on SQLite: it groups what waits, answers everybody, and nothing a caller does can wedge it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import aiosqlite
import pytest

from core.kernel.errors import Refusal
from storage.connection import BatchConnection, connect
from storage.open import Database, open_storage
from storage.reading import MAX_GROUP
from storage.rows import Rows
from storage.sqlite import MAX_BATCH, READERS, SqliteEngine
from tests.core.votes.town import HandClock
from tests.storage.scene import keyless, letter

WAIT_SECONDS = 30


class Gate:
    """A job that holds its thread until the test lets it go."""

    def __init__(self) -> None:
        self._entered = threading.Event()
        self._open = threading.Event()

    def pass_through(self, rows: Rows) -> None:
        self._entered.set()
        assert self._open.wait(WAIT_SECONDS)

    async def entered(self) -> None:
        assert await asyncio.to_thread(self._entered.wait, WAIT_SECONDS)

    def open(self) -> None:
        self._open.set()


@contextmanager
def by_hand(url: str) -> Iterator[sqlite3.Connection]:
    with closing(connect(url.removeprefix("sqlite:///"))) as connection:
        yield connection


async def start(*coroutines: Coroutine[None, None, object]) -> list[asyncio.Task[object]]:
    """Start them and let each run to where it first waits."""
    tasks = [asyncio.create_task(each) for each in coroutines]
    await asyncio.sleep(0)
    return tasks


async def hold_readers(database: Database) -> tuple[list[Gate], list[asyncio.Task[None]]]:
    """Let every reader stand at a gate of its own."""
    gates, reading = [Gate() for _ in range(READERS)], []
    for gate in gates:
        reading.append(asyncio.create_task(database.read(gate.pass_through)))
        await gate.entered()
    return gates, reading


async def shop_names(database: Database) -> list[str]:
    return [shop.name for shop in await database.read(lambda rows: rows.shops.all())]


@pytest.fixture
async def held(sqlite: Database) -> AsyncIterator[Gate]:
    """A gate that the writer stands at: what is written meanwhile becomes one batch."""
    gate = Gate()
    standing = asyncio.create_task(sqlite.write(gate.pass_through))
    await gate.entered()
    yield gate
    gate.open()
    await standing


async def test_what_waits_is_committed_together(sqlite: Database, held: Gate) -> None:
    commits: list[frozenset[str]] = []
    sqlite.on_commit(commits.append)
    waiting = await start(*(sqlite.write(lambda rows: rows.outbox.put(letter())) for _ in range(20)))
    held.open()
    await asyncio.gather(*waiting)
    assert commits == [frozenset({"outbox"})]


async def test_a_batch_is_bounded(sqlite: Database, held: Gate) -> None:
    commits: list[frozenset[str]] = []
    sqlite.on_commit(commits.append)
    waiting = await start(*(sqlite.write(lambda rows: rows.outbox.put(letter())) for _ in range(MAX_BATCH + 1)))
    held.open()
    await asyncio.gather(*waiting)
    assert len(commits) == 2


async def test_a_failure_in_a_batch_takes_only_itself_along(sqlite: Database, held: Gate) -> None:
    def fail(rows: Rows) -> None:
        rows.shops.add("lost")
        raise Refusal("vote-gone")

    waiting = await start(
        sqlite.write(lambda rows: rows.shops.add("before")),
        sqlite.write(fail),
        sqlite.write(lambda rows: rows.shops.add("behind")),
    )
    held.open()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [isinstance(each, Refusal) for each in outcomes] == [False, True, False]
    assert await shop_names(sqlite) == ["before", "behind"]


@pytest.mark.parametrize(
    "trap",
    [
        "CREATE TRIGGER trap AFTER INSERT ON shop WHEN new.name = 'trap' BEGIN SELECT RAISE(ROLLBACK, 'trapped'); END",
        "CREATE TRIGGER trap AFTER INSERT ON shop WHEN new.name = 'trap' BEGIN INSERT INTO orphan VALUES (99); END",
    ],
    ids=["the transaction breaks off", "the commit fails"],
)
async def test_when_the_transaction_is_lost_every_caller_hears_of_it(
    sqlite: Database, sqlite_url: str, trap: str
) -> None:
    with by_hand(sqlite_url) as raw:
        raw.execute("CREATE TABLE orphan (shop INTEGER REFERENCES shop (id) DEFERRABLE INITIALLY DEFERRED)")
        raw.execute(trap)
    gate = Gate()
    standing = asyncio.create_task(sqlite.write(gate.pass_through))
    await gate.entered()
    waiting = await start(
        sqlite.write(lambda rows: rows.shops.add("before")),
        sqlite.write(lambda rows: rows.shops.add("trap")),
        sqlite.write(lambda rows: rows.shops.add("behind")),
    )
    gate.open()
    await standing
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [isinstance(each, sqlite3.Error) for each in outcomes] == [True, True, True]
    assert await shop_names(sqlite) == []
    await sqlite.write(lambda rows: rows.shops.add("after"))
    assert await shop_names(sqlite) == ["after"]


async def test_a_cancelled_caller_wedges_nothing_and_is_perhaps_done(sqlite: Database, held: Gate) -> None:
    async def add(number: int) -> None:
        await sqlite.write(lambda rows: rows.shops.add(f"{number:02}"))

    waiting = await start(*(add(number) for number in range(40)))
    for task in waiting[::2]:
        task.cancel()
    held.open()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert sum(isinstance(each, asyncio.CancelledError) for each in outcomes) == 20
    await sqlite.write(lambda rows: rows.shops.add("after"))
    names = await shop_names(sqlite)
    assert {f"{number:02}" for number in range(1, 40, 2)} <= set(names), "an acknowledged write is missing"
    assert names[-1] == "after"


async def test_callers_cancelled_at_any_moment_leave_the_writer_sound(sqlite: Database) -> None:
    """Every moment of a write's life, counted in turns of the loop."""
    for turns in range(12):
        task = asyncio.ensure_future(sqlite.write(lambda rows: rows.shops.add("perhaps")))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await sqlite.write(lambda rows: rows.shops.add("surely"))
    assert (await shop_names(sqlite)).count("surely") == 12


async def test_a_reader_neither_waits_for_the_writer_nor_sees_its_half(sqlite: Database) -> None:
    gate = Gate()

    def job(rows: Rows) -> None:
        rows.shops.add("half")
        gate.pass_through(rows)

    standing = asyncio.create_task(sqlite.write(job))
    await gate.entered()
    assert await shop_names(sqlite) == []
    gate.open()
    await standing
    assert await shop_names(sqlite) == ["half"]


async def test_cancelled_readers_are_readers_again(sqlite: Database) -> None:
    gates, reading = await hold_readers(sqlite)
    for task in reading:
        task.cancel()
    await asyncio.gather(*reading, return_exceptions=True)
    for gate in gates:
        gate.open()
    assert await asyncio.gather(*(shop_names(sqlite) for _ in range(10))) == [[]] * 10


async def test_reads_that_wait_are_answered_each_for_itself(sqlite: Database) -> None:
    """All readers are held, so that what waits is run in groups when they are let go."""
    await sqlite.write(lambda rows: rows.shops.add("L’Agora"))
    gates, holding = await hold_readers(sqlite)

    async def look(number: int) -> int:
        return await sqlite.read(lambda rows: number // (number % 5) + len(rows.shops.all()))

    waiting = await start(*(look(number) for number in range(2 * MAX_GROUP + 2)))
    waiting[1].cancel()
    for gate in gates:
        gate.open()
    await asyncio.gather(*holding)
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(outcomes[1], asyncio.CancelledError)
    for number, outcome in enumerate(outcomes):
        if number % 5 == 0:
            assert isinstance(outcome, ZeroDivisionError)
        elif number != 1:
            assert outcome == number // (number % 5) + 1


async def test_a_read_sees_what_was_acknowledged_before_it(sqlite: Database) -> None:
    """A group is one call but not one picture: each read begins its own."""
    for number in range(20):
        await sqlite.write(lambda rows: rows.shops.add("another"))
        counts = await asyncio.gather(*(sqlite.read(lambda rows: len(rows.shops.all())) for _ in range(5)))
        assert counts == [number + 1] * 5


async def test_closing_answers_the_reads_that_wait(sqlite_url: str, clock: HandClock) -> None:
    async with open_storage(sqlite_url, clock) as database:
        gates, _ = await hold_readers(database)
        waiting = await start(*(shop_names(database) for _ in range(9)))
        (closing_now,) = await start(database.close())
        for gate in gates:
            gate.open()
        await closing_now
        assert await asyncio.gather(*waiting) == [[]] * 9


@pytest.mark.timeout(30)
async def test_an_exception_no_future_can_carry_is_still_answered(sqlite: Database) -> None:
    empty: list[int] = []
    for run in (sqlite.write, sqlite.read):
        with pytest.raises(RuntimeError, match="StopIteration"):
            await run(lambda _: next(iter(empty)))
    assert await sqlite.write(lambda rows: rows.shops.add("after"))


async def test_a_listener_that_fails_stops_nobody(sqlite: Database, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: frozenset[str]) -> None:
        raise ZeroDivisionError

    sqlite.on_commit(fail)
    await sqlite.write(lambda rows: rows.outbox.put(letter()))
    await sqlite.write(lambda rows: rows.outbox.put(letter()))
    assert "a listener failed after a commit" in caplog.text


async def test_closing_finishes_what_waits_and_takes_no_more(sqlite_url: str, clock: HandClock) -> None:
    async with open_storage(sqlite_url, clock) as database:
        gate = Gate()
        await start(database.write(gate.pass_through))
        await gate.entered()
        waiting = await start(*(database.write(lambda rows: rows.shops.add("kept")) for _ in range(MAX_BATCH + 9)))
        (closing_now,) = await start(database.close())
        for run in (database.write, database.read):
            with pytest.raises(RuntimeError, match="closed"):
                await run(lambda rows: rows.shops.all())
        gate.open()
        await closing_now
        await asyncio.gather(*waiting)
    async with open_storage(sqlite_url, clock) as database:
        assert len(await shop_names(database)) == MAX_BATCH + 9


async def test_no_thread_outlives_the_storage(sqlite_url: str, clock: HandClock) -> None:
    """aiosqlite's threads are no daemons: one that is left keeps the interpreter from ending."""
    before = set(threading.enumerate())
    async with open_storage(sqlite_url, clock):
        assert len(set(threading.enumerate()) - before) == READERS + 1
    assert _ended(set(threading.enumerate()) - before)


@pytest.mark.parametrize("place", [".", "file/agora.sqlite3", "file"])
async def test_what_cannot_be_opened_is_refused_with_nothing_left_open(
    tmp_path: Path, clock: HandClock, place: str
) -> None:
    (tmp_path / "file").write_text("no database")
    before = set(threading.enumerate())
    with pytest.raises(Refusal) as refused:
        async with open_storage(f"sqlite:///{tmp_path / place}", clock):
            pass
    assert refused.value.message == "database-unopened"
    assert _ended(set(threading.enumerate()) - before)


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite:///:memory:", "mysql://somewhere", "agora.sqlite3"])
async def test_an_address_we_do_not_know_is_refused(url: str, clock: HandClock) -> None:
    with pytest.raises(Refusal) as refused:
        async with open_storage(url, clock):
            pass
    assert refused.value.message == "database-url"


async def test_every_connection_is_durable_and_wipes_what_it_deletes(tmp_path: Path) -> None:
    engine = SqliteEngine(tmp_path / "deep" / "agora.sqlite3", lambda: 0, lambda _: None, keyless)
    await engine.open()
    try:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)):
            found = await engine.in_writer(lambda raw, name=pragma: raw.execute(f"PRAGMA {name}").fetchone())  # type: ignore[misc]
            assert found == (value,)
    finally:
        await engine.close()


async def test_the_private_names_of_aiosqlite_are_what_they_were(tmp_path: Path) -> None:
    """`BatchConnection` rests on them: when this fails, look at aiosqlite's changes before anything else."""
    assert aiosqlite.__version__.startswith("0.22.")
    connection = BatchConnection(tmp_path / "agora.sqlite3")
    async with connection:
        raw = connection._conn  # noqa: SLF001
        assert isinstance(raw, sqlite3.Connection)
        ran_in, given = await connection.in_thread(lambda each: (threading.current_thread(), each))
        assert ran_in is connection._thread  # noqa: SLF001
        assert ran_in is not threading.current_thread()
        assert given is raw


def _ended(threads: set[threading.Thread]) -> bool:
    for thread in threads:
        thread.join(WAIT_SECONDS)
    return not any(thread.is_alive() for thread in threads)
