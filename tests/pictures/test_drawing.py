"""Limits of any picture: whatever the titles and figures, it is drawn, small, the same twice, and can be read."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.ui.charts import (
    MOST_TITLES,
    Bar,
    Bars,
    Chart,
    Course,
    Duels,
    Fate,
    Frame,
    JuryAndPublic,
    Name,
    Rounds,
    Tally,
    TwoRanks,
)
from pictures import canvas
from pictures.drawing import draw
from tests.pictures.golden import opened
from tests.pictures.samples import KINDS, sample

ROOT = Path(__file__).parents[2]
MOST_BYTES = 200_000

texts = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["W" * 5000, "\u202e" * 50, "ﷺ" * 90, "é" * 900, "a " * 3000, "😀" * 99, "0" * 60, "\n", "a\u0300" * 999]
    ),
)
counts = st.integers(0, 10**9)
frames = st.builds(lambda heading, note, rest: Frame(heading + "!", note, "alt", rest), texts, texts, texts)
names = st.builds(Name, texts, texts)
sizes = st.integers(1, MOST_TITLES)


@st.composite
def charts(draw_from: st.DrawFn) -> Chart:
    kind, size = draw_from(st.sampled_from(["bars", "rounds", "duels", "ranks"])), draw_from(sizes)

    def many(what: st.SearchStrategy) -> tuple:  # type: ignore[type-arg]
        return tuple(draw_from(st.lists(what, min_size=size, max_size=size)))

    frame, word = draw_from(frames), draw_from(texts)
    if kind == "bars":
        amounts = st.floats(0, allow_nan=False, allow_infinity=False)
        return Bars(frame, many(st.builds(Bar, names, amounts, texts, st.booleans())), word)
    if kind == "rounds":
        stages = draw_from(st.lists(texts, min_size=1, max_size=20))
        tally = st.none() | st.builds(Tally, counts, texts, st.sampled_from(Fate))
        tallies = st.lists(tally, min_size=len(stages), max_size=len(stages)).map(tuple)
        return Rounds(frame, tuple(stages), many(st.builds(Course, names, tallies)), word, word)
    if kind == "duels":
        row = st.lists(counts, min_size=size, max_size=size).map(tuple)
        return Duels(frame, many(names), many(row), word, word, word)
    ranks = st.integers(1, 400)
    return JuryAndPublic(frame, many(st.builds(TwoRanks, names, ranks, ranks, st.booleans())), word, word, word)


def check(picture: bytes) -> None:
    image = opened(picture)
    assert image.width == canvas.WIDTH
    assert 200 <= image.height < 2400
    # Telegram's own bounds for a photo.
    assert image.width + image.height <= 10_000
    assert len(picture) <= MOST_BYTES
    assert {image.getpixel((x, y)) for x in (0, image.width - 1) for y in (0, image.height - 1)} == {(251, 248, 242)}


FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(charts())
def test_whatever_is_to_be_drawn_is_drawn_within_bounds(chart: Chart) -> None:
    check(draw(chart))


@pytest.mark.long
@settings(FEW, max_examples=150)
@given(charts())
def test_whatever_is_to_be_drawn_is_drawn_within_bounds_at_length(chart: Chart) -> None:
    check(draw(chart))


@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_of_each_kind_stays_small(kind: str) -> None:
    check(draw(sample(kind, "fr")))


def test_a_picture_full_of_letters_stays_small() -> None:
    name = Name("Le Tour du monde en quatre-vingts jours, et retour par la même route " * 3, "n° 12")
    frame = Frame("mot " * 200, "mot " * 200, "alt", "mot " * 200)
    check(draw(Bars(frame, tuple(Bar(name, n, "123 456 789 voix", n == 1) for n in range(12)), "choisi")))
    counts = tuple(tuple(100 * a + 7 * b for b in range(12)) for a in range(12))
    check(draw(Duels(frame, (name,) * 12, counts, "gagne", "perd", "égalité")))


def test_two_processes_draw_the_same_bytes() -> None:
    code = (
        "from hashlib import sha256; from pictures.drawing import draw; from tests.pictures.samples import *;"
        "print(sha256(b''.join(draw(sample(kind, 'fr')) for kind in KINDS)).hexdigest())"
    )
    command = [sys.executable, "-c", code]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    assert told == sha256(b"".join(draw(sample(kind, "fr")) for kind in KINDS)).hexdigest()


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (canvas.INK, canvas.PAPER),
        (canvas.FAINT_INK, canvas.PAPER),
        (canvas.INK, canvas.TRACK),
        (canvas.INK, canvas.WARM),
        ("#FFFFFF", canvas.DEEP),
        ("#FFFFFF", canvas.OUT),
    ],
)
def test_letters_stand_out_from_their_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5  # WCAG 2.2, 1.4.3


def test_what_tells_apart_is_also_of_another_lightness() -> None:
    """Whoever sees no colours, or a grey screen, sees the winner's bar and the two sides' marks apart."""
    assert contrast(canvas.DEEP, canvas.PLAIN) >= 2
    assert contrast(canvas.DEEP, canvas.WARM) >= 3
    assert contrast(canvas.PLAIN, canvas.PAPER) >= 3  # WCAG 2.2, 1.4.11
