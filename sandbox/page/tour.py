"""A guided first visit: one step after the other, each over when it has really happened; must not act for anybody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, as whom, in each language; `is_done` looks whether it has happened."""

    who: str
    """The key of the person to be, or "" for anybody."""
    text: Mapping[str, str]
    is_done: Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Idea:
    """Something to try, by language, and the key of the person to be for it, "" for anybody."""

    who: str
    text: Mapping[str, str]


@dataclass(slots=True)
class Tour:
    """Where the visit stands: not begun, at a step, over, or skipped."""

    steps: Sequence[Step] = ()
    ideas: Sequence[Idea] = ()
    at: int | None = None
    is_skipped: bool = False

    @property
    def step(self) -> Step | None:
        """Return the step to be done now, None before the first and after the last."""
        return self.steps[self.at] if self.at is not None and self.at < len(self.steps) else None

    @property
    def is_over(self) -> bool:
        return self.at is not None and self.at >= len(self.steps)

    def begin(self) -> None:
        self.at, self.is_skipped = 0, False

    def skip(self) -> None:
        self.at, self.is_skipped = None, True

    async def look(self) -> bool:
        """Go on past every step that has happened; return whether there was one."""
        before = self.at
        while self.step is not None and await self.step.is_done():
            self.at = (self.at or 0) + 1
        return self.at != before
