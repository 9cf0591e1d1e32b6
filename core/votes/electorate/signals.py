"""What makes a ballot wait for a bookseller: many alike among those who vote; must not read or write anything.

Nobody is accused: a bookshop that opens its group after a reading sees thirty arrivals in an hour, and its bookseller
knows them. The four first of a kind are counted as they come, since so few are no flood; from the fifth on, the ballot
is taken and waits. Source: voting.md 4.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.votes.electorate.rule import Known

ALIKE = 5
"""From so many voters of a kind on, ballots wait: as many as the smallest group of which ballots are published."""
NEW_ACCOUNT = timedelta(days=30)
"""Accounts made longer before the opening were not made for this vote."""
NEW_ARRIVAL = timedelta(days=7)
"""Who came longer before the opening did not come for it; a community's first week is its busiest."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment on, until before another."""

    start: datetime
    end: datetime


def day_of_making(known: Known, opening: datetime) -> Span | None:
    """Return the day (UTC) on which a new account was made; None for one that is not new, or of which nobody tells."""
    if known.made_at is None or known.made_at < opening - NEW_ACCOUNT:
        return None
    start = known.made_at.replace(hour=0, minute=0, second=0, microsecond=0)
    return Span(start, start + DAY)


def hour_of_arrival(known: Known, opening: datetime) -> Span | None:
    """Return the hour (UTC) in which somebody new arrived; None for whoever was there before."""
    if known.since is None or known.since < opening - NEW_ARRIVAL:
        return None
    start = known.since.replace(minute=0, second=0, microsecond=0)
    return Span(start, start + HOUR)
