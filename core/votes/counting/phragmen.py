"""Sequential Phragmén: each place costs one, shared by those who approve it; must not use floats.

Rule: voting.md 1.3; Phragmén 1894, in the form of Brill, Freeman, Janson and Lackner 2017.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, islice

from core.votes.counting.backing import Backing
from core.votes.counting.duels import approval_duels
from core.votes.counting.ladder import Ladder
from core.votes.counting.model import Approvals, Cap, Election, Outcome, Stage, Tie
from core.votes.counting.sums import approvals


@dataclass(frozen=True, slots=True)
class Entry:
    """One place given: who took it, and what each title that could have taken it would have cost its backers."""

    titles: tuple[int, ...]
    """One for each seat; behind the seats nothing is broken, so that all who are level share the place."""
    costs: Mapping[int, Fraction]
    """Empty where no title left had a backer."""
    tie: Tie | None = None
    is_bought: bool = False
    """Whether the cost is a share of money (equal shares), not a load."""

    @property
    def cost(self) -> Fraction | None:
        return self.costs.get(self.titles[0])


Course = Callable[[Cap | None], Iterator[Entry]]
"""Who enters, one after the other, under a cap or without one, until no title is left that may."""


def count_phragmen(election: Election[Approvals]) -> Outcome:
    """Return the count, one stage a place; its tallies are the load that each title's backers would then bear.

    The order goes on past the seats, as the rule is house monotone, and without the cap. Titles that enter at the same
    load share a place, and so do all without backers: which of them comes first is for the ladder to say. Behind the
    seats it is not asked: those who are level enter together, each of their backers with that load.
    """

    def course(cap: Cap | None) -> Iterator[Entry]:
        return entries(election, Backing(election, Fraction(0)), [], cap)

    return outcome(election, course)


def entries(election: Election[Approvals], backing: Backing, entered: list[int], cap: Cap | None) -> Iterator[Entry]:
    """Yield who enters after those who have `entered`, a list that grows; `backing` holds the loads borne so far."""
    ladder = ladder_of(election)
    while hopeful := hopefuls(election, entered, cap):
        loads = {title: _load(on) for title in hopeful if (on := backing.backers(title))}
        entry = (
            cheapest(ladder, loads, hopeful) if len(entered) < election.seats else Entry(level(loads, hopeful), loads)
        )
        entered += entry.titles
        for title in entry.titles if loads else ():
            backing.shift(title, lambda _, load=loads[title]: load)  # type: ignore[misc]
        yield entry


def _load(backers: list[tuple[Fraction, int]]) -> Fraction:
    return sum((load * times for load, times in backers), Fraction(1)) / sum(times for _, times in backers)


def ladder_of(election: Election[Approvals]) -> Ladder:
    """Return the printed ladder of an election by approvals."""
    return Ladder(election.lot, lambda: approval_duels(election), lambda: approvals(election))


def hopefuls(election: Election[Approvals], entered: list[int], cap: Cap | None) -> tuple[int, ...]:
    """Return the titles that may still enter, in paper order."""
    return tuple(
        title for title in election.standing if title not in entered and (cap is None or cap.admits(title, entered))
    )


def level(costs: Mapping[int, Fraction], hopeful: Iterable[int]) -> tuple[int, ...]:
    """Return the titles of least cost, or all hopeful ones where none has a cost."""
    least = min(costs.values(), default=None)
    return tuple(title for title in hopeful if costs.get(title) == least)


def cheapest(
    ladder: Ladder, costs: Mapping[int, Fraction], hopeful: Iterable[int], *, is_bought: bool = False
) -> Entry:
    """Return the entry of the title of least cost; a tie goes by the ladder."""
    known = len(ladder.ties)
    title = ladder.best(level(costs, hopeful))
    return Entry((title,), costs, ladder.ties[-1] if len(ladder.ties) > known else None, is_bought)


def outcome(election: Election[Approvals], course: Course) -> Outcome:
    """Return what a course says: its first places won under the cap, its order told without.

    Under a cap the ties are those of the places won, then those in which the lot decided the order.
    """
    whole = list(course(None))
    won = list(islice(whole if election.cap is None else course(election.cap), election.seats))
    ties = [entry.tie for entry in won if entry.tie]
    ties += [entry.tie for entry in whole if entry.tie and entry.tie.is_by_lot and entry.tie not in ties]
    alike = groupby(whole, lambda entry: (entry.is_bought, entry.cost))
    return Outcome(
        winners=tuple(entry.titles[0] for entry in won),
        order=tuple(tuple(sorted(title for entry in place for title in entry.titles)) for _, place in alike),
        stages=tuple(Stage(entry.costs, elected=entry.titles) for entry in won),
        ties=tuple(ties),
    )
