"""The operator's commands against the real thing: check, backup, restore, demo."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from sandbox.discord import flags
from tests.journeys.city import ROOT, City
from tests.journeys.test_first_vote import SECRET, open_vote

pytestmark = pytest.mark.long


async def run(town: City, *arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "bot.py"),
        *arguments,
        cwd=ROOT,
        env=town.environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await process.communicate()
    return process.returncode or 0, printed.decode()


async def test_check_says_what_is_missing_and_where(shop: City) -> None:
    status, text = await run(shop, "check")
    assert (status, text.count("Tout va bien")) == (0, 8)
    shop.discord.build.set_rights(shop.room, shop.discord.application.user, deny=flags("SEND_MESSAGES"))
    status, text = await run(shop, "check")
    assert status == 1
    assert "L’Agora (Discord) : il manque des droits : Envoyer des messages" in text.replace("\u00a0", " ")
    shop.discord.violations.clear()


async def test_check_names_a_refused_token_without_showing_it(shop: City) -> None:
    environment = {**shop.environment, "AGORA_TELEGRAM__TOKEN": "12345678:refused-refused"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "bot.py"),
        "check",
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await process.communicate()
    assert process.returncode == 1
    assert "AGORA_TELEGRAM__TOKEN" in printed.decode()
    assert "refused-refused" not in printed.decode()


async def test_a_copy_made_while_running_brings_the_vote_back(shop: City, tmp_path: Path) -> None:
    await open_vote(shop, "Discord")
    await shop.on("Alice", "Discord").picks(["Emma"], on=SECRET)
    copy = tmp_path / "copie.sqlite3"
    assert (await run(shop, "backup", str(copy)))[0] == 0
    assert (await run(shop, "backup", str(copy)))[0] == 1
    await shop.on("Alice", "Discord").picks(["Nana"], on=SECRET)
    status, text = await run(shop, "restore", str(copy))
    assert status == 1
    assert "Traceback" not in text
    await shop.stop_bot()
    assert (await run(shop, "restore", str(copy)))[0] == 0
    await shop.start_bot()
    assert "Emma" in await shop.on("Alice", "Discord").taps("Mon bulletin", on=SECRET)


async def test_the_demo_plays_to_its_end_without_a_token() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "bot.py"),
        "demo",
        "--once",
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await asyncio.wait_for(process.communicate(), 60)
    text = printed.decode()
    assert process.returncode == 0
    assert "0 violation(s)" in text
    assert text.count("3 bulletins comptés") == 2
    assert "Traceback" not in text
