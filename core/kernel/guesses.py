"""A limit on guessing one-time codes, one for all kinds of code; must not know what a code gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, RequestKey
from core.kernel.storage import RequestLog

MAX_GUESSES = 5
"""Wrong codes allowed to one person in `GUESS_WINDOW`; a right one does not count."""
GUESS_WINDOW = timedelta(hours=1)


class Guesses(Protocol):
    """Who tried how often."""

    def hold(self, persons: Sequence[PersonId], /) -> None:
        """Until the transaction ends, let no other one count the attempts of these persons."""
        ...

    def count_attempts(self, person: PersonId, since: datetime, /) -> int: ...

    def note_attempt(self, person: PersonId, at: datetime, /) -> None: ...

    def forget_attempt(self, person: PersonId, at: datetime, /) -> None: ...


def note_guess(log: RequestLog, guesses: Guesses, person: PersonId, request: RequestKey, now: datetime) -> bool:
    """Count one guess against a person, once however often the request arrives; False when they may not guess now.

    It stands in a transaction of its own before the code is looked at, so that guesses made at once cannot all slip in
    under the limit; a right code takes it back.
    """
    guesses.hold([person])
    if not log.first_time(RequestKey(f"{request}/try")):
        return True
    if guesses.count_attempts(person, now - GUESS_WINDOW) >= MAX_GUESSES:
        return False
    guesses.note_attempt(person, now)
    return True


def wait_refusal(message: str) -> Refusal:
    """Return the refusal of somebody who guessed too often; `message` tells the minutes to wait."""
    return Refusal(message, minutes=int(GUESS_WINDOW.total_seconds() // 60))
