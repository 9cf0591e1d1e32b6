"""Pictures in neutral words: what is compared, by what figures, told how; must not know who draws them or with what.

Every text comes in the reader's language. A picture only shows again what the card beside it says in words: whoever
cannot see it, or does not get it, misses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

MOST_TITLES = 12
"""Titles drawn in one picture; more would be too small for a phone, and go into the line of the rest."""
MOST_STAGES = 64


@dataclass(frozen=True, slots=True)
class Name:
    """A title, and its number on the ballot paper (such as "n° 3") for when its letters cannot be drawn, or when two
    titles look alike once they are shortened."""

    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every chart: the verdict above it, a line in small type below, and the alternative text."""

    heading: str
    note: str
    alt: str
    """A full sentence with the verdict and the figures, for those who do not see the picture."""
    rest: str = ""
    """One line that sums up the titles beyond `MOST_TITLES`; "" when all are drawn."""

    def __post_init__(self) -> None:
        if not self.heading.strip() or not self.alt.strip():
            raise ValueError("a picture without verdict or alternative text")


@dataclass(frozen=True, slots=True)
class Bar:
    """`amount` gives the length only; `figure` is what is read."""

    name: Name
    amount: float
    figure: str
    is_winner: bool = False

    def __post_init__(self) -> None:
        _check_amount(self.amount)


@dataclass(frozen=True, slots=True)
class Bars:
    """One figure a title, in order of the result."""

    frame: Frame
    bars: tuple[Bar, ...]
    winner: str
    """What the mark of a winner means, such as "élu"."""

    def __post_init__(self) -> None:
        _check_count(len(self.bars))


class Fate(Enum):
    """What a stage decides for a title."""

    STAYS = "stays"
    ELECTED = "elected"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Tally:
    amount: float
    figure: str
    fate: Fate = Fate.STAYS

    def __post_init__(self) -> None:
        _check_amount(self.amount)


@dataclass(frozen=True, slots=True)
class Course:
    """One title through all stages; None for a stage in which it has no tally any more."""

    name: Name
    tallies: tuple[Tally | None, ...]


@dataclass(frozen=True, slots=True)
class Rounds:
    """Stage by stage, for methods that count in rounds."""

    frame: Frame
    stages: tuple[str, ...]
    """A short head for each stage, such as "Tour 2"."""
    courses: tuple[Course, ...]
    elected: str
    excluded: str
    """What the marks mean, such as "élu" and "éliminé"."""

    def __post_init__(self) -> None:
        _check_count(len(self.courses))
        if not 1 <= len(self.stages) <= MOST_STAGES:
            raise ValueError(f"{len(self.stages)} stages")
        if any(len(course.tallies) != len(self.stages) for course in self.courses):
            raise ValueError("a tally is missing or too many")


@dataclass(frozen=True, slots=True)
class Duels:
    """Who beats whom: `counts[a][b]` ballots rank title `a` before title `b`."""

    frame: Frame
    names: tuple[Name, ...]
    counts: tuple[tuple[int, ...], ...]
    won: str
    lost: str
    tied: str
    """What the three looks of a cell mean for the title of its row."""

    def __post_init__(self) -> None:
        _check_count(len(self.names))
        if [len(row) for row in self.counts] != [len(self.names)] * len(self.names):
            raise ValueError("the table of duels is not square")
        if any(count < 0 for row in self.counts for count in row):
            raise ValueError("a negative count")


@dataclass(frozen=True, slots=True)
class TwoRanks:
    """One title's rank with each side, from 1."""

    name: Name
    jury: int
    public: int
    is_winner: bool = False

    def __post_init__(self) -> None:
        if min(self.jury, self.public) < 1:
            raise ValueError("ranks begin at 1")


@dataclass(frozen=True, slots=True)
class JuryAndPublic:
    """Two ranks a title, in order of the result."""

    frame: Frame
    ranks: tuple[TwoRanks, ...]
    jury: str
    public: str
    winner: str

    def __post_init__(self) -> None:
        _check_count(len(self.ranks))


Chart = Bars | Rounds | Duels | JuryAndPublic

Draw = Callable[[Chart], Awaitable[bytes | None]]
"""The port of whoever draws: a PNG, or None when it cannot, which is no reason to keep the words back."""


async def no_picture(_: Chart) -> bytes | None:
    """Draw nothing: for a house without pictures."""
    return None


def _check_count(titles: int) -> None:
    if not 1 <= titles <= MOST_TITLES:
        raise ValueError(f"{titles} titles in one picture")


def _check_amount(amount: float) -> None:
    if not (math.isfinite(amount) and amount >= 0):
        raise ValueError(f"an amount of {amount}")
