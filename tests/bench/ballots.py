"""Durable ballots per second: the product's whole vote transaction against raw sqlite3 doing the same in groups."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from core.books.model import NewEdition
from core.communities.model import NewCommunity
from core.kernel.clock import SystemClock
from core.kernel.identity import Account, Address, CommunityId, PersonId, Platform, PollId, RequestKey, ShopId
from core.members.model import KnownAccount
from core.votes import rules
from core.votes.filling import Whole
from core.votes.model import NewPoll, NewTitle
from core.votes.rules import Voter
from core.votes.terms import Terms
from storage.connection import connect
from storage.open import Database, open_storage
from storage.rows import Rows

TASKS = 100
CASTS = 6_000
VOTERS = 2_000
ALPHA = Platform("alpha")


@dataclass(frozen=True, slots=True)
class Series:
    """One side's figures."""

    per_second: float
    p50_ms: float
    p99_ms: float

    def __str__(self) -> str:
        return f"{self.per_second:,.0f}/s p50 {self.p50_ms:.1f} p99 {self.p99_ms:.1f} ms"


async def drive(cast: Callable[[int], Awaitable[object]], casts: int = CASTS, tasks: int = TASKS) -> Series:
    """Run `casts` casts, `tasks` at a time, and return what they took."""
    numbers = iter(range(casts))
    waits: list[float] = []

    async def worker() -> None:
        for number in numbers:
            began = time.perf_counter()
            await cast(number)
            waits.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(tasks)))
    elapsed = time.perf_counter() - began
    waits.sort()
    return Series(casts / elapsed, waits[len(waits) // 2] * 1000, waits[int(len(waits) * 0.99)] * 1000)


async def product(folder: Path, casts: int = CASTS) -> Series:
    """The transaction of the product: poll locked, account looked up, act noted, ballot put, voters counted, paper
    refreshed."""
    async with open_storage(f"sqlite:///{folder / 'product.sqlite3'}", SystemClock()) as database:
        poll = await _seed(database)
        now = SystemClock().now()

        async def cast(number: int) -> None:
            voter = Voter(Account(ALPHA, str(number % VOTERS)), ShopId(1), CommunityId(1), RequestKey(f"r{number}"))
            # Who casts again changes their mind.
            marks = Whole(((number + number // VOTERS) % 5, 5))
            await database.write(lambda rows: rules.cast(rows, poll, voter, marks, now))

        series = await drive(cast, casts)
        counted = await database.read(lambda rows: (rows.polls.get(poll), rows.ballots.aggregate(poll)))
        assert counted[0] is not None
        assert counted[0].voters == sum(times for _, times in counted[1]) == min(VOTERS, casts)
        return series


async def raw(folder: Path, casts: int = CASTS) -> Series:
    """The same statements by hand on sqlite3, in a thread that commits in groups."""
    writer = RawWriter(folder / "raw.sqlite3")
    loop = asyncio.get_running_loop()

    async def cast(number: int) -> None:
        future: asyncio.Future[None] = loop.create_future()
        writer.jobs.put((loop, future, number))
        await future

    try:
        return await drive(cast, casts)
    finally:
        writer.stop()


class RawWriter:
    """What a careful programmer would write without any library but sqlite3."""

    def __init__(self, path: Path) -> None:
        self.jobs: queue.SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Future[None], int] | None]
        self.jobs = queue.SimpleQueue()
        self._path = path
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self.jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        base = connect(str(self._path))
        base.executescript(_RAW_SCHEMA)
        base.execute("BEGIN")
        base.executemany("INSERT INTO account VALUES (?, ?, ?)", [("alpha", str(n), n) for n in range(VOTERS)])
        base.execute("INSERT INTO poll VALUES (1, 1, 'approval', 'open', ?, 6, 0)", (2**60,))
        base.execute("COMMIT")
        while True:
            first = self.jobs.get()
            if first is None:
                break
            batch = [first]
            while not self.jobs.empty() and len(batch) < 256:
                job = self.jobs.get()
                if job is None:
                    self.jobs.put(None)
                    break
                batch.append(job)
            base.execute("BEGIN IMMEDIATE")
            for _, _, number in batch:
                base.execute("SAVEPOINT job")
                _raw_cast(base, number)
                base.execute("RELEASE job")
            base.execute("COMMIT")
            batch[0][0].call_soon_threadsafe(_resolve, [future for _, future, _ in batch])
        base.close()


def _resolve(futures: list[asyncio.Future[None]]) -> None:
    for future in futures:
        future.set_result(None)


def _raw_cast(base: sqlite3.Connection, number: int) -> None:
    user = str(number % VOTERS)
    base.execute("SELECT shop_id, method, state, closes_at, titles, voters FROM poll WHERE id = 1").fetchone()
    (person,) = base.execute("SELECT person FROM account WHERE platform = 'alpha' AND user = ?", (user,)).fetchone()
    before = base.execute("SELECT marks, cast_at FROM ballot WHERE poll = 1 AND person = ?", (person,)).fetchone()
    base.execute("INSERT INTO request VALUES (?, ?) ON CONFLICT DO NOTHING", (f"r{number}", number))
    base.execute("SELECT 1 FROM barred WHERE poll = 1 AND person = ?", (person,)).fetchone()
    base.execute(
        "INSERT INTO ballot VALUES (1, ?, ?, ?) ON CONFLICT (poll, person) DO UPDATE SET marks = excluded.marks",
        (person, f"{(number + number // VOTERS) % 5} 5", number),
    )
    if before is None:
        base.execute("UPDATE poll SET voters = voters + 1 WHERE id = 1")
        base.execute("SELECT id FROM outbox WHERE kind = 'ballot-paper' AND about = '1'").fetchall()


_RAW_SCHEMA = """
CREATE TABLE poll (id INTEGER PRIMARY KEY, shop_id, method, state, closes_at, titles, voters);
CREATE TABLE account (platform TEXT, user TEXT, person INTEGER, PRIMARY KEY (platform, user));
CREATE TABLE ballot (poll INTEGER, person INTEGER, marks TEXT, cast_at INTEGER, PRIMARY KEY (poll, person))
    WITHOUT ROWID;
CREATE TABLE barred (poll INTEGER, person INTEGER, PRIMARY KEY (poll, person));
CREATE TABLE request (key TEXT PRIMARY KEY, at INTEGER) WITHOUT ROWID;
CREATE TABLE outbox (id INTEGER PRIMARY KEY, kind TEXT, about TEXT);
CREATE INDEX ix_outbox ON outbox (kind, about);
"""


async def _seed(database: Database) -> PollId:
    def job(rows: Rows) -> PollId:
        shop = rows.shops.add("L’Agora")
        home = rows.communities.tie(NewCommunity(shop, "a", Address(ALPHA, "a"), "fr", "Europe/Paris"))
        for number in range(VOTERS):
            person = rows.members.add_person()
            known = KnownAccount(Account(ALPHA, str(number)), person, str(number), "", "fr", can_be_written=False)
            rows.members.put_account(known)
        works = [rows.books.put(NewEdition(f"Livre {number}", ("Une Autrice",)))[0] for number in range(6)]
        now = SystemClock().now()
        titles = tuple(NewTitle(work) for work in works)
        closes = now + timedelta(days=1)
        return rows.polls.add(NewPoll(shop, PersonId(1), "?", Terms(), now, closes, titles, (home,)))

    return await database.write(job)


async def compare(folder: Path, rounds: int = 3) -> list[str]:
    """Return the report's lines; the two sides take turns inside each round."""
    ours: list[Series] = []
    theirs: list[Series] = []
    for number in range(rounds):
        for side, series in ((product, ours), (raw, theirs)):
            place = folder / f"{side.__name__}-{number}"
            place.mkdir()
            series.append(await side(place))
    ratios = sorted(a.per_second / b.per_second for a, b in zip(ours, theirs, strict=True))
    middle = sorted(ours, key=lambda each: each.per_second)[rounds // 2]
    base = sorted(theirs, key=lambda each: each.per_second)[rounds // 2]
    return [
        f"durable ballots, {TASKS} concurrent: {middle}",
        f"  raw sqlite3 in groups:        {base}",
        f"  ratio {ratios[rounds // 2]:.2f} (at least 0.15, aim 0.4)",
    ]
