"""What the Telegram adapter is given by the composition root, and what it keeps between two lives; opens nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.kernel import inbox
from core.kernel.clock import Clock
from core.kernel.identity import Account, Address, Arrival, Caller, Platform
from core.kernel.storage import Storage
from core.ui import drafts
from core.ui.catalogue import Catalogue
from core.ui.charts import Draw, no_picture
from core.ui.intake import Intake
from core.ui.words import Dictionary, Words


class Inbox(inbox.Inbox, Protocol):
    def prune(self, bot: str, before: datetime, /) -> int:
        """Forget handled updates received before a moment, the highest id excepted; return how many."""
        ...


class Drafts(drafts.Drafts, Protocol):
    def prune(self, now: datetime, /) -> int:
        """Forget drafts that lapsed before a moment; return how many."""
        ...


class TelegramRows(Protocol):
    """One transaction, as far as this room is concerned."""

    @property
    def inbox(self) -> Inbox: ...
    @property
    def drafts(self) -> Drafts: ...


@dataclass(frozen=True, slots=True)
class TelegramHouse:
    """What the adapter is given."""

    catalogue: Catalogue
    intake: Intake
    dictionary: Dictionary
    enter: Callable[[Arrival], Awaitable[Caller]]
    on_moved: Callable[[Address, Address], Awaitable[None]]
    on_left: Callable[[Platform, str], Awaitable[None]]
    on_joined: Callable[[Account, Address, datetime], Awaitable[None]]
    """Somebody was seen joining a group."""
    storage: Storage[TelegramRows]
    clock: Clock
    draw: Draw = no_picture

    def words(self, caller: Caller) -> Words:
        """Return the caller's own words."""
        return self.dictionary.words(caller.locale, caller.zone)

    def public_words(self, caller: Caller) -> Words:
        """Return the words of the community the caller speaks in."""
        return self.dictionary.words(caller.home.locale if caller.home else caller.locale, caller.zone)
