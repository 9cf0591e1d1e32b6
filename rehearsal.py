"""Puts the bot on the stage of the loopback platforms: demo, page and clock; must never be loaded by a real bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from pydantic import SecretStr

from assembly import House, running
from config.settings import DiscordSettings, Settings, TelegramSettings
from core.books.demo import read_demo_catalogue
from core.delivery.housekeeping import HOUSEKEEPING
from core.kernel.clock import from_micros
from sandbox.discord import DiscordSandbox, SandboxSettings
from sandbox.page.backstage import Pending
from sandbox.page.clock import MovableClock
from sandbox.page.server import Page, Stage
from sandbox.stage.network import Network
from sandbox.stage.premiere import Premiere
from sandbox.telegram.server import TelegramSandbox


async def play(settings: Settings, tell: Callable[[str], None], stay: Callable[[], Awaitable[None]] | None) -> None:
    """Play the first journey from an empty database, line by line to `tell`; then show the page while `stay` lasts."""
    clock = MovableClock()
    async with DiscordSandbox(SandboxSettings(now=clock.now)) as discord, TelegramSandbox(clock.now) as telegram:
        stage = Network(discord, telegram, telegram.build.add_bot("Agora", "agora_bot"))
        stage.build()
        given = {
            "discord": DiscordSettings(token=SecretStr(discord.token), api_root=discord.api_root),
            "telegram": TelegramSettings(token=SecretStr(stage.bot.token), api_root=telegram.api_root),
        }
        async with running(settings.model_copy(update=given), clock) as (house, sides):
            clock.on_move(house.clock_moved)
            await house.bookshelf.import_csv("demo", read_demo_catalogue())
            await asyncio.gather(*(side.opened.wait() for side in (sides.discord, sides.telegram) if side))
            await Premiere(stage, tell).play(await house.network.owner_code() or "")
            broken = [*discord.violations, *discord.unhandled, *telegram.violations, *telegram.unhandled]
            tell(
                f"\n{len(discord.requests)} + {len(telegram.requests)} requêtes / requests, {len(broken)} violation(s)"
            )
            if stay is not None:
                async with Page(Stage(discord, telegram, stage.cast, clock, Inside(house))) as page:
                    tell(f"\n{page.address}\nCtrl-C pour finir / to end.")
                    await stay()


class Inside:
    """Satisfies sandbox.page.backstage.Backstage for a house."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def outbox(self, most: int) -> Sequence[Pending]:
        rows = await self._house.database.read(lambda rows: rows.queue.latest(most))
        return [
            Pending(f"{kind} {about} → {platform}", f"{state} {reason}".strip(), from_micros(at) if at else None)
            for kind, about, platform, state, reason, at in rows
        ]

    async def due(self, most: int) -> Sequence[Pending]:
        rows = await self._house.database.read(lambda rows: rows.due_queue.upcoming(most + 1))
        told = [Pending(f"{each.kind} {each.about}", "", each.at) for each in rows if each.kind != HOUSEKEEPING]
        return told[:most]
