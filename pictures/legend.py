"""The line that says what marks mean; must not choose the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pictures import lettering
from pictures.canvas import FAINT_INK, INNER, MARGIN, Sheet
from pictures.lettering import face

Mark = Callable[[tuple[float, float]], None]
MIDDLE = 20
"""Where the middle of a mark stands, from the margin: in the gutter of a chart and in its legend."""
MARK_WIDTH, GAP = 56, 44


def draw_legend(sheet: Sheet, entries: Sequence[tuple[Mark, str]]) -> None:
    """Draw each mark, 44 pixels wide at most around the point it is given, and its meaning beside it."""
    letters, x = face(30), float(MARGIN)
    share = INNER / len(entries) - MARK_WIDTH - GAP
    sheet.y += 26
    for mark, meaning in entries:
        text = lettering.cut(lettering.legible(meaning), letters, share)
        mark((x + MIDDLE, sheet.y))
        sheet.write((x + MARK_WIDTH, sheet.y), text, letters, FAINT_INK, "lm")
        x += MARK_WIDTH + lettering.width_of(text, letters) + GAP
    sheet.y += 22
