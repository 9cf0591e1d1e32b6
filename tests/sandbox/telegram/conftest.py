"""A sandbox with a bot, people and a group, and a real python-telegram-bot application that talks to it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from sandbox.telegram.entities import Bot, Chat, Message, User
from sandbox.telegram.server import TelegramSandbox
from sandbox.telegram.wire import Json

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(slots=True)
class Town:
    """The sandbox and its usual inhabitants; `heard` are the updates that the application got, oldest first."""

    sandbox: TelegramSandbox
    bot: Bot
    alice: User
    bob: User
    heard: list[Update] = field(default_factory=list)

    def private(self, user: User) -> Chat:
        return self.sandbox.world.private_chat(self.bot, user)

    def start(self, user: User) -> Message:
        return self.sandbox.people.start(user, self.bot)

    def group(self, *, supergroup: bool = False, forum: bool = False) -> Chat:
        members: list[User | Bot] = [self.alice, self.bob, self.bot]
        return self.sandbox.build.add_group("Lecteurs", members, supergroup=supergroup, forum=forum)

    async def raw(self, method: str, **parameters: Any) -> Json:
        """Call the API without any library; the whole answer, its `status` added."""
        url = f"{self.sandbox.api_root}/bot{self.bot.token}/{method}"
        async with aiohttp.ClientSession() as client, client.post(url, json=parameters) as answer:
            return {**await answer.json(), "status": answer.status}

    def broken_rules(self) -> list[str]:
        return [str(violation) for violation in self.sandbox.violations]

    async def hears(self, wanted: Callable[[Update], Any]) -> Update:
        """The first update, already come or still to come, for which the condition holds."""
        return await self.sandbox.sight.until(lambda: next((one for one in self.heard if wanted(one)), None))

    @asynccontextmanager
    async def app(self, *handlers: Any, poll: bool = True, **settings: Any) -> AsyncIterator[AnyApplication]:
        """A running application of this bot; every update is noted in `heard` before the handlers see it."""
        app = make_app(self.sandbox, self.bot)

        async def note(update: Update, _: object) -> None:
            self.heard.append(update)
            self.sandbox.world.changes.wake()

        app.add_handler(TypeHandler(Update, note), group=-1)
        app.add_handlers(list(handlers))
        async with app:
            await app.start()
            if poll and app.updater:
                polled = len(self.sandbox.record.of("getUpdates"))
                await app.updater.start_polling(allowed_updates=Update.ALL_TYPES, poll_interval=0.0, **settings)
                await self.sandbox.sight.until(lambda: len(self.sandbox.record.of("getUpdates")) > polled)
            try:
                yield app
            finally:
                if app.updater and app.updater.running:
                    await app.updater.stop()
                await app.stop()


def make_app(sandbox: TelegramSandbox, bot: Bot, token: str | None = None) -> AnyApplication:
    builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = Application.builder()
    builder = builder.token(token or bot.token).base_url(f"{sandbox.api_root}/bot")
    return builder.base_file_url(f"{sandbox.api_root}/file/bot").job_queue(None).build()


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy before the loopback; durations as timedelta, since the library warns about anything else."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def sandbox() -> AsyncIterator[TelegramSandbox]:
    async with TelegramSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def town(sandbox: TelegramSandbox) -> Town:
    bot = sandbox.build.add_bot("Agora", "agora_bot")
    return Town(sandbox, bot, sandbox.build.add_user("Alice", "alice"), sandbox.build.add_user("Bob", "bob", "en"))
