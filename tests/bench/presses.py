"""From a press to its acknowledgement through the sandbox: the product against a trivial bot on the bare library."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.discord import Channel, DiscordSandbox, GatewayLimits, RateLimits, SandboxSettings, User
from sandbox.stage.on_telegram import TelegramHand
from sandbox.telegram.server import TelegramSandbox
from tests.bench.ballots import Series, drive

ROOT = Path(__file__).parents[2]
IN_FLIGHT = 50
PRESSES = 1_500
VOTERS = 150
EPHEMERAL = 64


@asynccontextmanager
async def child(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a Python program until the context ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env={**os.environ, "NO_PROXY": "127.0.0.1", **(environment or {})},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def discord_series(kind: str, folder: Path) -> Series:
    """Return one side's figures on Discord; `kind` is "product" or "bare"."""
    settings = SandboxSettings(gateway=GatewayLimits(identify_interval_s=0), rate_limits=RateLimits(per_second=None))
    async with DiscordSandbox(settings) as sandbox:
        guild = sandbox.build.add_guild("L’Agora", locale="fr")
        room = sandbox.build.add_channel(guild, "salon")
        people = [sandbox.build.add_user(f"reader{number}", locale="fr") for number in range(VOTERS)]
        for person in people:
            sandbox.build.join(guild, person)

        async def press(number: int) -> None:
            answer = await sandbox.people.forge_press(people[number % VOTERS], room, f"vm_1_{number % 3}")
            await answer.shown()

        if kind == "bare":
            async with child("-m", "tests.bench.bare", "discord", sandbox.token, sandbox.api_root):
                await sandbox.gateway.until_connected()
                return await measured(press)
        environment = {
            "AGORA_DISCORD__TOKEN": sandbox.token,
            "AGORA_DISCORD__API_ROOT": sandbox.api_root,
            "AGORA_TELEGRAM__TOKEN": "",
            "AGORA_DATABASE__URL": f"sqlite:///{folder / 'agora.sqlite3'}",
        }
        async with child("bot.py", "serve", environment=environment) as process:
            await sandbox.gateway.until_connected()
            await open_vote(sandbox, people[0], room, await owner_code(process), environment, folder)
            return await measured(press)


async def telegram_series(kind: str, folder: Path) -> Series:
    """Return one side's figures on Telegram; the presses are those of a vote's paper on either side."""
    async with TelegramSandbox() as sandbox:
        bot = sandbox.build.add_bot("Agora", "agora_bot")
        owner = sandbox.build.add_user("Olga", "olga")
        group = sandbox.build.add_group("L’Agora", [owner, bot], supergroup=True)
        people = [sandbox.build.add_user(f"reader{number}", f"reader{number}") for number in range(VOTERS)]
        for person in people:
            sandbox.build.settle(group, person)

        async def press(number: int) -> None:
            forged = sandbox.people.forge_press(people[number % VOTERS], group, f"vm_1_{number % 3}")
            await sandbox.sight.answer_to(forged)

        if kind == "bare":
            async with child("-m", "tests.bench.bare", "telegram", bot.token, sandbox.api_root):
                await sandbox.sight.until(lambda: sandbox.record.of("getUpdates"), timeout_s=20)
                return await measured(press)
        environment = {
            "AGORA_DISCORD__TOKEN": "",
            "AGORA_TELEGRAM__TOKEN": bot.token,
            "AGORA_TELEGRAM__API_ROOT": sandbox.api_root,
            "AGORA_DATABASE__URL": f"sqlite:///{folder / 'agora.sqlite3'}",
        }
        async with child("bot.py", "serve", environment=environment) as process:
            await sandbox.sight.until(lambda: sandbox.record.of("getUpdates"), timeout_s=20)
            await open_vote_on_telegram(sandbox, TelegramHand(sandbox, owner, group, bot), process, environment, folder)
            return await measured(press)


async def measured(press: Callable[[int], Awaitable[object]]) -> Series:
    await drive(press, 200, IN_FLIGHT)
    return await drive(press, PRESSES, IN_FLIGHT)


async def owner_code(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    return line.split("—")[0].split()[-1]


async def open_vote(
    sandbox: DiscordSandbox, owner: User, room: Channel, code: str, environment: Mapping[str, str], folder: Path
) -> None:
    await import_books(environment, folder)
    answer = await sandbox.people.types(owner, room, "/setup", {"shop": "L’Agora", "code": code})
    await answer.shown()
    form = await sandbox.people.types(owner, room, "/vote open")
    filled = {"question": "?", "books": "Emma\nNana\nBabel", "closes": "demain 18h"}
    answer = await sandbox.people.submits(form, filled)
    await answer.shown()
    await sandbox.until(lambda: any(not each.flags & EPHEMERAL for each in sandbox.people.visible_to(owner, room)))


async def open_vote_on_telegram(
    sandbox: TelegramSandbox,
    owner: TelegramHand,
    process: asyncio.subprocess.Process,
    environment: Mapping[str, str],
    folder: Path,
) -> None:
    code = await owner_code(process)
    await import_books(environment, folder)
    sandbox.people.start(owner.user, owner.bot)
    await owner.types("setup", "L’Agora", code, in_room=True)
    await owner.fills("vote open", ["?", "Emma\nNana\nBabel", "demain 18h", "", ""])
    await owner.sees("Bulletin secret")


async def import_books(environment: Mapping[str, str], folder: Path) -> None:
    catalogue = folder / "books.csv"
    catalogue.write_text("titre;auteurs\nEmma;Jane Austen\nNana;Émile Zola\nBabel;Une Autrice\n", encoding="utf-8")
    async with child("bot.py", "import", "books", str(catalogue), environment=environment) as importing:
        await importing.communicate()


async def compare(folder: Path, rounds: int = 3) -> list[str]:
    """Return the report's lines; the two sides take turns inside each round."""
    lines = []
    for platform, series_of in (("Discord", discord_series), ("Telegram", telegram_series)):
        ours, theirs = [], []
        for number in range(rounds):
            place = folder / f"{platform}-{number}"
            place.mkdir()
            theirs.append(await series_of("bare", place))
            ours.append(await series_of("product", place))
        ratios = sorted(a.per_second / b.per_second for a, b in zip(ours, theirs, strict=True))
        middle, base = (sorted(each, key=lambda one: one.per_second)[rounds // 2] for each in (ours, theirs))
        ours_told = f"{middle.per_second:,.0f}/s p50 {middle.p50_ms:.1f} p99 {middle.p99_ms:.1f} ms"
        base_told = f"{base.per_second:,.0f}/s p50 {base.p50_ms:.1f} p99 {base.p99_ms:.1f} ms"
        lines.append(f"press to acknowledgement, {platform}, {IN_FLIGHT} in flight: {ours_told}")
        lines.append(f"  trivial bot on the bare library: {base_told}")
        lines.append(f"  ratio {ratios[rounds // 2]:.2f} (aim 0.7)")
    return lines
