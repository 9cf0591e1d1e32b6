"""The house as it runs: what it says of a platform that is off, and that it opens and closes whatever is missing."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from assembly import BACK_SECONDS, FRONT_SECONDS, build_sides, running
from config.settings import DatabaseSettings, Settings
from core.delivery.housekeeping import HOUSEKEEPING
from core.kernel.clock import SystemClock
from storage.open import open_storage
from tests.root.house import Furnished

ROOT = Path(__file__).parents[2]
TOKENS = {"AGORA_DISCORD__TOKEN": "ver1y-sec.ret-disc.ord-token", "AGORA_TELEGRAM__TOKEN": "12345:AAF-telegram-secret"}
WAIT_SECONDS = 60


def settings(folder: Path) -> Settings:
    return Settings(database=DatabaseSettings(url=f"sqlite:///{folder / 'agora.sqlite3'}"))


async def test_each_platform_without_a_token_is_off_with_one_clear_line(
    inside: Furnished, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="agora"):
        sides = build_sides(inside.house)
    assert (sides.discord, sides.telegram, sides.couriers) == (None, None, [])
    assert [record.getMessage() for record in caplog.records if record.name == "agora"] == [
        "Discord is off: AGORA_DISCORD__TOKEN is empty",
        "Telegram is off: AGORA_TELEGRAM__TOKEN is empty",
    ]


async def test_a_house_without_platforms_opens_works_and_closes(tmp_path: Path) -> None:
    async with running(settings(tmp_path), SystemClock()) as (house, _):
        code = await house.network.owner_code()
        assert code
    async with running(settings(tmp_path), SystemClock()) as (house, _):
        again = await house.network.owner_code()
    assert again not in {None, code}


async def test_nothing_is_left_running_once_it_is_closed(tmp_path: Path) -> None:
    before = asyncio.all_tasks()
    async with running(settings(tmp_path), SystemClock()):
        assert {task.get_name() for task in asyncio.all_tasks() - before} >= {"watch"}
    assert asyncio.all_tasks() == before


async def test_what_fails_inside_is_raised_after_everything_is_closed(tmp_path: Path) -> None:
    before = asyncio.all_tasks()
    with pytest.raises(LookupError):
        async with running(settings(tmp_path), SystemClock()):
            raise LookupError
    assert asyncio.all_tasks() == before
    async with open_storage(settings(tmp_path).database.url, SystemClock()) as database:
        await database.check()


async def test_housekeeping_is_planned_at_every_start_and_stands_once(tmp_path: Path) -> None:
    clock = SystemClock()
    for _ in range(3):
        async with running(settings(tmp_path), clock) as (house, _):
            assert HOUSEKEEPING in house.catalogue.due_handlers
    async with open_storage(settings(tmp_path).database.url, clock) as database:
        planned = await database.write(
            lambda rows: rows.due_queue.claim(clock.now() + timedelta(days=1), 10, clock.now() + timedelta(days=1))
        )
    assert [due.kind for _, due, _ in planned] == [HOUSEKEEPING]


def test_a_stop_takes_less_than_ten_seconds_by_its_own_figures() -> None:
    assert FRONT_SECONDS + BACK_SECONDS < 9


async def test_without_any_token_the_bot_says_what_to_do_and_ends(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AGORA_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "bot.py")),
        cwd=tmp_path,
        env=environment | {"AGORA_LOG_LEVEL": "WARNING"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told, complaints = await asyncio.wait_for(process.communicate(), WAIT_SECONDS)
    assert (process.returncode, told) == (1, b"")
    assert complaints.decode().startswith("Aucun réseau n’est relié")
    assert complaints.count(b"\n") == 1


@pytest.mark.long
async def test_while_no_platform_answers_the_bot_tries_again_stops_in_time_and_logs_no_token(tmp_path: Path) -> None:
    """At the most talkative level, with both libraries failing to connect again and again."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AGORA_")},
            **TOKENS,
            "AGORA_DISCORD__API_ROOT": nobody,
            "AGORA_TELEGRAM__API_ROOT": nobody,
            "AGORA_DATABASE__URL": f"sqlite:///{tmp_path / 'agora.sqlite3'}",
            "AGORA_LOG_LEVEL": "DEBUG",
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(ROOT / "bot.py"), "serve"),
            cwd=tmp_path,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        lines = await lines_until_both_fail(process)
        began = asyncio.get_running_loop().time()
        process.send_signal(signal.SIGTERM)
        rest, _ = await asyncio.wait_for(process.communicate(), WAIT_SECONDS)
    assert asyncio.get_running_loop().time() - began < 10
    assert process.returncode == 0
    log = "\n".join([*lines, rest.decode()])
    assert "Traceback" not in log
    for token in TOKENS.values():
        assert token not in log
        assert token.partition(":")[2] not in log or ":" not in token


async def lines_until_both_fail(process: asyncio.subprocess.Process) -> list[str]:
    """Read what the bot says until each adapter has failed twice and is tried again."""
    assert process.stdout is not None
    lines: list[str] = []
    async with asyncio.timeout(WAIT_SECONDS):
        while not all(
            sum(f"{name} does not answer" in line for line in lines) >= 2 for name in ("Discord", "Telegram")
        ):
            line = await process.stdout.readline()
            assert line, lines
            lines.append(line.decode().rstrip())
    return lines
