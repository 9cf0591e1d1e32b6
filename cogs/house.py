"""What Discord's adapter is given by those who wire it; must not do anything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.kernel.clock import Clock
from core.kernel.identity import Arrival, Caller, Platform
from core.kernel.storage import Storage
from core.ui.catalogue import Catalogue
from core.ui.charts import Draw, no_picture
from core.ui.drafts import Drafts
from core.ui.intake import Intake
from core.ui.words import Dictionary

DISCORD = Platform("discord")


class DiscordRows(Protocol):
    """One transaction, as far as this room is concerned."""

    @property
    def drafts(self) -> Drafts: ...


@dataclass(frozen=True, slots=True)
class House:
    """The product as the adapter sees it."""

    catalogue: Catalogue
    intake: Intake
    dictionary: Dictionary
    enter: Callable[[Arrival], Awaitable[Caller]]
    on_left: Callable[[Platform, str], Awaitable[None]]
    """The bot is no longer in a space."""
    spaces: Callable[[Platform], Awaitable[Sequence[str]]]
    """Return the spaces where the network counts on the bot."""
    storage: Storage[DiscordRows]
    clock: Clock
    draw: Draw = no_picture
