"""The result of an export's ballots counted again, by what its terms ask; must run on Python 3.9 inside verify.py.

Three ways, so that a stranger reads no more than the vote in hand needs: the most votes alone, with thresholds, and
with a rule for ties that would come to the lot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from core.votes.counting.model import Election, Tie
from core.votes.counting.printing import printed
from core.votes.integrity.results import Count, Terms, deadlock_of, result_of
from core.votes.thresholds import Reading, concluded
from core.votes.ties import untied

Recorded = Callable[[str], Sequence[Mapping[str, Any]]]
"""Returns the facts of every entry of one kind in the record."""
Again = Callable[[Terms, Election[Any], Count, Reading, Recorded], Mapping[str, object]]


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


def again_by(terms: Terms) -> Again:
    """Return how a poll of these terms is counted again."""
    if terms.get("ties"):
        return ruled_and_settled if terms.get("thresholds") else settled
    return ruled if terms.get("thresholds") else counted
