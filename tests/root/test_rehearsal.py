"""The rehearsal without a browser: the page during the journey, the clock, the visit's looks, the new start."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from rehearsal import Rehearsal

WAIT_SECONDS = 60


@dataclass(slots=True)
class Visitor:
    """Somebody at the page's address, over plain HTTP."""

    web: aiohttp.ClientSession
    address: str

    async def get(self, path: str, **query: str) -> str:
        async with self.web.get(self.address + path, params=query) as response:
            return await response.text() if response.status == 200 else ""

    async def post(self, path: str, who: str = "olga", **body: Any) -> int:
        async with self.web.post(self.address + path, params={"as": who}, json=body) as response:
            return response.status

    async def until_shown(self, path: str, words: str, **query: str) -> str:
        """Ask again after each change that the page tells of, until the words are there."""
        async with asyncio.timeout(WAIT_SECONDS):
            async with self.web.get(self.address + "/changes") as changes:
                while words not in (shown := await self.get(path, **query)):
                    await changes.content.readuntil(b"\n\n")
        return shown


@dataclass(slots=True)
class Stagehand:
    """Runs a rehearsal and gathers what it tells."""

    task: asyncio.Task[None]
    stop: asyncio.Event
    lines: asyncio.Queue[str]
    opened: list[str]

    async def until_told(self, matches: Callable[[str], object]) -> str:
        async with asyncio.timeout(WAIT_SECONDS):
            while not matches(line := await self.lines.get()):
                pass
        return line

    async def end(self) -> None:
        self.stop.set()
        await asyncio.wait_for(self.task, WAIT_SECONDS)


@pytest.fixture
async def stagehand(tmp_path: Path) -> AsyncIterator[Stagehand]:
    lines: asyncio.Queue[str] = asyncio.Queue()
    opened: list[str] = []
    stop = asyncio.Event()

    async def until_stopped() -> None:
        await stop.wait()

    rehearsal = Rehearsal(tmp_path, lines.put_nowait, opened.append)
    hand = Stagehand(asyncio.create_task(rehearsal.play(until_stopped)), stop, lines, opened)
    yield hand
    if not hand.task.done():
        await hand.end()


@pytest.fixture
async def visitor(stagehand: Stagehand) -> AsyncIterator[Visitor]:
    """Somebody who came as soon as there was an address."""
    address = await stagehand.until_told(lambda line: line.startswith("http"))
    async with aiohttp.ClientSession() as web:
        yield Visitor(web, address)


async def test_the_page_is_there_before_the_journey_and_opened_once(stagehand: Stagehand, visitor: Visitor) -> None:
    assert stagehand.opened == [visitor.address]
    assert "La salle de répétition" in await visitor.get("/")
    summary = await stagehand.until_told(lambda line: "violation" in line)
    assert summary.endswith(", 0 violation(s)")
    drawn = await visitor.get("/pane/telegram", **{"as": "chloé"})
    assert "L’Étranger</b> l’emporte" in drawn
    assert "Aucune règle enfreinte." in await visitor.get("/pane/wire")


async def test_a_vote_closes_when_the_clock_goes_to_what_comes_next(stagehand: Stagehand, visitor: Visitor) -> None:
    await stagehand.until_told(lambda line: "violation" in line)
    assert await visitor.post("/clock/next") == 409
    assert await visitor.post("/tour/begin") == 200
    assert "1/4" in await visitor.get("/pane/tour")
    await open_vote(visitor, "Que lire ?")
    paper = await visitor.until_shown("/pane/telegram", "Que lire ?", **{"as": "nour"})
    assert "2/4" in await visitor.until_shown("/pane/tour", "2/4")
    message = re.findall(r'data-press="Nana[^"]*" data-message="(\d+)"', paper)[-1]
    room = re.findall(r'<option value="(-\d+)" selected', paper)[0]
    pressed = await visitor.post(
        "/act/telegram/press", "nour", place=room, message=int(message), label="Nana · Émile Zola"
    )
    assert pressed == 200
    assert "3/4" in await visitor.until_shown("/pane/tour", "3/4")
    assert "vote-close" in await visitor.get("/pane/wire")
    assert await visitor.post("/clock/next") == 200
    result = await visitor.until_shown("/pane/telegram", "Nana</b> l’emporte", **{"as": "nour"})
    assert result.count("Que lire ?") == 2


@pytest.mark.long
async def test_a_new_start_is_at_the_same_address_with_nothing_of_the_old(
    stagehand: Stagehand, visitor: Visitor, tmp_path: Path
) -> None:
    await stagehand.until_told(lambda line: "violation" in line)
    before = await visitor.get("/stage")
    await visitor.post("/clock/morning")
    assert await visitor.post("/reset") == 200
    await stagehand.until_told(lambda line: "violation" in line)
    await stagehand.until_told(lambda line: visitor.address in line)
    assert await visitor.get("/stage") not in {"", before}
    assert 'data-ahead="0"' in await visitor.get("/")
    assert stagehand.opened == [visitor.address]
    assert {"demo-1.sqlite3", "demo-2.sqlite3"} <= files_in(tmp_path)


async def test_the_journey_alone_shows_no_page(tmp_path: Path) -> None:
    told: list[str] = []
    opened: list[str] = []
    await asyncio.wait_for(Rehearsal(tmp_path, told.append, opened.append).play(None), WAIT_SECONDS)
    assert opened == []
    assert not any("http" in line for line in told)
    assert told[-1].endswith("0 violation(s)")


def files_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


async def open_vote(visitor: Visitor, question: str) -> None:
    """Fill the form of /vote ouvrir as Olga, as the page does."""
    salon = re.findall(r'<option value="(\d+)" selected', await visitor.get("/pane/discord", **{"as": "olga"}))[0]
    typed = {"channel": salon, "command": "/vote ouvrir", "options": {}}
    async with visitor.web.post(f"{visitor.address}/act/discord/types", params={"as": "olga"}, json=typed) as response:
        modal = (await response.json())["modal"]
    answer = re.findall(r'data-modal="(\d+)"', modal)[0]
    names = re.findall(r'name="([^"]+)"', modal)
    values = dict(zip(names, (question, "Nadja\nNana", "demain 18h"), strict=False))
    assert await visitor.post("/act/discord/submits", answer=answer, values=values) == 200
