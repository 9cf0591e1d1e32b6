"""Outcomes of approval votes, written by their tallies."""

from __future__ import annotations

from core.votes.counting.model import Outcome, Stage


def tallied(*tallies: int, places: int = 1) -> Outcome:
    """Return the outcome in which each title has that tally; ties are left as they are."""
    levels = sorted(set(tallies), reverse=True)
    order = tuple(tuple(title for title, tally in enumerate(tallies) if tally == level) for level in levels)
    winners = tuple(title for place in order for title in place)[:places]
    return Outcome(winners, order, (Stage(dict(enumerate(tallies)), winners),))
