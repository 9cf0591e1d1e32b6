"""Who backs each title of an approval election, and what each backer bears or has left; must not choose any title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from core.votes.counting.model import Approvals, Election


class Backing:
    """Equal ballots kept together, each with its level: a load (Phragmén) or the money left (equal shares).

    Only the few distinct levels are fractions; ballots hold the number of theirs.
    """

    def __init__(self, election: Election[Approvals], level: Fraction) -> None:
        standing = frozenset(election.standing)
        alike: Counter[Approvals] = Counter()
        for paper, times in election.papers:
            alike[tuple(sorted(standing.intersection(paper)))] += times
        self._papers = list(alike.items())
        self._levels = [level]
        self._number_of = {level: 0}
        self._level_of = [0] * len(self._papers)
        self._papers_of: dict[int, list[int]] = {title: [] for title in standing}
        self._counts: dict[int, Counter[int]] = {title: Counter() for title in standing}
        for number, (paper, times) in enumerate(self._papers):
            for title in paper:
                self._papers_of[title].append(number)
                self._counts[title][0] += times

    def backers(self, title: int) -> list[tuple[Fraction, int]]:
        """Return the levels of those who approve a title, lowest first, each with how many stand on it; [] if none."""
        return sorted((self._levels[level], times) for level, times in self._counts[title].items() if times)

    def shift(self, title: int, change: Callable[[Fraction], Fraction]) -> None:
        """Give each backer of a title the level that `change` makes of theirs."""
        new = {
            level: self._number(change(self._levels[level])) for level, times in self._counts[title].items() if times
        }
        for number in self._papers_of[title]:
            paper, times = self._papers[number]
            old = self._level_of[number]
            self._level_of[number] = new[old]
            for each in paper:
                self._counts[each][old] -= times
                self._counts[each][new[old]] += times

    def shift_all(self, change: Callable[[Fraction], Fraction]) -> None:
        """Give everybody the level that `change`, which must keep different levels different, makes of theirs."""
        self._levels = [change(level) for level in self._levels]
        self._number_of = {level: number for number, level in enumerate(self._levels)}

    def _number(self, level: Fraction) -> int:
        if level not in self._number_of:
            self._number_of[level] = len(self._levels)
            self._levels.append(level)
        return self._number_of[level]
