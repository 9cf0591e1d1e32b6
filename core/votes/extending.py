"""A vote in which too few have voted at its close lasts longer, once, where that was said before; must not count.

The rule was fixed at the opening, so that nobody extends a vote to change who wins: see voting.md 4.4 and 4.5.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from core.kernel.due import Due
from core.kernel.identity import PollId
from core.kernel.outbox import Letter
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.integrity.audit import Act
from core.votes.model import Poll, PollHead, PollState, Progress
from core.votes.ports import VoteRows
from core.votes.thresholds import Failing

EXTENDED = "vote-extended"
EXTENSION = timedelta(hours=48)


def extend(rows: VoteRows, poll: PollId, now: datetime) -> bool:
    """Let an open poll last longer where its terms say so and its quorum is not reached; True when it stays open."""
    head = rows.polls.lock(poll)
    if head is None or head.state is not PollState.OPEN or head.terms.thresholds.failing is not Failing.EXTEND:
        return False
    if rows.electorate.is_extended(poll):
        return now < head.closes_at
    progress = progress_of(rows, head)
    if progress is None or progress.is_reached:
        return False
    until = head.closes_at + EXTENSION
    rows.electorate.extend(poll, until)
    rules.note(rows, poll, Act.EXTENDED, {"until": until.isoformat(), "reason": "quorum"}, now)
    about = to_short(poll)
    rows.due.put(Due(rules.CLOSE, about, until))
    rules.refresh_papers(rows, poll, None)
    for room in rows.rooms.of_poll(poll):
        key = f"{EXTENDED}-{about}-{room.community}"
        rows.outbox.put(Letter(EXTENDED, about, room.to, room.locale, room.zone, expires_at=until, key=key))
    return True


def progress_of(rows: VoteRows, poll: Poll | PollHead) -> Progress | None:
    """Return how far an open poll is from its quorum; None where it has none."""
    asked = poll.terms.thresholds
    if poll.state is not PollState.OPEN or not asked.has_quorum:
        return None
    eligible = rows.roll.counts(poll.id)[0] if asked.quorum_percent else 0
    return Progress(poll.voters >= asked.needed(eligible))
