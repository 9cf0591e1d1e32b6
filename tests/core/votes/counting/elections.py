"""Elections for the tests of counting: written shortly, or drawn at random from a seed."""

from __future__ import annotations

import random
from collections import Counter

from core.votes.counting.model import Approvals, Cap, Election, Ranking, Scores, Unranked

NAMES = "ABCDEFGHIJKL"


def ranked(*lines: str, **more: object) -> Election[Ranking]:
    """Return an election of ballots such as "42 A>B=C>D"; titles are letters, as many as appear."""
    papers = []
    titles = 0
    for line in lines:
        times, _, text = line.partition(" ")
        places = tuple(tuple(NAMES.index(name) for name in place.split("=")) for place in text.split(">") if place)
        titles = max(titles, *(title + 1 for place in places for title in place), 0) if places else titles
        papers.append((places, int(times)))
    return Election(more.pop("titles", titles), papers, **more)  # type: ignore[arg-type]


def scored(*lines: tuple[int, tuple[int | None, ...]], **more: object) -> Election[Scores]:
    """Return an election of score ballots, each after how many cast it."""
    return Election(len(lines[0][1]), [(scores, times) for times, scores in lines], **more)  # type: ignore[arg-type]


def approved(*lines: str, titles: int = 0, **more: object) -> Election[Approvals]:
    """Return an election of approvals such as "3 AB"."""
    papers = [
        (tuple(NAMES.index(name) for name in text), int(times))
        for times, _, text in (line.partition(" ") for line in lines)
    ]
    highest = max((title + 1 for paper, _ in papers for title in paper), default=0)
    return Election(titles or highest, papers, **more)  # type: ignore[arg-type]


def random_ranked(seed: int, *, with_ties: bool = True) -> Election[Ranking]:
    """Few voters and few titles, so that ties, cycles and short ballots are common."""
    dice = random.Random(seed)
    titles = dice.randint(1, 6)
    papers: Counter[Ranking] = Counter()
    for _ in range(dice.randint(0, 12)):
        order = dice.sample(range(titles), dice.randint(0, titles))
        places: list[tuple[int, ...]] = []
        while order:
            size = 1 if not with_ties or dice.random() < 0.8 else dice.randint(1, len(order))
            places.append(tuple(sorted(order[:size])))
            order = order[size:]
        papers[tuple(places)] += dice.randint(1, 3)
    return Election(
        titles,
        list(papers.items()),
        seats=dice.randint(1, 3),
        unranked=dice.choice(list(Unranked)),
        lot=dice.sample(range(titles), titles),
        **_limits(dice, titles),  # type: ignore[arg-type]
    )


def random_scored(seed: int) -> Election[Scores]:
    dice = random.Random(seed)
    titles = dice.randint(1, 6)
    papers = Counter(
        tuple(dice.choice([None, 0, 1, 2, 3, 4, 5]) for _ in range(titles)) for _ in range(dice.randint(0, 10))
    )
    lot = dice.sample(range(titles), titles)
    return Election(titles, list(papers.items()), dice.randint(1, 3), lot=lot, **_limits(dice, titles))  # type: ignore[arg-type]


def random_approved(seed: int) -> Election[Approvals]:
    dice = random.Random(seed)
    titles = dice.randint(1, 6)
    papers = Counter(
        tuple(sorted(dice.sample(range(titles), dice.randint(0, titles)))) for _ in range(dice.randint(0, 10))
    )
    lot = dice.sample(range(titles), titles)
    return Election(titles, list(papers.items()), dice.randint(1, 3), lot=lot, **_limits(dice, titles))  # type: ignore[arg-type]


def _limits(dice: random.Random, titles: int) -> dict[str, object]:
    everything = range(titles)
    withdrawn = frozenset(dice.sample(everything, dice.randint(1, titles))) if dice.random() < 0.2 else frozenset()
    groups = [frozenset(dice.sample(everything, dice.randint(1, titles))) for _ in range(dice.randint(1, 3))]
    cap = Cap(tuple(groups), dice.choice([1, 1, 2])) if dice.random() < 0.3 else None
    return {"withdrawn": withdrawn, "cap": cap}
