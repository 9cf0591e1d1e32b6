"""Instant runoff: the last title goes, its ballots move to their next choice; must not pay anything out.

Tied last titles go together, without a lot, where even their sum is below the next one; otherwise the ladder picks one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from core.votes.counting.duels import ranking_duels
from core.votes.counting.ladder import Ladder, give_places
from core.votes.counting.model import Election, Outcome, Ranking, Stage
from core.votes.counting.sums import first_places

Piles = dict[int, list[tuple[Ranking, int]]]


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
    final = _in_order(tallies)
    order = (*final, *reversed(gone))
    winners = give_places(order, election, ladder)
    if tallies:
        stages.append(Stage(dict(tallies), tuple(each for each in winners if each in tallies)))
    return Outcome(winners, order, tuple(stages), ties=tuple(ladder.ties))


def depends_on_lot(election: Election[Ranking]) -> bool:
    """Whether another lot could elect another title: every branch is tried. For up to about twelve titles."""
    outcome = count_irv(election)
    if not any(tie.is_by_lot for tie in outcome.ties):
        return False
    return len(_possible_winners(election)) > 1


def _possible_winners(election: Election[Ranking]) -> frozenset[int]:
    firsts, duels = first_places(election), ranking_duels(election)

    @cache
    def winners(inside: frozenset[int]) -> frozenset[int]:
        piles: Piles = {title: [] for title in inside}
        tallies = dict.fromkeys(sorted(inside), 0)
        _deal(election.papers, set(inside), piles, tallies)
        if len(inside) <= 2:
            ends = _in_order(tallies)[0]
            return frozenset(_level_by_ladder(ends, duels, firsts, 1))
        last = _together(tallies)
        if last:
            return winners(inside - set(last))
        lowest = min(tallies.values())
        tied = tuple(title for title, tally in tallies.items() if tally == lowest)
        return frozenset().union(*(winners(inside - {out}) for out in _level_by_ladder(tied, duels, firsts, -1)))

    return winners(frozenset(election.standing))


def _level_by_ladder(
    tied: tuple[int, ...], duels: tuple[tuple[int, ...], ...], firsts: list[int], sign: int
) -> list[int]:
    """Return those among whom only the lot can choose: whoever some lot would pick."""
    picked = []
    for favoured in tied:
        lot = sorted(range(len(firsts)), key=lambda title: (sign * (title != favoured), title))
        ladder = Ladder(lot, lambda: duels, lambda: firsts)
        if (ladder.best(tied) if sign > 0 else ladder.worst(tied)) == favoured:
            picked.append(favoured)
    return picked


def _last(tallies: dict[int, int], ladder: Ladder) -> tuple[int, ...]:
    together = _together(tallies)
    if together:
        return together
    lowest = min(tallies.values())
    return (ladder.worst([title for title, tally in tallies.items() if tally == lowest]),)


def _together(tallies: dict[int, int]) -> tuple[int, ...]:
    """Return the tied last titles whose sum is below the next one, or none."""
    lowest = min(tallies.values())
    tied = tuple(title for title, tally in tallies.items() if tally == lowest)
    above = [tally for tally in tallies.values() if tally > lowest]
    return tied if len(tied) > 1 and above and lowest * len(tied) < min(above) else ()


def _in_order(tallies: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    levels: dict[int, list[int]] = {}
    for title, tally in tallies.items():
        levels.setdefault(tally, []).append(title)
    return tuple(tuple(levels[tally]) for tally in sorted(levels, reverse=True))


def _deal(papers: Iterable[tuple[Ranking, int]], inside: set[int], piles: Piles, tallies: dict[int, int]) -> None:
    for paper, times in papers:
        for at, place in enumerate(paper):
            here = [title for title in place if title in inside]
            if len(here) == 1:
                piles[here[0]].append((paper[at:], times))
                tallies[here[0]] += times
            if here:
                break
