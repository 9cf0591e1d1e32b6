"""The result of an export's ballots counted again, by what its terms ask; must run on Python 3.9 inside verify.py.

Three ways, so that a stranger reads no more than the vote in hand needs: the most votes alone, with thresholds, and
with a rule for ties that would come to the lot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from core.votes.counting.model import Election, Tie
from core.votes.counting.printing import printed
from core.votes.integrity.papers import PAPERS, Reader
from core.votes.integrity.results import Count, Terms, deadlock_of, result_of
from core.votes.verdicts.juries import POINTS, Points, by_sides, sides_of
from core.votes.verdicts.levels import LEAST_BALLOTS, TOLD, by_shops, shops_of, speaks
from core.votes.verdicts.thresholds import READINGS, Reading, concluded, unbarred
from core.votes.verdicts.ties import untied

Recorded = Callable[[str], Sequence[Mapping[str, Any]]]
"""Returns the facts of every entry of one kind in the record."""
Again = Callable[[Terms, Election[Any], Count, Reading, Recorded], Mapping[str, object]]
Counting = tuple[Count, Reading, Again, Reader]
"""How a poll counts, how its ballots are read for its thresholds, how it is counted again, and what reads a ballot."""
Formula = Any
"""A function or a number, or a tuple of a function and the formulas of what it is called with: verify.py writes it."""


def counted(
    terms: Terms, election: Election[Any], count: Count, _reading: Reading, _recorded: Recorded
) -> Mapping[str, object]:
    """Count by the method alone."""
    return printed(terms["method"], count(election))


def ruled(
    terms: Terms, election: Election[Any], count: Count, reading: Reading, recorded: Recorded
) -> Mapping[str, object]:
    """Count, and ask for what a winner must reach."""
    eligible = recorded("closed")[-1].get("eligible", 0)
    return result_of(terms, *concluded(terms, election, count, reading, eligible))


def settled(
    terms: Terms, election: Election[Any], count: Count, _reading: Reading, recorded: Recorded
) -> Mapping[str, object]:
    """Count by the method, and settle what hangs on the lot as was decided."""

    def stand(election: Election[Any]) -> tuple[Sequence[int], Iterable[Tie]]:
        outcome = count(election)
        return outcome.winners, outcome.ties

    deadlock = untied(terms, election, stand, [None, *(facts["titles"] for facts in recorded("decided"))][-1])
    return deadlock_of(printed(terms["method"], count(election)), deadlock)


def ruled_and_settled(
    terms: Terms, election: Election[Any], count: Count, reading: Reading, recorded: Recorded
) -> Mapping[str, object]:
    """Count, ask for what a winner must reach, and settle what hangs on the lot as was decided."""
    eligible = recorded("closed")[-1].get("eligible", 0)

    def stand(election: Election[Any]) -> tuple[Sequence[int], Iterable[Tie]]:
        outcome, ruling = concluded(terms, election, count, reading, eligible)
        return ruling.winners if ruling else outcome.winners, outcome.ties

    deadlock = untied(terms, election, stand, [None, *(facts["titles"] for facts in recorded("decided"))][-1])
    return deadlock_of(result_of(terms, *concluded(terms, election, count, reading, eligible)), deadlock)


def with_lists(again: Again, plain: Again, own: Count) -> Again:
    """Return a count that tells the lists of shops too: each by its own ballots and the poll's method, whatever the
    quorum and the rule for ties of the whole, where there are enough of them."""

    def listed(
        terms: Terms, election: Election[Any], count: Count, reading: Reading, recorded: Recorded
    ) -> Mapping[str, object]:
        lists = lists_of(terms, election, (plain, own, reading))
        return {**again(terms, election, count, reading, recorded), "shops": lists}

    return listed


def lists_of(
    terms: Terms, election: Election[Any], counting: tuple[Again, Count, Reading]
) -> list[Mapping[str, object]]:
    """Return the list of each shop that has enough ballots, whatever the quorum of the whole; nobody wins in one whose
    ballots say nothing of any title that stands."""
    (plain, own, reading), asked = counting, terms.get("thresholds")
    terms = {**terms, "thresholds": {**asked, "quorum": 0, "quorum_percent": 0}} if asked else terms
    enough = [(group, shop) for group, shop in shops_of(election).items() if shop.ballots >= LEAST_BALLOTS]
    shops = [(group, shop if speaks(terms["ballot_type"], shop) else replace(shop, seats=0)) for group, shop in enough]
    results = [plain(terms, shop, own, reading, lambda _: [{}]) for _, shop in shops]
    return [
        {"group": group, "ballots": shop.ballots, "winners": result["winners"], "order": result["order"]}
        for (group, shop), result in zip(shops, results, strict=True)
    ]


def with_sides(again: Again, points: Points, share: int, least: int) -> Again:
    """Return a count that tells the points of jury and public too."""

    def sided(
        terms: Terms, election: Election[Any], count: Count, reading: Reading, recorded: Recorded
    ) -> Mapping[str, object]:
        sides = asdict(sides_of(election, points, share, least))
        return {**again(terms, election, count, reading, recorded), "sides": sides}

    return sided


def count_by(terms: Terms, count: Count) -> Formula:
    """Return how a poll of these terms and that method counts."""
    jury, levels = terms.get("jury"), terms.get("levels")
    if jury:
        return (by_sides, POINTS[terms["ballot_type"]], jury["share"], jury["least"])
    if levels and levels["by"] == "shops":
        return (by_shops, count, TOLD[terms["ballot_type"]])
    return count


def again_by(terms: Terms, count: Count) -> Formula:
    """Return how a poll of these terms and that method is counted again."""
    jury, plain = terms.get("jury"), ruled if terms.get("thresholds") else counted
    again: Formula = plain
    if terms.get("ties"):
        again = ruled_and_settled if terms.get("thresholds") else settled
    if jury:
        return (with_sides, again, POINTS[terms["ballot_type"]], jury["share"], jury["least"])
    return (with_lists, again, plain, count) if terms.get("levels") else again


def reading_by(terms: Terms) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return how the ballots of such a poll are read for its thresholds, as far as they ask: who has too few readers
    for its floor, and how many stand behind a winner for its majority."""
    little_read, behind = READINGS[terms["ballot_type"]]
    asked = terms.get("thresholds") or {"floor": False, "majority": 0}
    return (little_read if asked["floor"] else unbarred, behind if asked["majority"] else unbarred)


def counting_by(terms: Terms, count: Count) -> Formula:
    """Return all that verify.py needs to count a poll of these terms and that method again."""
    return count_by(terms, count), reading_by(terms), again_by(terms, count), PAPERS[terms["ballot_type"]]


def made(formula: Formula) -> Any:
    """Return what a formula stands for."""
    if not isinstance(formula, tuple):
        return formula
    maker, *parts = map(made, formula)
    return maker(*parts)
