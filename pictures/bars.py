"""Bars: a title and its figure, and under both a bar as long as the phone is wide; must not choose the order."""

from __future__ import annotations

from core.ui.charts import Bar, Bars
from pictures import lettering
from pictures.canvas import DEEP, INNER, MARGIN, PLAIN, TRACK, WIDTH, Sheet
from pictures.legend import MARK_WIDTH, MIDDLE, draw_legend
from pictures.lettering import BOLD, REGULAR, face

FIGURE_WIDTH = 340


def draw_bars(sheet: Sheet, chart: Bars) -> None:
    most = max(bar.amount for bar in chart.bars)
    figures = [lettering.cut(lettering.legible(bar.figure), face(34, BOLD), FIGURE_WIDTH) for bar in chart.bars]
    widest = max(lettering.width_of(figure, face(34, BOLD)) for figure in figures)
    room = INNER - MARK_WIDTH - widest - 32
    titles = lettering.tell_apart([bar.name for bar in chart.bars], face(36, BOLD), room, 1)
    sheet.y += 6
    for bar, [title], figure in zip(chart.bars, titles, figures, strict=True):
        _draw_bar(sheet, bar, title, figure)
        _draw_length(sheet, bar.amount / most if most else 0.0, is_winner=bar.is_winner)
    if any(bar.is_winner for bar in chart.bars) and chart.winner:
        draw_legend(sheet, [(sheet.tick, chart.winner)])


def _draw_bar(sheet: Sheet, bar: Bar, title: str, figure: str) -> None:
    sheet.y += 34
    if bar.is_winner:
        sheet.tick((MARGIN + MIDDLE, sheet.y + 6), 20)
    weight = BOLD if bar.is_winner else REGULAR
    sheet.write((MARGIN + MARK_WIDTH, sheet.y), title, face(36, weight))
    sheet.write((WIDTH - MARGIN, sheet.y), figure, face(34, BOLD), anchor="rs")


def _draw_length(sheet: Sheet, share: float, *, is_winner: bool) -> None:
    left, right, top = MARGIN + MARK_WIDTH, WIDTH - MARGIN, sheet.y + 16
    sheet.fill((left, top, right, top + 22), TRACK)
    if share > 0:
        sheet.fill((left, top, left + max(4, (right - left) * share), top + 22), DEEP if is_winner else PLAIN)
    sheet.y = top + 22 + 30
