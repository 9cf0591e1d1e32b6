"""Schulze and Ranked Pairs: methods that look at duels alone; must not fight them.

Sources: Schulze (2011), strength by winning votes; Tideman (1987), by winning votes, then fewest losing votes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from core.votes.counting.duels import Duels, ranking_duels
from core.votes.counting.ladder import Ladder, give_places
from core.votes.counting.model import Election, Outcome, Ranking, Rung, Tie
from core.votes.counting.sums import first_places

Beats = Callable[[int, int], bool]


def count_schulze(election: Election[Ranking]) -> Outcome:
    """Widest paths over the duels that are won, computed once; the next place goes to every title that none still
    unplaced beats by them."""
    duels = ranking_duels(election)
    paths = widest_paths(duels, election.standing)
    order = _order(election.standing, lambda one, other: paths[one][other] > paths[other][one])
    ladder = _ladder(election, duels)
    return Outcome(give_places(order, election, ladder), order, duels=duels, ties=tuple(ladder.ties))


def count_ranked_pairs(election: Election[Ranking]) -> Outcome:
    """Lock the victories, the strongest first, but those that would close a circle. Equal ones go by lot, the winners'
    places in it first, then the losers'; they are a tie where they close a circle among themselves."""
    duels = ranking_duels(election)
    ladder = _ladder(election, duels)
    locked: dict[int, set[int]] = {title: set() for title in election.standing}
    for group in _victories(duels, election.standing):
        fitting = [pair for pair in group if not _leads(locked, pair[1], pair[0])]
        trial = {title: locked[title] | {loser for winner, loser in fitting if winner == title} for title in locked}
        circling = {title for pair in fitting if _leads(trial, pair[1], pair[0]) for title in pair}
        if circling:
            ladder.ties.append(Tie(tuple(sorted(circling)), Rung.LOT))
        for winner, loser in sorted(fitting, key=lambda pair: tuple(map(ladder.lot_rank, pair))):
            if not _leads(locked, loser, winner):
                locked[winner].add(loser)
    order = _order(election.standing, lambda one, other: other in locked[one])
    return Outcome(give_places(order, election, ladder), order, duels=duels, ties=tuple(ladder.ties))


def widest_paths(duels: Duels, standing: Sequence[int]) -> list[list[int]]:
    """Return the strength of the strongest path from each title to each other one: its weakest duel's winning votes."""
    size = len(duels)
    paths = [[0] * size for _ in range(size)]
    for one in standing:
        for other in standing:
            if duels[one][other] > duels[other][one]:
                paths[one][other] = duels[one][other]
    for through in standing:
        from_here = paths[through]
        for one in standing:
            to_here, row = paths[one][through], paths[one]
            if one == through or not to_here:
                continue
            for other in standing:
                if other != one:
                    row[other] = max(row[other], min(to_here, from_here[other]))
    return paths


def _order(standing: Iterable[int], beats: Beats) -> tuple[tuple[int, ...], ...]:
    left, order = list(standing), []
    while left:
        place = tuple(title for title in left if not any(beats(other, title) for other in left))
        order.append(place)
        left = [title for title in left if title not in place]
    return tuple(order)


def _victories(duels: Duels, standing: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Return the duels won, in groups of the same strength, the strongest first."""
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one in standing:
        for other in standing:
            if duels[one][other] > duels[other][one]:
                groups.setdefault((duels[one][other], -duels[other][one]), []).append((one, other))
    return [groups[strength] for strength in sorted(groups, reverse=True)]


def _leads(locked: dict[int, set[int]], start: int, goal: int) -> bool:
    """Whether locked victories lead from `start` to `goal`."""
    seen, ahead = {start}, [start]
    while ahead:
        for loser in locked[ahead.pop()]:
            if loser == goal:
                return True
            if loser not in seen:
                seen.add(loser)
                ahead.append(loser)
    return False


def _ladder(election: Election[Ranking], duels: Duels) -> Ladder:
    return Ladder(election.lot, lambda: duels, lambda: first_places(election))
