"""How a ballot of points changes under one press: a purse shared out over titles; must not know who casts it.

A ballot holds the points of each title, None where it has none. What is not given is worth nothing to anybody. Source:
issue 4, line 1 (cumulative points; limited ones, where no title may get more than so many).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.kernel.errors import Refusal
from core.votes.charter.terms import Terms


@dataclass(frozen=True, slots=True)
class GivePoint:
    """One point more to a title."""

    position: int


@dataclass(frozen=True, slots=True)
class TakePoint:
    """One point back from a title."""

    position: int


@dataclass(frozen=True, slots=True)
class GiveRest:
    """All that is left in the purse to one title, as far as it may have it."""

    position: int


Sharing = GivePoint | TakePoint | GiveRest


def left_of(terms: Terms, marks: Sequence[int | None]) -> int:
    """Return how many points a ballot has not given."""
    return terms.points - sum(mark or 0 for mark in marks)


def shared(terms: Terms, titles: int, held: Sequence[int | None], act: Sharing) -> tuple[int | None, ...]:
    """Return the points of each title after one press, () where none is left; raises Refusal beyond the purse, beyond
    what one title may have, and where there is nothing to take back."""
    if not 0 <= act.position < titles:
        raise Refusal("refused-stale-press")
    marks = list(held or (None,) * titles)
    has = marks[act.position] or 0
    if isinstance(act, TakePoint):
        if not has:
            raise Refusal("points-none-here")
        marks[act.position] = has - 1 or None
        return tuple(marks) if any(marks) else ()
    left, room = left_of(terms, marks), terms.heap - has
    if left < 1:
        raise Refusal("points-all-given", points=terms.points)
    if room < 1:
        raise Refusal("points-heap", most=terms.heap)
    marks[act.position] = has + (min(left, room) if isinstance(act, GiveRest) else 1)
    return tuple(marks)
