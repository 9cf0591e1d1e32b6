"""From what an export says to the result it must give, the same for the house that counts and the stranger who checks.

The terms of a poll are its config.json, of which counting reads `ballot_type`, `most`, `method`, `seats`, `unranked`,
`cap` (as `recount` has it, or null) and `titles` (each with an `id`). Must not know how any method counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from core.votes.counting.model import Cap, Election, Number, Outcome, Stage, Unranked
from core.votes.integrity.papers import Form, Kind, read_paper

Terms = Mapping[str, Any]
Count = Callable[[Election[Any]], Outcome]


def form_of(terms: Terms) -> Form:
    """Return what the terms let a ballot say. Raises KeyError and ValueError on terms that lack it."""
    return Form(Kind(terms["ballot_type"]), len(terms["titles"]), terms["most"])


def election_of(terms: Terms, texts: Iterable[str], withdrawn: Iterable[int], lot: Sequence[int]) -> Election[Any]:
    """Return the election of canonical ballots, equal ones put together. Raises BadPaper on one the terms forbid."""
    form, cap = form_of(terms), terms.get("cap")
    return Election(
        titles=form.titles,
        papers=[(read_paper(form, text), times) for text, times in sorted(Counter(texts).items())],
        seats=terms["seats"],
        unranked=Unranked(terms["unranked"]),
        withdrawn=frozenset(withdrawn),
        cap=Cap(tuple(frozenset(group) for group in cap["groups"]), cap["max"]) if cap else None,
        lot=lot,
    )


def result_of(terms: Terms, outcome: Outcome) -> dict[str, object]:
    """Return an outcome as result.json holds it, which is what `recount` prints of it."""
    return {
        "method": terms["method"],
        "winners": list(outcome.winners),
        "order": [list(place) for place in outcome.order],
        "stages": [_stage(stage, is_scottish=terms["method"] == "scottish_stv") for stage in outcome.stages],
        "quota": outcome.quota,
        "duels": [list(row) for row in outcome.duels] if outcome.duels else None,
        "ties": [
            {"between": list(tie.between), "rung": tie.rung.value, "decided_by_lot": tie.is_by_lot}
            for tie in outcome.ties
        ],
    }


def _stage(stage: Stage, *, is_scottish: bool) -> dict[str, object]:
    tallies = {str(title): _decimal(votes, is_scottish=is_scottish) for title, votes in stage.tallies.items()}
    return {"tallies": tallies, "elected": list(stage.elected), "excluded": list(stage.excluded)}


def _decimal(votes: Number, *, is_scottish: bool) -> str:
    if not is_scottish and votes.denominator == 1:
        return str(votes)
    units = round(Fraction(votes) * 100_000)
    return f"{units // 100_000}.{units % 100_000:05d}"
