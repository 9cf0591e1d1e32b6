"""A count of approvals written with all that Python 3.9 does not know, which verify.py must still run there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from core.votes.counting.model import Approvals, Election, Outcome, Stage

Votes = int | Fraction | tuple[int | None, ...]
"""A union of types as a value."""


class Way(StrEnum):
    """Which end is up."""

    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Tally:
    """A title with its approvals.

    More is said of it here.
    """

    title: int
    """Its position."""
    votes: Votes


def written(votes: Votes) -> str:
    """A function of the same name as one of the house's."""
    return f"{Way.DOWN} {votes}"


# A reason stands above what it explains.
def count_newer(election: Election[Approvals]) -> Outcome:
    """Return the titles by approvals, ties by lot."""
    votes = [sum(times for paper, times in election.papers if title in paper) for title in range(election.titles)]
    tallies = [Tally(title, total) for title, total in zip(range(election.titles), votes, strict=True)]
    tallies = [tally for tally in tallies if tally.title in election.standing]
    assert all(isinstance(tally.votes, int | Fraction) for tally in tallies)
    ranked = sorted(tallies, key=lambda tally: (-votes[tally.title], election.lot.index(tally.title)))
    assert all(votes[one.title] >= votes[other.title] for one, other in pairwise(ranked))
    assert written(1) == "down 1"
    order = tuple(tally.title for tally in ranked)
    stage = Stage({title: votes[title] for title in order})
    return Outcome(order[: election.seats], tuple((title,) for title in order), (stage,))
