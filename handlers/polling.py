"""Asks Telegram for updates, again and again; must not look into them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError, TimedOut

from core.kernel.errors import AdapterRefused
from handlers.inbox import ALLOWED
from handlers.limits import BATCH
from handlers.pacer import seconds_of
from handlers.parsing import Raw

log = logging.getLogger(__name__)

POLL_SECONDS = 25
SILENCE_SECONDS = 20.0
"""How long after its end a poll may stay unanswered before it is given up and asked again."""
CONFLICT_SECONDS = 5.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0


@dataclass(slots=True)
class Poller:
    """`take_in` returns when a batch may be confirmed, `make_room` when another one may be asked for."""

    bot: Bot
    take_in: Callable[[Sequence[Raw]], Awaitable[None]]
    make_room: Callable[[], Awaitable[None]]
    _offset: int | None = None
    """None at a start: whatever is unconfirmed comes, and what was handled before is known by its row."""
    _pause: float = FIRST_PAUSE_SECONDS
    _answered_at: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    @property
    def silent_seconds(self) -> float:
        """How long ago Telegram last answered."""
        return asyncio.get_running_loop().time() - self._answered_at

    async def run(self) -> None:
        """Ask until cancelled; raises AdapterRefused when the token is refused."""
        while True:
            await self.make_room()
            try:
                batch = await self._ask()
            except (InvalidToken, EndPointNotFound):
                raise AdapterRefused("token-refused-telegram") from None
            except (TelegramError, TimeoutError) as problem:
                await asyncio.sleep(self._pause_after(problem))
                continue
            self._answered_at = asyncio.get_running_loop().time()
            self._pause = FIRST_PAUSE_SECONDS
            if batch:
                await self._hand_over(batch)

    async def _ask(self) -> Sequence[Raw]:
        wanted: dict[str, Any] = {"timeout": POLL_SECONDS, "limit": BATCH, "allowed_updates": list(ALLOWED)}
        if self._offset is not None:
            wanted["offset"] = self._offset
        async with asyncio.timeout(POLL_SECONDS + SILENCE_SECONDS):
            # The raw answer is wanted, not the library's objects; under this spelling it does not warn about that.
            batch: Sequence[Raw] = await self.bot.do_api_request(
                "get_Updates", api_kwargs=wanted, read_timeout=POLL_SECONDS + 5
            )
        return batch

    async def _hand_over(self, batch: Sequence[Raw]) -> None:
        """Have the batch written down, then confirm it with the next question. What is not written comes again."""
        try:
            await self.take_in(batch)
        except Exception:
            log.exception("%s updates could not be written down; asking for them again", len(batch))
            await asyncio.sleep(self._next_pause())
            return
        numbers = [each["update_id"] for each in batch if isinstance(each.get("update_id"), int)]
        self._offset = max(numbers, default=-1) + 1 if numbers else self._offset

    def _pause_after(self, problem: Exception) -> float:
        """Return how many seconds to wait after a failure, and say in the log what it means."""
        if isinstance(problem, RetryAfter):
            return seconds_of(problem)
        if isinstance(problem, Conflict):
            log.error("another program asks for this bot's updates, or a webhook is set: only one may")
            return CONFLICT_SECONDS
        if isinstance(problem, TimedOut | TimeoutError):
            log.warning("Telegram has not answered for %.0f s", self.silent_seconds)
        else:
            log.warning("Telegram cannot be asked: %s", type(problem).__name__)
        return self._next_pause()

    def _next_pause(self) -> float:
        pause = self._pause
        self._pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
        return pause
