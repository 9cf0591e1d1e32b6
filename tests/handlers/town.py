"""A sandbox with people and a group that belongs to a shop, and the real adapter running against it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from core.communities.model import NewCommunity
from core.kernel.identity import Account, Address, Standing
from core.members.service import Doorway
from core.ui.charts import Draw, no_picture
from core.ui.intake import Intake
from core.ui.words import Dictionary
from handlers.client import TelegramAdapter
from handlers.house import TelegramHouse
from handlers.pacer import Pace
from handlers.places import TELEGRAM
from handlers.webhook import Webhook
from sandbox.telegram.entities import Bot, Chat, Message, Press, Toast, User
from sandbox.telegram.server import TelegramSandbox
from tests.core.votes.town import HandClock
from tests.fakes import FakeRows, FakeStorage
from tests.handlers.probe import Probe
from tests.wire.telegram_spec import DOCUMENT, TelegramSpec, load

ROOT = Path(__file__).parents[2]
SHOPS = ("Le Préau", "L’Agora")
UNHURRIED = Pace(100_000.0, 0.0, 0.0)
"""Pacing has its own tests, and these must not wait."""


@cache
def vendors_spec() -> TelegramSpec | None:
    """Return the vendor's own description of every method, where it lies beside the checkout."""
    return load(DOCUMENT) if DOCUMENT.exists() else None


def gather_texts(folder: Path) -> Dictionary:
    """Return the product's common and Telegram texts with those of the trial catalogue."""
    for locale in ("fr", "en"):
        target = folder / locale
        target.mkdir(parents=True, exist_ok=True)
        product = ROOT / "core" / "locales" / locale
        for source in (product / "common.ftl", product / "telegram.ftl", product / "discord.ftl"):
            shutil.copy(source, target)
        shutil.copy(Path(__file__).parent / "locales" / locale / "probe.ftl", target)
    return Dictionary(folder)


@dataclass(slots=True)
class Town:
    """What stays when the adapter is restarted: the sandbox, the storage, the probe, the clock."""

    sandbox: TelegramSandbox
    dictionary: Dictionary
    probe: Probe = field(default_factory=Probe)
    storage: FakeStorage = field(default_factory=FakeStorage)
    clock: HandClock = field(default_factory=HandClock)
    pace: Pace = UNHURRIED
    draw: Draw = no_picture
    moved: list[tuple[Address, Address]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    bot: Bot = field(init=False)
    alice: User = field(init=False)
    bob: User = field(init=False)
    adapter: TelegramAdapter = field(init=False)

    def __post_init__(self) -> None:
        build = self.sandbox.build
        self.bot = build.add_bot("Agora", "agora_bot")
        self.alice, self.bob = build.add_user("Alice", "alice"), build.add_user("Bob", "bob", "en")

    @property
    def house(self) -> TelegramHouse:
        catalogue = self.probe.catalogue()

        async def on_moved(old: Address, new: Address) -> None:
            self.moved.append((old, new))

        async def on_left(platform: str, space: str) -> None:
            self.left.append(space)
            self.sandbox.world.changes.wake()

        return TelegramHouse(
            catalogue,
            Intake(catalogue, self.clock),
            self.dictionary,
            Doorway(self.storage).enter,
            on_moved,
            on_left,
            Doorway(self.storage).saw_join,
            self.storage,
            self.clock,
            self.draw,
        )

    @asynccontextmanager
    async def running(self, webhook: Webhook | None = None) -> AsyncIterator[TelegramAdapter]:
        """The adapter at work; it ends in order."""
        self.adapter = adapter = TelegramAdapter(self.bot.token, self.sandbox.api_root, self.house, webhook, self.pace)
        task = asyncio.create_task(adapter.run())
        opened = asyncio.create_task(adapter.opened.wait())
        await asyncio.wait([task, opened], return_when=asyncio.FIRST_COMPLETED)
        opened.cancel()
        if task.done():
            task.result()
        try:
            yield adapter
        finally:
            await adapter.close()
            await task

    async def group(self, *members: User, supergroup: bool = True, forum: bool = False, home: bool = True) -> Chat:
        """Return a group with the bot in it, tied to the shop "L’Agora" when it is to be a home."""
        people: list[User | Bot] = [*(members or (self.alice, self.bob)), self.bot]
        chat = self.sandbox.build.add_group("Lecteurs", people, supergroup=supergroup, forum=forum)
        if home:
            await self.storage.write(lambda rows: _tie(rows, chat))
        return chat

    async def promote_to(self, standing: Standing, user: User) -> None:
        """Give somebody who was seen before a standing in the shop."""

        def job(rows: FakeRows) -> None:
            shop = next(each.id for each in rows.shops.all() if each.name == SHOPS[1])
            person = rows.members.account(_account(user))
            assert person is not None
            rows.standings.grant(person.person, shop, standing)

        await self.storage.write(job)

    async def settles_in(self, user: User, chat: Chat) -> None:
        """Make a group somebody's home, as if they had spoken there, and open their private chat with the bot."""
        self.start(user)
        await self.sees(user, "Bonjour" if user.language_code == "fr" else "Hello")

        def job(rows: FakeRows) -> None:
            known = rows.members.account(_account(user))
            home = rows.communities.at(TELEGRAM, str(chat.id))
            assert known is not None
            assert home is not None
            rows.members.set_home(known.person, home.id)

        await self.storage.write(job)

    def start(self, user: User, payload: str = "") -> Message:
        return self.sandbox.people.start(user, self.bot, payload)

    def say(self, user: User, text: str, place: Chat | None = None, **more: object) -> Message:
        return self.sandbox.people.say(user, place or self.bot, text, **more)  # type: ignore[arg-type]

    def press(self, user: User, label: str, place: Chat | None = None) -> Press:
        return self.sandbox.people.press(user, place or self.bot, label)

    async def sees(self, user: User, fragment: str, place: Chat | None = None, after: Message | None = None) -> Message:
        return await self.sandbox.sight.sees(user, place or self.bot, fragment, after=after)

    async def toast(self, user: User, label: str, place: Chat | None = None) -> Toast:
        return await self.sandbox.sight.answer_to(self.press(user, label, place))

    def texts(self, user: User, place: Chat | None = None) -> list[str]:
        """What stands in a chat, the bot's own messages only."""
        visible = self.sandbox.sight.visible_to(user, place or self.bot)
        return [message.text or "" for message in visible if message.sender.id == self.bot.id]

    def check(self) -> None:
        """Fail when a rule of the platform was broken or a press left waiting."""
        assert self.sandbox.unanswered() == []
        assert [str(each) for each in self.sandbox.violations] == []
        assert self.sandbox.unhandled == []
        if (spec := vendors_spec()) is not None:
            assert [problem for call in self.sandbox.requests for problem in spec.check_request(call)] == []


def _tie(rows: FakeRows, chat: Chat) -> None:
    """Tie the group to a shop, beside another shop's group: were there only one, it would be everybody's home."""
    other, shop = sorted(each.id for each in rows.shops.all()) or map(rows.shops.add, SHOPS)
    rows.communities.tie(NewCommunity(other, "ailleurs", Address(TELEGRAM, "-1"), "fr", "Europe/Paris"))
    rows.communities.tie(NewCommunity(shop, "groupe", Address(TELEGRAM, str(chat.id)), "fr", "Europe/Paris"))


def _account(user: User) -> Account:
    return Account(TELEGRAM, str(user.id))
