"""A chart in, a picture out: the same bytes for the same chart. Must not be called in the event loop."""

from __future__ import annotations

from typing import assert_never

from core.ui.charts import Bars, Chart, Duels, JuryAndPublic, Rounds
from pictures.bars import draw_bars
from pictures.canvas import MARGIN, Sheet
from pictures.duels import draw_duels
from pictures.ranks import draw_ranks
from pictures.rounds import draw_rounds


def draw(chart: Chart) -> bytes:
    """Return the chart as a PNG of 1200 pixels in width and under 200 KB."""
    # Written once on next to nothing, to know how high the sheet must be.
    draft = Sheet(1)
    _write(draft, chart)
    sheet = Sheet(round(draft.y) + MARGIN)
    _write(sheet, chart)
    return sheet.png()


def _write(sheet: Sheet, chart: Chart) -> None:
    sheet.head(chart.frame)
    match chart:
        case Bars():
            draw_bars(sheet, chart)
        case Rounds():
            draw_rounds(sheet, chart)
        case Duels():
            draw_duels(sheet, chart)
        case JuryAndPublic():
            draw_ranks(sheet, chart)
        case _:
            assert_never(chart)
    sheet.foot(chart.frame)
