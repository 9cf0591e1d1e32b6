"""Resident memory after the start against importing the libraries alone."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import psutil

from sandbox.discord import DiscordSandbox, GatewayLimits, SandboxSettings
from sandbox.telegram.server import TelegramSandbox
from tests.bench.presses import child

LIBRARIES = (
    "import discord, telegram.ext, sqlalchemy, aiosqlite, apscheduler.schedulers.asyncio, pydantic_settings, aiohttp,"
    " fluent.runtime, babel.dates, stdnum.isbn, asyncpg, sqlalchemy.ext.asyncio; print('ready', flush=True); input()"
)


async def measure(folder: Path) -> list[str]:
    """Return the report's lines."""
    libraries = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LIBRARIES, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert libraries.stdout is not None
    await libraries.stdout.readline()
    base = psutil.Process(libraries.pid).memory_info().rss
    libraries.terminate()
    await libraries.wait()
    settings = SandboxSettings(gateway=GatewayLimits(identify_interval_s=0))
    async with DiscordSandbox(settings) as discord, TelegramSandbox() as telegram:
        bot = telegram.build.add_bot("Agora", "agora_bot")
        environment = {
            "AGORA_DISCORD__TOKEN": discord.token,
            "AGORA_DISCORD__API_ROOT": discord.api_root,
            "AGORA_TELEGRAM__TOKEN": bot.token,
            "AGORA_TELEGRAM__API_ROOT": telegram.api_root,
            "AGORA_DATABASE__URL": f"sqlite:///{folder / 'memory.sqlite3'}",
        }
        taken = []
        for _ in range(2):
            telegram.record.clear()
            async with child("bot.py", "serve", environment=environment) as process:
                await discord.gateway.until_connected()
                await telegram.sight.until(lambda: telegram.record.of("getUpdates"), timeout_s=20)
                taken.append(psutil.Process(process.pid).memory_info().rss)
    first, again = taken
    told = f"{again / 2**20:.0f} MiB; the libraries alone: {base / 2**20:.0f} MiB"
    return [
        f"resident memory after start: {told}; ratio {again / base:.2f} (aim 1.3)",
        f"  after the first start of all, which makes the schema: {first / 2**20:.0f} MiB; ratio {first / base:.2f}",
    ]
