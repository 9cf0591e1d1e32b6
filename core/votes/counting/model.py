"""What is counted and what a count says, as plain values; must not hold any method's rule.

Titles are positions from 0. Numbers are exact: integers, or Fractions where a rule divides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

Number = int | Fraction

Ranking = tuple[tuple[int, ...], ...]
"""Places best first; a place holds the titles tied there."""
Scores = tuple[int | None, ...]
"""One score a title, in title order; None is "not scored"."""
Approvals = tuple[int, ...]
"""The titles approved, in any order, each once."""

Paper_co = TypeVar("Paper_co", Ranking, Scores, Approvals, covariant=True)


class Unranked(StrEnum):
    """What a ranked ballot says of a title that it leaves out; touches duels only."""

    LAST = "last"
    """Every ranked title beats it."""
    IGNORE = "ignore"
    """Not read: the ballot says nothing on any pair that holds it."""


class Rung(StrEnum):
    """What broke a tie, in the order in which the printed ladder is climbed."""

    METHOD = "method"
    """A step of the method's own rule, such as the most recent earlier stage that differs."""
    DUELS = "duels"
    """Head to head; among three or more, duels won minus duels lost among the tied."""
    TOP = "top"
    """More first places, more top scores or more approvals."""
    LOT = "lot"
    """The lot committed at opening."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that had to be broken, and how."""

    between: tuple[int, ...]
    """The tied titles, in title order."""
    rung: Rung
    """The rung on which it ended."""

    @property
    def is_by_lot(self) -> bool:
        """Whether the lot decided it."""
        return self.rung is Rung.LOT


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `most` winners of each group, such as the titles of one author."""

    groups: tuple[frozenset[int], ...]
    most: int = 1

    def admits(self, title: int, winners: Iterable[int]) -> bool:
        """Whether `title` may join `winners`."""
        chosen = frozenset(winners)
        return all(title not in group or len(group & chosen) < self.most for group in self.groups)


@dataclass(frozen=True, slots=True)
class Election(Generic[Paper_co]):
    """Aggregated ballots of one kind with what the poll fixed before opening."""

    titles: int
    """How many titles stand on the paper, withdrawn ones included."""
    papers: Sequence[tuple[Paper_co, int]]
    """Each distinct ballot with how many cast it."""
    seats: int = 1
    unranked: Unranked = Unranked.LAST
    withdrawn: frozenset[int] = frozenset()
    """Titles deleted from every ballot before counting: they appear in no order and no tally."""
    cap: Cap | None = None
    barred: frozenset[int] = frozenset()
    """Titles that stand in the order and can take no place: too few ballots speak of them."""
    lot: Sequence[int] = ()
    """All titles in the order of the lot, the favoured first; empty means paper order."""

    @property
    def standing(self) -> tuple[int, ...]:
        """The titles that can win, in paper order."""
        return tuple(title for title in range(self.titles) if title not in self.withdrawn)

    def lets_win(self, title: int, winners: Iterable[int]) -> bool:
        """Whether `title` may join `winners`."""
        return title not in self.barred and (self.cap is None or self.cap.admits(title, winners))

    @property
    def ballots(self) -> int:
        """How many ballots were cast, empty ones too."""
        return sum(times for _, times in self.papers)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a count: the tallies that decided it and what they decided."""

    tallies: Mapping[int, Number]
    elected: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a count says."""

    winners: tuple[int, ...]
    """In order of election, after ladder and cap."""
    order: tuple[tuple[int, ...], ...]
    """Every standing title best first, before any cap; a shared place is a tie that the method itself leaves."""
    stages: tuple[Stage, ...] = ()
    quota: int | None = None
    duels: tuple[tuple[int, ...], ...] | None = None
    """duels[a][b]: ballots that rank a over b; 0 in the rows and columns of withdrawn titles."""
    ties: tuple[Tie, ...] = field(default=())
    """Ties that were broken, in the order in which they arose."""
