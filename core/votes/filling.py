"""How a ballot changes under one press, for every kind of ballot; must not know who casts it or keep it.

A ballot is its marks: approved positions in paper order; ranked positions, best first; or one score, or some points, a
title, None where none was given; or that its voter abstains. A ballot without any mark is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.errors import Refusal
from core.votes.charter.terms import BEST_SCORE, BY_TITLE, Kind, Terms
from core.votes.sharing import GivePoint, GiveRest, Sharing, TakePoint, shared

Marks = tuple[int | None, ...]
ABSTAINS: Marks = (None,)
"""The ballot of somebody who abstains, where titles have no mark each: it names none, and counts among those who voted.
With scores or points, it gives none."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Every position chosen at once in a menu, in place of what was marked; none takes the ballot back."""

    positions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Toggle:
    """One title pressed alone: marked, or no longer; ranked next, or out of the ranking."""

    position: int


@dataclass(frozen=True, slots=True)
class Undo:
    """The last title ranked leaves the ranking."""


@dataclass(frozen=True, slots=True)
class GiveScore:
    """One title scored from 0 to `BEST_SCORE`; None takes its score away: not read."""

    position: int
    score: int | None


@dataclass(frozen=True, slots=True)
class Abstain:
    """No title at all, on purpose: in place of what was marked."""


Act = Whole | Toggle | Undo | GiveScore | Sharing | Abstain


def abstains(marks: Marks) -> bool:
    """Whether a ballot stands and names no title."""
    return bool(marks) and all(mark is None for mark in marks)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a ballot of one poll may hold."""

    terms: Terms
    titles: int
    """How many titles stand on the paper, "none of these" included."""

    def after(self, held: Marks, act: Act) -> Marks:
        """Return the marks after one act; raises Refusal when the act does not fit this paper."""
        kind = self.terms.kind
        held = () if abstains(held) else held
        match act:
            case Abstain():
                return (None,) * self.titles if kind in BY_TITLE else ABSTAINS
            case Whole(positions) if not positions:
                return ()
            case Whole(positions) if kind in {Kind.ONE, Kind.SOME}:
                return self._chosen(frozenset(map(self._known, positions)))
            case Toggle(position) if kind is Kind.ONE:
                return (self._known(position),)
            case Toggle(position) if kind is Kind.SOME:
                return self._toggled(frozenset(mark for mark in held if mark is not None), self._known(position))
            case Toggle(position) if kind is Kind.RANKED:
                pressed = self._known(position)
                rest = tuple(mark for mark in held if mark != pressed)
                return rest if len(rest) < len(held) else (*held, pressed)
            case Undo() if kind is Kind.RANKED:
                return held[:-1]
            case GiveScore(position, score) if kind is Kind.SCORED:
                return self._scored(held, self._known(position), score)
            case GivePoint() | TakePoint() | GiveRest() if kind is Kind.POINTS:
                return shared(self.terms, self.titles, held, act)
            case _:
                raise Refusal("refused-stale-press")

    def _known(self, position: int) -> int:
        if not 0 <= position < self.titles:
            raise Refusal("refused-stale-press")
        return position

    def _toggled(self, held: frozenset[int], position: int) -> Marks:
        none = self.titles - 1 if self.terms.with_none else None
        wanted = held ^ {position}
        if position in wanted and none is not None:
            # "None of these" stands alone: it takes the place of the others, and any other takes its place.
            wanted = frozenset({none}) if position == none else wanted - {none}
        return self._chosen(wanted)

    def _chosen(self, wanted: frozenset[int]) -> Marks:
        if self.terms.kind is Kind.ONE and len(wanted) > 1:
            raise Refusal("vote-one-only")
        if self.terms.with_none and self.titles - 1 in wanted and len(wanted) > 1:
            raise Refusal("vote-none-alone")
        limit = self.terms.limit(self.titles)
        if len(wanted) > limit:
            raise Refusal("vote-most", most=limit)
        return tuple(sorted(wanted))

    def _scored(self, held: Marks, position: int, score: int | None) -> Marks:
        if score is not None and not 0 <= score <= BEST_SCORE:
            raise Refusal("refused-stale-press")
        marks = list(held or (None,) * self.titles)
        marks[position] = score
        return tuple(marks) if any(mark is not None for mark in marks) else ()
