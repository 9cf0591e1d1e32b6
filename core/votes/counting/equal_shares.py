"""The Method of Equal Shares: every voter has the same money and pays for titles they approve; must not use floats.

Rule: voting.md 1.3; Peters and Skowron 2020, completed by Phragmén's rule from the money left.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from operator import neg

from core.votes.counting.backing import Backing
from core.votes.counting.model import Approvals, Cap, Election, Outcome
from core.votes.counting.phragmen import Entry, cheapest, entries, hopefuls, ladder_of, outcome


def count_equal_shares(election: Election[Approvals]) -> Outcome:
    """Return the count, one stage a place; tallies are the most that a backer of each title would pay (rho).

    Once no title can be paid for, they are loads, as Phragmén's rule gives the places left; the order goes on so past
    the seats, without the cap. The money is seats / ballots each, empty ballots too, and a place costs one.
    """
    return outcome(election, lambda cap: _course(election, cap))


def _course(election: Election[Approvals], cap: Cap | None) -> Iterator[Entry]:
    ladder = ladder_of(election)
    backing = Backing(election, Fraction(election.seats, max(1, election.ballots)))
    entered: list[int] = []
    while shares := _shares(backing, hopefuls(election, entered, cap)):
        entry = cheapest(ladder, shares, shares, is_bought=True)
        (title,) = entry.titles
        entered.append(title)
        backing.shift(title, lambda money, share=shares[title]: max(money - share, Fraction(0)))  # type: ignore[misc]
        yield entry
    backing.shift_all(neg)
    yield from entries(election, backing, entered, cap)


def _shares(backing: Backing, hopeful: tuple[int, ...]) -> dict[int, Fraction]:
    shares = {title: _share(backing.backers(title)) for title in hopeful}
    return {title: share for title, share in shares.items() if share is not None}


def _share(backers: list[tuple[Fraction, int]]) -> Fraction | None:
    """Return the least share at which the backers, each paying that or all they have, pay one; None if they cannot."""
    price, payers = Fraction(1), sum(times for _, times in backers)
    for money, times in backers:
        if money * payers >= price:
            return price / payers
        price -= money * times
        payers -= times
    return None
