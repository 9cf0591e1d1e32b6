"""A post office under test: real pump and fake rows, a courier that does as it is told."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from core.delivery.ports import LetterState
from core.delivery.pump import Post, Pump
from core.kernel.identity import Address, OutboxId, Platform
from core.kernel.outbox import Claimed, Doubt, Landed, Letter
from core.ui.cards import View, notice
from core.ui.catalogue import Catalogue
from core.ui.rooms import Opening
from core.ui.words import Dictionary, Words
from tests.core.votes.town import HandClock
from tests.fakes import FakeStorage

ALPHA = Platform("alpha")
ROOM = Address(ALPHA, "space", "room")
LOCALES = Path(__file__).parents[3] / "core" / "locales"


@dataclass(slots=True)
class ToldCourier:
    """Posts into a list, after raising whatever stands next in `troubles`."""

    platform: Platform = ALPHA
    recognises_repeats: bool = False
    posted: list[tuple[OutboxId, Address]] = field(default_factory=list)
    edited: list[tuple[str, Address]] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    """What each message shows, as its platform would."""
    troubles: deque[Exception | None] = field(default_factory=deque)

    def digest(self, to: Address, view: View, words: Words) -> str:
        return repr(view.as_card(words))

    async def post(self, letter: OutboxId, to: Address, view: View, words: Words) -> Landed:
        self._trouble()
        self.posted.append((letter, to))
        message = f"m{len(self.posted)}"
        self.shown[message] = self.digest(to, view, words)
        return Landed(message, replace(to, room=f"r{len(self.posted)}") if isinstance(view, Opening) else None)

    async def edit(self, message: str, to: Address, view: View, words: Words) -> None:
        self._trouble()
        self.shown[message] = self.digest(to, view, words)
        self.edited.append((message, to))

    def _trouble(self) -> None:
        trouble = self.troubles.popleft() if self.troubles else None
        if trouble is not None:
            raise trouble


@dataclass(slots=True)
class PostOffice:
    storage: FakeStorage = field(default_factory=FakeStorage)
    clock: HandClock = field(default_factory=HandClock)
    courier: ToldCourier = field(default_factory=ToldCourier)
    catalogue: Catalogue = field(default_factory=Catalogue)
    moves: list[tuple[Address, Address]] = field(default_factory=list)
    pump: Pump = field(init=False)

    def __post_init__(self) -> None:
        async def greet(claimed: Claimed) -> View | None:
            return notice("polls-none", typed=claimed.letter.about)

        self.catalogue.compose("hello", greet)
        post = Post(self.storage, self.catalogue, Dictionary(LOCALES), self.clock, self._move, is_alone=True)
        self.pump = Pump(post, self.courier)

    async def put(
        self,
        about: str = "1",
        to: Address = ROOM,
        kind: str = "hello",
        edits: OutboxId | None = None,
        expires_in: timedelta | None = None,
        doubt: Doubt = Doubt.RESEND,
    ) -> None:
        expires_at = self.clock.now() + expires_in if expires_in else None
        letter = Letter(kind, about, to, "fr", "Europe/Paris", edits=edits, expires_at=expires_at, doubt=doubt)
        await self.storage.write(lambda rows: rows.outbox.put(letter))

    async def deliver_all(self) -> int:
        """Deliver until nothing may leave any more; return how many letters were taken."""
        taken = 0
        while batch := await self.pump.deliver_due():
            taken += batch
        return taken

    def compose(self, kind: str, composer: Callable[[Claimed], Awaitable[View | None]]) -> None:
        self.catalogue.compose(kind, composer)

    def states(self) -> list[LetterState]:
        return self.storage.letter_states()

    async def _move(self, old: Address, new: Address) -> None:
        self.moves.append((old, new))

        await self.storage.write(lambda rows: rows.queue.redirect(old, new))

    def later(self, seconds: float) -> datetime:
        self.clock.move(seconds=seconds)
        return self.clock.now()
