"""Small elections drawn by a seeded generator: ties on ballots, truncated and empty ballots, withdrawn titles, caps."""

from __future__ import annotations

from random import Random

from core.votes.counting.model import Approvals, Cap, Election, Paper_co, Ranking

QUICK = 300
MANY = 10_000


def drawn_ranked(draw: Random, *, ties: bool = True) -> Election[Ranking]:
    titles = draw.choice((1, 2, 3, 4, 5, 6, 6, 7, 7))
    return _election(draw, titles, [(_ranking(draw, titles, ties=ties), draw.randint(1, 4)) for _ in _ballots(draw)])


def drawn_approvals(draw: Random) -> Election[Approvals]:
    titles = draw.choice((1, 2, 3, 4, 5, 6, 6, 7, 7))
    return _election(
        draw,
        titles,
        [(tuple(draw.sample(range(titles), draw.randint(0, titles))), draw.randint(1, 4)) for _ in _ballots(draw)],
    )


def _ballots(draw: Random) -> range:
    return range(draw.choice((0, 1, 2, 3, 5, 8, 12, 20)))


def _ranking(draw: Random, titles: int, *, ties: bool) -> Ranking:
    named = draw.sample(range(titles), draw.randint(0, titles))
    places: list[tuple[int, ...]] = []
    for title in named:
        if ties and places and draw.random() < 0.2:
            places[-1] += (title,)
        else:
            places.append((title,))
    return tuple(places)


def _election(draw: Random, titles: int, papers: list[tuple[Paper_co, int]]) -> Election[Paper_co]:
    everything = range(titles)
    cap = None
    if draw.random() < 0.3:
        groups = tuple(frozenset(draw.sample(everything, draw.randint(1, titles))) for _ in range(draw.randint(1, 2)))
        cap = Cap(groups, draw.choice((1, 1, 2)))
    return Election(
        titles,
        papers,
        seats=draw.choice((1, 1, 2, 2, 3, 4)),
        withdrawn=frozenset(draw.sample(everything, draw.choice((0, 0, 0, 1, titles // 2))))
        if titles > 1
        else frozenset(),
        cap=cap,
        lot=tuple(draw.sample(everything, titles)) if draw.random() < 0.5 else (),
    )


def single_papers(election: Election[Paper_co]) -> list[Paper_co]:
    """Every ballot on its own, as many times as it was cast."""
    return [paper for paper, times in election.papers for _ in range(times)]


def lot_of(election: Election[Paper_co]) -> list[int]:
    """All titles, the favoured first."""
    return list(election.lot) or list(range(election.titles))
