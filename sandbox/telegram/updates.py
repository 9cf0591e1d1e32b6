"""A bot's queue of updates: kept until confirmed by offset, handed to one poller at a time. It chooses no recipient."""

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sandbox.telegram.wire import ApiError, Json, conflict

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL_S = 50
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True, eq=False)
class Poll:
    """A getUpdates that waits; `is_alive` says whether its connection still stands."""

    arrival: "asyncio.Future[None]"
    is_alive: Callable[[], bool]


class UpdateQueue:
    """`allowed` is sticky: it stays as last given until another list is given."""

    def __init__(self, first_id: int) -> None:
        self.allowed: frozenset[str] = DEFAULT_KINDS
        self._ids = itertools.count(first_id)
        self._pending: deque[Json] = deque()
        self._poll: Poll | None = None
        self._arrival = asyncio.Event()

    def __len__(self) -> int:
        return len(self._pending)

    def allow(self, kinds: Iterable[str]) -> None:
        """An empty list means Telegram's default; unknown kinds are ignored."""
        self.allowed = frozenset(kinds) & KINDS or DEFAULT_KINDS

    def push(self, kind: str, payload: Json) -> None:
        """Queue an update of this kind, unless the bot did not ask for the kind."""
        if kind in self.allowed:
            self.push_raw({kind: payload})

    def push_raw(self, update: Json) -> int:
        """Queue whatever is given, well-formed or not; returns its update_id, assigned unless given."""
        update_id = update.get("update_id", next(self._ids))
        self._pending.append({"update_id": update_id, **update})
        self._arrival.set()
        if self._poll and not self._poll.arrival.done():
            self._poll.arrival.set_result(None)
        return int(update_id)

    def confirm(self, offset: int) -> None:
        """Forget every update below `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while offset > 0 and self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()

    def drop(self) -> None:
        self._pending.clear()

    def batch(self, limit: int) -> list[Json]:
        return list(itertools.islice(self._pending, max(1, min(limit, 100))))

    async def head(self) -> Json:
        """The oldest unconfirmed update, waited for."""
        while not self._pending:
            self._arrival.clear()
            await self._arrival.wait()
        return self._pending[0]

    async def poll(self, limit: int, timeout_s: int, is_alive: Callable[[], bool]) -> list[Json]:
        """Long poll; a second poller ends the first with 409, as the server does."""
        await self._end_older_poll()
        if self._pending or timeout_s <= 0:
            return self.batch(limit)
        poll = self._poll = Poll(asyncio.get_running_loop().create_future(), is_alive)
        try:
            async with asyncio.timeout(min(timeout_s, LONGEST_POLL_S)):
                await poll.arrival
        except TimeoutError:
            return []
        finally:
            if self._poll is poll:
                self._poll = None
        return self.batch(limit)

    def terminate(self, error: ApiError) -> None:
        """End the waiting poll, if any, with this error."""
        if self._poll and not self._poll.arrival.done():
            self._poll.arrival.set_exception(error)
        self._poll = None

    async def _end_older_poll(self) -> None:
        """A poll whose client went away just now is not a second poller: its end may lie one loop pass ahead."""
        for _ in range(3):
            if self._poll is None or not self._poll.is_alive():
                break
            await asyncio.sleep(0)
        if self._poll and self._poll.is_alive():
            self.terminate(conflict(TERMINATED))
