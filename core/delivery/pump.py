"""Takes letters from the outbox to one platform's courier; must not know what they say.

Right, consent and lateness are looked at again as a letter leaves, by its composer. Letters to one place keep their
order, also when one of them has to wait and whichever process delivers them; places do not wait for each other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.delivery.lanes import PlaceLanes
from core.delivery.ports import Courier, DeliveryRows, LetterState, Outcome, WakeUp
from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Address
from core.kernel.outbox import Claimed, Doubt, Landed, Moved, PerhapsDelivered, TryLater, Undeliverable
from core.kernel.storage import Storage
from core.ui.cards import View
from core.ui.catalogue import Catalogue
from core.ui.words import Dictionary

log = logging.getLogger(__name__)

BATCH = 50
MOST_IN_HAND = 200
"""Letters taken and not delivered yet: enough that a slow place or two do not keep the others waiting."""
LEASE = timedelta(minutes=5)
"""Longer than any delivery takes, a platform's own pauses included: past it, the pump that held the letter is dead."""
DOUBT_LOOK = timedelta(minutes=1)
"""How often letters are looked for whose pump died: their places stand still behind them."""
LONGEST_SLEEP = timedelta(seconds=30)
"""A wake-up can be lost (another process wrote the letter): look again at least this often."""
SHORTEST_SLEEP = timedelta(seconds=1)
"""When something is due that cannot be taken: an edit that waits for its original, a letter another pump holds."""
MAX_ATTEMPTS = 10
MAX_WAITS = 7
"""How many of its tries a letter may lose to a platform that asks to wait or is away. That is no fault of the letter:
it then waits as long as it takes, a try every two minutes, and has some tries left for what may come after."""
LATER = "later"
LONGEST_BACKOFF_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Post:
    """Everything a pump needs besides its courier."""

    storage: Storage[DeliveryRows]
    catalogue: Catalogue
    dictionary: Dictionary
    clock: Clock
    on_moved: Callable[[Address, Address], Awaitable[None]]
    is_alone: bool
    """Whether no other process works on this database: then every letter in "sending" at the start is in doubt."""


