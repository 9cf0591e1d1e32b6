"""Polls, ballots and their count as plain values; must not read or write anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum

from core.kernel.identity import Address, CommunityId, PersonId, PollId, ShopId, WorkId
from core.votes.charter.secrecy import Secrecy
from core.votes.charter.terms import Terms
from core.votes.filling import Marks

NONE = WorkId(0)
"""Stands in for "none of these" among the titles of a paper."""
CARRIED = PersonId(0)
"""Stands in for the nominator of a book that the season before carried over."""


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
    struck: str = ""
    """Why it was withdrawn after the opening; "" where it stands."""
    is_added: bool = False
    """Whether a reader wrote it in while the vote was open."""


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
    opened_at: datetime

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

    @property
    def promised(self) -> Secrecy:
        """How secret it is, with what goes without saying."""
        return self.terms.promised(len(self.titles))

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
    group: str = ""
    """The class of voters it stands for, of a poll that tells them apart; that of the first cast stays."""


@dataclass(frozen=True, slots=True)
class Supporter:
    """Somebody who wants a book nominated by somebody else."""

    person: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class NamedMarks:
    """One line of a roll call: who, by the name they are shown under, and what they chose."""

    name: str
    """"" where it was taken out at its person's wish."""
    marks: Marks
    person: PersonId = field(default=PersonId(0), compare=False)
    """Whose it is, as the line is kept: told to nobody."""


@dataclass(frozen=True, slots=True)
class Nomination:
    """A book somebody wants voted on, with their pitch."""

    work: WorkId
    title: str
    authors: str
    pitch: str
    nominator: PersonId
    """`CARRIED` where nobody did: it lost the final of the season before."""
    nominator_name: str
    at: datetime
    supporters: tuple[Supporter, ...] = ()
    """Who seconded it, the first one first."""

    @property
    def support(self) -> int:
        """How many want it; one that was carried over counts as wanted by nobody yet."""
        return len(self.supporters) + (self.nominator != CARRIED)


@dataclass(frozen=True, slots=True)
class Announced:
    """Where a poll's paper was announced."""

    community: CommunityId
    to: Address
    locale: str
    zone: str
