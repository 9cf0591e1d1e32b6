"""Duels: how many ballots rank each title over each other one; must not elect anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from core.votes.counting.model import Approvals, Election, Ranking, Scores, Unranked

Duels = tuple[tuple[int, ...], ...]
"""duels[a][b]: ballots that rank a over b."""


def ranking_duels(election: Election[Ranking]) -> Duels:
    """Return the duels of ranked ballots. Titles tied on a ballot say nothing about each other; what a ballot leaves
    out stands below what it ranks, or, under `Unranked.IGNORE`, is not compared at all."""
    everybody = _mask(election.standing)
    left_out_lose = election.unranked is Unranked.LAST
    known: dict[tuple[int, ...], int] = {}

    def masks(paper: Ranking) -> list[int]:
        places, ranked = [], 0
        for place in paper:
            mask = known.get(place)
            if mask is None:
                mask = known[place] = _mask(place) & everybody
            if mask:
                places.append(mask)
                ranked |= mask
        if left_out_lose and ranked != everybody:
            places.append(everybody & ~ranked)
        return places

    return _fight(election.titles, ((masks(paper), times) for paper, times in election.papers))


def score_duels(election: Election[Scores]) -> Duels:
    """Return the duels of scored ballots: the higher score wins; "not scored" counts as 0."""
    standing = election.standing

    def masks(paper: Scores) -> list[int]:
        levels: dict[int, int] = {}
        for title in standing:
            score = paper[title] or 0
            levels[score] = levels.get(score, 0) | 1 << title
        return [levels[score] for score in sorted(levels, reverse=True)]

    return _fight(election.titles, ((masks(paper), times) for paper, times in election.papers))


def approval_duels(election: Election[Approvals]) -> Duels:
    """Return the duels of approvals: each approved title beats each that is not."""
    everybody = _mask(election.standing)

    def masks(paper: Approvals) -> list[int]:
        approved = _mask(paper) & everybody
        return [mask for mask in (approved, everybody & ~approved) if mask]

    return _fight(election.titles, ((masks(paper), times) for paper, times in election.papers))


def _fight(titles: int, papers: Iterable[tuple[Sequence[int], int]]) -> Duels:
    """Count who beats whom on ballots whose places are sets of titles, one bit each, best first.

    What a title beats on a ballot is noted as one set; the sets are taken apart once at the end, so that a ballot costs
    as many steps as it has places, not as many as it has pairs.
    """
    beaten: dict[int, dict[int, int]] = {}
    for places, times in papers:
        below = 0
        for place in reversed(places):
            if below:
                sets = beaten.setdefault(place, {})
                sets[below] = sets.get(below, 0) + times
            below |= place
    duels = [[0] * titles for _ in range(titles)]
    bits = _bits_of(titles)
    for place, sets in beaten.items():
        for below, times in sets.items():
            for title in bits(place):
                row = duels[title]
                for loser in bits(below):
                    row[loser] += times
    return tuple(map(tuple, duels))


def _bits_of(titles: int) -> Callable[[int], list[int]]:
    known: dict[int, list[int]] = {}

    def bits(mask: int) -> list[int]:
        found = known.get(mask)
        if found is None:
            found = known[mask] = [title for title in range(titles) if mask >> title & 1]
        return found

    return bits


def _mask(titles: Iterable[int]) -> int:
    mask = 0
    for title in titles:
        mask |= 1 << title
    return mask
