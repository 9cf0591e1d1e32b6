"""Live counts that never tell a single ballot; must not know who voted or when.

Whoever watches can subtract any two counts ever shown, and the result from the last of them. So a ballot enters the
live counts once, as it stands then, in a batch of at least five; a change of mind after that waits for the close, or
else four voters going back to an earlier choice would lay the fifth bare. At least five more are always held back, so
that the result never differs from the last live count by fewer. And neither lot may be all alike, which would tell each
one. Against four voters who conspire against a fifth no count can help.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.votes.integrity.papers import Form, Kind, Paper, read_paper

BATCH = 5
"""The fewest ballots that any two counts, or a count and the result, may differ by."""
EXACT_FROM = 10
"""From how many on the number of ballots is shown exactly while the vote is open."""


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """What is shown: for each title its approvals, points, sum of scores or first places, over so many ballots."""

    counts: tuple[int, ...]
    ballots: int


@dataclass(frozen=True, slots=True)
class NextCounts:
    """What may be shown next, and the keys of the ballots that entered: they are never fresh again, even if withdrawn
    and cast anew."""

    live: LiveCounts
    entered: frozenset[bytes]


def next_counts(form: Form, shown: LiveCounts | None, fresh: Mapping[bytes, str]) -> NextCounts | None:
    """Return the live counts that may follow `shown`, or None when nothing new may be.

    `fresh` are the canonical texts, by ballot key, of all ballots that never entered a live count. Which of them are
    held back is settled by their keys, which tell no person and no time. Raises BadPaper on a text that is none.
    """
    keys = sorted(fresh)
    entering, held = keys[:-BATCH], keys[-BATCH:]
    if len(entering) < BATCH or not all(_is_mixed(fresh[key] for key in lot) for lot in (entering, held)):
        return None
    counts = list(shown.counts) if shown else [0] * form.titles
    for key in entering:
        for title, points in _points(form, read_paper(form, fresh[key])):
            counts[title] += points
    ballots = (shown.ballots if shown else 0) + len(entering)
    return NextCounts(LiveCounts(tuple(counts), ballots), frozenset(entering))


@dataclass(frozen=True, slots=True)
class Participation:
    """How many ballots there are, as far as it may be told while the vote is open."""

    ballots: int
    is_exact: bool
    """Otherwise there are `ballots` or more."""


def participation(ballots: int) -> Participation:
    """Return what may be told of the number of ballots: the multiple of five below it until there are ten."""
    is_exact = ballots >= EXACT_FROM
    return Participation(ballots if is_exact else ballots - ballots % BATCH, is_exact)


def _is_mixed(texts: Iterable[str]) -> bool:
    return len(set(texts)) > 1


def _points(form: Form, paper: Paper) -> Iterable[tuple[int, int]]:
    if form.kind in {Kind.SCORE, Kind.POINTS}:
        return ((title, row) for title, row in enumerate(paper) if isinstance(row, int))
    first = paper[:1] if form.kind is not Kind.APPROVAL else paper
    return ((title, 1) for row in first for title in (row if isinstance(row, tuple) else (row,)) if title is not None)
