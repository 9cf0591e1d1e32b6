"""Every kind of picture as it was looked at and found good, in French and in English."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from pictures.drawing import draw
from tests.pictures.golden import TOLERANCE, GoldenPicture, largest_difference
from tests.pictures.samples import KINDS, bars, sample

GOLDEN = [(kind, locale) for kind in KINDS for locale in ("fr", "en") if (kind, locale) != ("many_rounds", "en")]


@pytest.mark.parametrize(("kind", "locale"), GOLDEN)
def test_a_picture_looks_as_it_did_when_it_was_found_good(kind: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert draw(sample(kind, locale)) == snapshot(extension_class=GoldenPicture)


def test_one_other_figure_is_more_than_the_tolerance() -> None:
    chart = bars("fr")
    other = replace(chart, bars=(replace(chart.bars[0], figure="23 voix"), *chart.bars[1:]))
    keep = GoldenPicture().serialize
    assert largest_difference(keep(draw(chart)), keep(draw(other))) > TOLERANCE
