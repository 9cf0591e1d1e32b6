"""A small Telegram with a real bot of the library and the page over it, on a loop beside the browser's."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import Bot

from sandbox.discord import DiscordSandbox
from sandbox.page.cast import Cast, Person
from sandbox.page.clock import MovableClock
from sandbox.page.server import Page
from sandbox.page.stage import Stage
from sandbox.telegram.entities import Bot as Account
from sandbox.telegram.entities import Chat, Message, Topic, User
from sandbox.telegram.server import TelegramSandbox

T = TypeVar("T")
READS = {"fr": "lecture", "en": "reader"}
PATIENCE_S = 20


@dataclass(frozen=True, slots=True)
class TelegramTown:
    """Alice owns the forum and reads in French, Bob in English, Chloé is in no group yet."""

    loop: asyncio.AbstractEventLoop
    sandbox: TelegramSandbox
    page: Page
    bot: Bot
    account: Account
    clock: MovableClock
    group: Chat
    forum: Chat
    topic: Topic
    alice: User
    bob: User
    chloe: User

    def does(self, doing: Coroutine[Any, Any, T]) -> T:
        """Do something on the town's loop and return what comes of it."""
        return asyncio.run_coroutine_threadsafe(doing, self.loop).result(PATIENCE_S)

    def acts(self, act: Callable[..., T], *given: Any, **named: Any) -> T:
        """Let somebody act: `acts(town.sandbox.people.say, town.bob, town.group, "bonjour")`."""

        async def acting() -> T:
            return act(*given, **named)

        return self.does(acting())

    def sends(self, method: str, **given: Any) -> Message:
        """Let the bot send something, by the library's name of the method; into the group unless told otherwise."""
        sent = self.does(getattr(self.bot, method)(**{"chat_id": self.group.id, **given}))
        first = sent[0] if isinstance(sent, (tuple, list)) else sent
        chat = self.sandbox.world.find_chat(self.account, first.chat.id)
        assert chat
        return chat.messages[first.message_id]

    def everything(self) -> list[Any]:
        """Return every update that waits for the bot."""
        return self.account.queue.batch(100)

    def updates(self, kind: str) -> list[Any]:
        """Return what every waiting update of a kind holds."""
        return [each[kind] for each in self.everything() if kind in each]


@contextmanager
def telegram_town() -> Iterator[TelegramTown]:
    """Run a town until the block ends."""
    os.environ["NO_PROXY"] = "127.0.0.1"
    loop = asyncio.new_event_loop()
    ready: asyncio.Future[TelegramTown] = loop.create_future()
    over = asyncio.Event()

    async def live() -> None:
        try:
            async with living(loop) as town:
                ready.set_result(town)
                await over.wait()
        except BaseException as problem:
            if not ready.done():
                ready.set_exception(problem)
            raise

    async def started() -> TelegramTown:
        return await ready

    life = threading.Thread(target=lambda: loop.run_until_complete(live()), daemon=True)
    life.start()
    try:
        yield asyncio.run_coroutine_threadsafe(started(), loop).result(PATIENCE_S)
    finally:
        loop.call_soon_threadsafe(over.set)
        life.join(PATIENCE_S)
        loop.close()


@asynccontextmanager
async def living(loop: asyncio.AbstractEventLoop) -> AsyncIterator[TelegramTown]:
    clock = MovableClock()
    async with DiscordSandbox() as discord, TelegramSandbox(clock.now) as sandbox:
        build = sandbox.build
        account = build.add_bot("Agora", "agora_bot")
        alice, bob = build.add_user("Alice", "alice"), build.add_user("Bob", "bob", "en")
        chloe = build.add_user("Chloé", "chloe")
        group = build.add_group("La Page blanche", [alice, bob, account], supergroup=True)
        forum = build.add_group("Le Forum", [alice, bob, account], forum=True)
        for chat in (group, forum):
            build.promote(chat, account)
        topic = build.add_topic(forum, "Polars")
        sandbox.people.start(alice, account)
        cast = Cast()
        for key, user, locale in (("alice", alice, "fr"), ("bob", bob, "en"), ("chloe", chloe, "fr")):
            cast.add(Person(key, user.first_name, locale, READS, telegram=user))
        bot = Bot(account.token, f"{sandbox.api_root}/bot", f"{sandbox.api_root}/file/bot")
        async with bot, Page(Stage(discord, sandbox, cast, clock)) as page:
            account.queue.drop()
            yield TelegramTown(loop, sandbox, page, bot, account, clock, group, forum, topic, alice, bob, chloe)
        assert sandbox.unhandled == []
        assert sandbox.violations == []
