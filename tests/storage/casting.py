"""A process that casts ballots until it is killed, and says of each when it was acknowledged."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys

from core.kernel.clock import SystemClock
from core.kernel.identity import Account, CommunityId, PollId, RequestKey, ShopId
from core.votes import rules
from core.votes.rules import Voter
from storage.open import open_storage
from tests.core.votes.town import ALPHA, START
from tests.storage.scene import whole

TASKS = 20
VOTERS = 200


async def cast_for_ever(url: str, round_name: str) -> None:
    """The database holds a scene (its first shop, community and poll) and the readers 0 to VOTERS - 1."""
    numbers = itertools.count()
    async with open_storage(url, SystemClock()) as database:

        async def cast(number: int) -> None:
            request = RequestKey(f"{round_name}-{number}")
            voter = Voter(Account(ALPHA, str(number % VOTERS)), ShopId(1), CommunityId(1), request)
            marks = whole(number % 3)
            await database.write(lambda rows: rules.cast(rows, PollId(1), voter, marks, START))
            os.write(1, f"{number} {request}\n".encode())

        async def worker() -> None:
            for number in numbers:
                await cast(number)

        await asyncio.gather(*(worker() for _ in range(TASKS)))


if __name__ == "__main__":
    asyncio.run(cast_for_ever(*sys.argv[1:]))
