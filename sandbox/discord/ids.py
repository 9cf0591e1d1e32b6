"""Snowflakes and the sandbox's one reading of the real clock; nothing else in the sandbox asks for the time of day."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], datetime]

DISCORD_EPOCH_MS = 1_420_070_400_000
SETTLED_MS = 400 * 86_400_000
APART_MS = 3 * 86_400_000 + 61_007
"""No whole number of hours, or a clock moved by days could give two people one id."""


def utc_now() -> datetime:
    """The real time, UTC. Tests and demos pass their own clock instead."""
    return datetime.fromtimestamp(time.time_ns() / 1e9, UTC)


def stamp(moment: datetime) -> str:
    """ISO 8601 as Discord writes it: microseconds and a numeric offset."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class Snowflakes:
    """Unique, growing ids that carry their creation time, as Discord's do."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._last = 0
        self._people = 0

    def next(self) -> int:
        milliseconds = int(self._now().timestamp() * 1000) - DISCORD_EPOCH_MS
        self._last = max(self._last + 1, milliseconds << 22)
        return self._last

    def of_person(self) -> int:
        """An id for somebody who made their account long ago, each on another day: people do not come all at once."""
        age_ms = SETTLED_MS + self._people % 300 * APART_MS
        self._people += 1
        return self.next() - (age_ms << 22)
