"""Due rows are taken once, run late rather than never, and can be planned again while they run; requests count once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.kernel.due import Due
from core.kernel.identity import RequestKey
from core.kernel.storage import Storage
from storage.rows import Rows
from tests.core.votes.town import START

MINUTE = timedelta(minutes=1)
Taken = Sequence[tuple[int, Due, int]]


def at(minutes: float) -> datetime:
    return START + minutes * MINUTE


async def plan(storage: Storage[Rows], *dues: Due) -> None:
    def job(rows: Rows) -> None:
        for due in dues:
            rows.due.put(due)

    await storage.write(job)


async def claim(storage: Storage[Rows], minutes: float, limit: int = 50) -> Taken:
    return await storage.write(lambda rows: rows.due_queue.claim(at(minutes), limit, at(minutes + 2)))


async def next_at(storage: Storage[Rows]) -> datetime | None:
    return await storage.read(lambda rows: rows.due_queue.next_at())


async def test_rows_are_taken_when_due_earliest_first(storage: Storage[Rows]) -> None:
    third, first, second = Due("close", "c", at(3)), Due("close", "a", at(1)), Due("open", "a", at(2))
    await plan(storage, third, first, second)
    assert await next_at(storage) == at(1)
    assert await claim(storage, 0) == []
    assert [due for _, due, _ in await claim(storage, 2)] == [first, second]
    assert await claim(storage, 2) == []
    assert [due for _, due, _ in await claim(storage, 3)] == [third]


async def test_planning_again_moves_the_row(storage: Storage[Rows]) -> None:
    await plan(storage, Due("close", "a", at(1)), Due("close", "a", at(5)))
    assert await claim(storage, 4) == []
    assert [due.at for _, due, _ in await claim(storage, 5)] == [at(5)]


async def test_a_cancelled_row_never_fires(storage: Storage[Rows]) -> None:
    await plan(storage, Due("close", "a", at(1)), Due("close", "b", at(1)))

    def job(rows: Rows) -> None:
        rows.due.cancel("close", "a")
        rows.due.cancel("close", "never planned")

    await storage.write(job)
    assert [due.about for _, due, _ in await claim(storage, 1)] == ["b"]


async def test_a_finished_row_is_gone_and_an_unfinished_one_comes_again(storage: Storage[Rows]) -> None:
    await plan(storage, Due("close", "a", at(0)), Due("close", "b", at(0)))
    (first, _, tried), (second, _, _) = await claim(storage, 0)
    assert tried == 0
    await storage.write(lambda rows: rows.due_queue.finish([first]))
    assert await claim(storage, 1.9) == []
    assert [(row, times) for row, _, times in await claim(storage, 2)] == [(second, 1)]


async def test_a_row_put_off_comes_back_then(storage: Storage[Rows]) -> None:
    await plan(storage, Due("close", "a", at(0)))
    ((row, _, _),) = await claim(storage, 0)
    await storage.write(lambda rows: rows.due_queue.postpone(row, at(4)))
    assert await next_at(storage) == at(4)
    assert [(due.at, times) for _, due, times in await claim(storage, 4)] == [(at(4), 1)]


async def test_a_held_row_wakes_nobody_before_its_lease_is_over(storage: Storage[Rows]) -> None:
    await plan(storage, Due("close", "a", at(0)))
    await claim(storage, 0)
    assert await next_at(storage) == at(2)
    await plan(storage, Due("close", "b", at(1)))
    assert await next_at(storage) == at(1)


async def test_at_the_start_of_a_lone_process_every_lease_is_forgotten(storage: Storage[Rows]) -> None:
    await plan(storage, Due("close", "a", at(0)))
    await claim(storage, 0)
    await storage.write(lambda rows: rows.due_queue.release())
    assert [due.about for _, due, _ in await claim(storage, 0)] == ["a"]


async def test_what_a_handler_plans_again_survives_its_finish(storage: Storage[Rows]) -> None:
    """A recurring row plans its next time while it is being handled; finishing it must not take that away."""
    await plan(storage, Due("reminder", "a", at(0)))
    ((row, _, _),) = await claim(storage, 0)
    await plan(storage, Due("reminder", "a", at(7)))
    await storage.write(lambda rows: rows.due_queue.finish([row]))
    assert [(due.at, times) for _, due, times in await claim(storage, 7)] == [(at(7), 0)]


async def test_what_was_planned_meanwhile_is_not_put_off_by_a_failure(storage: Storage[Rows]) -> None:
    await plan(storage, Due("reminder", "a", at(0)))
    ((row, _, _),) = await claim(storage, 0)
    await plan(storage, Due("reminder", "a", at(1)))
    await storage.write(lambda rows: rows.due_queue.postpone(row, at(9)))
    assert await next_at(storage) == at(1)


async def test_fifty_watches_take_every_row_once(storage: Storage[Rows]) -> None:
    await plan(storage, *(Due("close", str(number), at(0)) for number in range(120)))
    batches = await asyncio.gather(*(claim(storage, 1, limit=5) for _ in range(50)))
    taken = [row for batch in batches for row, _, _ in batch]
    assert max(map(len, batches)) <= 5
    rest = [row for row, _, _ in await claim(storage, 1, limit=120)]
    assert len(taken) + len(rest) == len({*taken, *rest}) == 120


async def test_a_request_counts_once(storage: Storage[Rows]) -> None:
    async def first(key: str) -> bool:
        return await storage.write(lambda rows: rows.requests.first_time(RequestKey(key)))

    assert [await first("a"), await first("b"), await first("a")] == [True, True, False]
    assert sum(await asyncio.gather(*(first("c") for _ in range(50)))) == 1


async def test_a_request_of_a_rolled_back_job_may_come_again(storage: Storage[Rows]) -> None:
    def fail(rows: Rows) -> None:
        rows.requests.first_time(RequestKey("a"))
        raise ConnectionError

    await asyncio.gather(storage.write(fail), return_exceptions=True)
    assert await storage.write(lambda rows: rows.requests.first_time(RequestKey("a")))


async def test_old_requests_are_forgotten(storage: Storage[Rows]) -> None:
    await storage.write(lambda rows: rows.requests.first_time(RequestKey("a")))
    assert await storage.write(lambda rows: rows.requests.prune(datetime.fromisoformat("1970-01-01T00:00Z"))) == 0
    assert await storage.write(lambda rows: rows.requests.prune(at(1))) == 1
    assert await storage.write(lambda rows: rows.requests.first_time(RequestKey("a")))


async def test_engineers_see_what_comes_due_first_held_or_not(storage: Storage[Rows]) -> None:
    hour = timedelta(hours=1)

    def job(rows: Rows) -> None:
        for number in (3, 1, 2):
            rows.due.put(Due("close", str(number), START + number * hour))
        rows.due_queue.claim(START + hour, 9, START + 9 * hour)

    await storage.write(job)
    upcoming = await storage.read(lambda rows: rows.due_queue.upcoming(2))
    assert [(each.about, each.at) for each in upcoming] == [("1", START + hour), ("2", START + 2 * hour)]
