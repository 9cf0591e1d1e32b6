"""kill -9 in the middle of casts: what was acknowledged is there, and the count is exact."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing
from pathlib import Path

from core.kernel.identity import Account
from storage.connection import connect
from storage.open import open_storage
from storage.rows import Rows
from tests.core.votes.town import ALPHA, HandClock
from tests.storage.casting import VOTERS
from tests.storage.scene import Scene, add_reader

ROOT = Path(__file__).parents[2]


async def kill_after(url: str, name: str, acknowledged: int) -> list[tuple[int, str]]:
    """Run casts, kill them after so many were acknowledged, and return all that were."""
    command = (sys.executable, "-m", "tests.storage.casting", url, name)
    running = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert running.stdout is not None
    lines = [await running.stdout.readline() for _ in range(acknowledged)]
    running.kill()
    lines += (await running.stdout.read()).splitlines(keepends=True)
    assert await running.wait() == -9
    whole = (line.decode().split() for line in lines if line.endswith(b"\n"))
    return [(int(number), request) for number, request in whole]


async def test_no_acknowledged_ballot_is_lost(sqlite_url: str, clock: HandClock) -> None:
    async with open_storage(sqlite_url, clock) as database:
        scene = await database.write(Scene.build)
        await database.write(lambda rows: [add_reader(rows, str(number)) for number in range(VOTERS)])
    acknowledged: list[tuple[int, str]] = []
    for name, after in (("first", 1), ("second", 77), ("third", 1234)):
        acknowledged += await kill_after(sqlite_url, name, after)
        async with open_storage(sqlite_url, clock) as database:
            poll = await database.read(lambda rows: rows.polls.get(scene.poll))
            counted = await database.read(lambda rows: rows.ballots.aggregate(scene.poll))
            assert poll is not None
            assert poll.voters == sum(times for _, times in counted)
            await database.check()
    assert len(acknowledged) >= 1 + 77 + 1234

    def missing(rows: Rows) -> list[str]:
        persons = {number: rows.members.person_of(Account(ALPHA, str(number))) for number in range(VOTERS)}
        voters = {number for number, person in persons.items() if person and rows.ballots.get(scene.poll, person)}
        return [request for number, request in acknowledged if number % VOTERS not in voters]

    async with open_storage(sqlite_url, clock) as database:
        assert await database.read(missing) == []
    with closing(connect(sqlite_url.removeprefix("sqlite:///"))) as raw:
        kept = {key for (key,) in raw.execute("SELECT key FROM request")}
    assert {request for _, request in acknowledged} <= kept
