"""Composition root and command line: reads settings, opens every resource, wires the rooms and runs them.

Nothing imports this module but tests; no rule lives here.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
from pydantic import SecretStr, ValidationError

from config.logs import set_up_logs
from config.reference import write_settings_reference
from config.settings import DatabaseSettings, DiscordSettings, Settings, TelegramSettings, read_settings
from core.books import commands as book_commands
from core.books.service import Bookshelf
from core.communities import commands as network_commands
from core.communities.ports import Inspection
from core.communities.service import Defaults, Network
from core.delivery.ports import Courier
from core.delivery.pump import Post, Pump
from core.delivery.supervision import Supervised, supervise
from core.delivery.watch import Watch
from core.kernel.clock import Clock, SystemClock
from core.kernel.errors import Refusal
from core.kernel.identity import Platform
from core.members import commands as member_commands
from core.members.service import Doorway, Linking
from core.ui.catalogue import Catalogue
from core.ui.intake import Intake
from core.ui.reference import write_reference
from core.ui.words import Dictionary, Words
from core.votes import commands as vote_commands
from core.votes.merging import BallotMerge
from core.votes.nominations import Shortlist
from core.votes.service import Votes
from storage.open import Database, open_storage, restore
from storage.ticker import Alarms

if TYPE_CHECKING:
    from cogs.client import DiscordAdapter
    from handlers.client import TelegramAdapter
    from sandbox.discord import DiscordSandbox
    from sandbox.telegram.server import TelegramSandbox

log = logging.getLogger("agora")

ROOT = Path(__file__).parent
LOCALES = ROOT / "core" / "locales"
SHUTDOWN_SECONDS = 8.0
"""How long adapters and pumps may take to finish what they hold before they are cut off."""


@dataclass(slots=True)
class House:
    """Everything that is open, wired once."""

    settings: Settings
    clock: Clock
    database: Database
    dictionary: Dictionary
    catalogue: Catalogue
    network: Network
    bookshelf: Bookshelf
    doorway: Doorway
    inspections: dict[Platform, Inspection] = field(default_factory=dict)

    @property
    def intake(self) -> Intake:
        return Intake(self.catalogue, self.clock)


def build_house(settings: Settings, clock: Clock, database: Database) -> House:
    """Declare every feature over one database."""
    catalogue = Catalogue()
    inspections: dict[Platform, Inspection] = {}
    votes, shortlist = Votes(database, clock), Shortlist(database, clock)
    network = Network(database, clock, inspections, Defaults(settings.locale, settings.zone))
    bookshelf = Bookshelf(database, clock)
    linking = Linking(database, clock, [BallotMerge(clock)])
    member_commands.declare(catalogue, member_commands.MemberDesk(linking, catalogue))
    network_commands.declare(catalogue, network_commands.NetworkDesk(network))
    book_commands.declare(catalogue, bookshelf)
    vote_commands.declare(catalogue, vote_commands.VoteDesk(votes, shortlist))
    dictionary = Dictionary(LOCALES)
    return House(settings, clock, database, dictionary, catalogue, network, bookshelf, Doorway(database), inspections)


@dataclass(slots=True)
class Sides:
    """The platforms that are switched on."""

    discord: DiscordAdapter | None = None
    telegram: TelegramAdapter | None = None
    couriers: list[Courier] = field(default_factory=list)


def build_sides(house: House) -> Sides:
    """Make an adapter for each platform that has a token; say in one line which has none."""
    sides = Sides()
    discord, telegram = house.settings.discord, house.settings.telegram
    if discord.token.get_secret_value():
        from cogs import client as discord_side  # noqa: PLC0415 - a platform that is off is not loaded
        from cogs.courier import DiscordCourier  # noqa: PLC0415

        given = discord_side.House(
            house.catalogue, house.intake, house.dictionary, house.doorway.enter, house.network.leave
        )
        adapter = discord_side.DiscordAdapter(discord.token.get_secret_value(), discord.api_root, given)
        courier = DiscordCourier(lambda: adapter.client)
        sides.discord = adapter
        sides.couriers.append(courier)
        house.inspections[courier.platform] = courier
    else:
        log.info("Discord is off: AGORA_DISCORD__TOKEN is empty")
    if telegram.token.get_secret_value():
        from handlers.client import TelegramAdapter  # noqa: PLC0415
        from handlers.house import TelegramHouse  # noqa: PLC0415

        room = TelegramHouse(
            house.catalogue,
            house.intake,
            house.dictionary,
            house.doorway.enter,
            house.network.move,
            house.network.leave,
            house.database,
            house.clock,
        )
        sides.telegram = TelegramAdapter(telegram.token.get_secret_value(), telegram.api_root, room)
        sides.couriers.append(sides.telegram.courier)
        house.inspections[sides.telegram.courier.platform] = sides.telegram.courier
    else:
        log.info("Telegram is off: AGORA_TELEGRAM__TOKEN is empty")
    return sides


@asynccontextmanager
async def running(settings: Settings, clock: Clock) -> AsyncIterator[tuple[House, Sides]]:
    """Open everything, run it, and close it in reverse: intake first, then pumps, then storage."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_storage(settings.database.url, clock))
        house = build_house(settings, clock, database)
        sides = build_sides(house)
        alarms = Alarms(clock)
        alarms.start()
        stack.callback(alarms.stop)
        post = Post(database, house.catalogue, house.dictionary, clock, house.network.move, is_alone=database.is_alone)
        pumps = [Pump(post, courier) for courier in sides.couriers]
        watch = Watch(database, house.catalogue, clock, is_alone=database.is_alone)
        database.on_commit(lambda topics: _ring(topics, pumps, watch))
        back = [
            asyncio.create_task(supervise(Supervised(name, run)), name=name)
            for name, run in _background(pumps, watch, alarms)
        ]
        stack.push_async_callback(_stop, back)
        front = [
            asyncio.create_task(supervise(Supervised(name, adapter.run)), name=name)
            for name, adapter in (("Discord", sides.discord), ("Telegram", sides.telegram))
            if adapter is not None
        ]
        stack.push_async_callback(_stop, front)
        for adapter in (sides.discord, sides.telegram):
            if adapter is not None:
                stack.push_async_callback(adapter.close)
        yield house, sides


