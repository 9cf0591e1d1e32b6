"""Instant runoff: the last title goes, its ballots move to their next choice; must not pay anything out.

Tied last titles go together, without a lot, where even their sum is below the next one; otherwise the ladder picks one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from core.votes.counting.duels import ranking_duels
from core.votes.counting.ladder import Ladder, give_places, in_levels
from core.votes.counting.model import Election, Outcome, Ranking, Stage
from core.votes.counting.sums import first_places

Piles = dict[int, list[tuple[Ranking, int]]]
Elected = frozenset[int]


def count_irv(election: Election[Ranking]) -> Outcome:
    """Count down to two titles, one stage an exclusion; the last stage elects. A ballot whose next place is a tie of
    two titles still in is exhausted there."""
    ladder = Ladder(election.lot, lambda: ranking_duels(election), lambda: first_places(election))
    inside = set(election.standing)
    piles: Piles = {title: [] for title in inside}
    tallies = dict.fromkeys(sorted(inside), 0)
    _deal(election.papers, inside, piles, tallies)
    stages: list[Stage] = []
    gone: list[tuple[int, ...]] = []
    while len(inside) > 2:
        out = _last(tallies, ladder)
        stages.append(Stage(dict(tallies), excluded=out))
        gone.append(out)
        inside -= set(out)
        moving = [paper for title in out for paper in piles.pop(title)]
        for title in out:
            del tallies[title]
        _deal(moving, inside, piles, tallies)
    order = (*in_levels(tallies, tallies.__getitem__), *reversed(gone))
    winners = give_places(order, election, ladder)
    if tallies:
        stages.append(Stage(dict(tallies), tuple(each for each in winners if each in tallies)))
    return Outcome(winners, order, tuple(stages), ties=tuple(ladder.ties))


def _last(tallies: dict[int, int], ladder: Ladder) -> tuple[int, ...]:
    last, together = _lowest(tallies)
    return last if together else (ladder.worst(last),)


def _lowest(tallies: dict[int, int]) -> tuple[tuple[int, ...], bool]:
    """Return the last titles, and whether they go together."""
    *above, last = in_levels(tallies, tallies.__getitem__)
    return last, bool(above) and sum(tallies[title] for title in last) < tallies[above[-1][0]]


def _deal(papers: Iterable[tuple[Ranking, int]], inside: set[int], piles: Piles, tallies: dict[int, int]) -> None:
    for paper, times in papers:
        for at, place in enumerate(paper):
            here = [title for title in place if title in inside]
            if len(here) == 1:
                piles[here[0]].append((paper[at:], times))
                tallies[here[0]] += times
            if here:
                break


def depends_on_lot(election: Election[Ranking]) -> bool:
    """Whether another lot could have elected others, in whatever order. Every branch is followed, each state of the
    count once: for up to about twelve titles."""
    if not any(tie.is_by_lot for tie in count_irv(election).ties):
        return False
    firsts, duels = first_places(election), ranking_duels(election)
    ladder = Ladder(election.lot, lambda: duels, lambda: firsts)

    @cache
    def elected(inside: frozenset[int], before: frozenset[int]) -> frozenset[Elected]:
        """Return who may be elected among those inside, when some papers, by number, were exhausted before."""
        tallies, exhausted = _tallied(election.papers, inside, before)
        branches: set[Elected] = set()
        if len(inside) <= 2:
            branches = {frozenset()}
            for place in in_levels(tallies, tallies.__getitem__):
                branches = _seated(election, branches, place, ladder)
            return frozenset(branches)
        last, together = _lowest(tallies)
        for out in [last] if together else [(title,) for title in ladder.before_lot(last, -1)[0]]:
            branches |= _seated(election, elected(inside.difference(out), exhausted), out, ladder)
        return frozenset(branches)

    return len(elected(frozenset(election.standing), frozenset())) > 1


def _tallied(
    papers: Sequence[tuple[Ranking, int]], inside: frozenset[int], before: frozenset[int]
) -> tuple[dict[int, int], frozenset[int]]:
    """Return the tallies of a round, and the papers that are exhausted on a shared place in it or were before."""
    tallies, exhausted = dict.fromkeys(sorted(inside), 0), set(before)
    for number, (paper, times) in enumerate(papers):
        here = next((kept for place in paper if (kept := inside.intersection(place))), frozenset[int]())
        if len(here) > 1:
            exhausted.add(number)
        elif number not in before:
            for title in here:
                tallies[title] += times
    return tallies, frozenset(exhausted)


def _seated(
    election: Election[Ranking], above: Iterable[Elected], place: Sequence[int], ladder: Ladder
) -> set[Elected]:
    """Return all that may be elected, when those `above` were, once a place below theirs is given by any lot."""
    branches = {(seated, frozenset(place)) for seated in above}
    for _ in place:
        branches = {
            (seated | {title} if _admits(election, seated, title) else seated, left - {title})
            for seated, left in branches
            for title in ladder.before_lot(left, 1)[0]
        }
    return {seated for seated, _ in branches}


def _admits(election: Election[Ranking], seated: Elected, title: int) -> bool:
    return len(seated) < election.seats and (election.cap is None or election.cap.admits(title, seated))
