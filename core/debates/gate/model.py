"""How far readers are in a book, and up to where what they say tells of it, as plain values; must not read or write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from core.debates.model import Debate
from core.kernel.errors import Refusal
from core.kernel.identity import DebateId, PersonId

ContributionId = NewType("ContributionId", int)

QUARTERS = 4
"""How a book is divided of which nothing else was said."""
MOST_STAGES = 24
"""Milestones of one book: with its beginning they fill a menu."""
MOST_CHAPTERS = 999
LONGEST_NAME = 60
"""Characters of a milestone's name."""
MAX_WORDS = 800
"""Characters of one contribution."""


@dataclass(frozen=True, slots=True)
class Milestones:
    """How a book is divided for a debate. Stage 0 is before its first page, stage n is when milestone n is passed."""

    names: tuple[str, ...] = ()
    """In reading order; none for a book told in chapters or in quarters."""
    chapters: int = 0
    """How many chapters the book has, 0 for one that is not told in chapters."""

    @property
    def last(self) -> int:
        """The stage of who has finished the book."""
        if self.chapters:
            return -(-self.chapters // self._chapters_each)
        return len(self.names) or QUARTERS

    def chapter(self, stage: int) -> int:
        """Return the last chapter before this stage, counted from 1."""
        return min(stage * self._chapters_each, self.chapters)

    @property
    def _chapters_each(self) -> int:
        return -(-self.chapters // MOST_STAGES)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a reader said through the bot; those who are not at its stage yet read it behind the platform's spoiler."""

    id: ContributionId
    debate: DebateId
    author: PersonId
    author_name: str
    words: str
    """"" once it was taken back."""
    stage: int
    """Up to where in the book it tells."""
    is_marked: bool
    """Whether a reader said that it gives away more than it seemed to."""
    is_settled: bool
    """Whether the bookshop's team filed it: then no reader's word moves it."""
    is_withdrawn: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class NewContribution:
    debate: DebateId
    author: PersonId
    author_name: str
    words: str
    stage: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """A contribution with what is needed to show it."""

    debate: Debate
    milestones: Milestones
    contribution: Contribution


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where one reader is in the book of a debate."""

    debate: Debate
    milestones: Milestones
    stage: int | None
    """None while they have not said."""
    readable: int = 0
    """Contributions they read in clear."""
    hidden: int = 0
    """Contributions that tell of what comes after."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Some of what one reader reads in clear, oldest first."""

    standpoint: Standpoint
    contributions: tuple[Contribution, ...]
    has_earlier: bool


def read_milestones(typed: str) -> Milestones:
    """Return the milestones somebody typed: a number of chapters, or a name a line. Raises Refusal."""
    lines = [line.strip(" \t•-") for line in typed.replace(";", "\n").splitlines()]
    names = tuple(line for line in lines if line)
    if len(names) == 1 and names[0].isdecimal():
        if len(names[0]) > len(str(MOST_CHAPTERS)) or not 2 <= int(names[0]) <= MOST_CHAPTERS:
            raise Refusal("gate-chapters", least=2, most=MOST_CHAPTERS)
        return Milestones(chapters=int(names[0]))
    if not 2 <= len(names) <= MOST_STAGES:
        raise Refusal("gate-milestones-count", least=2, most=MOST_STAGES)
    if len({name.casefold() for name in names}) < len(names):
        raise Refusal("gate-milestones-same")
    if any(len(name) > LONGEST_NAME for name in names):
        raise Refusal("gate-milestones-long", most=LONGEST_NAME)
    return Milestones(names)
