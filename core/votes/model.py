"""Polls, ballots and their count as plain values; must not read or write anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

from core.kernel.identity import Address, CommunityId, PersonId, PollId, ShopId, WorkId
from core.votes.filling import Marks
from core.votes.terms import Terms

NONE = WorkId(0)
"""Stands in for "none of these" among the titles of a paper."""


class Reach(StrEnum):
    """Where a poll is announced."""

    HERE = "here"
    SHOP = "shop"
    NETWORK = "network"


class PollState(Enum):
    OPEN = "open"
    CLOSING = "closing"
    """No ballot is taken any more; they are being sealed and counted."""
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
    terms: Terms
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
    terms: Terms
    state: PollState
    opened_at: datetime
    closes_at: datetime
    titles: tuple[Title, ...]
    voters: int
    """How many ballots stand now; the only figure shown while the poll is open."""
    lot_hash: str
    """SHA-256 of the seed that breaks the last ties, hexadecimal; "" for a poll of before the committed lot."""
    promised_close: datetime | None = None
    """When it was to close as it opened, where too few had voted then and it lasts longer."""

    def is_open(self, now: datetime) -> bool:
        """Whether a ballot that arrives now counts."""
        return self.state is PollState.OPEN and now < self.closes_at


@dataclass(frozen=True, slots=True)
class Progress:
    """What is told of the quorum while a poll is open, and nothing more: a figure would tell who has just voted."""

    is_reached: bool


@dataclass(frozen=True, slots=True)
class NewPoll:
    shop: ShopId
    opener: PersonId
    question: str
    terms: Terms
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
    """One person's marks, as core.votes.filling reads them, and when they were last changed."""

    marks: Marks
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
