"""What the bot says unasked: letters written in the business transaction, and the couriers that deliver them.

Must not draw anything: a letter names what it is about, and is composed when it leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from core.kernel.identity import Address, OutboxId


class Doubt(Enum):
    """What to do when nobody knows whether a letter left, because a crash or a silence came in between."""

    RESEND = "resend"
    """Twice is better than never: results, announcements."""
    DROP = "drop"
    """Never is better than twice: small notes to one person."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one address, or one edit of a message sent before."""

    kind: str
    """Names the composer that will draw it, such as "ballot-paper"."""
    about: str
    """The short id of the row it is about; with `kind` it finds the posted message again."""
    to: Address
    locale: str
    zone: str
    payload: Mapping[str, object] = field(default_factory=dict)
    """JSON values only."""
    not_before: datetime | None = None
    expires_at: datetime | None = None
    """After this moment it is too late to be useful and is dropped, visibly."""
    edits: OutboxId | None = None
    """The letter whose posted message this one replaces."""
    key: str = ""
    """While a letter with the same key is still queued, another is not added."""
    doubt: Doubt = Doubt.RESEND


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter that was sent, with what the platform calls it."""

    letter: OutboxId
    to: Address
    locale: str
    zone: str
    message: str


class Outbox(Protocol):
    """The rows of the outbox inside one transaction."""

    def put(self, letter: Letter, /) -> None: ...

    def posted(self, kind: str, about: str, /) -> Sequence[Posted]:
        """Return what was sent of this kind about this row, edits left out."""
        ...

    def refresh(self, kind: str, about: str, not_before: datetime | None, /) -> None:
        """Queue an edit of all that, and of what is just leaving, due at that moment or at once, where none that is due
        so waits already."""
        ...


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter taken by a pump to be delivered now."""

    id: OutboxId
    letter: Letter
    attempts: int
    """How often delivery was tried before this time."""
    message: str
    """For an edit, what the platform calls the message to replace; else ""."""
    shown: str = ""
    """For an edit, the courier's digest of what that message shows; "" when it is not known."""


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of a letter on its platform."""

    message: str
    """What the platform calls the posted message."""
    room: Address | None = None
    """For a letter that opens a room: that room, or the letter's own address where none could be opened."""


class Undeliverable(Exception):  # noqa: N818
    """The platform will never take this letter: the chat is gone, the person blocked the bot, a right is missing."""


class TryLater(Exception):  # noqa: N818
    """The platform asks to wait; `seconds` is its own figure, or 0 when it gave none."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class PerhapsDelivered(Exception):  # noqa: N818
    """No answer came: the platform may or may not have taken the letter."""


class Moved(Exception):  # noqa: N818
    """The address changed for good; the letter goes to `to` from now on."""

    def __init__(self, to: Address) -> None:
        super().__init__(to)
        self.to = to
