"""Snowflakes and the sandbox's one reading of the real clock; nothing else in the sandbox asks for the time of day."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], datetime]

DISCORD_EPOCH_MS = 1_420_070_400_000


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

    def next(self) -> int:
        milliseconds = int(self._now().timestamp() * 1000) - DISCORD_EPOCH_MS
        self._last = max(self._last + 1, milliseconds << 22)
        return self._last
