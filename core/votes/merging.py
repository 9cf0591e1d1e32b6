"""What happens to ballots when two persons turn out to be one, or an account leaves; must not decide who links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.kernel.clock import Clock
from core.kernel.identity import PersonId
from core.votes.electorate.joining import bar_newcomer, merge_ballots
from core.votes.ports import VoteRows


@dataclass(frozen=True, slots=True)
class BallotsMerged:
    """Both accounts had voted in this poll: the later ballot stands."""

    arguments: dict[str, str]
    message: str = "vote-merged"


@dataclass(frozen=True, slots=True)
class BallotMerge:
    """Runs inside the transaction that links or unlinks accounts."""

    clock: Clock

    def merge(self, rows: VoteRows, kept: PersonId, gone: PersonId) -> Sequence[BallotsMerged]:
        """Give `kept` one ballot a poll and return the polls where both had voted, to tell the person."""
        doubled = merge_ballots(rows, kept, gone, self.clock.now())
        rows.nominations.merge(kept, gone)
        rows.aftermath.merge(kept, gone)
        rows.electorate.merge(kept, gone)
        rows.write_ins.merge(kept, gone)
        rows.secrecy.merge_named(kept, gone)
        polls = [rows.polls.get(poll) for poll in doubled]
        return [BallotsMerged({"question": poll.question}) for poll in polls if poll]

    def split(self, rows: VoteRows, kept: PersonId, new: PersonId) -> None:  # noqa: ARG002 - the port tells both
        """Keep the account that leaves out of every poll now open."""
        bar_newcomer(rows, new)
