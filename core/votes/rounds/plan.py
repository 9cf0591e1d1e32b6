"""What a season declares beforehand: its rounds, their lengths, when it comes back; must not store or open anything.

Hours are those of the community's wall clock: a vote that opens at 18:00 does so in summer and in winter.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, rrule
from pydantic import TypeAdapter

from core.kernel.clock import from_micros
from core.votes.charter.terms import Terms
from core.votes.model import Reach
from core.votes.rounds.stage import StageKind

QUOTA = 3
"""Nominations of one member that may stand at once, where nothing else is said."""
_NO_TERMS = Terms()
LAST_DAYS = (28, 29, 30, 31)


class Repeat(StrEnum):
    """When a season comes back."""

    ONCE = "once"
    MONTH_DAY = "month-day"
    """Every month, on the first edition's day; where a month is shorter, on its last day."""
    MONTH_WEEKDAY = "month-weekday"
    """Every month, on the first edition's weekday: the second Tuesday. A fifth one is the month's last."""
    WEEKS = "weeks"
    """Every few weeks."""


class Scarce(StrEnum):
    """What happens where a round has too few titles to vote on, said before the season begins."""

    SKIP = "skip"
    """The round is left out; where it is the final, the edition is, and its books wait for the next."""
    STILL = "still"
    """The season stands still until a bookseller decides."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round: nominations, or a poll by its terms, for so many minutes of the wall clock."""

    kind: StageKind
    minutes: int
    terms: Terms = _NO_TERMS

    @property
    def is_vote(self) -> bool:
        return self.kind is not StageKind.NOMINATIONS


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules of one season. `first` is when its first edition begins, in microseconds since 1970 UTC."""

    first: int
    zone: str
    rounds: tuple[Round, ...]
    repeat: Repeat = Repeat.ONCE
    every: int = 1
    """With `WEEKS`: of how many weeks."""
    quota: int = QUOTA
    scarce: Scarce = Scarce.SKIP
    reach: Reach = Reach.SHOP

    @property
    def is_single(self) -> bool:
        """Whether it is one vote planned for later rather than a season."""
        return self.rounds[0].kind is StageKind.NONE

    def begins(self, edition: int) -> datetime | None:
        """Return when an edition begins, counted from 0; None where there is no such edition."""
        first = from_micros(self.first).astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        if self.repeat is Repeat.ONCE:
            return from_micros(self.first) if edition == 0 else None
        found = next(islice(self._dates(first), edition, None), None)
        return at_wall_clock(found, self.zone) if found else None

    def next_after(self, edition: int, now: datetime) -> tuple[int, datetime] | None:
        """Return the first edition after that one which begins later than `now`, with its moment."""
        coming = self.begins(edition := edition + 1)
        while coming is not None and coming <= now:
            coming = self.begins(edition := edition + 1)
        return (edition, coming) if coming is not None else None

    def ends(self, begun: datetime, step: int) -> datetime:
        """Return when a round that begins now ends: its whole length later by the wall clock, however late it began."""
        local = begun.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return at_wall_clock(local + timedelta(minutes=self.rounds[step].minutes), self.zone)

    def write(self) -> str:
        """Return the text that is stored."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def _dates(self, first: datetime) -> rrule:
        if self.repeat is Repeat.WEEKS:
            return rrule(DAILY, dtstart=first, interval=7 * self.every)
        if self.repeat is Repeat.MONTH_DAY:
            days = [day for day in LAST_DAYS if day <= first.day] or [first.day]
            # Of the days up to the 31st that a month has, its last one.
            return rrule(MONTHLY, dtstart=first, bymonthday=days, bysetpos=-1)
        nth = (first.day + 6) // 7
        return rrule(MONTHLY, dtstart=first, byweekday=first.weekday(), bysetpos=nth if nth < 5 else -1)


def at_wall_clock(local: datetime, zone: str) -> datetime:
    """Return the UTC moment of a local time: the first of an hour that comes twice, and as long after midnight as the
    clocks that jumped say, where they jumped over it."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@lru_cache(maxsize=256)
def read_plan(text: str) -> Plan:
    """Return the plan that `write` wrote."""
    return _reader().validate_json(text)


@cache
def _reader() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)
