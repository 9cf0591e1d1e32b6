"""What the page is given to show; must not draw or serve it."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

from sandbox.discord import DiscordSandbox
from sandbox.page.backstage import Backstage, EmptyStage
from sandbox.page.cast import Cast
from sandbox.page.clock import MovableClock
from sandbox.page.tour import Tour
from sandbox.telegram.server import TelegramSandbox


@dataclass(frozen=True, slots=True)
class Stage:
    """What the page shows: both platforms, who may be played, the clock, and the bot from inside."""

    discord: DiscordSandbox
    telegram: TelegramSandbox
    cast: Cast
    clock: MovableClock = field(default_factory=MovableClock)
    inside: Backstage = field(default_factory=EmptyStage)
    tour: Tour = field(default_factory=Tour)
    name: str = field(default_factory=lambda: secrets.token_hex(4))
    reset: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a visitor wants everything from the start."""
