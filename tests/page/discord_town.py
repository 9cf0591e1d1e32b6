"""A small Discord with a real bot of the tests' own and the page over it, on a loop beside the browser's."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import discord
from discord import ui

from sandbox.discord import PRIVILEGED, Channel, ChannelKind, ChannelPlan, DiscordSandbox, Guild, SandboxSettings, User
from sandbox.page.cast import Cast, Person
from sandbox.page.clock import MovableClock
from sandbox.page.server import Page
from sandbox.page.stage import Stage
from sandbox.telegram.server import TelegramSandbox
from tests.sandbox.discord.bots import Bot, online
from tests.sandbox.discord.test_attachments import png

T = TypeVar("T")
READS = {"fr": "lecture", "en": "reader"}
PATIENCE_S = 20
FORUM_TAGS = ("roman", "essai")


@dataclass(frozen=True, slots=True)
class DiscordTown:
    """Alice reads in French and Bob in English; Nour has come to no community yet."""

    loop: asyncio.AbstractEventLoop
    sandbox: DiscordSandbox
    page: Page
    bot: Bot
    clock: MovableClock
    guild: Guild
    salon: Channel
    forum: Channel
    alice: User
    bob: User

    def does(self, doing: Coroutine[Any, Any, T]) -> T:
        """Do something on the town's loop and return what comes of it."""
        return asyncio.run_coroutine_threadsafe(doing, self.loop).result(PATIENCE_S)

    def acts(self, name: str, *given: Any, **named: Any) -> Any:
        """Act as somebody: `acts("people.says", town.bob, town.salon, "bonjour")`."""
        part, _, method = name.partition(".")

        async def act() -> Any:
            return getattr(getattr(self.sandbox, part), method)(*given, **named)

        return self.does(act())

    def posts(self, content: str = "", **given: Any) -> int:
        """Let the bot write in the salon; returns the message's id."""

        async def post() -> int:
            channel = self.bot.get_channel(self.salon.id)
            assert isinstance(channel, discord.TextChannel)
            return (await channel.send(content or None, **given)).id

        return self.does(post())

    def known_guild(self) -> discord.Guild:
        guild = self.bot.get_guild(self.guild.id)
        assert guild is not None
        return guild


def picture(name: str, width: int = 320, height: int = 180, **notes: Any) -> discord.File:
    return discord.File(io.BytesIO(png(width, height)), name, **notes)


def bot_of_the_town() -> Bot:
    """A bot with a command of each kind: typed, on a person, on a message."""
    bot = Bot(discord.Intents.all())

    @bot.tree.context_menu(name="Carte de lecture")
    async def card(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"La carte de {member.display_name}", ephemeral=True)

    @bot.tree.context_menu(name="Garder cette page")
    async def keep(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Gardé : {message.content}", ephemeral=True)

    @bot.tree.command(name="livre", description="Un livre")
    async def book(
        interaction: discord.Interaction,
        title: str,
        lent: bool,
        to: discord.Member,
        pages: int,
        cover: discord.Attachment | None = None,
    ) -> None:
        drawn = cover.filename if cover else "sans image"
        told = f"{title}, {'prêté' if lent else 'gardé'}, {to.display_name}, {pages + 1}, {drawn}"
        await interaction.response.send_message(told)

    @bot.tree.command(name="fiche", description="Une fiche")
    async def form(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Sheet())

    return bot


NOVEL = discord.RadioGroupOption(label="Roman", value="r")
ESSAY = discord.RadioGroupOption(label="Essai", value="e")


class Sheet(ui.Modal, title="Fiche de lecture"):
    """A form with a field of each kind."""

    about = ui.TextDisplay[Any]("Pour **tous**")
    words = ui.Label[Any](text="Avis", component=ui.TextInput[Any](default="à revoir", required=False))
    who = ui.Label[Any](text="Avec qui", description="Une personne", component=ui.UserSelect[Any]())
    page = ui.Label[Any](text="Page", component=ui.FileUpload[Any]())
    genre = ui.Label[Any](text="Genre", component=ui.RadioGroup[Any](options=[NOVEL, ESSAY]))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        filled: list[Any] = [part.component for part in (self.words, self.who, self.page, self.genre)]
        words, who, page, genre = filled
        told = [words.value or "rien", who.values[0].display_name, page.values[0].filename, genre.value]
        await interaction.response.send_message(", ".join(map(str, told)))


@contextmanager
def discord_town() -> Iterator[DiscordTown]:
    """Run a town until the block ends."""
    loop = asyncio.new_event_loop()
    ready: asyncio.Future[DiscordTown] = loop.create_future()
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

    async def started() -> DiscordTown:
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
async def living(loop: asyncio.AbstractEventLoop) -> AsyncIterator[DiscordTown]:
    clock = MovableClock()
    settings = SandboxSettings(privileged_intents=PRIVILEGED, now=clock.now)
    async with DiscordSandbox(settings) as sandbox, TelegramSandbox(clock.now) as telegram:
        build = sandbox.build
        guild = build.add_guild("La Page Blanche")
        salon = build.add_channel(guild, "salon", ChannelPlan(topic="On parle de livres"))
        forum = build.add_channel(guild, "avis", ChannelPlan(ChannelKind.FORUM, tags=FORUM_TAGS))
        alice, bob = build.add_user("alice", "Alice", "fr"), build.add_user("bob", "Bob", "en-US")
        nour = build.add_user("nour", "Nour", "fr")
        for user in (alice, bob):
            build.join(guild, user)
        cast = Cast()
        for user, locale in ((alice, "fr"), (bob, "en"), (nour, "fr")):
            cast.add(Person(user.name, user.shown_name, locale, READS, discord=user))
        async with online(sandbox, bot_of_the_town()) as bot, Page(Stage(sandbox, telegram, cast, clock)) as page:
            yield DiscordTown(loop, sandbox, page, bot, clock, guild, salon, forum, alice, bob)
        assert sandbox.unhandled == []
        assert sandbox.violations == []
