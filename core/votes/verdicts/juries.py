"""A jury and the public in one vote: points of each by the poll’s own ballots, in fixed shares; must not know words.

A side's points are the approvals, the sums of scores or of points, or twice the Borda points of its ballots (which are
whole then). The public's are scaled once, to the jury's sum times its share over the jury's, rounded down; both are
added, and of titles level in sum the public's choice comes first. Where the lot shares out the last of those points
between titles that the public finds level, that is a tie, and is told. A side that casts too few ballots, or gives no
point at all, has no share: the other decides alone; where both fall short, no title is chosen. Source: voting.md 1.3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.votes.counting.jury import count_jury_public, left_to_lot, scale
from core.votes.counting.model import Election, Outcome, Rung, Tie
from core.votes.counting.sums import approvals, count_borda, score_sums

JURY = "jury"
PUBLIC = "public"
"""The groups that ballots stand for."""
SMALL_JURY = 5
"""A jury of fewer cannot be promised secrecy: its sum tells much of each ballot."""
Points = Callable[[Election[Any]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Jury:
    """What a poll with a jury fixes before it opens."""

    share: int = 0
    """The jury's share of all points, in percent; 0: there is no jury."""
    least: int = 1
    """Ballots that each side must cast to have its share."""
    jurors: int = 0


NO_JURY = Jury()


@dataclass(frozen=True, slots=True)
class Sides:
    """What each side gave."""

    jury: tuple[int, ...]
    public: tuple[int, ...]
    """As they count: scaled to their share."""
    ballots: tuple[int, int]
    """How many of the jury and of the public voted."""
    void: tuple[str, ...]
    """The sides without a share."""
    by_lot: tuple[int, ...] = ()
    """Titles level with the public between whom the lot shared out its last points: a tie like any other."""


def twice_borda(election: Election[Any]) -> Sequence[int]:
    """Return twice the Borda points of rankings: a title left out is level with the others below."""
    tallies = count_borda(election).stages[0].tallies
    return [int(2 * tallies.get(title, 0)) for title in range(election.titles)]


POINTS: Mapping[str, Points] = {"approval": approvals, "score": score_sums, "points": score_sums, "ranked": twice_borda}
"""By kind of ballot, what gives a side's points."""


def sides_of(election: Election[Any], points: Points, share: int, least: int) -> Sides:
    """Return the points of both sides of an election whose papers tell their group."""
    pairs = list(zip(election.groups, election.papers, strict=True))
    jury, public = (
        replace(election, papers=[paper for group, paper in pairs if group == side], groups=())
        for side in (JURY, PUBLIC)
    )
    given, votes = (
        [of if title not in election.withdrawn else 0 for title, of in enumerate(points(side))]
        for side in (jury, public)
    )
    void = [
        side
        for side, of, found in ((JURY, jury, given), (PUBLIC, public, votes))
        if of.ballots < least or not sum(found)
    ]
    nothing, pool = (0,) * election.titles, sum(given) * (100 - share) // share
    scaled = nothing if PUBLIC in void else tuple(votes) if JURY in void else scale(votes, pool, election.lot)
    level = () if void else left_to_lot(votes, pool)
    ballots = jury.ballots, public.ballots
    return Sides(nothing if JURY in void else tuple(given), scaled, ballots, tuple(void), level)


def by_sides(points: Points, share: int, least: int) -> Callable[[Election[Any]], Outcome]:
    """Return the count of a vote with a jury, whose share is in percent."""

    def counted(election: Election[Any]) -> Outcome:
        sides = sides_of(election, points, share, least)
        papers = [(sides.jury, 1), (sides.public, 1)]
        outcome = count_jury_public(replace(election, papers=papers, groups=()))
        if len(sides.void) == 2:
            return replace(outcome, winners=(), ties=())
        level = (Tie(sides.by_lot, Rung.LOT),) if sides.by_lot else ()
        return replace(outcome, ties=(*level, *outcome.ties))

    return counted
