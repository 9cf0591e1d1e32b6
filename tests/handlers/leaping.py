"""An event loop whose time leaps to the next timer instead of waiting for it: intervals are tested without waiting."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class _Selector(selectors.DefaultSelector):
    """Never waits: what it would have waited is added to the loop's time."""

    leapt = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout:
            self.leapt += timeout
        return super().select(0)


class LeapingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._timeless = _Selector()
        super().__init__(self._timeless)

    def time(self) -> float:
        return self._timeless.leapt


def leap(work: Coroutine[Any, Any, Result]) -> Result:
    """Run to the end on such a loop."""
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        return runner.run(work)
