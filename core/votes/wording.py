"""A voter's own word in their receipt: it keeps the house from giving two equal voters one tracker; must not keep it.

Source: voting.md 4.4 (clash attack).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.kernel.clock import Clock
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PollId
from core.kernel.storage import Storage
from core.votes.electorate.waiting import is_waiting
from core.votes.integrity.receipts import MAX_WORD, BadReceipt, normal_word
from core.votes.model import Ballot, Poll
from core.votes.ports import VoteRows
from core.votes.rules import BallotStands, Voter
from core.votes.service import present, voter_of


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts words into receipts."""

    storage: Storage[VoteRows]
    clock: Clock

    async def give(self, caller: Caller, poll: PollId, word: str) -> tuple[Poll, BallotStands]:
        """Cast the caller's ballot anew, as it stands, with a word of their own in its receipt and in those of its
        later changes. Raises Refusal."""
        try:
            kept = normal_word(word)
        except BadReceipt as problem:
            raise Refusal("word-unread", most=MAX_WORD) from problem
        voter, now = voter_of(caller), self.clock.now()

        def job(rows: VoteRows) -> tuple[Poll, BallotStands]:
            return present(rows.polls.get(poll)), give_word(rows, poll, voter, kept, now)

        return await self.storage.write(job)


def give_word(rows: VoteRows, poll: PollId, voter: Voter, word: str, now: datetime) -> BallotStands:
    """Put the ballot that stands once more, its receipt bearing the word; raises Refusal where none stands."""
    head = rows.polls.lock(poll)
    person = rows.members.person_of(voter.account)
    if head is None or person is None:
        raise Refusal("vote-gone")
    held = rows.ballots.marks(poll, person)
    if not rows.requests.first_time(voter.request):
        return BallotStands(held, is_changed=False, receipt=rows.ballots.receipt(poll, person))
    if not head.is_open(now):
        raise Refusal("vote-closed")
    if not held:
        raise Refusal("word-no-ballot")
    rows.ballots.keep_word(poll, person, word, voter.request)
    receipt = rows.ballots.put(poll, person, Ballot(held, now), voter.request)
    if is_waiting(rows, poll, person):
        rows.ballots.hold(poll, person)
    return BallotStands(held, is_changed=True, receipt=receipt)
