"""The stream of everything that happens in the world, for acting people, tests and any page; it filters nothing."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sandbox.telegram.entities import Chat
from sandbox.telegram.wire import Json

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """`name` says what happened (`message`, `edited`, `deleted`, `toast`, `menu`, ...); `subject` to what."""

    name: str
    chat: Chat | None
    subject: Any = None
    details: Json = field(default_factory=dict)


Observer = Callable[[Change], None]


class Changes:
    """Tells every observer of every change, in the order in which they happened."""

    def __init__(self) -> None:
        self._observers: list[Observer] = []
        self._waiting: set[asyncio.Future[None]] = set()

    def publish(self, name: str, chat: Chat | None, subject: object = None, **details: object) -> None:
        change = Change(name, chat, subject, details)
        for observer in tuple(self._observers):
            observer(change)
        self.wake()

    def wake(self) -> None:
        """Let every `until` look again, for what is no change of the world."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

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

    async def until(self, holds: Callable[[], T | None], timeout_s: float = 10.0) -> T:
        """Wait until `holds()` is truthy and return its value; it is asked again after each change and each call.

        Raises TimeoutError when it does not come true within `timeout_s` seconds.
        """
        async with asyncio.timeout(timeout_s):
            while not (value := holds()):
                waiting = asyncio.get_running_loop().create_future()
                self._waiting.add(waiting)
                try:
                    await waiting
                finally:
                    self._waiting.discard(waiting)
        return value
