"""The picture of a result: its figures are written as its reader writes them."""

from __future__ import annotations

import pytest

from core.ui.charts import Bars, Rounds
from core.votes.charter.terms import Method, Terms
from core.votes.telling.charting import chart_of
from tests.core.votes.telling.test_results import counted
from tests.core.votes.telling.test_views import DICTIONARY


@pytest.mark.parametrize(("locale", "halves"), [("fr", "1,5"), ("en", "1.5")])
def test_bars_have_the_decimal_mark_of_the_language(locale: str, halves: str) -> None:
    chart = chart_of(counted(Terms(Method.BORDA), [((0,), 1), ((0, 1), 1)]), DICTIONARY.words(locale))
    assert isinstance(chart, Bars)
    assert [bar.figure for bar in chart.bars] == ["6", "3", halves, halves]


@pytest.mark.parametrize(("locale", "thirds"), [("fr", "4,33"), ("en", "4.33")])
def test_rounds_have_the_decimal_mark_of_the_language(locale: str, thirds: str) -> None:
    votes = counted(Terms(Method.EPH, places=2), [((0, 1, 2), 1), ((0,), 4), ((1, 3), 2)])
    chart = chart_of(votes, DICTIONARY.words(locale))
    assert isinstance(chart, Rounds)
    first = chart.courses[0].tallies[0]
    assert first is not None
    assert first.figure == thirds


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_large_figure_is_not_split(locale: str) -> None:
    chart = chart_of(counted(Terms(), [((0,), 12_345), ((1,), 1)]), DICTIONARY.words(locale))
    assert isinstance(chart, Bars)
    assert chart.bars[0].figure == "12345"
