"""How a use case reaches what is stored: whole transactions as plain functions; must not name an engine.

A job is a synchronous function that receives the rows of one transaction. It may run in another thread and may be run
again after a conflict, so it touches nothing but its arguments and what it returns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from core.kernel.identity import RequestKey

Rows_co = TypeVar("Rows_co", covariant=True)
Result = TypeVar("Result")


class Storage(Protocol[Rows_co]):
    """Runs jobs; each is one transaction, durable when the call returns, rolled back when the job raises."""

    async def write(self, job: Callable[[Rows_co], Result], /) -> Result: ...

    async def read(self, job: Callable[[Rows_co], Result], /) -> Result: ...

    async def glance(self, job: Callable[[Rows_co], Result], /) -> Result:
        """Read a handful of rows, each by its key, on the way of an answer that somebody waits for.

        The engine may answer without leaving the event loop: never for a search, a list or a count.
        """
        ...


class RequestLog(Protocol):
    """Remembers which acts were already counted."""

    def first_time(self, request: RequestKey, /) -> bool:
        """Record `request` and return True; return False when it was recorded before."""
        ...
