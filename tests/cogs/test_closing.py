"""A client that is stopped while Discord still tells it of its guilds leaves nothing behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from cogs.client import DiscordAdapter
from tests.cogs.probe import Guild, guild
from tests.core.delivery.test_supervision_over_time import give_way


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    async with guild() as opened:
        yield opened


def getting_ready() -> list[str]:
    coroutines = [getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks()]
    return [name for name in coroutines if name.endswith("_delay_ready")]


async def test_a_stop_in_the_middle_of_the_start_leaves_no_task_of_it(town: Guild) -> None:
    again = DiscordAdapter(town.sandbox.token, town.sandbox.api_root, town.adapter._house)  # noqa: SLF001 - a second start
    running = asyncio.create_task(again.run())
    async with asyncio.timeout(10):
        while not getting_ready():
            await give_way()
    await again.close()
    await asyncio.wait({running}, timeout=10)
    assert getting_ready() == []
    assert running.exception() is None
