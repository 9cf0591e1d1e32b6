"""A form in progress, for platforms that ask one question at a time; must not know how it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Draft:
    """One account's form: one at a time. `space` and `room` are where the command was typed."""

    id: int
    platform: str
    user: str
    space: str
    room: str
    command: str
    """The command's path, its words joined by "-"."""
    answers: Mapping[str, str]
    """What was answered, by field; "" for a field that was skipped."""
    step: str
    """The field being asked, or ""."""
    expires_at: datetime


class Drafts(Protocol):
    """The forms in progress, inside one transaction."""

    def put(self, new: Draft, /) -> int:
        """Keep it in place of the account's earlier one and return its id; the id given is not looked at."""
        ...

    def get(self, platform: str, user: str, /) -> Draft | None:
        """Return the account's draft, lapsed or not."""
        ...

    def hold(self, platform: str, user: str, /) -> Draft | None:
        """Return the account's draft; until this transaction ends, no other changes it."""
        ...

    def by_id(self, draft: int, /) -> Draft | None: ...

    def drop(self, platform: str, user: str, /) -> None: ...
