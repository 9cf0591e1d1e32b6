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
from core.kernel.identity import Account, Platform
from core.votes.model import Poll, PollState
from sandbox.discord import DiscordSandbox, SandboxSettings
from sandbox.discord.entities import User as DiscordUser
from sandbox.page.backstage import Pending
from sandbox.page.cast import Cast, Person
from sandbox.page.clock import MovableClock
from sandbox.page.server import Page, Stage
from sandbox.page.tour import Step, Tour
from sandbox.stage.network import Network
from sandbox.stage.premiere import Premiere
from sandbox.stage.visit import IDEAS, VISIT
from sandbox.telegram.entities import User as TelegramUser
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
                visit = first_visit(house, stage.cast)
                async with Page(Stage(discord, telegram, stage.cast, clock, Inside(house), visit)) as page:
                    tell(f"\n{page.address}\nCtrl-C pour finir / to end.")
                    await stay()


def first_visit(house: House, cast: Cast) -> Tour:
    """Return the guided visit; each step looks into the house whether it has happened."""
    nour = cast.people["nour"]

    async def poll() -> Poll | None:
        """Return the vote that the visitor opened: any but the one of the premiere, which is closed."""
        recent = await house.database.read(lambda rows: rows.polls.recent(None, 1))
        return next((each for each in recent if each.state is PollState.OPEN), None)

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
    steps = [Step(who, text, look) for (who, text), look in zip(VISIT, done, strict=True)]
    return Tour(steps, IDEAS)


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
        rows = await self._house.database.read(lambda rows: rows.due_queue.upcoming(most + 1))
        told = [Pending(f"{each.kind} {each.about}", "", each.at) for each in rows if each.kind != HOUSEKEEPING]
        return told[:most]
