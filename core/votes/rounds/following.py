"""What the end of a poll means beyond it: its season goes on, its winner counts as read; must not open anything."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from core.kernel.due import Due
from core.kernel.identity import WorkId
from core.kernel.tokens import to_short
from core.votes.charter.terms import Terms
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
    if chooses_for_good(head.terms) and (poll := rows.polls.get(head.id)) is not None:
        note_winners(rows, poll, (), now)


def chooses_for_good(terms: Terms) -> bool:
    """Whether what wins such a poll is read together without another word; a second vote only breaks the tie of the
    first, which has the last word."""
    return not (terms.stage.is_inner or terms.ties.of) and (terms.stage.kind is not StageKind.NONE or terms.places == 1)


def note_winners(rows: VoteRows, poll: Poll, before: Collection[WorkId], now: datetime) -> None:
    """Note the winners of a poll that chooses for good as read, and no longer those who had won `before` and do not by
    its new count: a title was withdrawn, or a tie decided."""
    if not chooses_for_good(poll.terms):
        return
    winners = winners_of(rows, poll)
    for work in before:
        reading = rows.readings.get(poll.shop, work)
        if work not in winners and reading is not None and reading.cause is Cause.WON:
            rows.readings.forget(poll.shop, work)
    for work in winners:
        rows.readings.note(poll.shop, work, now, Cause.WON)
        rows.nominations.withdraw(poll.shop, work)


def winners_of(rows: VoteRows, poll: Poll) -> tuple[WorkId, ...]:
    """Return the books that a closed poll chose, best first; none where nobody voted, no ballot said anything, or the
    poll was cancelled."""
    written = rows.polls.outcome(poll.id)
    if not written or not poll.voters or (verdict := read_verdict(written)).is_void:
        return ()
    works = [poll.titles[position].work for position in verdict.outcome.winners]
    return tuple(work for work in works if work != NONE)
