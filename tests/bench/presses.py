"""From a press to its acknowledgement through the sandbox: the product against a trivial bot on the bare library."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.discord import DiscordSandbox, GatewayLimits, Message, RateLimits, SandboxSettings, User
from tests.bench.ballots import Series, drive

ROOT = Path(__file__).parents[2]
IN_FLIGHT = 50
PRESSES = 1_500
VOTERS = 150


@asynccontextmanager
async def child(*arguments: str, environment: Mapping[str, str] | None = None) -> AsyncIterator[asyncio.subprocess.Process]:
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
            series = await measured(press)
            return series


async def measured(press: Callable[[int], Awaitable[object]]) -> Series:
    await drive(press, 200, IN_FLIGHT)
    return await drive(press, PRESSES, IN_FLIGHT)


async def owner_code(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    return line.split("—")[0].split()[-1]


async def open_vote(  # noqa: PLR0917
    sandbox: DiscordSandbox, owner: User, room: object, code: str, environment: Mapping[str, str], folder: Path
) -> Message:
    catalogue = folder / "books.csv"
    catalogue.write_text("titre;auteurs\nEmma;Jane Austen\nNana;Émile Zola\nBabel;Une Autrice\n", encoding="utf-8")
    async with child("bot.py", "import", "books", str(catalogue), environment=environment) as importing:
        await importing.communicate()
    answer = await sandbox.people.types(owner, room, "/setup", {"shop": "L’Agora", "code": code})  # type: ignore[arg-type]
    await answer.shown()
    form = await sandbox.people.types(owner, room, "/vote open")  # type: ignore[arg-type]
    filled = {"question": "?", "books": "Emma\nNana\nBabel", "closes": "demain 18h"}
    answer = await sandbox.people.submits(form, filled)
    await answer.shown()
    return await sandbox.until(
        lambda: next(
            (each for each in sandbox.people.visible_to(owner, room) if not each.flags & 64),  # type: ignore[arg-type]
            None,
        )
    )  # type: ignore[return-value]


async def compare(folder: Path, rounds: int = 3) -> list[str]:
    """Return the report's lines; the two sides take turns inside each round."""
    lines = []
    for platform, series_of in (("Discord", discord_series),):
        ours, theirs = [], []
        for number in range(rounds):
            place = folder / f"{platform}-{number}"
            place.mkdir()
            theirs.append(await series_of("bare", place))
            ours.append(await series_of("product", place))
        ratios = sorted(a.per_second / b.per_second for a, b in zip(ours, theirs, strict=True))
        middle, base = (sorted(each, key=lambda one: one.per_second)[rounds // 2] for each in (ours, theirs))
        lines += [
            f"press to acknowledgement, {platform}, {IN_FLIGHT} in flight: {middle.per_second:,.0f}/s "
            f"p50 {middle.p50_ms:.1f} p99 {middle.p99_ms:.1f} ms",
            f"  trivial bot on the bare library:  {base.per_second:,.0f}/s p50 {base.p50_ms:.1f} p99 {base.p99_ms:.1f} ms",
            f"  ratio {ratios[rounds // 2]:.2f} (aim 0.7)",
        ]
    return lines
