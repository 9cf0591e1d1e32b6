"""Writes an outcome in the one form that `recount` prints and an export holds; must not count."""

from __future__ import annotations

from fractions import Fraction

from core.votes.counting.model import Number, Outcome, Stage


def printed(method: str, outcome: Outcome) -> dict[str, object]:
    """Return an outcome as JSON values; tallies are text, whole or with five decimals, Scottish ones always so.

    Halves of the fifth decimal are rounded to the even one.
    """
    return {
        "method": method,
        "winners": list(outcome.winners),
        "order": [list(place) for place in outcome.order],
        "stages": [_stage(stage, is_scottish=method == "scottish_stv") for stage in outcome.stages],
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
