"""Two processes on one PostgreSQL, one a platform: one vote, and what one of them writes the other posts at once."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.journeys.city import START_SECONDS, City, city
from tests.journeys.conftest import CATALOGUE, set_up
from tests.journeys.cradle import cradle
from tests.journeys.test_first_vote import SECRET, close_vote, open_vote
from tests.storage.conftest import postgres_server  # noqa: F401 - a fixture
from tests.storage.servers import PostgresServer

pytestmark = pytest.mark.postgres


@asynccontextmanager
async def bot(town: City, database: str, **environment: str) -> AsyncIterator[None]:
    """Run a bot of its own process on the database until the context ends; its lines are the town's."""
    process = await cradle().bear(["serve"], {**town.environment, "AGORA_DATABASE__URL": database, **environment})

    async def read() -> None:
        async for line in process.stdout:
            town.lines.append(line.decode(errors="replace").rstrip())

    reading = asyncio.create_task(read())
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0
        await reading


async def test_a_vote_over_two_processes_is_one_vote_and_its_result_crosses_at_once(
    tmp_path: Path,
    postgres_server: PostgresServer,  # noqa: F811 - the fixture above
) -> None:
    (tmp_path / "livres.csv").write_text(CATALOGUE, encoding="utf-8")
    async with postgres_server.database() as url, city(tmp_path) as town:
        for name in ("Olga", "Alice", "Bob", "Chloe"):
            town.person(name, runs=name == "Olga")
        async with bot(town, url, AGORA_TELEGRAM__TOKEN=""):
            await town.discord.gateway.until_connected()
            code = await town.owner_code()
            town.lines.clear()
            async with bot(town, url, AGORA_DISCORD__TOKEN=""):
                await town.telegram.sight.until(lambda: town.telegram.record.of("getUpdates"), timeout_s=START_SECONDS)
                newer = await town.owner_code()
                assert newer != code, "a second start gives a new code, and the older one lapses"
                await import_books(town, url, tmp_path / "livres.csv")
                await set_up(town)
                assert "2 salons" in await open_vote(town, "Discord")
                assert "Emma" in await town.on("Chloe", "Telegram").taps("Emma", on=SECRET)
                assert "Nana" in await town.on("Bob", "Discord").picks(["Nana"], on=SECRET)
                assert "Emma" in await town.on("Alice", "Telegram").taps("Emma", on=SECRET)
                await close_vote(town, "Telegram")
                result = await town.on("Bob", "Discord").sees("Résultat")
        assert "3 bulletins comptés" in result
        assert "Emma" in result
        assert town.broken_rules() == []


async def import_books(town: City, database: str, file: Path) -> None:
    environment = {**town.environment, "AGORA_DATABASE__URL": database}
    process = await cradle().bear(["import", "books", str(file)], environment)
    assert await process.wait() == 0
