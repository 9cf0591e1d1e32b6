"""What decides where the winners of a count hang on the lot: all of them win, a runoff, a casting vote; must not draw.

A count hangs on the lot where another lot would have chosen others. It is made again with the titles between whom a lot
fell in every order (where they are many, each of them first and last), which is exact for up to four. The same
functions decide in the house and in verify.py, which reads the rule from a poll's config. Source: voting.md 1.4.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import permutations
from typing import Any

from core.votes.counting.model import Election, Tie

IN_EVERY_ORDER = 4
"""Titles that are tried in every order; 24 counts at most."""
Lot = tuple[int, ...]
Stand = Callable[[Election[Any]], tuple[Sequence[int], Iterable[Tie]]]
"""Counts an election; returns the winners that stand, and the ties that were broken."""


class Breaking(StrEnum):
    """What happens where the lot would choose the winners."""

    LOT = "lot"
    SHARED = "shared"
    """Every title that some lot lets win wins."""
    EXTRA = "extra"
    """The same of a selection, which has so many places more."""
    RUNOFF = "runoff"
    """They meet in a vote of their own; where nobody votes in it, the lot."""
    CASTING = "casting"
    """A person named before the opening chooses; where they do not, the lot."""


ASKING = frozenset({"runoff", "casting"})
"""Those in which somebody has to answer first."""
SHARING_OUT = frozenset({"shared", "extra"})
"""Those in which all tied titles win."""


@dataclass(frozen=True, slots=True)
class Ties:
    """What a poll says of ties before it opens."""

    breaking: Breaking = Breaking.LOT
    judge: str = ""
    """The name of whoever has the casting vote, as the paper prints it."""
    of: str = ""
    """The number of the vote whose tie this one breaks."""


NO_TIES = Ties()


@dataclass(frozen=True, slots=True)
class Deadlock:
    """Titles that win by some lots and not by others, and what became of it."""

    between: tuple[int, ...]
    places: int
    """How many of them win by one lot."""
    winners: tuple[int, ...]
    """All winners of the vote as far as they are known, in order."""
    is_open: bool
    """Whether somebody has yet to decide."""
    is_by_lot: bool
    """Whether the lot of the count has decided after all."""


def untied(
    terms: Mapping[str, Any], election: Election[Any], stand: Stand, decided: Sequence[int] | None
) -> Deadlock | None:
    """Return what hangs on the lot and who wins by the poll's rule; None where no lot changes who wins, or
    no ballot says anything.

    `decided` are the titles that a runoff or a casting vote chose: none of them where the lot was left to decide, and
    None as long as nobody has.
    """
    base = tuple(election.lot) or tuple(range(election.titles))
    winners, ties = stand(replace(election, lot=base))
    draws, tied = {base: frozenset(winners)}, by_lot(ties)
    while fresh := [lot for lot in lots_among(base, tied) if lot not in draws]:
        for lot in fresh:
            others, ties = stand(replace(election, lot=lot))
            draws[lot], tied = frozenset(others), tied | by_lot(ties)
    sure = frozenset.intersection(*draws.values())
    between = frozenset.union(*draws.values()) - sure
    if len(between) < 2 or not election.papers:
        return None
    places = max(len(others - sure) for others in draws.values())
    breaking = terms["ties"]["breaking"] if terms.get("ties") else "lot"
    is_open = breaking in ASKING and decided is None
    chosen = [title for title in decided or () if title in between][:places]
    final = list(winners)
    if breaking in ASKING and (is_open or chosen):
        final = [title for title in winners if title in sure] + chosen
    for title in base if breaking in SHARING_OUT else ():
        if title in between and title not in final and election.lets_win(title, final):
            final.append(title)
    is_lots = not (is_open or chosen or breaking in SHARING_OUT)
    return Deadlock(tuple(sorted(between)), places, tuple(final), is_open, is_lots)


def by_lot(ties: Iterable[Tie]) -> frozenset[int]:
    """Return the titles between whom a lot fell."""
    return frozenset(title for tie in ties if tie.is_by_lot for title in tie.between)


def lots_among(lot: Lot, tied: Collection[int]) -> Iterator[Lot]:
    """Return the lot with the tied titles in other orders on the places that they have in it, itself among them."""
    here = tuple(title for title in lot if title in tied)
    orders = [here]
    if len(here) <= IN_EVERY_ORDER:
        orders += permutations(here)
    else:
        for title in here:
            rest = tuple(other for other in here if other != title)
            orders += [(title, *rest), (*rest, title)]
    for order in orders:
        left = iter(order)
        yield tuple(next(left) if title in tied else title for title in lot)
