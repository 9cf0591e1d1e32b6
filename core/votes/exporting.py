"""Proofs of a vote: a receipt looked up, and the files with which a stranger checks it; must not tell a person."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId
from core.kernel.storage import Storage
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.charter import charter_of
from core.votes.filling import Marks
from core.votes.integrity.audit import Act
from core.votes.integrity.export import ClosedVote, Roll, advised, files_of, publishable, zip_of
from core.votes.integrity.receipts import BadReceipt, read_receipt, tracker_of
from core.votes.integrity.results import form_of, result_of
from core.votes.integrity.seals import CastBallot, Seal
from core.votes.integrity.verifier.assembling import verifier_for
from core.votes.model import Poll, PollState
from core.votes.outcomes import METHODS, Verdict, read_verdict
from core.votes.ports import VoteRows
from core.votes.service import RECENT_POLLS, present


@dataclass(frozen=True, slots=True)
class FoundBallot:
    """The ballot that a receipt proves."""

    poll: Poll
    marks: Marks


@dataclass(frozen=True, slots=True)
class _Told:
    poll: Poll
    casts: tuple[CastBallot, ...]
    record: tuple[str, ...]
    roll: Roll
    seed: bytes
    verdict: Verdict


class Proofs:
    """Answers whoever doubts a count."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def check(self, caller: Caller, receipt: str) -> FoundBallot:
        """Return the ballot of a receipt among the caller's latest polls; raises Refusal when none has it."""
        try:
            wanted = read_receipt(receipt)
        except BadReceipt as problem:
            raise Refusal("receipt-unread") from problem
        shop = caller.home.shop if caller.home else None

        def job(rows: VoteRows) -> FoundBallot:
            for poll in rows.polls.recent(shop, RECENT_POLLS):
                marks = rows.ballots.find(poll.id, tracker_of(to_short(poll.id), wanted))
                if marks is not None:
                    return FoundBallot(poll, marks)
            raise Refusal("receipt-unknown")

        return await self._storage.read(job)

    async def export(self, poll: PollId) -> bytes:
        """Return the zip of a closed poll: config, ballots, roll counts, seals, record, result and verifier.

        Raises Refusal when the poll is not closed, or was closed before votes were recorded.
        """

        def job(rows: VoteRows) -> _Told:
            found = present(rows.polls.get(poll))
            if found.state is not PollState.CLOSED:
                raise Refusal("vote-not-counted")
            written, record = rows.polls.outcome(poll), tuple(rows.polls.record(poll))
            if not written or not record:
                raise Refusal("export-too-old")
            eligible, voted = rows.roll.counts(poll)
            casts = tuple(rows.ballots.casts(poll))
            return _Told(found, casts, record, Roll(eligible, voted), rows.polls.seed(poll), read_verdict(written))

        told = await self._storage.read(job)
        packed = await asyncio.to_thread(_pack, told)
        now = self._clock.now()
        await self._storage.write(lambda rows: rules.note(rows, poll, Act.EXPORTED, {"publish": "all"}, now))
        return packed


def _pack(told: _Told) -> bytes:
    terms = charter_of(told.poll)
    vote = ClosedVote(terms, told.casts, {"": told.roll}, seals_in(told.record), told.record, told.seed.hex())
    publish = publishable(advised(form_of(terms)), told.casts)
    verifier = verifier_for(told.poll.terms.method.value, METHODS[told.poll.terms.method], terms["ballot_type"])
    return zip_of(files_of(vote, result_of(terms, told.verdict.outcome, told.verdict.ruling), publish, verifier))


def seals_in(record: Sequence[str]) -> tuple[Seal, ...]:
    """Return the seals that a record tells of, in order."""
    entries: list[Mapping[str, object]] = [json.loads(line) for line in record]
    seals = []
    for entry in entries:
        facts = entry["facts"]
        if entry["act"] == Act.SEALED.value and isinstance(facts, dict):
            seals.append(Seal(facts["number"], int(str(entry["moment"])), facts["ballots"], facts["root"]))
    return tuple(seals)
