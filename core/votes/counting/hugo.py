"""E Pluribus Hugo: each ballot's point is split over its surviving titles, the weakest go; must not use floats.

Rule: voting.md 1.3; the WSFS constitution, section 3.9.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from core.votes.counting.duels import approval_duels
from core.votes.counting.ladder import Ladder, give_places, in_levels
from core.votes.counting.model import Approvals, Election, Outcome, Stage
from core.votes.counting.sums import approvals


def count_eph(election: Election[Approvals]) -> Outcome:
    """Return the count: one stage a round with the points that decided who goes, and a last one with the survivors'.

    Survivors stand in the order of their points, then of nominations. Where going together would leave fewer than the
    seats, the ladder sends one away and the points are split anew, so that the rule itself has the next word.
    """
    nominations = approvals(election)
    ladder = Ladder(election.lot, lambda: approval_duels(election), lambda: nominations)
    shares = _Shares(election)
    stages: list[Stage] = []
    gone: list[tuple[int, ...]] = []
    while len(shares.points) > election.seats:
        out = _weakest(shares.points, nominations)
        if len(shares.points) - len(out) < election.seats:
            out = (ladder.worst(out),)
        stages.append(Stage(shares.tallies(), excluded=out))
        gone.append(out)
        for title in out:
            shares.drop(title)
    kept = in_levels(shares.points, lambda title: (shares.points[title], nominations[title]))
    order = (*kept, *reversed(gone))
    winners = give_places(order, election, ladder)
    if shares.points:
        stages.append(Stage(shares.tallies(), elected=tuple(title for title in winners if title in shares.points)))
    return Outcome(winners, order, tuple(stages), ties=tuple(ladder.ties))


def _weakest(points: Mapping[int, int], nominations: list[int]) -> tuple[int, ...]:
    """Return who goes of the two lowest (or all level with them): fewest nominations, then fewest points."""
    lowest, *above = sorted(points.values())
    bar = above[0] if above else lowest
    compared = [title for title, own in points.items() if own <= bar]

    def strength(title: int) -> tuple[int, int]:
        return nominations[title], points[title]

    least = min(map(strength, compared))
    return tuple(sorted(title for title in compared if strength(title) == least))


class _Shares:
    """The points of the surviving titles, in units small enough that every ballot's split is whole."""

    def __init__(self, election: Election[Approvals]) -> None:
        standing = frozenset(election.standing)
        alike: Counter[frozenset[int]] = Counter()
        for paper, times in election.papers:
            alike[standing.intersection(paper)] += times
        self.unit = lcm(*range(1, max(map(len, alike), default=0) + 1))
        self.points = dict.fromkeys(election.standing, 0)
        self._papers = [(set(paper), times) for paper, times in alike.items()]
        self._papers_of: dict[int, list[int]] = {title: [] for title in standing}
        for number, (survivors, times) in enumerate(self._papers):
            for title in survivors:
                self._papers_of[title].append(number)
                self.points[title] += times * (self.unit // len(survivors))

    def drop(self, title: int) -> None:
        """Take a title out and split its ballots' points over those left on them."""
        del self.points[title]
        for number in self._papers_of.pop(title):
            paper, times = self._papers[number]
            before = self.unit // len(paper)
            paper.remove(title)
            for each in paper:
                self.points[each] += times * (self.unit // len(paper) - before)

    def tallies(self) -> dict[int, Fraction]:
        return {title: Fraction(points, self.unit) for title, points in self.points.items()}