def _ring(topics: frozenset[str], pumps: list[Pump], watch: Watch) -> None:
    if "outbox" in topics:
        for pump in pumps:
            pump.ring()
    if "due" in topics:
        watch.ring()


def _background(
    pumps: list[Pump], watch: Watch, alarms: Alarms
) -> list[tuple[str, Callable[[], Coroutine[Any, Any, None]]]]:
    def pumping(pump: Pump) -> Callable[[], Coroutine[Any, Any, None]]:
        alarm = alarms.alarm(f"pump {pump.courier.platform}", pump.ring)
        return lambda: pump.run(alarm)

    watching = alarms.alarm("watch", watch.ring)
    return [
        *((f"pump {pump.courier.platform}", pumping(pump)) for pump in pumps),
        ("watch", lambda: watch.run(watching)),
    ]


async def _stop(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=SHUTDOWN_SECONDS) if tasks else None


async def _serve(settings: Settings) -> None:
    async with running(settings, SystemClock()) as (house, _):
        words = house.dictionary.words(settings.locale, settings.zone)
        code = await house.network.owner_code()
        if code:
            print(words("console-owner-code", code=code), flush=True)
        await _until_told_to_stop()


async def _until_told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(name, stop.set)
    await stop.wait()


def _settings() -> Settings:
    try:
        return read_settings()
    except ValidationError as problem:
        for each in problem.errors():
            print("AGORA_" + "__".join(map(str, each["loc"])).upper() + f": {each['msg']}", file=sys.stderr)
        sys.exit(2)


def _console(settings: Settings) -> Words:
    return Dictionary(LOCALES).words(settings.locale, settings.zone)


def _run(settings: Settings, work: Callable[[], Awaitable[None]]) -> None:
    """Run the work; a refusal is one line and exit status 1, never a traceback."""
    set_up_logs(settings.log_level, settings.secrets)

    async def run() -> None:
        await work()

    try:
        asyncio.run(run())
    except Refusal as refusal:
        print(_console(settings)(refusal.message, **refusal.arguments), file=sys.stderr)
        sys.exit(1)


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Agora, le robot des communautés de lecture / the bot of readers' communities."""
    if context.invoked_subcommand is None:
        context.invoke(serve)


@main.command()
def serve() -> None:
    """Run the bot from the settings (the default)."""
    settings = _settings()
    _run(settings, lambda: _serve(settings))


@main.command()
@click.option("--once", is_flag=True, help="End when the journey is over instead of staying up.")
def demo(*, once: bool) -> None:
    """Play the first journey on simulated platforms, then stay up for visitors. Needs no token."""
    with TemporaryDirectory(prefix="agora-demo-") as folder:
        _run(_demo_settings(folder), lambda: _play_demo(folder, once=once))


@main.command()
def sandbox() -> None:
    """Run both simulated platforms alone, for a bot started elsewhere."""
    _run(_demo_settings("var"), _run_sandbox)


def _demo_settings(folder: str) -> Settings:
    return Settings.model_validate(
        {"database": DatabaseSettings(url=f"sqlite:///{folder}/demo.sqlite3"), "log_level": "WARNING"}
    )


