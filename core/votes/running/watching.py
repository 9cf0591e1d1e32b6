"""What everybody may see of an open poll beside its paper: its imprint, live totals, a roll call; must not draw it.

Live totals move by batches of at least five ballots (core.votes.integrity.live), and only where the poll was opened so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from core.kernel.clock import Clock
from core.kernel.storage import Storage
from core.votes.charter.secrecy import Naming
from core.votes.integrity.live import LiveCounts, next_counts
from core.votes.integrity.results import form_of
from core.votes.model import NamedMarks, Poll, PollState
from core.votes.ports import VoteRows
from core.votes.running.sealing import Imprint, imprint_of
from core.votes.tally.calling import roll_call
from core.votes.tally.document import charter_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on everybody's paper while the poll is open."""

    imprint: Imprint | None = None
    live: LiveCounts | None = None
    """Totals over the ballots that entered them; None before the first batch, and where they stay hidden."""
    called: tuple[NamedMarks, ...] = ()
    """The choices with their names, where the poll was opened so."""


NOTHING = Shown()


class Watching:
    """Answers what may be seen of an open poll."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def shown(self, poll: Poll) -> Shown:
        """Return what everybody may see of a poll now; its live totals take a step where they may."""
        if poll.state is not PollState.OPEN:
            return NOTHING
        if poll.terms.secrecy.live:
            return await self._storage.write(lambda rows: _stepped(rows, poll))
        return await self._storage.read(lambda rows: _shown(rows, poll))


def _stepped(rows: VoteRows, poll: Poll) -> Shown:
    head = rows.polls.lock(poll.id)
    if head is not None and head.state is PollState.OPEN:
        shown = read_live(rows.secrecy.live(poll.id))
        following = next_counts(form_of(charter_of(poll)), shown, rows.secrecy.fresh(poll.id))
        if following is not None:
            rows.secrecy.show_live(poll.id, write_live(following.live), following.entered)
    return _shown(rows, poll)


def _shown(rows: VoteRows, poll: Poll) -> Shown:
    is_called = poll.terms.secrecy.naming is Naming.OPEN
    return Shown(
        imprint_of(rows.polls.record(poll.id)),
        read_live(rows.secrecy.live(poll.id)) if poll.terms.secrecy.live else None,
        roll_call(rows, poll.id) if is_called else (),
    )


def write_live(live: LiveCounts) -> str:
    return json.dumps({"counts": live.counts, "ballots": live.ballots})


def read_live(text: str) -> LiveCounts | None:
    """Return the counts that `write_live` wrote; None of ""."""
    if not text:
        return None
    told = json.loads(text)
    return LiveCounts(tuple(told["counts"]), told["ballots"])
