"""The rehearsal's clock, which a visitor can move forward; must not be known to anything but a demo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.telegram.clock import Now, utc_now

ZONE = ZoneInfo("Europe/Paris")
MORNING = time(9)
LONGEST_LEAP = timedelta(days=400)


class MovableClock:
    """Runs as the machine's, ahead of it by what it was moved."""

    def __init__(self, machine: Now = utc_now) -> None:
        self._machine = machine
        self._listeners: list[Callable[[], None]] = []
        self.ahead = timedelta()

    def now(self) -> datetime:
        return self._machine() + self.ahead

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each move."""
        self._listeners.append(listener)

    @contextmanager
    def watched_by(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call `listener` after each move, for as long as the context lasts."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    def move_to(self, moment: datetime) -> None:
        """Go forward to a moment; raises ValueError for one that is past, or too far ahead to mean anything."""
        leap = moment - self.now()
        if not timedelta() < leap + timedelta(seconds=1) <= LONGEST_LEAP:
            raise ValueError(moment)
        self.ahead += max(leap, timedelta())
        for listener in self._listeners:
            listener()

    def in_an_hour(self) -> datetime:
        return self.now() + timedelta(hours=1)

    def tomorrow_morning(self) -> datetime:
        """Return the next day at nine in Paris, whatever the change to summer time makes of the hours between."""
        day = self.now().astimezone(ZONE).date() + timedelta(days=1)
        return datetime.combine(day, MORNING, ZONE).astimezone(UTC)
