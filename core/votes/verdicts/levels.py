"""Votes on two levels: each shop has its list, and the network its own, by readers or by shops; must not know words.

By readers, all ballots are alike. By shops, each shop is one voter: of a ranking, its ballot is the order that its own
ballots give by the poll's method, titles level there sharing a place and those that nobody ranks left out; of a choice,
the titles that hold the first places of that order, as many as the poll has, and those level with the last of them; of
scores and points, the mean of its ballots, exactly, no score being 0, and no score at all where none of its ballots has
one. Source: issue 4, line 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from core.votes.counting.model import Election, Outcome, Tie
from core.votes.verdicts.ties import by_lot, lots_among

Count = Callable[[Election[Any]], Outcome]
Told = Callable[[Election[Any], Count], Any]
LEAST_BALLOTS = 5
"""Ballots below which a shop has no list of its own: too few to be secret."""


class Level(StrEnum):
    """Whether shops have lists of their own, and what the network's counts."""

    ONE = "one"
    """One list for all."""
    READERS = "readers"
    SHOPS = "shops"


@dataclass(frozen=True, slots=True)
class Levels:
    """What a poll says of its two levels before it opens."""

    by: Level = Level.ONE


ONE_LEVEL = Levels()


@dataclass(frozen=True, slots=True)
class ShopList:
    """What the ballots of one shop choose."""

    group: str
    """The shop, by its short number."""
    ballots: int
    winners: tuple[int, ...]
    order: tuple[tuple[int, ...], ...]


def by_shops(count: Count, told: Told) -> Count:
    """Return a count in which each shop, not each reader, is a voter, whose ballot `told` writes. A lot that fell
    inside a shop is a tie of the whole where another would have written its ballot otherwise."""

    def counted(election: Election[Any]) -> Outcome:
        papers, ties = list[tuple[Any, int]](), list[Tie]()
        for shop in shops_of(election).values():
            fell = list[Tie]()
            paper = told(shop, noting(count, fell))
            lots = lots_among(tuple(shop.lot) or tuple(range(shop.titles)), by_lot(fell))
            if fell and any(told(replace(shop, lot=lot), count) != paper for lot in lots):
                ties += fell
            papers.append((paper, 1))
        outcome = count(replace(election, papers=papers, groups=()))
        return replace(outcome, ties=tuple(dict.fromkeys((*ties, *outcome.ties))))

    return counted


def noting(count: Count, fell: list[Tie]) -> Count:
    """Return the same count, which notes where the lot fell, but between titles that share a place all the same."""

    def noted(election: Election[Any]) -> Outcome:
        outcome = count(election)
        fell.extend(
            tie
            for tie in outcome.ties
            if tie.is_by_lot and not any(map(frozenset(tie.between).issubset, outcome.order))
        )
        return outcome

    return noted


def shops_of(election: Election[Any]) -> Mapping[str, Election[Any]]:
    """Return the election of each shop's ballots."""
    papers: dict[str, list[Any]] = {}
    for group, paper in zip(election.groups, election.papers, strict=True):
        papers.setdefault(group, []).append(paper)
    return {group: replace(election, papers=papers[group], groups=()) for group in sorted(papers)}


def speaks(ballot_type: str, election: Election[Any]) -> bool:
    """Return whether any ballot says something of a title that stands."""

    def said(paper: Any) -> set[int]:
        if ballot_type in {"score", "points"}:
            return {title for title, mark in enumerate(paper) if mark is not None}
        return {title for place in paper for title in (place if isinstance(place, tuple) else (place,))}

    return any(said(paper).difference(election.withdrawn) for paper, _ in election.papers)


def own_order(election: Election[Any], count: Count) -> Any:
    """Return the order that a shop's rankings give; a title that none of them ranks is left out."""
    ranked = {title for paper, _ in election.papers for place in paper for title in place}
    order = [tuple(title for title in place if title in ranked) for place in count(election).order]
    return tuple(filter(None, order))


def own_choice(election: Election[Any], count: Count) -> Any:
    """Return the titles on the first places of a shop, those level with the last one too, if any ballot has them."""
    named, chosen = {title for paper, _ in election.papers for title in paper}, list[int]()
    for place in count(election).order:
        chosen += [title for title in place if title in named] if len(chosen) < election.seats else []
    return tuple(sorted(chosen))


def own_mean(election: Election[Any], _count: Count) -> Any:
    """Return the mean of what a shop's ballots give each title."""
    given = [[(paper[title], times) for paper, times in election.papers] for title in range(election.titles)]
    return tuple(
        Fraction(sum((mark or 0) * times for mark, times in marks), election.ballots)
        if any(mark is not None for mark, _ in marks)
        else None
        for marks in given
    )


TOLD: Mapping[str, Told] = {
    "approval": own_choice,
    "ranked": own_order,
    "ranked_ties": own_order,
    "score": own_mean,
    "points": own_mean,
}
"""By kind of ballot, how a shop's is written."""
