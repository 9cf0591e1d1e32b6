"""What a count needs, gathered from the rows of a poll whose intake has ended; must not count."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from core.kernel.identity import PollId
from core.votes.integrity.audit import Act
from core.votes.ports import VoteRows
from core.votes.service import present
from core.votes.tally.outcomes import Sealed


def sealed_of(rows: VoteRows, poll: PollId, decided: tuple[int, ...] | None = None) -> Sealed:
    """Return what a poll's count needs, with what was decided where its winners hung on the lot: now, or before, as the
    record has it."""
    found, seed, record = present(rows.polls.get(poll)), rows.polls.seed(poll), rows.polls.record(poll)
    eligible, before = eligible_in(record), facts_in(record, Act.DECIDED)
    if decided is None and before:
        decided = tuple(before[-1]["titles"])
    if not found.terms.is_grouped:
        return Sealed(found, tuple(rows.ballots.aggregate(poll)), seed, eligible, decided)
    grouped = rows.ballots.grouped(poll)
    ballots = tuple((marks, times) for _, marks, times in grouped)
    return Sealed(found, ballots, seed, eligible, decided, tuple(group for group, _, _ in grouped))


def eligible_in(record: Sequence[str]) -> int:
    """Return how many might vote at the close, as the record has it; 0 before."""
    closed = facts_in(record, Act.CLOSED)
    return int(closed[-1].get("eligible", 0)) if closed else 0


def facts_in(record: Sequence[str], act: Act) -> list[dict[str, Any]]:
    """Return the facts of every entry of one kind, in order."""
    return [entry["facts"] for entry in map(json.loads, record) if entry["act"] == act.value]