async def _play_demo(folder: str, *, once: bool) -> None:
    from core.books.demo import read_demo_catalogue  # noqa: PLC0415 - only the demo needs its catalogue and its stage
    from sandbox.stage.premiere import Network as DemoNetwork  # noqa: PLC0415
    from sandbox.stage.premiere import Premiere  # noqa: PLC0415

    async with _platforms() as (discord, telegram):
        stage = DemoNetwork(discord, telegram, telegram.build.add_bot("Agora", "agora_bot"))
        stage.build()
        plain = _demo_settings(folder)
        settings = plain.model_copy(
            update={
                "discord": DiscordSettings(token=SecretStr(discord.token), api_root=discord.api_root),
                "telegram": TelegramSettings(token=SecretStr(stage.bot.token), api_root=telegram.api_root),
            }
        )
        async with running(settings, SystemClock()) as (house, sides):
            await house.bookshelf.import_csv("demo", read_demo_catalogue())
            await asyncio.gather(*(side.opened.wait() for side in (sides.discord, sides.telegram) if side))
            await Premiere(stage, lambda line: print(line, flush=True)).play(await house.network.owner_code() or "")
            broken = [*discord.violations, *discord.unhandled, *telegram.violations, *telegram.unhandled]
            print(
                f"\n{len(discord.requests)} + {len(telegram.requests)} requêtes / requests, {len(broken)} violation(s)"
            )
            print(f"Discord  {discord.api_root}\nTelegram {telegram.api_root}", flush=True)
            if not once:
                print("Ctrl-C pour finir / to end.", flush=True)
                await _until_told_to_stop()


async def _run_sandbox() -> None:
    async with _platforms() as (discord, telegram):
        bot = telegram.build.add_bot("Agora", "agora_bot")
        for name, value in (
            ("AGORA_DISCORD__TOKEN", discord.token),
            ("AGORA_DISCORD__API_ROOT", discord.api_root),
            ("AGORA_TELEGRAM__TOKEN", bot.token),
            ("AGORA_TELEGRAM__API_ROOT", telegram.api_root),
        ):
            print(f"{name}={value}", flush=True)
        await _until_told_to_stop()


@asynccontextmanager
async def _platforms() -> AsyncIterator[tuple[DiscordSandbox, TelegramSandbox]]:
    from sandbox.discord import DiscordSandbox  # noqa: PLC0415 - a real bot never loads the simulated platforms
    from sandbox.telegram.server import TelegramSandbox  # noqa: PLC0415

    async with DiscordSandbox() as discord, TelegramSandbox() as telegram:
        yield discord, telegram


@main.group(name="import")
def import_() -> None:
    """Bring data in."""


@import_.command(name="books")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_books(file: Path) -> None:
    """Import a catalogue of books from a CSV file."""
    settings = _settings()

    data = file.read_bytes()

    async def work() -> None:
        async with open_storage(settings.database.url, SystemClock()) as database:
            report = await Bookshelf(database, SystemClock()).import_csv(file.name, data)
        words = _console(settings)
        print(words("import-done", file=report.file, read=report.read, works=report.works_new, known=report.known))
        for reason, count in sorted(report.set_aside.items()):
            print(f"  {count:>6}  {words(f'{reason}.short')}")

    _run(settings, work)


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
def backup(path: Path) -> None:
    """Copy the database to a new file, while the bot runs."""
    settings = _settings()

    async def work() -> None:
        async with open_storage(settings.database.url, SystemClock()) as database:
            await database.backup(path)
        print(_console(settings)("backup-done", path=str(path)))

    _run(settings, work)


@main.command(name="restore")
@click.argument("path", type=click.Path(path_type=Path))
def restore_(path: Path) -> None:
    """Put a copy in the database's place; the bot must be stopped."""
    settings = _settings()

    async def work() -> None:
        kept = restore(settings.database.url, path)
        message = "restore-done-kept" if kept else "restore-done"
        print(_console(settings)(message, path=str(path), kept=str(kept)))

    _run(settings, work)


@main.command()
def docs() -> None:
    """Write the command and settings references anew."""
    (ROOT / "docs" / "commands.md").write_text(command_reference(), encoding="utf-8")
    (ROOT / "docs" / "settings.md").write_text(write_settings_reference(), encoding="utf-8")


def command_reference() -> str:
    """Return the command reference; no database is opened, none is asked."""
    clock = SystemClock()
    house = build_house(Settings(), clock, Database("sqlite:///unused", clock))
    return write_reference(house.catalogue, house.dictionary)


if __name__ == "__main__":
    main()
