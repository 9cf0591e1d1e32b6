"""The studio: nothing is loaded before the first picture, nobody waits for a drawing, none brings anything down."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.ui.charts import Chart
from pictures.studio import KEPT, Studio
from tests.pictures.samples import bars, sample

ROOT = Path(__file__).parents[2]


def test_a_bot_that_has_not_drawn_yet_has_not_loaded_the_library() -> None:
    code = "import sys, assembly, pictures.studio; print([name for name in sys.modules if name.split('.')[0] == 'PIL'])"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


async def test_the_event_loop_goes_on_while_a_picture_is_drawn() -> None:
    drawing = asyncio.create_task(Studio().draw(sample("duels", "fr")))
    turns = 0
    while not drawing.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10
    picture = await drawing
    assert picture is not None
    assert picture.startswith(b"\x89PNG")


async def test_a_picture_that_goes_to_many_is_drawn_once() -> None:
    studio = Studio()
    many = await asyncio.gather(*(studio.draw(bars("fr")) for _ in range(20)))
    assert len({id(picture) for picture in many}) == 1


async def test_only_the_last_pictures_are_kept() -> None:
    studio = Studio()
    charts = [replace(bars("fr"), bars=bars("fr").bars[: number + 1]) for number in range(KEPT + 1)]
    first = await studio.draw(charts[0])
    for chart in charts[1:]:
        await studio.draw(chart)
    again = await studio.draw(charts[0])
    assert again == first
    assert again is not first


async def test_a_drawing_that_fails_is_no_picture_and_the_next_one_is_drawn(caplog: pytest.LogCaptureFixture) -> None:
    studio = Studio()

    class Unknown:
        frame = bars("fr").frame

    broken: Chart = Unknown()  # type: ignore[assignment]
    assert await studio.draw(broken) is None
    assert "could not be drawn" in caplog.text
    assert await studio.draw(bars("fr")) is not None
