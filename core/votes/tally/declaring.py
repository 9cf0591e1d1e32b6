"""What the record tells of a count: the hash of as much of its result as is published; must not count."""

from __future__ import annotations

from core.votes.integrity.config import fingerprint
from core.votes.integrity.export import Publish, published_result
from core.votes.integrity.results import whole_result
from core.votes.model import Poll
from core.votes.tally.document import charter_of
from core.votes.tally.outcomes import Verdict, beside


def declared(poll: Poll, verdict: Verdict) -> str:
    """Return the SHA-256 of the published result, in hexadecimal."""
    publish = poll.promised.publish or Publish.BALLOTS
    result = whole_result(charter_of(poll), verdict.outcome, verdict.ruling, verdict.deadlock, beside(verdict))
    return fingerprint(published_result(result, publish))
