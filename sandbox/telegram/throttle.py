"""Rate limits of sending: sliding windows over all, per private chat, per group. Sizes are parameters."""

import math
from collections import deque
from dataclasses import dataclass, field

from sandbox.telegram.wire import too_many

COUNTED = ("send", "forward", "copy")


@dataclass(frozen=True, slots=True)
class Window:
    """At most `count` messages in `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class RateLimits:
    """None switches a limit off; all are off by default."""

    overall: Window | None = None
    private: Window | None = None
    group: Window | None = None


# What the bot support's questions and answers name, with the short bursts that the server lets through to one chat.
LIKE_TELEGRAM = RateLimits(overall=Window(30, 1.0), private=Window(3, 3.0), group=Window(20, 60.0))


@dataclass(slots=True)
class Throttle:
    """Counts per bot and per chat, on a clock of seconds that only moves forward."""

    limits: RateLimits
    _sent: dict[tuple[int, int | None], deque[float]] = field(default_factory=dict)

    def admit(self, bot_id: int, chat_id: int, now_s: float) -> None:
        """Count one message, or raise ApiError 429 and count none."""
        chat_limit = self.limits.private if chat_id > 0 else self.limits.group
        due: list[tuple[tuple[int, int | None], Window | None]]
        due = [((bot_id, None), self.limits.overall), ((bot_id, chat_id), chat_limit)]
        windows = [(self._recent(key, window, now_s), window) for key, window in due if window]
        if waits := [sent[0] + window.seconds - now_s for sent, window in windows if len(sent) >= window.count]:
            raise too_many(max(1, math.ceil(max(waits))))
        for sent, _ in windows:
            sent.append(now_s)

    def _recent(self, key: tuple[int, int | None], window: Window, now_s: float) -> deque[float]:
        sent = self._sent.setdefault(key, deque())
        while sent and sent[0] <= now_s - window.seconds:
            sent.popleft()
        return sent


def is_counted(method: str) -> bool:
    """Whether the method (in lower case) sends a message; edits, deletions and typing signs do not count."""
    return method.startswith(COUNTED) and method != "sendchataction"
