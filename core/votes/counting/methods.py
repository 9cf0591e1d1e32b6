"""Every method by its name, with the kinds of ballots that it counts; must not know how any of them counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from core.votes.counting.condorcet import count_ranked_pairs, count_schulze
from core.votes.counting.equal_shares import count_equal_shares
from core.votes.counting.hugo import count_eph
from core.votes.counting.irv import count_irv
from core.votes.counting.jury import count_jury_public
from core.votes.counting.model import Election, Outcome
from core.votes.counting.phragmen import count_phragmen
from core.votes.counting.scottish import count_scottish_stv
from core.votes.counting.star import count_star
from core.votes.counting.sums import (
    count_approval,
    count_borda,
    count_plurality,
    count_plurality_of_ranked,
    count_score,
)

Count = Callable[[Election[Any]], Outcome]


def _ranked(count: Count) -> Mapping[str, Count]:
    return {"ranked": count, "ranked_ties": count}


METHODS: Mapping[str, Mapping[str, Count]] = MappingProxyType(
    {
        "plurality": {"approval": count_plurality, **_ranked(count_plurality_of_ranked)},
        "approval": {"approval": count_approval},
        "score": {"score": count_score},
        "star": {"score": count_star},
        "irv": _ranked(count_irv),
        "schulze": _ranked(count_schulze),
        "ranked_pairs": _ranked(count_ranked_pairs),
        "borda": _ranked(count_borda),
        "phragmen": {"approval": count_phragmen},
        "equal_shares": {"approval": count_equal_shares},
        "scottish_stv": _ranked(count_scottish_stv),
        "eph": {"approval": count_eph},
        "jury_public": {"components": count_jury_public},
    }
)
"""METHODS[method][ballot type] counts such an election; the names are those of ballot files and of exports."""

BALLOT_TYPES = ("ranked", "ranked_ties", "score", "approval", "components")
