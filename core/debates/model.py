"""Debates, who would come to them and where they are held, as plain values; must not read or write anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum
from zoneinfo import ZoneInfo

from core.kernel.identity import Address, CommunityId, DebateId, PersonId, ShopId, WorkId

LONGEST_LIFE = timedelta(days=150)
"""How long a debate stays open at most: heads are kept to be edited for 200 days."""
EVENING_HOUR = 20
"""When a debate ends for which no end was said: nobody ends an evening at 3:51."""
LONGEST_WAIT = timedelta(days=180)
"""How far ahead an opening can be planned."""
PROPOSAL_LIFE = timedelta(days=30)
"""How long a proposal waits for those who would come."""
MOST_PROPOSALS = 3
"""How many proposals of one reader may wait at once: each is posted in every room of the shop."""
REMINDED_BEFORE = timedelta(days=1)
"""How long before its end a debate reminds its rooms of it."""


def last_evening(opens_at: datetime, zone: str) -> datetime:
    """Return the last evening that a debate opened then can reach, by the clocks of that time zone, in UTC."""
    latest = (opens_at + LONGEST_LIFE).astimezone(ZoneInfo(zone))
    evening = latest.replace(hour=EVENING_HOUR, minute=0, second=0, microsecond=0)
    return (evening if evening <= latest else evening - timedelta(days=1)).astimezone(UTC)


class Reach(StrEnum):
    """Where a debate is held."""

    HERE = "here"
    SHOP = "shop"
    NETWORK = "network"


class State(Enum):
    """proposed | scheduled -> open -> closing -> closed -> archived; a draft that is given up is archived at once.

    Slow is no state of its own: a debate may be slowed whether its end is near or not.
    """

    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSING = "closing"
    """Its rooms were reminded of its end."""
    CLOSED = "closed"
    """Nobody but the staff writes there any more; the outcome may still be told."""
    ARCHIVED = "archived"


DRAFTS = frozenset({State.PROPOSED, State.SCHEDULED})
LIVE = frozenset({State.OPEN, State.CLOSING})


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What the catalogue holds of the book; what it does not hold is empty, and nothing is said of it."""

    title: str
    authors: str = ""
    year: int | None = None
    isbns: tuple[str, ...] = ()
    """13 digits each."""
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Debate:
    id: DebateId
    shop: ShopId
    shop_name: str
    work: WorkId | None
    """None for a debate on a theme, or on its question alone."""
    book: BookFacts | None
    """What is known of the work; None for one that the catalogue does not have any more."""
    theme: str
    """Free words, "" for a debate on a book or on its question alone."""
    question: str
    """"" for a debate on a book whose readers bring the questions."""
    reason: str
    """Why a reader proposed it, or ""."""
    author_name: str
    state: State
    pause_seconds: int
    """How long everybody waits between two messages of theirs; 0: nobody waits."""
    opens_at: datetime | None
    """When it was planned to open; None for one that opens at once or awaits support."""
    closes_at: datetime | None
    """None while it awaits support."""
    opened_at: datetime | None
    """None for one that never opened."""
    outcome: str
    supporters: int
    threshold: int
    """How many have to say that they would come before a proposal opens."""

    @property
    def title(self) -> str:
        """What the debate is known by: the book's title, the theme, or else its question."""
        return self.book.title if self.book else self.theme or self.question

    @property
    def name(self) -> str:
        """What tells it from others in a few words: its title, with the author of a book."""
        return " — ".join(each for each in (self.title, self.book.authors if self.book else "") if each)


@dataclass(frozen=True, slots=True)
class DebateHead:
    """What a change needs to know of a debate."""

    id: DebateId
    shop: ShopId
    state: State
    pause_seconds: int
    closes_at: datetime | None
    threshold: int


@dataclass(frozen=True, slots=True)
class NewDebate:
    shop: ShopId
    author: PersonId
    author_name: str
    work: WorkId | None
    theme: str
    question: str
    reason: str
    state: State
    """Proposed or scheduled."""
    opens_at: datetime | None
    """None for one that opens at once, or awaits support."""
    closes_at: datetime | None
    threshold: int
    at: datetime
    communities: tuple[CommunityId, ...]


@dataclass(frozen=True, slots=True)
class Customs:
    """What a shop decided for all its debates."""

    threshold: int = 5
    """How many have to say that they would come before a reader's proposal opens."""
    rest_days: int = 14
    """How many days a closed debate stays in the list before it is archived."""


@dataclass(frozen=True, slots=True)
class Hall:
    """A community that a debate reaches, with the room it is held in there."""

    community: CommunityId
    name: str
    place: Address
    """Where the community hears the bot."""
    locale: str
    zone: str
    room: Address | None = None
    """None while no room stands."""
    is_own: bool = False
    """Whether the room is the debate's own, or the community's place in its stead."""
