"""The adapter in a process of its own, so that a test can kill it: arguments are API root, token, database, texts."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from core.kernel.clock import SystemClock
from core.kernel.identity import Address
from core.members.service import Doorway
from core.ui.intake import Intake
from core.ui.words import Dictionary
from handlers.client import TelegramAdapter
from handlers.house import TelegramHouse
from handlers.pacer import Pace
from storage.open import open_storage
from tests.handlers.probe import Probe


async def main(api_root: str, token: str, database_url: str, texts: str) -> None:
    clock, catalogue = SystemClock(), Probe(people={"bob": 42}).catalogue()

    async def on_moved(old: Address, new: Address) -> None:
        """Nothing moves here."""

    async def on_left(platform: str, space: str) -> None:
        """Nobody leaves."""

    async with open_storage(database_url, clock) as storage:
        house = TelegramHouse(
            catalogue,
            Intake(catalogue, clock),
            Dictionary(Path(texts)),
            Doorway(storage).enter,
            on_moved,
            on_left,
            Doorway(storage).saw_join,
            storage,
            clock,
        )
        await TelegramAdapter(token, api_root, house, pace=Pace(100_000.0, 0.0, 0.0)).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
