"""A real discord.py bot, in process, pointed at the sandbox; holds no sandbox logic of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from sandbox.discord import DiscordSandbox


class Bot(discord.Client):
    """Syncs its tree before it connects; everything else is the test's."""

    def __init__(self, intents: discord.Intents) -> None:
        super().__init__(
            intents=intents,
            guild_ready_timeout=0.01,
            max_ratelimit_timeout=30,
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self.ready = asyncio.Event()

    async def on_ready(self) -> None:
        self.ready.set()

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def hears(self, wanted: str) -> Any:
        """Wait for the next event the test put into `heard` under this name."""
        async with asyncio.timeout(5):
            while True:
                name, thing = await self.heard.get()
                if name == wanted:
                    return thing


def plain_intents() -> discord.Intents:
    """What a bot without any privileged intent asks for."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    return intents


@asynccontextmanager
async def online(sandbox: DiscordSandbox, bot: Bot, token: str | None = None) -> AsyncIterator[Bot]:
    """Run the bot until the block ends; it is ready inside. An error that ends the bot is raised here."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = sandbox.api_root, yarl.URL(sandbox.gateway_url)
    running = asyncio.create_task(bot.start(token or sandbox.token))
    ready = asyncio.create_task(bot.ready.wait())
    try:
        await asyncio.wait({running, ready}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        yield bot
    finally:
        ready.cancel()
        await bot.close()
        await asyncio.wait({running}, timeout=5)
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


async def code_of(attempt: Awaitable[Any]) -> int:
    """Discord's own code of the refusal that the attempt meets."""
    with pytest.raises(discord.HTTPException) as refused:
        await attempt
    return refused.value.code