@dataclass(slots=True)
class Pump:
    """One platform's pump."""

    post: Post
    courier: Courier
    _bell: asyncio.Event = field(default_factory=asyncio.Event)
    _lanes: PlaceLanes = field(init=False)

    def __post_init__(self) -> None:
        self._lanes = PlaceLanes(self._deliver_one, self.ring)

    def ring(self) -> None:
        """Something may be waiting: look now."""
        self._bell.set()

    async def run(self, wake_up: WakeUp) -> None:
        """Deliver until cancelled."""
        try:
            await self._run(wake_up)
        finally:
            await self._lanes.stop()

    async def _run(self, wake_up: WakeUp) -> None:
        await self.recover(LEASE if self.post.is_alone else timedelta())
        recovered = self.post.clock.now()
        while True:
            self._bell.clear()
            self._lanes.check()
            look, now = await self._next_look(), self.post.clock.now()
            if now - recovered >= DOUBT_LOOK:
                await self.recover()
                recovered = now
            if look <= now:
                if await self._take():
                    continue
                look = now + SHORTEST_SLEEP
            wake_up.at(look)
            await self._bell.wait()

    async def recover(self, ahead: timedelta = timedelta()) -> None:
        """Decide about letters that were leaving when their pump died: those whose lease is over, or will be within
        `ahead`."""
        now = self.post.clock.now() + ahead
        platform = self.courier.platform

        def job(rows: DeliveryRows) -> None:
            rows.queue.record([self._after_doubt(claimed) for claimed in rows.queue.in_doubt(platform, now)])

        await self.post.storage.write(job)

    async def deliver_due(self) -> int:
        """Deliver one batch of what may leave now, to the end; return how many letters were taken."""
        taken = await self._take()
        await self._lanes.finish()
        return taken

    async def _take(self) -> int:
        """Take one batch of what may leave now in hand; return how many letters it has."""
        now = self.post.clock.now()
        platform = self.courier.platform
        most = min(BATCH, MOST_IN_HAND - len(self._lanes))
        if most <= 0:
            return 0
        batch = await self.post.storage.write(lambda rows: rows.queue.claim(platform, now, most, now + LEASE))
        self._lanes.add(batch)
        return len(batch)

    async def _next_look(self) -> datetime:
        latest = self.post.clock.now() + LONGEST_SLEEP
        due = await self.post.storage.read(lambda rows: rows.queue.next_at(self.courier.platform))
        return min(due, latest) if due else latest

    async def _deliver_one(self, claimed: Claimed) -> None:
        outcome = await self._deliver(claimed)
        if outcome.room is None or not await self._settled_in(claimed, outcome, outcome.room):
            await self.post.storage.write(lambda rows: rows.queue.record([outcome]))

    async def _settled_in(self, claimed: Claimed, outcome: Outcome, room: Address) -> bool:
        """Record the letter and tell its feature of the room it opened, both or neither; False when the feature fails:
        a letter that has left is never sent again for that."""
        handler = self.post.catalogue.opened_handlers.get(claimed.letter.kind)
        if handler is None:
            return False

        def job(rows: DeliveryRows) -> None:
            rows.queue.record([outcome])
            handler(rows, claimed, room)

        try:
            await self.post.storage.write(job)
        except Exception:
            log.exception("the room that letter %s of kind %s opened is not known", claimed.id, claimed.letter.kind)
            return False
        return True

    async def _deliver(self, claimed: Claimed) -> Outcome:
        letter, now = claimed.letter, self.post.clock.now()
        if letter.expires_at and now > letter.expires_at:
            return Outcome(claimed.id, LetterState.EXPIRED, now, reason="late")
        try:
            view = await self.post.catalogue.composers[letter.kind](claimed)
        except Refusal as refusal:
            return Outcome(claimed.id, LetterState.EXPIRED, now, reason=refusal.message)
        except Exception:
            log.exception("composing letter %s of kind %s failed", claimed.id, letter.kind)
            return self._again(claimed, "composer", 0.0)
        if view is None:
            return Outcome(claimed.id, LetterState.EXPIRED, now, reason="pointless")
        return await self._hand_over(claimed, view)

    async def _hand_over(self, claimed: Claimed, view: View) -> Outcome:
        letter = claimed.letter
        words = self.post.dictionary.words(letter.locale, letter.zone)
        try:
            shown = self.courier.digest(letter.to, view, words)
            if letter.edits is not None and shown == claimed.shown:
                return Outcome(claimed.id, LetterState.SENT, self.post.clock.now(), reason="same", shown=shown)
            if letter.edits is not None:
                await self.courier.edit(claimed.message, letter.to, view, words)
                landed = Landed("")
            else:
                landed = await self.courier.post(claimed.id, letter.to, view, words)
        except Undeliverable as problem:
            log.warning("letter %s of kind %s is undeliverable: %s", claimed.id, letter.kind, problem)
            return Outcome(claimed.id, LetterState.FAILED, self.post.clock.now(), reason=str(problem))
        except TryLater as problem:
            return self._again(claimed, LATER, problem.seconds)
        except PerhapsDelivered:
            return self._after_doubt(claimed)
        except Moved as moved:
            await self.post.on_moved(letter.to, moved.to)
            return self._again(claimed, "moved", 0.0)
        except Exception:
            log.exception("delivering letter %s of kind %s failed", claimed.id, letter.kind)
            return self._again(claimed, "courier", 0.0)
        now = self.post.clock.now()
        return Outcome(claimed.id, LetterState.SENT, now, message=landed.message, shown=shown, room=landed.room)

    def _after_doubt(self, claimed: Claimed) -> Outcome:
        is_harmless = claimed.letter.edits is not None or self.courier.recognises_repeats
        if is_harmless or claimed.letter.doubt is Doubt.RESEND:
            return self._again(claimed, "doubt", 0.0)
        return Outcome(claimed.id, LetterState.FAILED, self.post.clock.now(), reason="doubt")

    def _again(self, claimed: Claimed, reason: str, seconds: float) -> Outcome:
        now = self.post.clock.now()
        is_counted = reason != LATER or claimed.attempts < MAX_WAITS
        if is_counted and claimed.attempts + 1 >= MAX_ATTEMPTS:
            return Outcome(claimed.id, LetterState.FAILED, now, reason=reason)
        wait = max(seconds, min(2.0**claimed.attempts, LONGEST_BACKOFF_SECONDS))
        not_before = now + timedelta(seconds=wait)
        return Outcome(claimed.id, LetterState.QUEUED, now, reason=reason, not_before=not_before, is_counted=is_counted)
