"""PostgreSQL: conflicts run again, reads see one picture, and a server that is away is a clear refusal."""

from __future__ import annotations

import asyncio
import threading

import pytest
from sqlalchemy.exc import IntegrityError

from core.communities.model import NewCommunity
from core.kernel.errors import Refusal
from core.kernel.identity import Address, PollId
from storage.open import Database, open_storage
from storage.postgres import POOL_SIZE, TRIES
from storage.rows import Rows
from tests.core.votes.town import ALPHA, HandClock
from tests.storage.scene import Scene, new_poll
from tests.storage.servers import PostgresServer

pytestmark = pytest.mark.postgres


async def test_a_deadlock_is_run_again(postgres: Database) -> None:
    scene = await postgres.write(Scene.build)
    second = await postgres.write(lambda rows: rows.polls.add(new_poll(scene.shop, scene.works[:2], ())))
    runs: list[PollId] = []
    locked: set[PollId] = set()

    def job(rows: Rows, first: PollId, then: PollId) -> None:
        runs.append(first)
        rows.polls.lock(first)
        locked.add(first)
        while len(locked) < 2:
            rows.polls.get(first)  # each look lets the other job go on
        rows.polls.change_voters(then, 1)

    await asyncio.gather(
        postgres.write(lambda rows: job(rows, scene.poll, second)),
        postgres.write(lambda rows: job(rows, second, scene.poll)),
    )
    polls = await postgres.read(lambda rows: [rows.polls.get(scene.poll), rows.polls.get(second)])
    assert [poll.voters for poll in polls if poll] == [1, 1]
    assert len(runs) >= 3, "there was no deadlock to run again"


async def test_a_conflict_that_stays_is_given_up(postgres: Database) -> None:
    scene = await postgres.write(Scene.build)
    runs: list[bool] = []

    def job(rows: Rows) -> None:
        runs.append(True)
        rows.polls.add(new_poll(scene.shop, scene.works[:2], (scene.alpha, scene.alpha)))

    with pytest.raises(IntegrityError):
        await postgres.write(job)
    assert len(runs) == TRIES
    kept = await postgres.read(lambda rows: rows.polls.recent(scene.shop, 9))
    assert [poll.id for poll in kept] == [scene.poll]


async def test_a_read_sees_one_picture(postgres_server: PostgresServer, clock: HandClock) -> None:
    async with postgres_server.database() as url, open_storage(url, clock) as database:

        async def add_shop() -> None:
            async with open_storage(url, clock) as other:
                await other.write(lambda rows: rows.shops.add("L’Agora"))

        def job(rows: Rows) -> list[int]:
            seen = [len(rows.shops.all())]
            meanwhile = threading.Thread(target=lambda: asyncio.run(add_shop()))
            meanwhile.start()
            meanwhile.join()
            return [*seen, len(rows.shops.all())]

        assert await database.read(job) == [0, 0]
        assert await database.read(lambda rows: len(rows.shops.all())) == 1


async def test_callers_cancelled_at_any_moment_leave_the_pool_sound(postgres: Database) -> None:
    for turns in range(3 * POOL_SIZE):
        task = asyncio.ensure_future(postgres.write(lambda rows: rows.shops.add("perhaps")))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    writing = (postgres.write(lambda rows: rows.shops.add("surely")) for _ in range(3 * POOL_SIZE))
    await asyncio.gather(*writing)
    shops = await postgres.read(lambda rows: rows.shops.all())
    assert sum(shop.name == "surely" for shop in shops) == 3 * POOL_SIZE


@pytest.mark.parametrize("address", ["agora:sesame@127.0.0.1:1/agora", "agora:sesame@nowhere.invalid/agora"])
async def test_a_server_that_is_away_is_a_refusal_without_the_password(address: str, clock: HandClock) -> None:
    with pytest.raises(Refusal) as refused:
        async with open_storage(f"postgresql://{address}", clock):
            pass
    assert refused.value.message == "database-unopened"
    assert "sesame" not in str(refused.value.arguments)


async def test_a_database_that_is_not_there_is_a_refusal(postgres_server: PostgresServer, clock: HandClock) -> None:
    async with postgres_server.database() as url:
        pass
    with pytest.raises(Refusal) as refused:
        async with open_storage(url, clock):
            pass
    assert refused.value.message == "database-unopened"


async def test_a_community_is_tied_once_by_fifty_at_once(postgres: Database) -> None:
    shop = await postgres.write(lambda rows: rows.shops.add("L’Agora"))
    new = NewCommunity(shop, "alpha", Address(ALPHA, "a"), "fr", "Europe/Paris")
    tied = await asyncio.gather(*(postgres.write(lambda rows: rows.communities.tie(new)) for _ in range(50)))
    assert len(set(tied)) == 1
