"""The sheet, its colours, and the few shapes every chart is made of; must not know what is charted.

The sheet is opaque and brings its own ground, so that it reads the same in a dark and in a light app. The colours are
of different lightness as well (after Okabe and Ito, "Color Universal Design"), and none carries a meaning alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw

from core.ui.charts import Frame
from pictures import lettering
from pictures.lettering import BOLD, Face, face

WIDTH = 1200
MARGIN = 56
INNER = WIDTH - 2 * MARGIN
PAPER, INK, FAINT_INK = "#FBF8F2", "#17202B", "#4E5967"
LINE, TRACK = "#CFC7B8", "#ECE6DA"
DEEP, PLAIN, OUT, WARM = "#0B4F8A", "#7C8FA3", "#A8431A", "#F0A818"
COLOURS = 128
"""Enough for every shade of the letters' edges, and a third of the bytes that all colours take."""
_FINER = 4
"""Shapes are drawn this many times larger and reduced, because the library's own edges are jagged."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(slots=True)
class Sheet:
    """A sheet that is written from top to bottom; `y` is where the next thing begins. What is below its end is lost."""

    height: int
    y: float = float(MARGIN)
    image: Image.Image = field(init=False)
    _pen: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH, self.height), PAPER)
        self._pen = ImageDraw.Draw(self.image)

    def write(self, at: tuple[float, float], text: str, letters: Face, ink: str = INK, anchor: str = "ls") -> None:
        """Write one line; `anchor` is "l", "m" or "r", then "s" for the baseline or "m" for the middle."""
        self._pen.text(at, text, fill=ink, font=letters, anchor=anchor)

    def write_lines(self, at: tuple[float, float], lines: list[str], letters: Face, ink: str = INK) -> None:
        """Write lines around a middle height."""
        step = letters.size * 1.16
        top = at[1] - step * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            self.write((at[0], top + number * step), line, letters, ink, "lm")

    def fill(self, box: Box, colour: str) -> None:
        """Fill a rectangle with sharp edges."""
        left, top, right, bottom = map(round, box)
        if right > left and bottom > top:
            self._pen.rectangle((left, top, right - 1, bottom - 1), colour)

    def pill(self, box: Box, colour: str, radius: float) -> None:
        """Fill a rectangle with round corners."""
        self._shape(box, colour, lambda pen, inner: pen.rounded_rectangle(inner, radius * _FINER, fill=255))

    def disc(self, at: tuple[float, float], radius: float, colour: str) -> None:
        box = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
        self._shape(box, colour, lambda pen, inner: pen.ellipse(inner, fill=255))

    def tick(self, at: tuple[float, float], radius: float = 20) -> None:
        """A white tick in a dark disc: elected."""
        self.disc(at, radius, DEEP)
        self._stroke(at, radius, [(-0.45, 0.02), (-0.12, 0.36), (0.48, -0.32)])

    def cross(self, at: tuple[float, float], radius: float = 18) -> None:
        """A white cross in a square: excluded. Its outline differs from the disc of the elected."""
        self.pill((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius), OUT, radius * 0.35)
        self._stroke(at, radius, [(-0.38, -0.38), (0.38, 0.38)])
        self._stroke(at, radius, [(-0.38, 0.38), (0.38, -0.38)])

    def _stroke(self, at: tuple[float, float], radius: float, points: list[tuple[float, float]]) -> None:
        box = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
        middle = radius * _FINER
        placed = [(middle + x * middle, middle + y * middle) for x, y in points]
        width = round(radius * _FINER * 0.26)
        self._shape(box, "#FFFFFF", lambda pen, _: pen.line(placed, fill=255, width=width, joint="curve"))

    def _shape(self, box: Box, colour: str, draw: Callable[[ImageDraw.ImageDraw, Box], None]) -> None:
        left, top = round(box[0]), round(box[1])
        width, height = max(1, round(box[2]) - left), max(1, round(box[3]) - top)
        stencil = Image.new("L", (width * _FINER, height * _FINER))
        draw(ImageDraw.Draw(stencil), (0, 0, width * _FINER - 1, height * _FINER - 1))
        self.image.paste(colour, (left, top), stencil.resize((width, height), Image.Resampling.BOX))

    def head(self, frame: Frame) -> None:
        """Write the verdict."""
        letters = face(46, BOLD)
        for line in lettering.wrap(lettering.legible(frame.heading), letters, INNER, 3):
            self.y += 44
            self.write((MARGIN, self.y), line, letters)
            self.y += 12
        self.y += 32

    def foot(self, frame: Frame) -> None:
        """Write the line of the rest and the note."""
        if frame.rest:
            self.y += 52
            letters = face(32)
            self.write(
                (MARGIN, self.y), lettering.cut(lettering.legible(frame.rest), letters, INNER), letters, FAINT_INK
            )
        if frame.note:
            self.y += 36
            self.fill((MARGIN, self.y, WIDTH - MARGIN, self.y + 2), LINE)
            letters = face(30)
            self.y += 6
            for line in lettering.wrap(lettering.legible(frame.note), letters, INNER, 2):
                self.y += 38
                self.write((MARGIN, self.y), line, letters, FAINT_INK)

    def png(self) -> bytes:
        """Return the sheet as a file; it cannot be written on any more."""
        self.image = self.image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        out = BytesIO()
        self.image.save(out, "PNG")
        return out.getvalue()
