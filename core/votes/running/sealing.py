"""Seals of a poll while it is open and at its close, and what of it stands on the paper; must not count.

While it is open, one seal a night at most, and only where five ballots changed: what a seal adds tells of none alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.kernel.clock import Clock
from core.kernel.due import Due
from core.kernel.identity import PollId
from core.kernel.storage import Storage
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.integrity.audit import Act, hash_of
from core.votes.integrity.live import BATCH
from core.votes.integrity.seals import Seal
from core.votes.model import PollState
from core.votes.nights import SEAL, next_night
from core.votes.ports import VoteRows


@dataclass(frozen=True, slots=True)
class Imprint:
    """What binds the house to a poll as it stands: a hash to compare, later, with its export."""

    hash: str
    """The Merkle root of the last seal, or before any the hash of the record's first line, which holds the terms and
    the promised lot."""
    number: int = 0
    """Of the seal; 0 for the opening."""
    ballots: int = 0


def imprint_of(record: Sequence[str]) -> Imprint | None:
    """Return what a poll's paper shows of its record; None for a poll of before records."""
    seals = seals_in(record)
    if seals:
        return Imprint(seals[-1].root, seals[-1].number, seals[-1].ballots)
    return Imprint(hash_of(record[0])) if record else None


def seals_in(record: Sequence[str]) -> tuple[Seal, ...]:
    """Return the seals that a record tells of, in order."""
    entries: list[Mapping[str, object]] = [json.loads(line) for line in record]
    seals = []
    for entry in entries:
        facts = entry["facts"]
        if entry["act"] == Act.SEALED.value and isinstance(facts, dict):
            seals.append(Seal(facts["number"], int(str(entry["moment"])), facts["ballots"], facts["root"]))
    return tuple(seals)


class Sealing:
    """Seals open polls by night."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def seal_due(self, poll: PollId) -> None:
        """Seal an open poll where enough of it changed, and plan the next night; harmless when it has ended."""
        now = self._clock.now()
        await self._storage.write(lambda rows: seal_night(rows, poll, now))


def seal_night(rows: VoteRows, poll: PollId, now: datetime) -> None:
    head = rows.polls.lock(poll)
    if head is None or head.state is not PollState.OPEN:
        return
    if rows.secrecy.changed(poll) >= BATCH:
        rules.note_seal(rows, poll, rows.secrecy.standing(poll), now)
        rows.secrecy.keep_sealed(poll)
        rules.refresh_papers(rows, poll, now)
    rows.due.put(Due(SEAL, to_short(poll), next_night(now, rules.zone_of(rows, poll))))
