"""Verdicts of approval votes, written by their tallies."""

from __future__ import annotations

from core.votes.counting.model import Outcome, Rung, Stage, Tie
from core.votes.tally.outcomes import Verdict


def tallied(*tallies: int, places: int = 1) -> Verdict:
    """Return the verdict in which each title has that tally; the lot favours paper order."""
    levels = sorted(set(tallies), reverse=True)
    order = tuple(tuple(title for title, tally in enumerate(tallies) if tally == level) for level in levels)
    winners = tuple(title for place in order for title in place)[:places]
    ties = (Tie(order[0], Rung.LOT),) if order and len(order[0]) > 1 else ()
    outcome = Outcome(winners, order, (Stage(dict(enumerate(tallies)), winners),), ties=ties)
    return Verdict(outcome, tallies, max(tallies, default=0))
