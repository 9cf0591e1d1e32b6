"""Acceptance 4 of the votes' rules: on the closing second, over every storage, a ballot counts exactly where its voter
was told so."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from core.kernel.errors import Refusal
from core.kernel.storage import Storage
from core.votes import rules
from core.votes.ending.closing import Closing
from core.votes.integrity.audit import Act
from core.votes.model import PollState
from storage.rows import Rows
from tests.core.votes.town import START, HandClock
from tests.storage.scene import Scene, add_reader, whole

VOTERS = 24
CLOSES = START + timedelta(days=1)
LAST = CLOSES - timedelta(microseconds=1)


@pytest.mark.parametrize("first", [0, VOTERS // 2, VOTERS])
async def test_ballots_and_two_closes_of_the_same_second_leave_one_truth(
    storage: Storage[Rows], scene: Scene, first: int
) -> None:
    """Half of the ballots are sent before the close by the server's clock, half as it strikes; the close comes twice,
    behind the first so many of them."""
    strongroom: Any = storage
    closing = Closing(storage, strongroom, HandClock(CLOSES))
    names = [f"voix-{number}" for number in range(VOTERS)]
    await storage.write(lambda rows: [add_reader(rows, name) for name in names])

    said = set[str]()

    async def cast(number: int) -> bool:
        voter, now = scene.voter(names[number], f"r{number}"), CLOSES if number % 2 else LAST
        try:
            await storage.write(lambda rows: rules.cast(rows, scene.poll, voter, whole(number % 3), now))
        except Refusal as refusal:
            said.add(refusal.message)
            return False
        return True

    casts = [cast(number) for number in range(VOTERS)]
    closes = [closing.close_due(scene.poll) for _ in range(2)]
    done = await asyncio.gather(*casts[:first], *closes, *casts[first:])
    told = [each for each in done if each is not None]
    taken = [number for number, is_taken in enumerate(told) if is_taken]
    assert not any(number % 2 for number in taken), "whoever came as the clock struck was told it was too late"
    assert said == {"vote-closed"}
    counted = await closing.counted(scene.poll)

    def kept(rows: Rows) -> tuple[int, int, list[str]]:
        casts = rows.ballots.casts(scene.poll)
        return len(casts), rows.roll.counts(scene.poll)[1], rules.acts_in(rows.polls.record(scene.poll))

    ballots, voted, acts = await storage.read(kept)
    assert (counted.poll.state, counted.ballots, ballots, voted) == (PollState.CLOSED, *[len(taken)] * 3)
    assert [acts.count(act) for act in (Act.CLOSED, Act.COUNTED)] == [1, 1]
    readers = tuple(sum(number % 3 == title for number in taken) for title in range(3))
    assert counted.verdict.readers == readers
