"""Golden pictures: kept at half their size, compared square by square, so that one changed figure is enough."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageStat
from syrupy.extensions.image import PNGImageSnapshotExtension

SQUARE = 16
"""Pixels; a figure of a row is about as large."""
TOLERANCE = 6.0
"""Of 255, on the average of a square: edges of letters may differ from build to build of the library, letters not."""


class GoldenPicture(PNGImageSnapshotExtension):
    """Keeps a picture small, and forgives what an eye forgives."""

    def serialize(self, data: Any, **_: Any) -> bytes:
        picture = opened(data)
        half = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)
        out = BytesIO()
        half.quantize(48, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue()

    def matches(self, *, serialized_data: Any, snapshot_data: Any) -> bool:
        return largest_difference(serialized_data, snapshot_data) <= TOLERANCE

    def diff_lines(self, serialized_data: Any, snapshot_data: Any) -> Iterator[str]:
        yield f"squares differ by up to {largest_difference(serialized_data, snapshot_data):.1f} of 255"


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def largest_difference(one: bytes, other: bytes) -> float:
    """Return how much the most different squares differ on average, 0 to 255; 255 for pictures of two sizes."""
    mine, theirs = opened(one), opened(other)
    if mine.size != theirs.size:
        return 255.0
    apart = ImageChops.difference(mine, theirs).convert("L")
    squares = (
        (left, top, min(left + SQUARE, apart.width), min(top + SQUARE, apart.height))
        for top in range(0, apart.height, SQUARE)
        for left in range(0, apart.width, SQUARE)
    )
    return max(ImageStat.Stat(apart.crop(square)).mean[0] for square in squares)
