"""The whole house as the composition root wires it, over a database of its own, with a shop, a few books and people."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from assembly import House, build_house
from config.settings import Settings
from core.communities.service import Installation
from core.kernel.identity import Account, Address, Arrival, Caller, Place, PlaceKind, Platform, RequestKey, Standing
from core.ui.cards import Reply
from storage.open import open_storage
from tests.core.votes.town import HandClock

ALPHA, BETA = Platform("alpha"), Platform("beta")
DATABASE = "house.sqlite3"
CATALOGUE = """titre;auteurs;année
Emma;Jane Austen;1815
Nana;Émile Zola;1880
"Candide ; ou l’Optimisme";Voltaire;1759
Beowulf;;
"""


class Furnished:
    """A house in use: whoever acts, acts in the one shop's room unless told otherwise."""

    def __init__(self, house: House, clock: HandClock) -> None:
        self.house = house
        self.clock = clock
        self.requests = itertools.count()

    async def enter(
        self, user: str = "alice", platform: Platform = ALPHA, *, locale: str = "fr", private: bool = False
    ) -> Caller:
        space, kind = (user, PlaceKind.PRIVATE) if private else ("g", PlaceKind.SHARED)
        place = Place(Address(platform, space, "" if private else "c", kind), can_whisper=True)
        request = RequestKey(f"r{next(self.requests)}")
        return await self.house.doorway.enter(
            Arrival(Account(platform, user), user, user, place, locale, runs_place=True, request=request)
        )

    async def type(self, caller: Caller, path: tuple[str, ...], raw: Mapping[str, str]) -> Reply:
        """Answer a command as a platform does: what was typed is read first, then run."""
        command = self.house.catalogue.commands[path]
        act = replace(caller, request=RequestKey(f"r{next(self.requests)}"))
        return await command(act, await self.house.intake.read(command, act, raw))

    async def owner(self) -> Caller:
        """Found the network and its first shop."""
        code = await self.house.network.owner_code()
        await self.house.network.install(await self.enter("olga"), Installation("L’Agora", code or ""))
        owner = await self.enter("olga")
        assert owner.standing is Standing.NETWORK_OWNER
        return owner


@asynccontextmanager
async def furnished(folder: Path) -> AsyncIterator[Furnished]:
    """A house with its books and nobody in it yet."""
    clock = HandClock()
    async with open_storage(f"sqlite:///{folder / DATABASE}", clock) as database:
        house = build_house(Settings(), clock, database)
        await house.bookshelf.import_csv("livres.csv", CATALOGUE.encode())
        yield Furnished(house, clock)
