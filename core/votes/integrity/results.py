"""From what an export says to the result it must give, the same for the house that counts and the stranger who checks.

The terms of a poll are its config.json, of which counting reads `ballot_type`, `most`, `method`, `seats`, `unranked`,
`cap` (as `recount` has it, or null), `thresholds` where the poll has any, and `titles` (each with an `id`). Must not
know how any method counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from core.votes.counting.model import Cap, Election, Outcome, Unranked
from core.votes.counting.printing import printed
from core.votes.integrity.papers import Form, Kind, paper_of
from core.votes.thresholds import Ruling

Terms = Mapping[str, Any]
Count = Callable[[Election[Any]], Outcome]


def form_of(terms: Terms) -> Form:
    """Return what the terms let a ballot say. Raises KeyError and ValueError on terms that lack it."""
    return Form(Kind(terms["ballot_type"]), len(terms["titles"]), terms["most"])


def election_of(
    terms: Terms, ballots: Iterable[tuple[Sequence[Any], int]], withdrawn: Iterable[int], lot: Sequence[int]
) -> Election[Any]:
    """Return the election of aggregated ballots, each as its text holds it. Raises BadPaper on one the terms forbid."""
    form, cap = form_of(terms), terms.get("cap")
    return Election(
        titles=form.titles,
        papers=[(paper_of(form, rows), times) for rows, times in ballots],
        seats=terms["seats"],
        unranked=Unranked(terms["unranked"]),
        withdrawn=frozenset(withdrawn),
        cap=Cap(tuple(frozenset(group) for group in cap["groups"]), cap["max"]) if cap else None,
        lot=lot,
    )


def result_of(terms: Terms, outcome: Outcome, ruling: Ruling | None = None) -> dict[str, object]:
    """Return an outcome as result.json holds it, which is what `recount` prints of it; where the poll asks for more
    than the most votes, the winners are those that stand, and `ruling` says why."""
    result = printed(terms["method"], outcome)
    return result | {"winners": list(ruling.winners), "ruling": asdict(ruling)} if ruling else result
