"""A city whose bot lives in the test's own process: no start to wait for, and a clock that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from assembly import House, running
from config.settings import DatabaseSettings, DiscordSettings, Settings, TelegramSettings
from sandbox.page.clock import MovableClock
from tests.journeys.city import PLATFORMS, City, city
from tests.journeys.conftest import against_the_vendors_texts, link

CATALOGUE = """titre;auteurs;annee
Emma;Jane Austen;1815
Nana;Émile Zola;1880
L’Étranger;Albert Camus;1942
La Peste;Albert Camus;1947
Orlando;Virginia Woolf;1928
"""
READERS = {"Alice": "fr", "Bob": "en", "Chloe": "fr", "Dan": "en", "Eve": "fr", "Fay": "en", "Guy": "fr"}
"""Who lives there, with the language each reads in."""
HERE = {
    "Alice": "Discord",
    "Bob": "Discord",
    "Chloe": "Telegram",
    "Dan": "Telegram",
    "Eve": "Discord",
    "Fay": "Discord",
    "Guy": "Telegram",
}
"""Where each is; Alice has an account on Telegram too, and both are linked."""


@dataclass(slots=True)
class Hall:
    """A shop that is set up on both platforms by Olga, with its readers, and the house that serves them."""

    city: City
    house: House
    clock: MovableClock
    locale: str
    """What the rooms and Olga speak."""

    def until_closing(self) -> None:
        """Two days pass."""
        self.clock.move_to(self.clock.now() + timedelta(days=2))


@asynccontextmanager
async def hall(folder: Path, locale: str) -> AsyncIterator[Hall]:
    """Open the hall; what the bot broke in the end is told."""
    clock = MovableClock()
    async with city(folder, locale=locale, now=clock.now) as founded:
        founded.person("Olga", locale, runs=True)
        for name, tongue in READERS.items():
            founded.person(name, tongue, platforms=PLATFORMS if name == "Alice" else [HERE[name]])
        async with running(_settings(founded), clock) as (house, sides):
            clock.on_move(house.clock_moved)
            await house.bookshelf.import_csv("livres", CATALOGUE.encode())
            await asyncio.gather(*(side.opened.wait() for side in (sides.discord, sides.telegram) if side))
            code = await house.network.owner_code() or ""
            await founded.on("Olga", "Discord").types("setup", "L’Agora", code)
            await link(founded, "Olga")
            await founded.on("Olga", "Telegram").types("setup", "L’Agora", in_room=True)
            await link(founded, "Alice")
            yield Hall(founded, house, clock, locale)
        assert founded.broken_rules() == []
        assert against_the_vendors_texts(founded) == []


def _settings(founded: City) -> Settings:
    return Settings(
        database=DatabaseSettings(url=f"sqlite:///{founded.folder / 'agora.sqlite3'}"),
        discord=DiscordSettings(token=SecretStr(founded.discord.token), api_root=founded.discord.api_root),
        telegram=TelegramSettings(token=SecretStr(founded.bot.token), api_root=founded.telegram.api_root),
    )
