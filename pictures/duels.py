"""Duels: a square table, each row a title against all others; must not decide who has won."""

from __future__ import annotations

from core.ui.charts import Duels
from pictures import lettering
from pictures.canvas import DEEP, FAINT_INK, INK, INNER, LINE, MARGIN, PAPER, TRACK, Sheet
from pictures.legend import MIDDLE, Mark, draw_legend
from pictures.lettering import BOLD, REGULAR, Face, face

NUMBER_WIDTH = 48
PADDING = 22
_SIZES = (34, 31, 28, 25, 22, 19, 16)


def draw_duels(sheet: Sheet, chart: Duels) -> None:
    count = len(chart.names)
    title_width = 420 if count <= 6 else 330
    cell = (INNER - title_width - NUMBER_WIDTH) / count
    row = min(88.0, max(72.0, cell))
    titles = lettering.tell_apart(chart.names, face(30), title_width - 20, 2)
    _draw_numbers(sheet, count, MARGIN + NUMBER_WIDTH + title_width, cell)
    texts = _texts(chart, cell - PADDING)
    letters = lettering.largest([each for line in texts for each in line], cell - PADDING, _SIZES)
    for a in range(count):
        middle = sheet.y + row / 2
        sheet.write((MARGIN, middle), str(a + 1), face(30, BOLD), FAINT_INK, "lm")
        sheet.write_lines((MARGIN + NUMBER_WIDTH, middle), titles[a], face(30))
        for b in range(count):
            left = MARGIN + NUMBER_WIDTH + title_width + b * cell
            box = (left + 3, sheet.y + 3, left + cell - 3, sheet.y + row - 3)
            if a == b:
                sheet.fill((left + cell / 2 - 10, middle - 1, left + cell / 2 + 10, middle + 1), LINE)
            else:
                _draw_cell(sheet, box, chart.counts[a][b] - chart.counts[b][a], (texts[a][b], letters))
        sheet.y += row
    sheet.y += 16
    marks = [(_sample(sheet, 1), chart.won), (_sample(sheet, -1), chart.lost), (_sample(sheet, 0), chart.tied)]
    is_tied = any(chart.counts[a][b] == chart.counts[b][a] for a in range(count) for b in range(a))
    draw_legend(sheet, marks if is_tied else marks[:2])


def _texts(chart: Duels, width: float) -> list[list[str]]:
    """Return both counts of each duel where the cells are wide enough, else the row's own."""
    count = range(len(chart.names))
    both = [[f"{chart.counts[a][b]}–{chart.counts[b][a]}" for b in count] for a in count]
    smallest = face(25, BOLD)
    if all(lettering.width_of(text, smallest) <= width for line in both for text in line):
        return both
    return [[lettering.cut(str(chart.counts[a][b]), face(_SIZES[-1], BOLD), width) for b in count] for a in count]


def _draw_numbers(sheet: Sheet, count: int, left: float, cell: float) -> None:
    for place in range(count):
        sheet.write((left + (place + 0.5) * cell, sheet.y + 20), str(place + 1), face(30, BOLD), FAINT_INK, "ms")
    sheet.y += 34


def _draw_cell(sheet: Sheet, box: tuple[float, float, float, float], lead: int, told: tuple[str, Face]) -> None:
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    _draw_ground(sheet, box, lead)
    text, letters = told
    if lead <= 0:
        letters = face(round(letters.size), REGULAR)
    sheet.write(middle, text, letters, "#FFFFFF" if lead > 0 else INK, "mm")


def _draw_ground(sheet: Sheet, box: tuple[float, float, float, float], lead: int) -> None:
    """Won is full, lost is an empty frame, tied is a frame on a grey ground."""
    if lead > 0:
        sheet.pill(box, DEEP, 8)
        return
    sheet.pill(box, LINE, 8)
    inner = (box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2)
    sheet.pill(inner, PAPER if lead < 0 else TRACK, 6)


def _sample(sheet: Sheet, lead: int) -> Mark:
    def mark(at: tuple[float, float]) -> None:
        _draw_ground(sheet, (at[0] - MIDDLE, at[1] - 15, at[0] + MIDDLE, at[1] + 15), lead)

    return mark
