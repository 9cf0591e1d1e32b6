"""A city whose bot lives in the test's own process: no start to wait for, and a clock that the test moves."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from assembly import House, running
from config.settings import DatabaseSettings, DiscordSettings, Settings, TelegramSettings
from sandbox.page.clock import MovableClock
from sandbox.stage.on_telegram import TelegramHand
from tests.journeys.city import DATABASE, PLATFORMS, City, city
from tests.journeys.conftest import against_the_vendors_texts, link

CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b")
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
GREETING = {"fr": "Ce que je sais faire", "en": "What I can do"}
HERE_NOW = {"fr": "J’annoncerai ici", "en": "I will announce here"}


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
async def hall(folder: Path, library: Path, locale: str) -> AsyncIterator[Hall]:
    """Open the hall over a copy of the library; what the bot broke in the end is told."""
    shutil.copy(library, folder / DATABASE)
    clock = MovableClock()
    async with city(folder, locale=locale, now=clock.now) as founded:
        founded.person("Olga", locale, runs=True)
        for name, tongue in READERS.items():
            founded.person(name, tongue, platforms=PLATFORMS if name == "Alice" else [HERE[name]])
        async with running(_settings(founded), clock) as (house, sides):
            clock.on_move(house.clock_moved)
            await asyncio.gather(*(side.opened.wait() for side in (sides.discord, sides.telegram) if side))
            code = await house.network.owner_code() or ""
            assert HERE_NOW[locale] in await founded.on("Olga", "Discord").types("setup", "L’Agora", code)
            await link(founded, "Olga")
            assert HERE_NOW[locale] in await founded.on("Olga", "Telegram").types("setup", "L’Agora", in_room=True)
            await link(founded, "Alice")
            yield Hall(founded, house, clock, locale)
        assert founded.broken_rules() == []
        assert against_the_vendors_texts(founded) == []


async def found_second_shop(town: Hall, readers: Sequence[str]) -> None:
    """Olga invites La Plume into the network: Paul sets it up in a group of its own on Telegram, where these readers
    sit from then on."""
    city, build = town.city, town.city.telegram.build
    code = CODE.findall(await city.on("Olga", "Discord").types("shop invite", "La Plume"))[-1]
    city.person("Paul", town.locale, platforms=["Telegram"])
    paul = city.on("Paul", "Telegram")
    assert isinstance(paul, TelegramHand)
    group = build.add_group("La Plume", [paul.user, city.bot], supergroup=True)
    build.promote(group, paul.user)
    for name in ("Paul", *readers):
        hand = city.on(name, "Telegram")
        assert isinstance(hand, TelegramHand)
        build.settle(group, hand.user)
        city.hands[name, "Telegram"] = replace(hand, room=group)
    await paul.sees(GREETING[town.locale], is_private=True)
    assert HERE_NOW[town.locale] in await city.on("Paul", "Telegram").types("setup", "La Plume", code, in_room=True)


def _settings(founded: City) -> Settings:
    return Settings(
        database=DatabaseSettings(url=f"sqlite:///{founded.folder / DATABASE}"),
        discord=DiscordSettings(token=SecretStr(founded.discord.token), api_root=founded.discord.api_root),
        telegram=TelegramSettings(token=SecretStr(founded.bot.token), api_root=founded.telegram.api_root),
    )
