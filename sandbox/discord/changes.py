"""The stream of everything that happens in the world, for gateway, people and any page; it filters nothing."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sandbox.discord.entities import Channel, Guild
from sandbox.discord.wire import Json


@dataclass(frozen=True, slots=True)
class Change:
    """`name` is the gateway's event name; `subject` the entity concerned; `details` what only this event carries."""

    name: str
    guild: Guild | None
    channel: Channel | None = None
    subject: Any = None
    details: Json = field(default_factory=dict)


T = TypeVar("T")
CLOSING = "SANDBOX_CLOSING"
"""The last change of all, so that whoever still listens stops."""

Observer = Callable[[Change], None]


class Changes:
    """Tells every observer of every change, in the order in which they happened."""

    def __init__(self) -> None:
        self._observers: list[Observer] = []

    def publish(self, change: Change) -> None:
        for observer in tuple(self._observers):
            observer(change)

    @contextmanager
    def observed_by(self, observer: Observer) -> Iterator[None]:
        self._observers.append(observer)
        try:
            yield
        finally:
            self._observers.remove(observer)

    def follow(self, observer: Observer) -> None:
        """Observe for as long as the world lives."""
        self._observers.append(observer)

    @contextmanager
    def queue(self) -> Iterator["asyncio.Queue[Change]"]:
        changes: asyncio.Queue[Change] = asyncio.Queue()
        with self.observed_by(changes.put_nowait):
            yield changes

    async def until(self, holds: Callable[[], T], timeout_s: float = 10.0) -> T:
        """Wait until `holds()` is truthy and return its value; it is asked again after each change.

        Raises TimeoutError when it does not come true within `timeout_s` seconds.
        """
        with self.queue() as changes:
            async with asyncio.timeout(timeout_s):
                while not (value := holds()):
                    await changes.get()
        return value
