"""Proofs of a vote: a receipt looked up, and the files with which a stranger checks it; must not tell a person."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId, Standing
from core.kernel.storage import Storage
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.counting.exchange import NotExpressible, Sheet, abif_of, blt_of, csv_of
from core.votes.ending.unnaming import Unnaming
from core.votes.filling import Marks
from core.votes.integrity.again import counting_by
from core.votes.integrity.audit import Act
from core.votes.integrity.export import ClosedVote, Publish, Roll, files_of, whole_terms, withdrawn_in, zip_of
from core.votes.integrity.receipts import BadReceipt, read_receipt, tracker_of
from core.votes.integrity.results import election_of, whole_result
from core.votes.integrity.seals import CastBallot
from core.votes.integrity.verifier.assembling import verifier_for
from core.votes.model import Poll, PollState
from core.votes.ports import VoteRows
from core.votes.running.sealing import seals_in
from core.votes.service import RECENT_POLLS, present
from core.votes.tally.calling import written_call
from core.votes.tally.document import charter_of
from core.votes.tally.outcomes import METHODS, Verdict, beside, read_verdict
from core.votes.wording import Wording

NONE_NAME = "-"
"""What "none of these" is called in files of other programs, which speak no language."""


@dataclass(frozen=True, slots=True)
class FoundBallot:
    """The ballot that a receipt proves."""

    poll: Poll
    marks: Marks


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of a closed poll in one zip, the same bytes for whoever asks."""

    poll: Poll
    packed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Told:
    poll: Poll
    casts: tuple[CastBallot, ...]
    record: tuple[str, ...]
    roll: Roll
    seed: bytes
    verdict: Verdict
    called: list[Mapping[str, object]] = field(default_factory=list)

    @property
    def publish(self) -> Publish:
        """What may be published of it."""
        return self.poll.promised.published(self.casts)


class Proofs:
    """Answers whoever doubts a count."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self.wording = Wording(storage, clock)
        self.unnaming = Unnaming(storage, clock)

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
        """Return the zip of a closed poll: config, ballots, roll counts, seals, record, result and verifier, and the
        ballots in the formats of other programs.

        That it was exported is noted once, first, so that everybody has the same file. Raises Refusal when the poll is
        not closed, or was closed before votes were recorded.
        """
        now = self._clock.now()
        told = await self._storage.read(lambda rows: _told(rows, poll))
        if Act.EXPORTED not in rules.acts_in(told.record):
            told = await self._storage.write(lambda rows: _noted(rows, told, now))
        return await asyncio.to_thread(_pack, told)

    async def export_for(self, caller: Caller, poll: PollId) -> Exported:
        """Return the export of a poll of the caller's: to whoever may vote there when its ballots are published, else
        to its booksellers. Raises Refusal."""

        def job(rows: VoteRows) -> _Told:
            found = present(rows.polls.get(poll))
            home = caller.home
            is_theirs = home is not None and home.shop == found.shop
            is_reached = home is not None and rows.polls.reaches(poll, home.community)
            if not (is_theirs or is_reached or caller.standing >= Standing.NETWORK_OWNER):
                raise Refusal("vote-elsewhere")
            told = _told(rows, poll)
            is_staff = caller.standing >= Standing.NETWORK_OWNER or (
                is_theirs and caller.standing >= Standing.BOOKSELLER
            )
            if not is_staff and told.publish is not Publish.BALLOTS:
                raise Refusal("export-kept")
            return told

        told = await self._storage.read(job)
        return Exported(told.poll, await self.export(poll))


def _told(rows: VoteRows, poll: PollId) -> _Told:
    found = present(rows.polls.get(poll))
    if found.state is not PollState.CLOSED:
        raise Refusal("vote-not-counted")
    written, record = rows.polls.outcome(poll), tuple(rows.polls.record(poll))
    if not written or not record:
        raise Refusal("export-too-old")
    roll = Roll(*rows.roll.counts(poll))
    called = written_call(rows.secrecy.named(poll)) if found.terms.secrecy.is_named else []
    casts = tuple(rows.ballots.casts(poll))
    return _Told(found, casts, record, roll, rows.polls.seed(poll), read_verdict(written), called)


def _noted(rows: VoteRows, told: _Told, now: datetime) -> _Told:
    rows.polls.lock(told.poll.id)
    if Act.EXPORTED not in rules.acts_in(rows.polls.record(told.poll.id)):
        rules.note(rows, told.poll.id, Act.EXPORTED, {"publish": told.publish.value}, now)
    return replace(told, record=tuple(rows.polls.record(told.poll.id)))


def _pack(told: _Told) -> bytes:
    poll, terms = told.poll, charter_of(told.poll)
    seals, count = seals_in(told.record), METHODS[poll.terms.method]
    vote = ClosedVote(terms, told.casts, {"": told.roll}, seals, told.record, told.seed.hex(), called=told.called)
    verifier = verifier_for(counting_by(terms, count))
    result = whole_result(terms, told.verdict.outcome, told.verdict.ruling, told.verdict.deadlock, beside(told.verdict))
    files = files_of(vote, result, told.publish, verifier)
    if told.publish is Publish.BALLOTS:
        files |= _for_other_programs(vote, poll.question)
    return zip_of(files)


def _for_other_programs(vote: ClosedVote, question: str) -> dict[str, bytes]:
    terms = whole_terms(vote)
    texts = sorted(Counter(cast.ballot for cast in vote.casts).items())
    ballots = [(json.loads(text), times) for text, times in texts]
    election = election_of(terms, ballots, withdrawn_in(vote.record), ())
    sheet = Sheet(question, [title["name"] or NONE_NAME for title in terms["titles"]], terms["ballot_type"], election)
    files = {}
    for name, write in (("ballots.csv", csv_of), ("ballots.blt", blt_of), ("ballots.abif", abif_of)):
        with suppress(NotExpressible):
            files[name] = write(sheet).encode()
    return files
