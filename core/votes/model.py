"""Polls, ballots and their count as plain values; must not read or write anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

from core.kernel.identity import Address, CommunityId, PersonId, PollId, ShopId, WorkId


class Method(StrEnum):
    """How ballots are filled and counted."""

    APPROVAL = "approval"
    """Every title one would gladly read; most approvals wins."""
    SINGLE = "single"
    """One title; most votes wins."""


class Reach(StrEnum):
    """Where a poll is announced."""

    HERE = "here"
    SHOP = "shop"
    NETWORK = "network"


class PollState(Enum):
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Title:
    """One book on the ballot paper, at its `position` from 0."""

    position: int
    work: WorkId
    name: str
    authors: str
    pitch: str = ""
    """Why somebody nominated it, or ""."""


@dataclass(frozen=True, slots=True)
class PollHead:
    """What a cast needs to know of a poll, and nothing more: read for every ballot."""

    id: PollId
    shop: ShopId
    method: Method
    state: PollState
    closes_at: datetime
    titles: int
    """How many titles stand on the paper."""
    voters: int

    def is_open(self, now: datetime) -> bool:
        """Whether a ballot that arrives now counts."""
        return self.state is PollState.OPEN and now < self.closes_at


@dataclass(frozen=True, slots=True)
class Poll:
    """A vote with its titles in ballot order."""

    id: PollId
    shop: ShopId
    shop_name: str
    question: str
    method: Method
    state: PollState
    opened_at: datetime
    closes_at: datetime
    titles: tuple[Title, ...]
    voters: int
    """How many ballots stand now; the only figure shown while the poll is open."""

    def is_open(self, now: datetime) -> bool:
        """Whether a ballot that arrives now counts."""
        return self.state is PollState.OPEN and now < self.closes_at


@dataclass(frozen=True, slots=True)
class NewPoll:
    shop: ShopId
    opener: PersonId
    question: str
    method: Method
    opened_at: datetime
    closes_at: datetime
    titles: tuple[NewTitle, ...]
    communities: tuple[CommunityId, ...]
    """Where the poll is announced, and whose members may vote besides the shop's own."""


@dataclass(frozen=True, slots=True)
class NewTitle:
    """A book to put on the paper: its name and authors are copied from the catalogue when the poll opens."""

    work: WorkId
    pitch: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's marks: positions on the paper, in paper order."""

    marks: tuple[int, ...]
    cast_at: datetime


@dataclass(frozen=True, slots=True)
class Nomination:
    """A book somebody wants voted on, with their pitch."""

    work: WorkId
    title: str
    authors: str
    pitch: str
    nominator: PersonId
    nominator_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Announced:
    """Where a poll's paper was announced."""

    community: CommunityId
    to: Address
    locale: str
    zone: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of a closed poll: marks per position, the leaders, and how many ballots there were."""

    counts: tuple[int, ...]
    ballots: int

    @property
    def leaders(self) -> tuple[int, ...]:
        """The positions with most marks: one winner, several in a tie, none when nobody voted."""
        most = max(self.counts, default=0)
        return tuple(place for place, count in enumerate(self.counts) if count == most) if most else ()

    @property
    def ranking(self) -> tuple[int, ...]:
        """All positions, most marks first, then in paper order."""
        return tuple(sorted(range(len(self.counts)), key=lambda place: (-self.counts[place], place)))


def count_ballots(titles: int, ballots: Mapping[tuple[int, ...], int] | Sequence[tuple[tuple[int, ...], int]]) -> Tally:
    """Return the tally of aggregated ballots, each a set of marked positions with how many cast it."""
    counts = [0] * titles
    total = 0
    for marks, times in ballots.items() if isinstance(ballots, Mapping) else ballots:
        total += times
        for mark in marks:
            counts[mark] += times
    return Tally(tuple(counts), total)
