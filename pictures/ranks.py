"""Jury against public: two marks on one scale for each title, the rank written in each; must not add anything up."""

from __future__ import annotations

from core.ui.charts import JuryAndPublic, TwoRanks
from pictures import lettering
from pictures.canvas import DEEP, FAINT_INK, INK, LINE, MARGIN, WARM, WIDTH, Sheet
from pictures.legend import MARK_WIDTH, MIDDLE, draw_legend
from pictures.lettering import BOLD, REGULAR, face

TITLE_WIDTH = 470
ROW = 84
RADIUS = 24.0


def draw_ranks(sheet: Sheet, chart: JuryAndPublic) -> None:
    draw_legend(
        sheet,
        [
            (lambda at: _draw_mark(sheet, at, "", is_jury=True, radius=MIDDLE), chart.jury),
            (lambda at: _draw_mark(sheet, at, "", is_jury=False, radius=MIDDLE), chart.public),
        ],
    )
    sheet.y += 24
    last = max(2, *(max(each.jury, each.public) for each in chart.ranks))
    titles = lettering.tell_apart([each.name for each in chart.ranks], face(32, BOLD), TITLE_WIDTH - MARK_WIDTH - 24, 2)
    for ranks, title in zip(chart.ranks, titles, strict=True):
        sheet.fill((MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + 1), LINE)
        middle = sheet.y + ROW / 2
        if ranks.is_winner:
            sheet.tick((MARGIN + MIDDLE, middle))
        weight = BOLD if ranks.is_winner else REGULAR
        sheet.write_lines((MARGIN + MARK_WIDTH, middle), title, face(32, weight))
        _draw_scale(sheet, ranks, last, middle)
        sheet.y += ROW
    sheet.fill((MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + 1), LINE)
    sheet.y += 10
    if any(each.is_winner for each in chart.ranks) and chart.winner:
        sheet.y += 8
        draw_legend(sheet, [(sheet.tick, chart.winner)])


def _draw_scale(sheet: Sheet, ranks: TwoRanks, last: int, middle: float) -> None:
    left, right = MARGIN + TITLE_WIDTH + RADIUS * 2, WIDTH - MARGIN - RADIUS * 2
    step = (right - left) / (last - 1)
    jury, public = left + (ranks.jury - 1) * step, left + (ranks.public - 1) * step
    if abs(jury - public) < RADIUS * 2:
        # Two marks nearer than they are wide stand side by side around their middle.
        centre, way = (jury + public) / 2, 1 if jury <= public else -1
        jury, public = centre - way * (RADIUS + 1), centre + way * (RADIUS + 1)
    sheet.fill((left - RADIUS, middle - 1, right + RADIUS, middle + 1), LINE)
    sheet.fill((min(jury, public), middle - 3, max(jury, public), middle + 3), FAINT_INK)
    _draw_mark(sheet, (jury, middle), str(ranks.jury), is_jury=True)
    _draw_mark(sheet, (public, middle), str(ranks.public), is_jury=False)


def _draw_mark(sheet: Sheet, at: tuple[float, float], rank: str, *, is_jury: bool, radius: float = RADIUS) -> None:
    """The jury's mark is a dark disc, the public's a light square."""
    if is_jury:
        sheet.disc(at, radius, DEEP)
    else:
        side = radius - 2
        box = (at[0] - side, at[1] - side, at[0] + side, at[1] + side)
        sheet.pill(box, WARM, 6)
    letters = lettering.largest([rank], radius * 2 - 10, (30, 26, 22, 18, 14))
    sheet.write(at, lettering.cut(rank, letters, radius * 2 - 6), letters, "#FFFFFF" if is_jury else INK, "mm")
