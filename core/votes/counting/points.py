"""Limited and cumulative points: readers share out a few points; must not check how many a ballot may give.

Limited vote: fewer marks than seats, one a title. Cumulative vote: the marks may be heaped on few titles. Neither has
rules of its own in voting.md: points are added up, and the printed ladder breaks ties.
"""

from __future__ import annotations

from core.votes.counting.duels import score_duels
from core.votes.counting.model import Approvals, Election, Outcome, Scores
from core.votes.counting.sums import count_approval, outcome_of, score_sums


def count_limited(election: Election[Approvals]) -> Outcome:
    """Each mark is a point, as with approvals: that there are fewer than seats is a matter of the ballot."""
    return count_approval(election)


def count_cumulative(election: Election[Scores]) -> Outcome:
    """Points are added up; None is no point. A tie goes to whom more ballots give more, then to whom more ballots give
    any: with points to share out there is no top score, and a point given is an approval."""
    return outcome_of(election, score_sums(election), lambda: score_duels(election), lambda: supporters(election))


def supporters(election: Election[Scores]) -> list[int]:
    """Return how many ballots give each title a point."""
    return [sum(times for paper, times in election.papers if paper[title]) for title in range(election.titles)]
