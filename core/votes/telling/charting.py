"""The picture of a result: bars, rounds or a table of duels, in the reader's words; must not count or draw anything."""

from __future__ import annotations

from core.ui.charts import (
    MOST_STAGES,
    MOST_TITLES,
    Bar,
    Bars,
    Chart,
    Course,
    Duels,
    Fate,
    Frame,
    Name,
    Rounds,
    Tally,
)
from core.ui.words import Words
from core.votes.charter.terms import Method
from core.votes.counting.model import Stage
from core.votes.ending.closing import Counted
from core.votes.telling.names import name_of
from core.votes.telling.results import in_order, named_tally, tally, verdict_of
from core.votes.telling.shapes import jury_chart

_BY_ROUNDS = frozenset({Method.IRV, Method.STAR, Method.SCOTTISH_STV, Method.EPH})


def chart_of(counted: Counted, words: Words) -> Chart | None:
    """Return the chart that suits the poll's method; None when there is nothing to compare."""
    outcome = counted.verdict.outcome
    titles = in_order(outcome)
    if not counted.ballots or len(titles) < 2:
        return None
    if sides := counted.verdict.sides:
        names = [_name(counted, title, words) for title in titles]
        return jury_chart(counted, sides, dict(zip(titles, names, strict=True)), _frame(counted, words), words)
    if outcome.duels is not None:
        return _duels(counted, titles[:MOST_TITLES], outcome.duels, words)
    if counted.poll.terms.method in _BY_ROUNDS and 1 < len(outcome.stages) <= MOST_STAGES:
        return _rounds(counted, titles[:MOST_TITLES], words)
    return _bars(counted, titles[:MOST_TITLES], words)


def _bars(counted: Counted, titles: list[int], words: Words) -> Bars:
    winners = counted.verdict.outcome.winners
    bars = []
    for title in titles:
        figure = named_tally(counted, title)
        bars.append(
            Bar(_name(counted, title, words), float(figure), words("chart-figure", count=figure), title in winners)
        )
    return Bars(_frame(counted, words), tuple(bars), words("chart-won"))


def _rounds(counted: Counted, titles: list[int], words: Words) -> Rounds:
    stages = counted.verdict.outcome.stages
    courses = tuple(
        Course(_name(counted, title, words), tuple(_tally(stage, title, words) for stage in stages)) for title in titles
    )
    heads = tuple(words("chart-round", number=number) for number in range(1, len(stages) + 1))
    return Rounds(_frame(counted, words), heads, courses, words("chart-won"), words("chart-out"))


def _tally(stage: Stage, title: int, words: Words) -> Tally | None:
    if title not in stage.tallies:
        return None
    votes = tally(stage.tallies[title])
    fate = Fate.ELECTED if title in stage.elected else Fate.EXCLUDED if title in stage.excluded else Fate.STAYS
    return Tally(float(votes), words("chart-figure", count=votes), fate)


def _duels(counted: Counted, titles: list[int], duels: tuple[tuple[int, ...], ...], words: Words) -> Duels:
    return Duels(
        _frame(counted, words),
        tuple(_name(counted, title, words) for title in titles),
        tuple(tuple(duels[one][other] for other in titles) for one in titles),
        words("chart-duel-won"),
        words("chart-duel-lost"),
        words("chart-duel-level"),
    )


def _frame(counted: Counted, words: Words) -> Frame:
    poll = counted.poll
    verdict = verdict_of(counted, words)
    left = len(poll.titles) - MOST_TITLES
    note = words("result-footer", count=counted.ballots, shop=poll.shop_name)
    alt = words("chart-alt", question=poll.question, verdict=verdict, count=counted.ballots)
    return Frame(verdict, note, alt, words("result-more", count=left) if left > 0 else "")


def _name(counted: Counted, title: int, words: Words) -> Name:
    return Name(name_of(counted.poll.titles[title], words), words("chart-number", number=title + 1))
