"""Jury and public by fixed shares: points of two sides that are added; must not weigh one voter against another.

A live poll scales the public's votes to the jury's pool once, when they become points; points that both sides have
awarded are added as they are. Rule: voting.md 1.3; a tie goes to the public's choice, as at Eurovision.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.votes.counting.ladder import Ladder, give_places, in_levels
from core.votes.counting.model import Election, Outcome, Rung, Scores, Stage


def count_jury_public(election: Election[Scores]) -> Outcome:
    """Add the awarded points of the election's two papers, the jury's first and the public's second.

    Titles level in total and in the public's points share a place; no ballot says more, so the lot is next.
    """
    (jury, _), (public, _) = election.papers
    public_points = {title: public[title] or 0 for title in election.standing}
    totals = {title: (jury[title] or 0) + points for title, points in public_points.items()}
    ladder = Ladder(election.lot, tuple, tuple, own=[(Rung.METHOD, lambda _: public_points)])
    winners = give_places(in_levels(election.standing, totals.__getitem__), election, ladder)
    return Outcome(
        winners=winners,
        order=in_levels(election.standing, lambda title: (totals[title], public_points[title])),
        stages=(Stage(totals, elected=winners),),
        ties=tuple(ladder.ties),
    )


def left_to_lot(votes: Sequence[int], pool: int) -> tuple[int, ...]:
    """Return the titles between whom the lot shares out the last points of `scale`: level in votes, and too few points
    left for all of them; none where the lot is not asked."""
    cast, points = sum(votes), sum(pool * each // (sum(votes) or 1) for each in votes)
    strength = [(pool * each % (cast or 1), each) for each in votes]
    first = sorted(strength, reverse=True)
    rest = pool - points if cast else 0
    if not rest or first[rest - 1] != first[rest]:
        return ()
    return tuple(title for title, own in enumerate(strength) if own == first[rest])


def scale(votes: Sequence[int], pool: int, lot: Sequence[int] = ()) -> tuple[int, ...]:
    """Return `pool` points shared out in proportion to votes, by largest remainder.

    Equal remainders go to the title with more votes, then by the lot, the favoured first. For even shares the pool is
    the sum of the jury's points; for others it is that sum times the public's share over the jury's. Without a vote
    nobody has a point. Raises ValueError on negative numbers.
    """
    cast = sum(votes)
    if pool < 0 or any(each < 0 for each in votes):
        raise ValueError("negative votes")
    if not cast:
        return (0,) * len(votes)
    favoured = {title: rank for rank, title in enumerate(lot)}
    points = [pool * each // cast for each in votes]
    by_remainder = sorted(
        range(len(votes)), key=lambda title: (-(pool * votes[title] % cast), -votes[title], favoured.get(title, title))
    )
    for title in by_remainder[: pool - sum(points)]:
        points[title] += 1
    return tuple(points)
