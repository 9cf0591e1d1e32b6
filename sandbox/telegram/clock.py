"""The Telegram sandbox's one reading of the real clock; nothing else in it asks for the time of day."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The real time, UTC. Tests and demos pass their own clock instead."""
    return datetime.fromtimestamp(time.time_ns() / 1e9, UTC)


def unix(moment: datetime) -> int:
    """Whole seconds since 1970, as every date of the Bot API is written."""
    return int(moment.timestamp())
