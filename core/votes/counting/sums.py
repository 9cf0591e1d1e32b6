"""Methods that add up: plurality, approval, score and Borda; must not look at anything but sums.

Sources: the rules printed in the poll; for Borda on ballots with ties and gaps, Cullinan, Hsiao and Polett, "A Borda
count for partially ordered ballots" (2014), who count twice these points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from core.votes.counting.duels import Duels, approval_duels, ranking_duels, score_duels
from core.votes.counting.ladder import Ladder, give_places, in_levels
from core.votes.counting.model import Approvals, Election, Number, Outcome, Ranking, Scores, Stage

TOP_SCORE = 5


def count_approval(election: Election[Approvals]) -> Outcome:
    """Every title marked on a ballot gets one; most marks win."""
    return outcome_of(election, approvals(election), lambda: approval_duels(election), lambda: approvals(election))


def count_plurality(election: Election[Approvals]) -> Outcome:
    """One title a ballot; most ballots win."""
    return count_approval(election)


def count_plurality_of_ranked(election: Election[Ranking]) -> Outcome:
    """Only what stands first on a ranked ballot counts; a ballot whose first place is shared counts for nobody."""
    choices = first_places(election, shared=False)
    return outcome_of(election, choices, lambda: ranking_duels(election), lambda: first_places(election))


def count_score(election: Election[Scores]) -> Outcome:
    """The highest sum of scores wins; a title without a score gets nothing."""
    return outcome_of(election, score_sums(election), lambda: score_duels(election), lambda: top_scores(election))


def count_borda(election: Election[Ranking]) -> Outcome:
    """A title gets a point from each ballot for every title ranked below it and half a point for every one level with
    it; titles left out are level below the others, since what leaving out means touches duels only (voting.md 1.3)."""
    twice = [0] * election.titles
    standing = frozenset(election.standing)
    for paper, times in election.papers:
        below = len(standing)
        for place in (*paper, tuple(standing.difference(*paper))):
            here = [title for title in place if title in standing]
            below -= len(here)
            for title in here:
                twice[title] += times * (2 * below + len(here) - 1)
    points = [_plain(Fraction(each, 2)) for each in twice]
    return outcome_of(election, points, lambda: ranking_duels(election), lambda: first_places(election))


def approvals(election: Election[Approvals]) -> list[int]:
    """Return how many ballots mark each title."""
    sums = [0] * election.titles
    for paper, times in election.papers:
        for title in paper:
            sums[title] += times
    return sums


def first_places(election: Election[Ranking], *, shared: bool = True) -> list[int]:
    """Return on how many ballots each title stands first; a place that several share is one of each, or nobody's.

    The ladder's rung counts shared places, since "more first places" (voting.md 1.4) speaks of places, not of votes.
    """
    sums, standing = [0] * election.titles, frozenset(election.standing)
    for paper, times in election.papers:
        first = next((kept for place in paper if (kept := standing.intersection(place))), frozenset[int]())
        for title in first if shared or len(first) == 1 else ():
            sums[title] += times
    return sums


def score_sums(election: Election[Scores]) -> list[int]:
    """Return the sum of each title's scores."""
    sums = [0] * election.titles
    for paper, times in election.papers:
        for title, score in enumerate(paper):
            if score:
                sums[title] += score * times
    return sums


def top_scores(election: Election[Scores]) -> list[int]:
    """Return how many ballots give each title the top score: 5, or the highest given where any is higher."""
    standing = election.standing
    top = max(chain([TOP_SCORE], (paper[title] or 0 for paper, _ in election.papers for title in standing)))
    counts = [0] * election.titles
    for paper, times in election.papers:
        for title in standing:
            counts[title] += times * (paper[title] == top)
    return counts


def outcome_of(
    election: Election[Any], sums: Sequence[Number], duels: Callable[[], Duels], top: Callable[[], Sequence[int]]
) -> Outcome:
    """Return the count of a method that only adds up: its sums are the one stage, which elects."""
    ladder = Ladder(election.lot, duels, top)
    order = in_levels(election.standing, lambda title: sums[title])
    winners = give_places(order, election, ladder)
    stage = Stage({title: sums[title] for title in election.standing}, winners)
    return Outcome(winners, order, (stage,), ties=tuple(ladder.ties))


def _plain(number: Fraction) -> Number:
    return number.numerator if number.denominator == 1 else number
