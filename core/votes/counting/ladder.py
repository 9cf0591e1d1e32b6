"""The printed ladder that breaks ties, and how places are given down an order; must not hold any method's own rule.

After the method itself: head to head among the tied (duels won minus duels lost where they are three or more), then
more first places, top scores or approvals, then the lot. Each rung passes on only those still level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from core.votes.counting.duels import Duels
from core.votes.counting.model import Election, Rung, Tie

Figures = Sequence[Any] | Mapping[int, Any]
"""By title, something that compares: the greater is the stronger."""
Step = tuple[Rung, Callable[[Sequence[int]], Figures]]
"""A rung before the lot, and how strong it finds each of those who are still level when a tie gets that far."""


class Ladder:
    """Breaks the ties of one count and remembers them in the order in which they arose."""

    def __init__(
        self, lot: Sequence[int], duels: Callable[[], Duels], top: Callable[[], Figures], own: Sequence[Step] = ()
    ) -> None:
        """Fight `duels` and count `top` (first places, top scores or approvals, by title) only when a tie asks; the
        rungs of a method's `own` ladder stand in place of these two."""
        fought, counted = cache(duels), cache(top)
        printed = (Rung.DUELS, lambda left: duels_won(fought(), left)), (Rung.TOP, lambda _: counted())
        self._steps: Sequence[Step] = own or printed
        self._rank = {title: rank for rank, title in enumerate(lot)}
        self.ties: list[Tie] = []

    def best(self, tied: Iterable[int]) -> int:
        """Return the title that the ladder favours, noting the tie when there is more than one."""
        return self._break(tied, 1)

    def worst(self, tied: Iterable[int]) -> int:
        """Return the title that the ladder would exclude, noting the tie."""
        return self._break(tied, -1)

    def before_lot(self, tied: Iterable[int], sign: int) -> tuple[list[int], Rung]:
        """Return the title to favour (1) or exclude (-1) with the rung that says so, or all between whom the lot falls;
        nothing is noted."""
        left = sorted(tied)
        for rung, figures in self._steps:
            strength = figures(left)
            furthest = (max if sign > 0 else min)(strength[title] for title in left)
            left = [title for title in left if strength[title] == furthest]
            if len(left) == 1:
                return left, rung
        return left, Rung.LOT

    def _break(self, tied: Iterable[int], sign: int) -> int:
        between = tuple(sorted(tied))
        if len(between) == 1:
            return between[0]
        left, rung = self.before_lot(between, sign)
        self.ties.append(Tie(between, rung))
        return min(left, key=lambda title: sign * self.lot_rank(title))

    def lot_rank(self, title: int) -> int:
        """The title's place in the lot, the favoured first."""
        return self._rank.get(title, title)


def duels_won(duels: Duels, among: Sequence[int]) -> dict[int, int]:
    """Return each title's duels won minus duels lost against the others; for two that is head to head."""
    return {
        one: sum((duels[one][other] > duels[other][one]) - (duels[one][other] < duels[other][one]) for other in among)
        for one in among
    }


def give_places(order: Iterable[Sequence[int]], election: Election[Any], ladder: Ladder) -> tuple[int, ...]:
    """Return the winners in order of election: down the order, ties broken by the ladder, past full groups.

    The order is settled as if nobody were barred, by the cap or by too few readers, so a barred title is one of the
    tied; but a tie is noted only where two of them could take the place, since any other changes no winner; unless the
    lot chose the barred one, for who is next was then not for the lot to say any more.
    """
    winners: list[int] = []
    for place in order:
        left = list(place)
        while len(winners) < election.seats:
            able = [title for title in left if election.lets_win(title, winners)]
            if len(able) < 2:
                winners += able
                break
            title = ladder.best(left)
            left.remove(title)
            if title in able:
                winners.append(title)
            elif not ladder.ties[-1].is_by_lot:
                ladder.ties.pop()
    return tuple(winners)


def in_levels(titles: Iterable[int], by: Callable[[int], object]) -> tuple[tuple[int, ...], ...]:
    """Return the titles best first by a figure, those with the same figure in one place, in title order."""
    levels: dict[object, list[int]] = {}
    for title in titles:
        levels.setdefault(by(title), []).append(title)
    return tuple(tuple(levels[figure]) for figure in sorted(levels, reverse=True))  # type: ignore[type-var]
