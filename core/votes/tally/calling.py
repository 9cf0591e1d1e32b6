"""The roll call of a poll that was opened with one: who chose what; must not be asked of a secret poll."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.kernel.identity import PollId
from core.votes.integrity.config import fingerprint
from core.votes.integrity.export import called_of
from core.votes.model import NamedMarks
from core.votes.ports import VoteRows
from core.votes.tally.outcomes import write_marks


def roll_call(rows: VoteRows, poll: PollId) -> tuple[NamedMarks, ...]:
    """Return who chose what in an open poll, by name."""
    called = [NamedMarks(name, rows.ballots.marks(poll, person), person) for person, name in rows.secrecy.voted(poll)]
    kept = [each for each in called if each.marks]
    return tuple(sorted(kept, key=lambda each: (each.name.casefold(), each.name, write_marks(each.marks))))


def call(rows: VoteRows, poll: PollId) -> str:
    """Keep the roll call of a poll whose ballots are about to be sealed; return its hash."""
    called = roll_call(rows, poll)
    rows.secrecy.name(poll, called)
    return fingerprint(written_call(called))


def written_call(called: Iterable[NamedMarks]) -> list[Mapping[str, object]]:
    """Return a roll call as it is published, the same at the close and in the export."""
    return called_of((each.name, write_marks(each.marks)) for each in called)
