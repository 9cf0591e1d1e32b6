"""Charts refuse, when they are built, what no picture could show; a card has one picture at most."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.ui.cards import Card, Paragraph, Picture
from core.ui.charts import (
    MOST_TITLES,
    Bar,
    Bars,
    Chart,
    Course,
    Duels,
    Frame,
    JuryAndPublic,
    Name,
    Rounds,
    Tally,
    TwoRanks,
    no_picture,
)
from core.ui.spans import Plain

FRAME = Frame("Emma gagne", "", "Emma gagne avec 3 voix.")
NAME = Name("Emma", "n° 1")
BAR = Bar(NAME, 1, "1")


def bars(count: int) -> Bars:
    return Bars(FRAME, (BAR,) * count, "élu")


def rounds(*tallies: Tally | None, stages: int = 1) -> Rounds:
    return Rounds(FRAME, ("Tour",) * stages, (Course(NAME, tallies),), "élu", "éliminé")


def duels(*counts: tuple[int, ...], names: int = 2) -> Duels:
    return Duels(FRAME, (NAME,) * names, counts, "gagne", "perd", "égalité")


BAD: dict[str, Callable[[], object]] = {
    "no titles": lambda: bars(0),
    "too many titles": lambda: bars(MOST_TITLES + 1),
    "too many ranks": lambda: JuryAndPublic(FRAME, (TwoRanks(NAME, 1, 1),) * (MOST_TITLES + 1), "", "", ""),
    "no verdict": lambda: Frame(" ", "", "texte"),
    "no alternative text": lambda: Frame("Emma gagne", "", ""),
    "less than nothing": lambda: Bar(NAME, -1, "-1"),
    "not a number": lambda: Tally(float("nan"), "?"),
    "without end": lambda: Bar(NAME, float("inf"), "∞"),
    "no stage": lambda: rounds(stages=0),
    "a tally missing": lambda: rounds(Tally(1, "1"), stages=2),
    "a row missing": lambda: duels((0, 1)),
    "a cell missing": lambda: duels((0, 1), (1,)),
    "a negative count": lambda: duels((0, -1), (1, 0)),
    "rank zero": lambda: TwoRanks(NAME, 0, 1),
}


@pytest.mark.parametrize("build", BAD.values(), ids=BAD)
def test_what_cannot_be_shown_is_refused(build: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        build()


@pytest.mark.parametrize(
    "chart", [bars(1), bars(MOST_TITLES), rounds(None), rounds(Tally(0, "0"), None, stages=2), duels((0, 3), (3, 0))]
)
def test_what_can_be_shown_is_accepted(chart: Chart) -> None:
    assert Card(blocks=(Paragraph((Plain("Emma gagne"),)), Picture(chart))).chart is chart


def test_a_card_has_one_picture_at_most() -> None:
    with pytest.raises(ValueError, match="two pictures"):
        Card(blocks=(Picture(bars(1)), Picture(bars(2))))
    assert Card().chart is None


def test_two_charts_of_the_same_result_are_one() -> None:
    """What is drawn is remembered by the chart itself."""
    assert hash(bars(2)) == hash(bars(2))
    assert bars(2) == bars(2)


async def test_a_house_without_pictures_has_none() -> None:
    assert await no_picture(bars(1)) is None
