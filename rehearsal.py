"""Puts the bot on the stage of the loopback platforms: demo, page and clock; must never be loaded by a real bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from assembly import House, running
from config.settings import DatabaseSettings, DiscordSettings, Settings, TelegramSettings
from core.books.demo import read_demo_catalogue
from core.delivery.housekeeping import HOUSEKEEPING
from core.kernel.clock import from_micros
from core.kernel.identity import Account, Platform
from core.votes.model import Poll, PollState
from core.votes.nights import SEAL
from sandbox.discord import DiscordSandbox, SandboxSettings
from sandbox.discord.entities import User as DiscordUser
from sandbox.page.backstage import Pending
from sandbox.page.cast import Cast, Person
from sandbox.page.clock import MovableClock
from sandbox.page.server import Page
from sandbox.page.stage import Stage
from sandbox.page.tour import Idea, Step
from sandbox.stage.network import Network
from sandbox.stage.premiere import QUESTION, Premiere
from sandbox.stage.visit import IDEAS, VISIT
from sandbox.telegram.entities import User as TelegramUser
from sandbox.telegram.server import TelegramSandbox

OWN_AFFAIRS = frozenset({HOUSEKEEPING, SEAL})
"""What comes due every night and changes nothing that a visitor waits for."""
MOST_DUE = 500


@dataclass(slots=True)
class Rehearsal:
    """One bot after the other on a stage of its own, each in a new file of `folder`, until told to stop."""

    folder: Path
    tell: Callable[[str], None]
    opens: Callable[[str], None]
    """Called with the page's address, once."""
    _acts: int = 0
    _port: int = 0
    _address: str = ""

    async def play(self, until_told_to_stop: Callable[[], Awaitable[None]] | None) -> None:
        """Play the first journey, then show the page; a visitor's reset does it again. None: the journey alone."""
        if until_told_to_stop is None:
            await self._act(None)
            return
        stop = asyncio.ensure_future(until_told_to_stop())
        while not stop.done():
            await self._act(stop)

    async def _act(self, stop: asyncio.Future[None] | None) -> None:
        self._acts += 1
        clock = MovableClock()
        async with DiscordSandbox(SandboxSettings(now=clock.now)) as discord, TelegramSandbox(clock.now) as telegram:
            network = Network(discord, telegram, telegram.build.add_bot("Agora", "agora_bot"))
            network.build()
            async with running(self._settings(network), clock) as (house, sides), AsyncExitStack() as shown:
                clock.on_move(house.clock_moved)
                stage = Stage(discord, telegram, network.cast, clock, Inside(house))
                stage.tour.steps = first_visit(house, network.cast)
                stage.tour.ideas = [Idea(who, text) for who, text in IDEAS]
                if stop is not None:
                    await shown.enter_async_context(self._shown(stage))
                await house.bookshelf.import_csv("demo", read_demo_catalogue())
                await asyncio.gather(*(side.opened.wait() for side in (sides.discord, sides.telegram) if side))
                await Premiere(network, self.tell).play(await house.network.owner_code() or "")
                self._sum_up(network)
                if stop is not None:
                    self.tell(f"\n{self._address}\nCtrl-C pour finir / to end.")
                    await _until_reset(stage, stop)

    @asynccontextmanager
    async def _shown(self, stage: Stage) -> AsyncIterator[None]:
        """Show the page, at the same address as before: whoever opens it at once sees the journey being played."""
        async with Page(stage, self._port) as page:
            if page.port != self._port:
                self._port, self._address = page.port, page.address
                self.tell(page.address)
                self.opens(page.address)
            yield

    def _settings(self, network: Network) -> Settings:
        return Settings.model_validate(
            {
                "database": DatabaseSettings(url=f"sqlite:///{self.folder}/demo-{self._acts}.sqlite3"),
                "discord": DiscordSettings(token=SecretStr(network.discord.token), api_root=network.discord.api_root),
                "telegram": TelegramSettings(token=SecretStr(network.bot.token), api_root=network.telegram.api_root),
                "log_level": "WARNING",
            }
        )

    def _sum_up(self, network: Network) -> None:
        discord, telegram = network.discord, network.telegram
        broken = [*discord.violations, *discord.unhandled, *telegram.violations, *telegram.unhandled]
        count = f"{len(discord.requests)} + {len(telegram.requests)} requêtes / requests"
        self.tell(f"\n{count}, {len(broken)} violation(s)")


async def _until_reset(stage: Stage, stop: asyncio.Future[None]) -> None:
    """Wait until a visitor wants everything from the start, or the rehearsal ends."""
    reset = asyncio.ensure_future(stage.reset.wait())
    ending: set[asyncio.Future[Any]] = {stop, reset}
    await asyncio.wait(ending, return_when=asyncio.FIRST_COMPLETED)
    reset.cancel()


def first_visit(house: House, cast: Cast) -> list[Step]:
    """Return the steps of the guided visit; each looks into the house whether it has happened."""
    nour = cast.people["nour"]

    async def poll() -> Poll | None:
        """Return the vote that the visitor opened: any but the one of the premiere, which is closed."""
        recent = await house.database.read(lambda rows: rows.polls.recent(None, 1))
        return next((each for each in recent if each.state is PollState.OPEN and each.question != QUESTION), None)

    async def has_voters(least: int) -> bool:
        opened = await poll()
        return opened is not None and opened.voters >= least

    async def is_one_person() -> bool:
        accounts = [Account(Platform(name), str(user.id)) for name, user in _accounts(nour)]
        persons = await house.database.read(lambda rows: {rows.members.person_of(each) for each in accounts})
        return len(persons) == 1 and None not in persons

    async def is_open() -> bool:
        return await poll() is not None

    async def has_voted() -> bool:
        return await has_voters(1)

    async def has_voted_twice() -> bool:
        return await has_voters(2)

    done = (is_open, has_voted, has_voted_twice, is_one_person)
    return [Step(who, text, look) for (who, text), look in zip(VISIT, done, strict=True)]


def _accounts(person: Person) -> list[tuple[str, DiscordUser | TelegramUser]]:
    known = (("discord", person.discord), ("telegram", person.telegram))
    return [(name, user) for name, user in known if user is not None]


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
        rows = await self._house.database.read(lambda rows: rows.due_queue.upcoming(MOST_DUE))
        told = [Pending(f"{each.kind} {each.about}", "", each.at) for each in rows if each.kind not in OWN_AFFAIRS]
        return told[:most]
