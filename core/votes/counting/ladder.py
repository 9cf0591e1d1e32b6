"""The printed ladder that breaks ties, and how places are given down an order; must not hold any method's own rule.

After the method itself: head to head among the tied (duels won minus duels lost where they are three or more), then
more first places, top scores or approvals, then the lot. Each rung passes on only those still level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from core.votes.counting.duels import Duels
from core.votes.counting.model import Election, Rung, Tie


class Ladder:
    """Breaks the ties of one count and remembers them in the order in which they arose."""

    def __init__(self, lot: Sequence[int], duels: Callable[[], Duels], top: Callable[[], Sequence[int]]) -> None:
        """Fight `duels` and count `top` (first places, top scores or approvals, by title) only when a tie asks."""
        self._rank = {title: rank for rank, title in enumerate(lot)}
        self._fight = duels
        self._count_top = top
        self.ties: list[Tie] = []

    def best(self, tied: Iterable[int]) -> int:
        """Return the title that the ladder favours, noting the tie when there is more than one."""
        return self._break(tied, 1)

    def worst(self, tied: Iterable[int]) -> int:
        """Return the title that the ladder would exclude."""
        return self._break(tied, -1)

    def _break(self, tied: Iterable[int], sign: int) -> int:
        between = tuple(sorted(tied))
        left = list(between)
        if len(left) == 1:
            return left[0]
        for rung in (Rung.DUELS, Rung.TOP):
            strength = self._duels_won(left) if rung is Rung.DUELS else self._tops(left)
            highest = max(sign * each for each in strength.values())
            left = [title for title in left if sign * strength[title] == highest]
            if len(left) == 1:
                self.ties.append(Tie(between, rung))
                return left[0]
        self.ties.append(Tie(between, Rung.LOT))
        return self.by_lot(left, sign)

    def by_lot(self, tied: Iterable[int], sign: int = 1) -> int:
        """Return the title that the lot favours, or with -1 the one it favours least; the tie is not noted."""
        return min(tied, key=lambda title: sign * self.lot_rank(title))

    def lot_rank(self, title: int) -> int:
        """The title's place in the lot, the favoured first."""
        return self._rank.get(title, title)

    @cached_property
    def duels(self) -> Duels:
        return self._fight()

    def _duels_won(self, among: Sequence[int]) -> dict[int, int]:
        duels = self.duels

        def won(title: int, other: int) -> int:
            return (duels[title][other] > duels[other][title]) - (duels[title][other] < duels[other][title])

        return {title: sum(won(title, other) for other in among) for title in among}

    def _tops(self, among: Sequence[int]) -> dict[int, int]:
        return {title: self._top[title] for title in among}

    @cached_property
    def _top(self) -> Sequence[int]:
        return self._count_top()


def level(titles: Sequence[int], by: Callable[[int], int]) -> list[int]:
    """Return the titles for which `by` is highest."""
    highest = max(map(by, titles))
    return [title for title in titles if by(title) == highest]


def give_places(order: Iterable[Sequence[int]], election: Election[Any], ladder: Ladder) -> tuple[int, ...]:
    """Return the winners: the first `seats` of the order, ties broken by the ladder, a title of a full group passed
    over."""
    winners: list[int] = []
    for place in order:
        left = list(place)
        while left and len(winners) < election.seats:
            title = ladder.best(left)
            left.remove(title)
            if election.cap is None or election.cap.admits(title, winners):
                winners.append(title)
    return tuple(winners)


def in_levels(titles: Iterable[int], by: Callable[[int], object]) -> tuple[tuple[int, ...], ...]:
    """Return the titles best first by a figure, those with the same figure in one place, in title order."""
    levels: dict[object, list[int]] = {}
    for title in titles:
        levels.setdefault(by(title), []).append(title)
    return tuple(tuple(levels[figure]) for figure in sorted(levels, reverse=True))  # type: ignore[type-var]
