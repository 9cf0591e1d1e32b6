"""What becomes of ballots and of the roll when two persons are one, or an account leaves; inside one transaction."""

from __future__ import annotations

from datetime import datetime

from core.kernel.identity import PersonId, PollId
from core.votes import rules
from core.votes.electorate import waiting
from core.votes.electorate.admission import join_on_roll
from core.votes.electorate.rule import Status
from core.votes.integrity.audit import Act
from core.votes.model import PollState
from core.votes.ports import VoteRows


def merge_ballots(rows: VoteRows, kept: PersonId, gone: PersonId, now: datetime) -> list[PollId]:
    """Make one voter of two in every open poll: the later ballot stands. Return the polls where both had voted.

    Every open poll is locked before any ballot is looked at, so that a cast under way is seen or sees the merge.
    """
    heads = [rows.polls.lock(poll) for poll in rows.polls.open_ids()]
    doubled = []
    for head in heads:
        if head is None or head.state is not PollState.OPEN:
            continue
        poll = head.id
        first, second = rows.ballots.get(poll, kept), rows.ballots.get(poll, gone)
        counted = [person for person, ballot in ((kept, first), (gone, second)) if ballot]
        before = sum(not waiting.is_waiting(rows, poll, person) for person in counted)
        join_on_roll(rows, head, kept, gone)
        if second is not None:
            rows.roll.mark(poll, kept, has_voted=True)
            if first is None or second.cast_at > first.cast_at:
                rows.ballots.move(poll, gone, kept)
            else:
                rows.ballots.remove(poll, gone)
        if counted:
            (rows.ballots.hold if waiting.is_waiting(rows, poll, kept) else rows.ballots.release)(poll, kept)
        if first is not None and second is not None:
            rules.note(rows, poll, Act.MERGED, {"ballots": 1}, now)
            doubled.append(poll)
        after = int(bool(counted) and not waiting.is_waiting(rows, poll, kept))
        if after != before:
            rows.polls.change_voters(poll, after - before)
            rules.refresh_papers(rows, poll, now + rules.REFRESH_DELAY)
    return doubled


def bar_newcomer(rows: VoteRows, newcomer: PersonId) -> None:
    """An account that left its person votes again only in polls that open later: unlinking never yields a vote."""
    for poll in rows.polls.open_ids():
        rows.polls.lock(poll)
        rows.roll.put(poll, newcomer, Status.BARRED)
