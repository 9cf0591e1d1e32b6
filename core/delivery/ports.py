"""What delivery needs: the queue's rows in one transaction, and a courier per platform; must not draw anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from core.kernel.due import Due, DueRows
from core.kernel.identity import Address, OutboxId, Platform
from core.kernel.outbox import Claimed, Landed
from core.ui.cards import View
from core.ui.words import Words


class LetterState(Enum):
    """queued -> sending -> sent | queued again | failed | expired."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    """A dead letter: kept with its reason, until somebody looks."""
    EXPIRED = "expired"
    """Too late, or pointless by the time it would have left."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed letter."""

    id: OutboxId
    state: LetterState
    at: datetime
    message: str = ""
    """What the platform calls the posted message."""
    reason: str = ""
    """For a failure or an expiry: a short word for the operator, never a text of a reader."""
    not_before: datetime | None = None
    """For a letter queued again: when to try next."""
    shown: str = ""
    """For one that was sent, the courier's digest of what the message shows now. An edit that came to anything else
    leaves it unknown."""
    is_counted: bool = True
    """For a letter queued again: whether that was one of the tries it has."""
    room: Address | None = None
    """For a sent letter that opens a room: where that room is."""


class Queue(Protocol):
    """The outbox as its pump sees it."""

    def claim(self, platform: Platform, now: datetime, limit: int, lease_until: datetime, /) -> Sequence[Claimed]:
        """Take due queued letters, oldest first, into "sending"; never one that another pump holds.

        Letters to one place take turns: none is taken while an earlier one is being sent, waits to be tried again or is
        due as well. An edit whose original is not sent yet is left alone; an edit whose original failed, or is
        forgotten, is not returned and becomes expired."""
        ...

    def record(self, outcomes: Sequence[Outcome], /) -> None: ...

    def next_at(self, platform: Platform, /) -> datetime | None:
        """When the earliest queued letter whose turn it is may leave, or None."""
        ...

    def in_doubt(self, platform: Platform, now: datetime, /) -> Sequence[Claimed]:
        """Letters in "sending" whose lease is over: their pump died. They are taken by the caller with a new lease
        of one minute."""
        ...

    def redirect(self, old: Address, new: Address, /) -> None:
        """Send what is queued for `old` to `new`."""
        ...


class DueQueue(Protocol):
    """The due rows as their clock sees them."""

    def claim(self, now: datetime, limit: int, lease_until: datetime, /) -> Sequence[tuple[int, Due, int]]:
        """Take rows that are due (or whose lease is over), earliest first, as (row id, due, attempts before)."""
        ...

    def finish(self, rows: Sequence[int], /) -> None: ...

    def postpone(self, row: int, until: datetime, /) -> None:
        """The handler failed: try again then."""
        ...

    def release(self) -> None:
        """Forget every lease: for the start of a process that is alone with its database."""
        ...

    def next_at(self) -> datetime | None:
        """When the earliest row that nobody holds is due, or None."""
        ...


class DeliveryRows(Protocol):
    @property
    def queue(self) -> Queue: ...
    @property
    def due_queue(self) -> DueQueue: ...


class Pruned(Protocol):
    """Rows that serve for a time only."""

    def prune(self, before: datetime, /) -> int:
        """Forget what is older; return how many rows."""
        ...


class Settled(Pruned, Protocol):
    """Letters that were sent, failed or expired; one that waits or leaves is never touched."""

    def prune_edits(self, before: datetime, /) -> int:
        """Forget edits settled before a moment: nothing asks for them again."""
        ...


class HouseRows(Protocol):
    @property
    def queue(self) -> Settled: ...
    @property
    def requests(self) -> Pruned: ...
    @property
    def link_codes(self) -> Pruned: ...
    @property
    def due(self) -> DueRows: ...


class Courier(Protocol):
    """Delivers to one platform; raises Undeliverable, TryLater, PerhapsDelivered or Moved (core.kernel.outbox)."""

    @property
    def platform(self) -> Platform: ...

    @property
    def recognises_repeats(self) -> bool:
        """Whether the platform itself drops a letter sent again under the same id within a few minutes."""
        ...

    def digest(self, to: Address, view: View, words: Words) -> str:
        """Return a short text that is the same for two views only if their messages there would look the same."""
        ...

    async def post(self, letter: OutboxId, to: Address, view: View, words: Words) -> Landed:
        """Post the view, doing to its room what core.ui.rooms says. What was done already under this id by the same
        process is not done again; what a missing right forbids is left undone."""
        ...

    async def edit(self, message: str, to: Address, view: View, words: Words) -> None:
        """Replace a posted message; a message that already looks so is fine."""
        ...


class WakeUp(Protocol):
    """Wakes a sleeper at a moment; another call moves the moment."""

    def at(self, moment: datetime | None, /) -> None: ...
