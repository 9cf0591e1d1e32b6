"""How often something was tried is remembered as long as it is the same thing, and no longer."""

from __future__ import annotations

from datetime import timedelta

from core.delivery.ports import LetterState, Outcome
from core.kernel.due import Due
from core.kernel.storage import Storage
from storage.rows import Rows
from tests.core.votes.town import ALPHA, START
from tests.storage.scene import letter

MINUTE = timedelta(minutes=1)


async def claim(storage: Storage[Rows], minutes: int = 0) -> list[tuple[int, int]]:
    """Return the rows that are due with how often each was taken before."""
    now = START + minutes * MINUTE
    taken = await storage.write(lambda rows: rows.due_queue.claim(now, 9, now + MINUTE))
    return [(row, tried) for row, _, tried in taken]


async def plan(storage: Storage[Rows], minutes: int = 0) -> None:
    await storage.write(lambda rows: rows.due.put(Due("close", "1", START + minutes * MINUTE)))


async def test_a_row_put_off_or_lost_by_its_watch_counts_its_tries(storage: Storage[Rows]) -> None:
    await plan(storage)
    [(row, tried)] = await claim(storage)
    assert tried == 0
    await storage.write(lambda rows: rows.due_queue.postpone(row, START + MINUTE))
    assert await claim(storage, 1) == [(row, 1)]
    assert await claim(storage, 2) == [(row, 2)]
    await storage.write(lambda rows: rows.due_queue.release())
    assert await claim(storage, 2) == [(row, 3)]


async def test_a_row_planned_anew_begins_to_count_afresh(storage: Storage[Rows]) -> None:
    await plan(storage)
    [(row, _)] = await claim(storage)
    await storage.write(lambda rows: rows.due_queue.postpone(row, START + MINUTE))
    await plan(storage, 1)
    [(_, tried)] = await claim(storage, 1)
    assert tried == 0


async def test_what_is_finished_or_put_off_twice_or_not_there_changes_nothing(storage: Storage[Rows]) -> None:
    await plan(storage)
    [(row, _)] = await claim(storage)

    def job(rows: Rows) -> None:
        rows.due_queue.finish([row, row, 99])
        rows.due_queue.postpone(row, START)
        rows.due_queue.postpone(99, START)
        rows.due_queue.finish([])

    await storage.write(job)
    assert await claim(storage, 9) == []
    assert await storage.read(lambda rows: rows.due_queue.next_at()) is None


async def test_a_letter_counts_every_try_until_it_is_settled(storage: Storage[Rows]) -> None:
    await storage.write(lambda rows: rows.outbox.put(letter()))
    for tries in range(4):
        [claimed] = await storage.write(lambda rows: rows.queue.claim(ALPHA, START, 9, START + MINUTE))
        assert claimed.attempts == tries
        again = Outcome(claimed.id, LetterState.QUEUED, START, reason=f"try {tries}", not_before=START)
        await storage.write(lambda rows, again=again: rows.queue.record([again]))  # type: ignore[misc]
    [(_, _, _, state, reason, _)] = await storage.read(lambda rows: rows.queue.latest(9))
    assert (state, reason) == ("queued", "try 3")


async def test_the_outcomes_of_a_batch_are_noted_together_whatever_each_is(storage: Storage[Rows]) -> None:
    def job(rows: Rows) -> dict[str, int]:
        for number in range(4):
            rows.outbox.put(letter(str(number), room=str(number)))
        claimed = rows.queue.claim(ALPHA, START, 9, START + MINUTE)
        states = (LetterState.SENT, LetterState.FAILED, LetterState.QUEUED, LetterState.EXPIRED)
        rows.queue.record([Outcome(each.id, state, START) for each, state in zip(claimed, states, strict=True)])
        rows.queue.record([])
        return rows.queue.counts()

    assert await storage.write(job) == {"sent": 1, "failed": 1, "queued": 1, "expired": 1}
