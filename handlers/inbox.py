"""Takes updates in, written down before Telegram may forget them, and handles each once; must not know what they mean.

The library's own updater confirms a batch as soon as it is in memory, and loses what was pending in a crash; and one
update that it cannot parse stops all others. Here both are rows: waiting, done, or set aside.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot, Update

from core.kernel.clock import Clock
from core.kernel.storage import Storage
from handlers.house import TelegramRows
from handlers.lanes import Lanes
from handlers.parsing import Raw, parse_update

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""Named at every start: Telegram remembers the last list it was given."""
WAITING = 500
"""With as many taken in and not handled, no more are asked for."""
PAGE = 200
MARKING_SECONDS = 0.05
"""What is handled waits this long to be marked together with others; a crash in between has it handled again."""
KEPT = timedelta(days=2)
"""How long a handled update's number is remembered; Telegram itself keeps updates for a day."""


@dataclass(slots=True)
class UpdateInbox:
    """One bot's updates. `hear` is awaited for each; what it raises is logged and the update set aside."""

    bot: Bot
    key: str
    """Names the bot among those of one database."""
    storage: Storage[TelegramRows]
    clock: Clock
    lanes: Lanes
    hear: Callable[[Update], Awaitable[None]]
    _held: set[int] = field(default_factory=set)
    """Taken in and not yet marked: what comes a second time meanwhile is not begun again."""
    _finished: list[int] = field(default_factory=list)
    _marking: asyncio.Task[None] | None = None

    async def recover(self) -> None:
        """Take up what was written down in an earlier life and not handled, in order."""
        after = -1
        while page := await self._waiting(after):
            self._begin([(number, json.loads(payload)) for number, payload in page])
            after = page[-1][0]
            await self.lanes.below(WAITING)

    async def take_in(self, batch: Sequence[Raw]) -> None:
        """Write updates down and begin to handle them; when this returns they may be confirmed.

        What was handled before, in this life or an earlier one, is left alone.
        """
        updates = {each["update_id"]: each for each in batch if isinstance(each.get("update_id"), int)}
        if len(updates) < len(batch):
            log.error("%s updates without a number were dropped", len(batch) - len(updates))
        if not updates:
            return
        # ASCII on purpose: a lone surrogate or a zero in somebody's text is an escape here, and no database minds.
        rows = [(number, json.dumps(raw, separators=(",", ":"))) for number, raw in updates.items()]
        now, first = self.clock.now(), min(updates)
        # Others that still wait may stand between the numbers of a batch: as many rows as there are numbers.
        span = max(updates) - first + 1

        def job(tables: TelegramRows) -> Sequence[tuple[int, str]]:
            tables.inbox.keep(self.key, rows, now)
            return tables.inbox.waiting(self.key, span, first - 1)

        waiting = await self.storage.write(job)
        self._begin([(number, updates[number]) for number, _ in waiting if number in updates])

    async def settle(self) -> None:
        """Return when everything handled is marked."""
        while self._marking is not None and not self._marking.done():
            await asyncio.wait([self._marking])

    async def prune(self) -> None:
        """Forget the numbers of what was handled long ago."""
        before = self.clock.now() - KEPT
        await self.storage.write(lambda rows: rows.inbox.prune(self.key, before))

    def _begin(self, updates: Sequence[tuple[int, Raw]]) -> None:
        for number, raw in updates:
            if number not in self._held:
                self._held.add(number)
                self.lanes.put(lane_of(raw), lambda number=number, raw=raw: self._handle(number, raw))  # type: ignore[misc]

    async def _handle(self, number: int, raw: Raw) -> None:
        try:
            update = parse_update(raw, self.bot)
        except Exception as problem:  # noqa: BLE001 - whatever the library chokes on, the others must flow
            await self._set_aside(number, f"unreadable {type(problem).__name__}")
            return
        try:
            await self.hear(update)
        except Exception as problem:
            log.exception("update %s failed", number)
            await self._set_aside(number, f"failed {type(problem).__name__}")
            return
        self._finished.append(number)
        if self._marking is None or self._marking.done():
            self._marking = asyncio.create_task(self._mark())

    async def _mark(self) -> None:
        """Mark what is finished; what finishes meanwhile makes the next batch."""
        while self._finished:
            await asyncio.sleep(MARKING_SECONDS)
            marked, self._finished = self._finished, []
            try:
                await self._mark_done(marked)
            except Exception:
                # They are handled, and will be marked with the next; at worst they are handled again after a restart.
                log.exception("%s updates could not be marked", len(marked))
                self._finished += marked
                return
            self._held.difference_update(marked)

    async def _mark_done(self, numbers: list[int]) -> None:
        await self.storage.write(lambda rows: rows.inbox.done(self.key, numbers))

    async def _waiting(self, after: int) -> Sequence[tuple[int, str]]:
        return await self.storage.read(lambda rows: rows.inbox.waiting(self.key, PAGE, after))

    async def _set_aside(self, number: int, reason: str) -> None:
        log.error("update %s is set aside: %s", number, reason)
        await self.storage.write(lambda rows: rows.inbox.set_aside(self.key, number, reason))
        self._held.discard(number)


def lane_of(raw: Raw) -> Hashable:
    """Return what keeps updates in order: the chat; for a press in a group, the person in that chat.

    Presses of different people on one message do not depend on each other, and a vote must not be a queue.
    """
    press = raw.get("callback_query")
    if isinstance(press, Mapping):
        return _id(press.get("message"), "chat"), _id(press, "from")
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in raw:
            chat = _id(raw[kind], "chat")
            # In private the chat has the person's own number: messages and presses share the lane.
            return (chat, chat) if isinstance(chat, int) and chat > 0 else (chat, None)
    return None


def _id(inside: object, name: str) -> int | None:
    found = inside.get(name) if isinstance(inside, Mapping) else None
    number = found.get("id") if isinstance(found, Mapping) else None
    return number if isinstance(number, int) else None
