"""Turns sealed ballots into the count that is kept, by the poll's terms; must not decide any method's rule."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from core.votes.counting.model import Number, Outcome, Rung, Stage, Tie
from core.votes.filling import Marks
from core.votes.model import Poll
from core.votes.terms import Kind


@dataclass(frozen=True, slots=True)
class Sealed:
    """A poll whose intake has ended, with everything its count needs."""

    poll: Poll
    ballots: tuple[tuple[Marks, int], ...]
    """Each different ballot with how many cast it."""
    seed: bytes
    """The seed of the lot; b"" when there is none."""


def count(sealed: Sealed) -> Outcome:
    """Count by the poll's method. May take half a second: not for the event loop."""
    poll = sealed.poll
    titles = len(poll.titles)
    tallies = dict.fromkeys(range(titles), 0)
    for marks, times in sealed.ballots:
        for mark in marks:
            if mark is not None:
                tallies[mark] += times
    levels = sorted(set(tallies.values()), reverse=True)
    order = tuple(tuple(title for title in range(titles) if tallies[title] == level) for level in levels)
    winners = tuple(title for place in order for title in place)[: poll.terms.places]
    return Outcome(winners, order, (Stage(tallies, winners),))


def papers_of(kind: Kind, ballots: Sequence[tuple[Marks, int]]) -> Sequence[tuple[Any, int]]:
    """Return marks as the counting reads them: approvals, rankings or scores."""
    if kind is Kind.RANKED:
        return [(tuple((mark,) for mark in marks), times) for marks, times in ballots]
    return ballots


def write_outcome(outcome: Outcome) -> str:
    """Return the text that `read_outcome` reads back, exactly: fractions as "a/b"."""
    written = {
        "winners": outcome.winners,
        "order": outcome.order,
        "stages": [
            {
                "tallies": {title: _write_number(tally) for title, tally in stage.tallies.items()},
                "elected": stage.elected,
                "excluded": stage.excluded,
            }
            for stage in outcome.stages
        ],
        "quota": outcome.quota,
        "duels": outcome.duels,
        "ties": [{"between": tie.between, "rung": tie.rung.value} for tie in outcome.ties],
    }
    return json.dumps(written, separators=(",", ":"))


def read_outcome(text: str) -> Outcome:
    """Return the outcome that `write_outcome` wrote."""
    written: dict[str, Any] = json.loads(text)
    duels = written["duels"]
    return Outcome(
        tuple(written["winners"]),
        tuple(tuple(place) for place in written["order"]),
        tuple(
            Stage(
                {int(title): _read_number(tally) for title, tally in stage["tallies"].items()},
                tuple(stage["elected"]),
                tuple(stage["excluded"]),
            )
            for stage in written["stages"]
        ),
        written["quota"],
        None if duels is None else tuple(tuple(row) for row in duels),
        tuple(Tie(tuple(tie["between"]), Rung(tie["rung"])) for tie in written["ties"]),
    )


def _write_number(number: Number) -> int | str:
    return number if isinstance(number, int) else f"{number.numerator}/{number.denominator}"


def _read_number(written: int | str) -> Number:
    return written if isinstance(written, int) else Fraction(written)
