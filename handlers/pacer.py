"""Spaces what is sent, so that Telegram never has to refuse; replies go ahead of broadcasts. Must not drop anything.

Telegram documents no figures: about 30 messages a second over all, one a second to a person with short bursts, 20 a
minute to a group. Only sending counts, not edits, toasts or questions about members.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import Any

from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import BaseRateLimiter

BURST = 3
"""How many replies a chat takes at once before its gaps are kept."""
LONGEST_HOLD_SECONDS = 30.0
"""A longer pause asked for by the server is passed on: the outbox knows better how to wait."""
MAX_ATTEMPTS = 6
IDLE_CHATS = 1000
"""Above this many remembered chats, those whose gap is over are forgotten."""

_SENDING = ("send", "forward", "copy")
_Callback = Callable[..., Coroutine[Any, Any, Any]]


class Lane(IntEnum):
    """Who goes first when both wait."""

    REPLY = 0
    BROADCAST = 1


@dataclass(frozen=True, slots=True)
class Pace:
    """What is kept to: 29 a second leaves room for what Telegram counts otherwise, 60 / 3.5 + 3 is 20 a minute."""

    per_second: float = 29.0
    private_gap_seconds: float = 1.0
    group_gap_seconds: float = 3.5
    patience_seconds: float = 8.0
    """How long a press may take before its waiting sign is ended without a word; Telegram gives up after some 15."""


class Pacer(BaseRateLimiter[Lane]):
    """Plugged into the library as its rate limiter; `rate_limit_args` is the lane, a reply when none is given."""

    def __init__(self, pace: Pace | None = None) -> None:
        self._pace = pace or Pace()
        self._gap = 1 / self._pace.per_second
        self._open_at = 0.0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._timer: asyncio.TimerHandle | None = None
        self._chats: dict[str, float] = {}

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    async def process_request(  # noqa: PLR0913 - the signature is the library's
        self,
        callback: _Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Any:
        """Wait for one's turn, send, and line up again when the server asks to wait a moment; raises RetryAfter."""
        lane = Lane.REPLY if rate_limit_args is None else rate_limit_args
        chat = str(data["chat_id"]) if is_counted(endpoint) and "chat_id" in data else None
        for attempt in itertools.count(1):
            if chat is not None:
                await self._chat_turn(chat, lane)
                await self._turn(lane)
            try:
                return await callback(*args, **kwargs)
            except (BadRequest, Forbidden):
                if chat is not None:
                    self._give_back(chat)
                raise
            except RetryAfter as problem:
                pause = seconds_of(problem)
                if attempt >= MAX_ATTEMPTS or pause > LONGEST_HOLD_SECONDS:
                    raise
                if chat is None:
                    await asyncio.sleep(pause)
                else:
                    self._open_at = max(self._open_at, self._now() + pause + 0.1)
        raise AssertionError  # pragma: no cover - the loop only ends by return or raise

    def _gap_of(self, chat: str) -> float:
        return self._pace.group_gap_seconds if chat.startswith("-") else self._pace.private_gap_seconds

    def _give_back(self, chat: str) -> None:
        """Nothing came into the chat: the next one has its turn. A queue of letters to a chat that is shut would
        otherwise take minutes to be refused, and stand in the way of those to other chats."""
        if chat in self._chats:
            self._chats[chat] -= self._gap_of(chat)

    async def _chat_turn(self, chat: str, lane: Lane) -> None:
        """Keep the chat's own gap: each message moves its clock on, and a reply may run ahead of it a little."""
        gap = self._gap_of(chat)
        now = self._now()
        due = max(self._chats.get(chat, now), now)
        self._chats[chat] = due + gap
        if len(self._chats) > IDLE_CHATS:
            self._chats = {each: until for each, until in self._chats.items() if until > now}
        ahead = gap * (BURST - 1) if lane is Lane.REPLY else 0.0
        if due - ahead > now:
            await asyncio.sleep(due - ahead - now)

    async def _turn(self, lane: Lane) -> None:
        """Take the next free slot of the whole bot, replies before broadcasts."""
        if not self._waiting and self._now() >= self._open_at:
            self._open_at = self._now() + self._gap
            return
        ticket = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (lane, next(self._order), ticket))
        self._arm()
        await ticket

    def _arm(self) -> None:
        if self._timer is None and self._waiting:
            self._timer = asyncio.get_running_loop().call_at(self._open_at, self._admit)

    def _admit(self) -> None:
        self._timer = None
        if self._now() >= self._open_at:
            while self._waiting:
                _, _, ticket = heapq.heappop(self._waiting)
                if not ticket.done():
                    self._open_at = self._now() + self._gap
                    ticket.set_result(None)
                    break
        self._arm()

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def is_counted(endpoint: str) -> bool:
    """Return whether a method sends a message, by its name on the wire."""
    return endpoint.startswith(_SENDING) and endpoint != "sendChatAction"


def seconds_of(problem: RetryAfter) -> float:
    """Return how long the server asks to wait."""
    pause = problem.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
