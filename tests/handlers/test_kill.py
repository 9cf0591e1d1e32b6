"""kill -9 at bad moments: in the middle of a backlog, and between an answer and the next question."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.ui.words import Dictionary
from handlers.client import WIDTH
from sandbox.telegram.server import TelegramSandbox
from tests.handlers.town import ROOT, Town, gather_texts

PATIENCE_S = 30.0


@dataclass(slots=True)
class Process:
    """A bot in a process of its own, on a database that outlives it."""

    town: Town
    folder: Path

    @asynccontextmanager
    async def alive(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """The process, killed without warning at the end of the context."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.handlers.bot_process",
            self.town.sandbox.api_root,
            self.town.bot.token,
            self.url,
            str(self.folder),
            cwd=ROOT,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'bot.sqlite3'}"

    async def sees(self, fragment: str) -> None:
        await self.town.sandbox.sight.sees(self.town.bob, self.town.bot, fragment, timeout_s=PATIENCE_S)


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[Process]:
    dictionary: Dictionary = gather_texts(tmp_path)
    async with TelegramSandbox() as sandbox:
        town = Town(sandbox, dictionary)
        yield Process(town, tmp_path)
        town.check()


async def test_no_update_is_lost_in_the_middle_of_a_backlog(process: Process) -> None:
    town = process.town
    people = [town.sandbox.build.add_user(f"P{n}", f"person_{n}", "en") for n in range(10)]
    for person in people:
        town.start(person)
        for number in range(15):
            town.say(person, f"/echo {number}")
    async with process.alive():
        await town.sandbox.sight.until(lambda: len(town.sandbox.record.of("sendMessage")) >= 40 or None, PATIENCE_S)
    at_death = len(town.sandbox.record.of("sendMessage"))
    assert at_death < 160
    async with process.alive():
        for person in people:
            await town.sandbox.sight.sees(person, town.bot, "You said: 14", timeout_s=PATIENCE_S)
    for person in people:
        told = Counter(text for text in town.texts(person) if text.startswith("You said"))
        assert set(told) == {f"You said: {number}" for number in range(15)}
        # Handled but not yet marked at the kill: as many as were in hand may be told twice.
        assert sum(told.values()) - 15 <= WIDTH


async def test_an_answer_is_taken_once_though_it_is_told_twice(process: Process) -> None:
    town = process.town
    async with process.alive():
        town.start(town.bob)
        await process.sees("Hello")
        town.say(town.bob, "/letter")
        await process.sees("Which subject?")
        # The form has moved on, and the process dies before the person hears of it.
        gate = town.sandbox.faults.hold_next("sendMessage")
        town.say(town.bob, "Emma")
        async with asyncio.timeout(PATIENCE_S):
            await gate.reached.wait()
    async with process.alive():
        await process.sees("Which text?")
        town.say(town.bob, "Nana")
        await process.sees("Emma / Nana")
