"""Both platforms on loopback and the real bot in a process of its own, which can be killed and started again."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.discord import Channel, DiscordSandbox, GatewayLimits, Guild, SandboxSettings
from sandbox.discord import User as DiscordUser
from sandbox.stage.hand import Hand
from sandbox.stage.on_discord import DiscordHand
from sandbox.stage.on_telegram import TelegramHand
from sandbox.telegram.clock import Now, utc_now
from sandbox.telegram.entities import Bot, Chat
from sandbox.telegram.entities import User as TelegramUser
from sandbox.telegram.server import TelegramSandbox
from tests.journeys.cradle import BornProcess, cradle

ROOT = Path(__file__).parents[2]
DATABASE = "agora.sqlite3"
START_SECONDS = 30.0
PLATFORMS = ("Discord", "Telegram")


@dataclass(slots=True)
class City:
    """One shop with a guild and a group, the bot that serves both, and whoever lives there."""

    discord: DiscordSandbox
    telegram: TelegramSandbox
    folder: Path
    guild: Guild
    room: Channel
    bot: Bot
    group: Chat
    process: BornProcess | None = None
    lines: list[str] = field(default_factory=list)
    hands: dict[tuple[str, str], Hand] = field(default_factory=dict)
    kills: int = 0
    _reading: asyncio.Task[None] | None = None

    def person(
        self,
        name: str,
        locale: str = "fr",
        *,
        runs: bool = False,
        is_new: bool = False,
        platforms: Sequence[str] = PLATFORMS,
    ) -> None:
        """Somebody with an account on each platform, member of the guild and the group, who pressed Start; there since
        long ago, or arriving now."""
        if "Discord" in platforms:
            language = "en-US" if locale == "en" else locale
            member: DiscordUser = self.discord.build.add_user(name.lower(), name, locale=language)
            self.discord.build.join(self.guild, member, joined_at=self.discord.world.now() if is_new else None)
            self.hands[name, "Discord"] = DiscordHand(self.discord, member, self.room)
        if "Telegram" in platforms:
            user: TelegramUser = self.telegram.build.add_user(name, name.lower(), language_code=locale)
            if is_new:
                self.telegram.doors.join(user, self.group)
            else:
                self.telegram.build.settle(self.group, user)
            if runs:
                self.telegram.build.promote(self.group, user)
            self.telegram.people.start(user, self.bot)
            self.hands[name, "Telegram"] = TelegramHand(self.telegram, user, self.group, self.bot)

    def on(self, name: str, platform: str) -> Hand:
        return self.hands[name, platform]

    async def start_bot(self) -> None:
        """Start the bot's process and return when both platforms have it; raises TimeoutError with its log."""
        calls = len(self.telegram.record.of("getUpdates"))
        self.process = await cradle().bear(["serve"], self.environment)
        self._reading = asyncio.create_task(self._read())
        try:
            async with asyncio.timeout(START_SECONDS):
                await self.discord.gateway.until_connected()
                await self.telegram.sight.until(
                    lambda: len(self.telegram.record.of("getUpdates")) > calls, timeout_s=START_SECONDS
                )
        except TimeoutError as problem:
            raise TimeoutError("the bot did not start:\n" + "\n".join(self.lines)) from problem

    async def kill_bot(self) -> None:
        """kill -9: nothing of the process gets a chance to finish anything."""
        self.kills += 1
        await self._end(signal.SIGKILL)

    async def stop_bot(self) -> int:
        """SIGTERM; return the exit status."""
        return await self._end(signal.SIGTERM)

    async def run(self, *arguments: str) -> str:
        """Run another of the bot's commands to its end and return what it printed."""
        process = await cradle().bear(list(arguments), self.environment)
        printed = await process.stdout.read()
        assert await process.wait() == 0, printed.decode()
        return printed.decode()

    async def owner_code(self) -> str:
        """Return the code the bot printed at its first start."""
        async with asyncio.timeout(START_SECONDS):
            while True:
                found = re.search(r"\b([2-9A-Z]{4}-[2-9A-Z]{4})\b", "\n".join(self.lines))
                if found:
                    return found[1]
                await asyncio.sleep(0.02)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("AGORA_")},
            "NO_PROXY": "127.0.0.1",
            "AGORA_DISCORD__TOKEN": self.discord.token,
            "AGORA_DISCORD__API_ROOT": self.discord.api_root,
            "AGORA_TELEGRAM__TOKEN": self.bot.token,
            "AGORA_TELEGRAM__API_ROOT": self.telegram.api_root,
            "AGORA_DATABASE__URL": f"sqlite:///{self.folder / DATABASE}",
            "AGORA_LOG_LEVEL": "DEBUG",
        }

    def broken_rules(self) -> list[str]:
        """Everything the bot did that a platform forbids, and every route nobody answers.

        A press that was answered as the bot was killed is heard again and answered again: Telegram says no to the
        second answer and nothing else happens. That is the price of losing none, so it is allowed after a kill.
        """
        broken = [
            *map(str, self.discord.violations),
            *map(str, self.discord.unhandled),
            *(f"mass mention: {each}" for each in self.discord.mass_mentions),
            *map(str, self.telegram.violations),
            *map(str, self.telegram.unhandled),
            *map(str, self.telegram.unanswered()),
        ]
        again = ("answered twice", "query ID is invalid")
        return [each for each in broken if not (self.kills and any(words in each for words in again))]

    async def _end(self, name: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(name)
        status = await asyncio.wait_for(self.process.wait(), 15)
        if self._reading:
            await self._reading
        self.process = None
        return status

    async def _read(self) -> None:
        assert self.process is not None
        async for line in self.process.stdout:
            self.lines.append(line.decode(errors="replace").rstrip())


@asynccontextmanager
async def city(
    folder: Path, *, supergroup: bool = True, forum: bool = False, locale: str = "fr", now: Now = utc_now
) -> AsyncIterator[City]:
    """Found the city, with a Telegram group of that kind and a guild that speaks `locale`; the bot is not started yet.
    Ends whatever still runs."""
    settings = SandboxSettings(gateway=GatewayLimits(identify_interval_s=0), now=now)
    async with DiscordSandbox(settings) as discord, TelegramSandbox(now) as telegram:
        guild = discord.build.add_guild("L’Agora", locale="en-US" if locale == "en" else locale)
        room = discord.build.add_channel(guild, "salon")
        bot = telegram.build.add_bot("Agora", "agora_bot")
        founder = telegram.build.add_user("Fondatrice", "fondatrice")
        group = telegram.build.add_group("L’Agora", [founder, bot], supergroup=supergroup, forum=forum)
        founded = City(discord, telegram, folder, guild, room, bot, group)
        try:
            yield founded
        finally:
            if founded.process is not None:
                await founded.kill_bot()
