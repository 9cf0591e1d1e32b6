"""Rounds: a row a title, a column a stage, with who goes out or comes in; must not leave a decision out silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.ui.charts import Course, Fate, Rounds, Tally
from pictures import lettering
from pictures.canvas import FAINT_INK, INNER, LINE, MARGIN, PLAIN, TRACK, WIDTH, Sheet
from pictures.legend import draw_legend
from pictures.lettering import BOLD, REGULAR, face

TITLE_WIDTH = 400
MOST_COLUMNS = 7
ROW = 96
_SIZES = (34, 31, 28, 25, 22, 19)


def draw_rounds(sheet: Sheet, chart: Rounds) -> None:
    columns = _columns(len(chart.stages))
    width = (INNER - TITLE_WIDTH) / len(columns)
    _draw_heads(sheet, chart.stages, columns, width)
    most = max((tally.amount for course in chart.courses for tally in course.tallies if tally), default=0.0)
    titles = lettering.tell_apart([each.name for each in chart.courses], face(32, BOLD), TITLE_WIDTH - 28, 2)
    told = [lettering.legible(tally.figure) for each in chart.courses for tally in each.tallies if tally]
    letters = lettering.largest(told, width - 16, _SIZES)
    for course, title in zip(chart.courses, titles, strict=True):
        sheet.fill((MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + 1), LINE)
        weight = BOLD if _is_elected(course) else REGULAR
        sheet.write_lines((MARGIN, sheet.y + ROW / 2), title, face(32, weight))
        for place, stage in enumerate(columns):
            left = MARGIN + TITLE_WIDTH + place * width
            tally = course.tallies[stage] if stage is not None else _hidden(course, columns)
            if tally is not None:
                _draw_tally(sheet, tally, (left, width), most, letters)
        sheet.y += ROW
    sheet.fill((MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + 1), LINE)
    sheet.y += 18
    _draw_meanings(sheet, chart)


def _columns(stages: int) -> list[int | None]:
    """Return the stages shown; where there are too many, the first and the last ones, and None for those between."""
    if stages <= MOST_COLUMNS:
        return list(range(stages))
    return [0, None, *range(stages - MOST_COLUMNS + 2, stages)]


def _hidden(course: Course, columns: Sequence[int | None]) -> Tally | None:
    """Return what a stage that is not shown decided for a title: the mark stays, without its figure."""
    decided = (tally for stage, tally in enumerate(course.tallies) if stage not in columns and tally)
    found = next((tally for tally in decided if tally.fate is not Fate.STAYS), None)
    return replace(found, figure="") if found else None


def _draw_heads(sheet: Sheet, stages: Sequence[str], columns: Sequence[int | None], width: float) -> None:
    heads = [lettering.GONE if stage is None else lettering.legible(stages[stage]) for stage in columns]
    letters = lettering.largest(heads, width - 12, (30, 27, 24, 21), REGULAR)
    for place, head in enumerate(heads):
        middle = MARGIN + TITLE_WIDTH + (place + 0.5) * width
        sheet.write((middle, sheet.y + 20), lettering.cut(head, letters, width - 8), letters, FAINT_INK, "ms")
    sheet.y += 40


def _draw_tally(sheet: Sheet, tally: Tally, column: tuple[float, float], most: float, letters: lettering.Face) -> None:
    left, width = column
    middle, top = left + width / 2, sheet.y
    figure = lettering.cut(lettering.legible(tally.figure), letters, width - 8)
    sheet.write((middle, top + 44), figure, letters, anchor="ms")
    if tally.fate is Fate.ELECTED:
        sheet.tick((middle, top + 71), 16)
    elif tally.fate is Fate.EXCLUDED:
        sheet.cross((middle, top + 71), 15)
    else:
        room = min(width - 20, 130)
        sheet.fill((middle - room / 2, top + 64, middle + room / 2, top + 72), TRACK)
        share = tally.amount / most if most else 0.0
        sheet.fill((middle - room / 2, top + 64, middle - room / 2 + room * share, top + 72), PLAIN)


def _is_elected(course: Course) -> bool:
    return any(tally is not None and tally.fate is Fate.ELECTED for tally in course.tallies)


def _draw_meanings(sheet: Sheet, chart: Rounds) -> None:
    fates = {tally.fate for course in chart.courses for tally in course.tallies if tally}
    entries = []
    if Fate.ELECTED in fates and chart.elected:
        entries.append((sheet.tick, chart.elected))
    if Fate.EXCLUDED in fates and chart.excluded:
        entries.append((sheet.cross, chart.excluded))
    if entries:
        draw_legend(sheet, entries)
