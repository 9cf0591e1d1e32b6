"""What the end of a poll means beyond it: its season goes on, its winner counts as read; must not open anything."""

from __future__ import annotations

from datetime import datetime

from core.kernel.due import Due
from core.kernel.identity import WorkId
from core.kernel.tokens import to_short
from core.votes.model import NONE, Poll, PollHead
from core.votes.ports import VoteRows
from core.votes.rounds.model import Cause
from core.votes.rounds.stage import StageKind
from core.votes.tally.outcomes import read_verdict

STEP = "season-step"


def follow(rows: VoteRows, head: PollHead, now: datetime) -> None:
    """Wake the season whose round this poll was, and note the books that won for good: those of a final, and the one
    winner of a vote of its own; several winners are a selection to choose among."""
    season = rows.seasons.of_poll(head.id)
    if season is not None:
        rows.due.put(Due(STEP, to_short(season), now))
    stage = head.terms.stage
    if stage.is_inner or (stage.kind is StageKind.NONE and head.terms.places > 1):
        return
    poll = rows.polls.get(head.id)
    if poll is None:
        return
    for work in winners_of(rows, poll):
        rows.readings.note(head.shop, work, now, Cause.WON)
        rows.nominations.withdraw(head.shop, work)


def winners_of(rows: VoteRows, poll: Poll) -> tuple[WorkId, ...]:
    """Return the books that a closed poll chose, best first; none where nobody voted, no ballot said anything, or the
    poll was cancelled."""
    written = rows.polls.outcome(poll.id)
    if not written or not poll.voters or (verdict := read_verdict(written)).is_void:
        return ()
    works = [poll.titles[position].work for position in verdict.outcome.winners]
    return tuple(work for work in works if work != NONE)
