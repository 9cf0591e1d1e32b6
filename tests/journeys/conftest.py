"""A city with its shop set up on both platforms, its catalogue in, and its people."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.journeys.city import DATABASE, ROOT, City, city
from tests.wire.discord_openapi import discord_spec
from tests.wire.telegram_spec import DOCUMENT as TELEGRAM_DOCUMENT
from tests.wire.telegram_spec import load

CATALOGUE = """titre;auteurs;annee
Emma;Jane Austen;1815
Nana;Émile Zola;1880
L’Étranger;Albert Camus;1942
La Peste;Albert Camus;1947
Orlando;Virginia Woolf;1928
أولاد حارتنا;نجيب محفوظ;1959
<b>Gras</b> & *étoilé*;Une Autrice;2001
"""


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the catalogue in it, brought there by the command line once for all cities."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "livres.csv").write_text(CATALOGUE, encoding="utf-8")
    stocked = folder / DATABASE
    environment = {**os.environ, "AGORA_DATABASE__URL": f"sqlite:///{stocked}"}
    importing = [sys.executable, str(ROOT / "bot.py"), "import", "books", str(folder / "livres.csv")]
    done = subprocess.run(importing, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return stocked


@asynccontextmanager
async def living(folder: Path, library: Path, *, supergroup: bool = True, forum: bool = False) -> AsyncIterator[City]:
    """A city of that kind with its people and the bot running; what it broke in the end is told."""
    shutil.copy(library, folder / DATABASE)
    async with city(folder, supergroup=supergroup, forum=forum) as founded:
        for name, locale in (("Olga", "fr"), ("Alice", "fr"), ("Bob", "en"), ("Chloe", "fr")):
            founded.person(name, locale, runs=name == "Olga")
        await founded.start_bot()
        yield founded
        assert founded.broken_rules() == []
        assert against_the_vendors_texts(founded) == []


@pytest.fixture
async def town(tmp_path: Path, library: Path) -> AsyncIterator[City]:
    """The city with the bot running and nobody known to it yet."""
    async with living(tmp_path, library) as founded:
        yield founded


def against_the_vendors_texts(town: City) -> list[str]:
    """Return what is wrong with any request the bot sent, by the vendors' own documents where they are at hand."""
    problems: list[str] = []
    discord = discord_spec()
    if discord is not None:
        problems += [each for request in town.discord.requests for each in discord.check(request)]
    if TELEGRAM_DOCUMENT.exists():
        telegram = load(TELEGRAM_DOCUMENT)
        problems += [each for call in town.telegram.requests for each in telegram.check_request(call)]
    return problems


@pytest.fixture
async def shop(town: City) -> City:
    """The shop is set up on both platforms by Olga, whose accounts are linked."""
    return await set_up(town)


async def set_up(town: City) -> City:
    """Set the shop up on both platforms as Olga, whose accounts are linked."""
    discord, telegram = town.on("Olga", "Discord"), town.on("Olga", "Telegram")
    assert "responsable du réseau" in await discord.types("installer", "L’Agora", await town.owner_code())
    await link(town, "Olga")
    assert "J’annoncerai ici" in await telegram.types("installer", "L’Agora", in_room=True)
    return town


async def link(town: City, name: str) -> str:
    """Link somebody's two accounts: the code on Discord, confirmed on Telegram; return what Telegram says."""
    told = await town.on(name, "Discord").types("link")
    code = next(word.strip("`") for word in told.split() if word.strip("`").count("-") == 1 and word.startswith("`"))
    return await town.on(name, "Telegram").types("link", code)
