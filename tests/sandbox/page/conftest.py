"""The page over two small platforms, asked over real HTTP; what bots do there is sent over the platforms' own wire."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from sandbox.discord import Channel, DiscordSandbox, GatewayLimits, SandboxSettings
from sandbox.page.backstage import Pending
from sandbox.page.cast import Cast, Person
from sandbox.page.clock import MovableClock
from sandbox.page.server import Page
from sandbox.page.stage import Stage
from sandbox.telegram.entities import Bot, Chat
from sandbox.telegram.server import TelegramSandbox

READS = {"fr": "lecture", "en": "reader"}


@dataclass(slots=True)
class Planned:
    """A bot from inside, as told by the test."""

    letters: list[Pending] = field(default_factory=list)
    rows: list[Pending] = field(default_factory=list)

    async def outbox(self, most: int) -> Sequence[Pending]:
        return self.letters[:most]

    async def due(self, most: int) -> Sequence[Pending]:
        return self.rows[:most]


@dataclass(slots=True)
class Room:
    """Alice is on both platforms in French, Bob on Discord alone in English, Chloé on Telegram alone."""

    page: Page
    discord: DiscordSandbox
    telegram: TelegramSandbox
    salon: Channel
    group: Chat
    bot: Bot
    web: aiohttp.ClientSession
    clock: MovableClock
    inside: Planned

    async def get(self, path: str, **query: str) -> str:
        async with self.web.get(self.page.address + path, params=query) as response:
            assert response.status == 200, await response.text()
            return await response.text()

    async def act(self, pane: str, name: str, who: str, /, **body: Any) -> tuple[int, dict[str, Any]]:
        async with self.web.post(f"{self.page.address}/act/{pane}/{name}", params={"as": who}, json=body) as response:
            return response.status, dict(await response.json())

    async def discord_says(self, **message: Any) -> str:
        """Post as the Discord bot and return the message's id."""
        return str((await self._rest("POST", f"/channels/{self.salon.id}/messages", message))["id"])

    async def discord_plans(self, **event: Any) -> str:
        """Schedule an event as the Discord bot and return its id."""
        return str((await self._rest("POST", f"/guilds/{self.salon.guild_id}/scheduled-events", event))["id"])

    async def discord_lists(self, *commands: dict[str, Any]) -> None:
        await self._rest("PUT", f"/applications/{self.discord.application.id}/commands", list(commands))

    async def telegram_calls(self, method: str, **parameters: Any) -> Any:
        async with self.web.post(f"{self.telegram.api_root}/bot{self.bot.token}/{method}", json=parameters) as response:
            answer = await response.json()
            assert answer["ok"], answer
            return answer["result"]

    async def _rest(self, method: str, path: str, body: Any) -> Any:
        headers = {"Authorization": f"Bot {self.discord.token}", "User-Agent": "DiscordBot (https://example.org, 1)"}
        async with self.web.request(method, self.discord.api_root + path, json=body, headers=headers) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    clock = MovableClock()
    settings = SandboxSettings(gateway=GatewayLimits(identify_interval_s=0), now=clock.now)
    async with DiscordSandbox(settings) as discord, TelegramSandbox() as telegram, aiohttp.ClientSession() as web:
        guild = discord.build.add_guild("L’Agora", locale="fr")
        salon = discord.build.add_channel(guild, "salon")
        alice, bob = (
            discord.build.add_user("alice", "Alice", locale="fr"),
            discord.build.add_user("bob", locale="en-US"),
        )
        for user in (alice, bob):
            discord.build.join(guild, user)
        bot = telegram.build.add_bot("Agora", "agora_bot")
        alicia = telegram.build.add_user("Alice", "alicia", language_code="fr")
        chloe = telegram.build.add_user("Chloé", "chloe", language_code="fr")
        group = telegram.build.add_group("Lecteurs", [alicia, chloe, bot], supergroup=True)
        telegram.people.start(alicia, bot)
        cast, inside = Cast(), Planned()
        cast.add(Person("alice", "Alice", "fr", READS, alice, alicia))
        cast.add(Person("bob", "Bob", "en", READS, bob))
        cast.add(Person("chloe", "Chloé", "fr", READS, telegram=chloe))
        async with Page(Stage(discord, telegram, cast, clock, inside)) as page:
            yield Room(page, discord, telegram, salon, group, bot, web, clock, inside)
