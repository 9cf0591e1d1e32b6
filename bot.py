"""The command line: serve, demo, sandbox, check, import, backup, restore, recount, docs.

Nothing imports this module but tests; the rooms are wired in `assembly.py`, and no rule lives in either.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from assembly import LOCALES, build_house, running
from checkup import look
from config.logs import set_up_logs
from config.reference import write_settings_reference
from config.settings import DatabaseSettings, Settings, read_settings
from core.books.service import Bookshelf
from core.kernel.clock import SystemClock
from core.kernel.errors import Refusal
from core.ui.reference import write_reference
from core.ui.words import Dictionary, Words
from core.votes.ending.exporting import Proofs
from core.votes.service import poll_id
from recounting import recount_files
from storage.open import Database, open_storage, restore

if TYPE_CHECKING:
    from sandbox.discord import DiscordSandbox
    from sandbox.telegram.server import TelegramSandbox

ROOT = Path(__file__).parent


async def _serve(settings: Settings) -> None:
    async with running(settings, SystemClock()) as (house, sides):
        if not sides.couriers:
            raise Refusal("console-no-platform")
        words = house.dictionary.words(settings.locale, settings.zone)
        code = await house.network.owner_code()
        if code:
            print(words("console-owner-code", code=code), flush=True)
        # What is loaded by now lives as long as the process: looked through again and again by the collector of cycles,
        # it made up a fifth of the cost of a press, in pauses of tens of milliseconds.
        gc.collect()
        gc.freeze()
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
        for each in problem.errors(include_input=False):
            name = "AGORA_" + "__".join(map(str, each["loc"])).upper()
            print(f"{name}: {_plain(each, name)}", file=sys.stderr)
    except UnicodeDecodeError:
        print(".env: ce fichier n’est pas en UTF-8 / this file is not in UTF-8", file=sys.stderr)
    sys.exit(2)


def _plain(problem: ErrorDetails, name: str) -> str:
    match problem["type"]:
        case "model_type":
            return f"un groupe de réglages, à nommer un par un / a group of settings, named one by one: {name}__…"
        case "extra_forbidden":
            return "aucun réglage ne s’appelle ainsi / no setting has this name: docs/settings.md"
        case "literal_error":
            choices = problem["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            return f"à choisir parmi / to be chosen from: {choices}"
        case _:
            return problem["msg"].removeprefix("Value error, ")


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
@click.option("--open/--no-open", "opens", default=True, help="Open the page in a browser where there is a screen.")
def demo(*, once: bool, opens: bool) -> None:
    """Play the first journey on simulated platforms, then stay up for visitors. Needs no token."""
    from rehearsal import Rehearsal  # noqa: PLC0415 - a real bot never loads the stage

    def tell(line: str) -> None:
        print(line, flush=True)

    def show(address: str) -> None:
        has_screen = sys.platform in {"darwin", "win32"} or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
        if opens and has_screen:
            webbrowser.open(address)

    with TemporaryDirectory(prefix="agora-demo-") as folder:
        rehearsal = Rehearsal(Path(folder), tell, show)
        _run(_demo_settings(folder), lambda: rehearsal.play(None if once else _until_told_to_stop))


@main.command()
def sandbox() -> None:
    """Run both simulated platforms alone, for a bot started elsewhere."""
    _run(_demo_settings("var"), _run_sandbox)


def _demo_settings(folder: str) -> Settings:
    return Settings.model_validate(
        {"database": DatabaseSettings(url=f"sqlite:///{folder}/demo.sqlite3"), "log_level": "WARNING"}
    )


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


@main.command(name="export")
@click.argument("poll")
@click.argument("path", type=click.Path(path_type=Path))
def export_vote(poll: str, path: Path) -> None:
    """Write what a stranger needs to check a closed vote: a zip with its ballots, its seals and a verifier."""
    settings = _settings()

    async def work() -> None:
        async with open_storage(settings.database.url, SystemClock(), settings.database.keys) as database:
            packed = await Proofs(database, SystemClock()).export(poll_id(poll))
        await asyncio.to_thread(path.write_bytes, packed)
        print(_console(settings)("export-done", path=str(path)))

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
def check() -> None:
    """Say in plain words what is missing."""
    settings = _settings()
    set_up_logs("ERROR", settings.secrets)
    words = _console(settings)
    findings = asyncio.run(look(settings, words))
    for finding in findings:
        print(words("check-good" if finding.is_good else "check-bad", what=finding.text))
    sys.exit(0 if all(finding.is_good for finding in findings) else 1)


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


main.add_command(recount_files)

if __name__ == "__main__":
    main()
