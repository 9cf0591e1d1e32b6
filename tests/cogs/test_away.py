"""What the bot makes of a Discord that is half there: guilds it cannot ask about, answers that come too late."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from cogs.client import DiscordAdapter
from tests.cogs.probe import Guild, guild

CALLBACK = r"POST /interactions/\d+/[^/]+/callback"


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    """What was asked for by a fault is no violation."""
    async with guild() as opened:
        yield opened
        opened.sandbox.record.clear()


async def test_a_guild_that_cannot_be_asked_about_is_not_taken_for_left(
    town: Guild, caplog: pytest.LogCaptureFixture
) -> None:
    town.counted_on.extend(["998", "999"])
    town.sandbox.faults.fail_next(r"GET /guilds/998", 503)
    again = DiscordAdapter(town.sandbox.token, town.sandbox.api_root, town.adapter._house)  # noqa: SLF001 - a second start
    running = asyncio.create_task(again.run())
    await asyncio.wait_for(town.has_left.wait(), 10)
    await again.close()
    await asyncio.wait({running}, timeout=10)
    assert town.left == [("discord", "999")]
    assert "whether the bot is still in a guild is not known: 503" in caplog.text


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [(400, 40060, "refused by Discord: 400 40060"), (404, 10062, "answered too late")],
)
async def test_an_interaction_that_is_over_is_noted_and_not_answered_again(
    town: Guild, caplog: pytest.LogCaptureFixture, status: int, code: int, told: str
) -> None:
    town.sandbox.faults.fail_next(CALLBACK, status, code)
    over = asyncio.create_task(town.sandbox.people.forge_press(town.alice, town.room, "tp_2"))
    await asyncio.sleep(0)
    await (await town.sandbox.people.forge_press(town.bob, town.room, "tp_3")).shown()
    await town.adapter.close()
    over.cancel()
    assert town.probe.ran == [(2, ()), (3, ())]
    assert told in caplog.text
    assert "incident" not in caplog.text


async def test_commands_that_changed_are_registered_again_at_the_next_start(town: Guild) -> None:
    del town.catalogue.commands["me",]
    again = DiscordAdapter(town.sandbox.token, town.sandbox.api_root, town.adapter._house)  # noqa: SLF001 - a second start
    running = asyncio.create_task(again.run())
    await asyncio.wait_for(again.opened.wait(), 10)
    await again.close()
    await asyncio.wait({running}, timeout=10)
    puts = [request for request in town.sandbox.requests if request.method == "PUT" and "commands" in request.path]
    assert len(puts) == 2
    assert again.client is not None
    assert again.client.is_closed()
    assert not again.opened.is_set()
