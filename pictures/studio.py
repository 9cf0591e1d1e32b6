"""Draws away from the event loop, one picture at a time; must not load the drawing library before the first one.

The library takes 15 MB with the first picture and up to 40 after many; a bot that never shows one never pays them.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from core.ui.charts import Chart

log = logging.getLogger(__name__)

KEPT = 8
"""Pictures remembered: a result goes to many communities, in two languages, within a minute."""


class Studio:
    """Satisfies core.ui.charts.Draw with `draw`. One thread, because the library's letters are not to be shared."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="studio")
        self._kept: OrderedDict[Chart, bytes] = OrderedDict()
        self._turn = asyncio.Lock()

    async def draw(self, chart: Chart) -> bytes | None:
        """Return the picture, or None when it could not be drawn: the log says why, and nobody is kept waiting."""
        async with self._turn:
            picture = self._kept.get(chart)
            if picture is None:
                picture = await asyncio.get_running_loop().run_in_executor(self._thread, _draw, chart)
            if picture is None:
                return None
            self._kept[chart] = picture
            self._kept.move_to_end(chart)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return picture


def _draw(chart: Chart) -> bytes | None:
    try:
        from pictures.drawing import draw  # noqa: PLC0415 - slow to load, and many a bot never draws

        return draw(chart)
    except Exception:
        log.exception("a picture could not be drawn")
        return None
