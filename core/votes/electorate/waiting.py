"""Ballots that wait for a bookseller, inside one transaction; must not look at what they say.

A waiting ballot stands among the others but is none of those counted in public; it enters when it is confirmed, and
leaves before the seal when nobody did.
"""

from __future__ import annotations

from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, PollId
from core.kernel.outbox import Doubt, Letter
from core.kernel.tokens import to_short
from core.votes.electorate.rule import Status
from core.votes.electorate.signals import ALIKE, day_of_making, hour_of_arrival
from core.votes.model import PollHead
from core.votes.ports import VoteRows

JUDGED = "vote-judged"


def signal_of(rows: VoteRows, head: PollHead, person: PersonId) -> str:
    """Return why the first ballot of somebody should wait, or ""."""
    if head.terms.voters is None:
        return ""
    known = rows.electorate.met(head.id, person)
    day = day_of_making(known, head.opened_at) if known else None
    if day is not None and rows.electorate.made_alike(head.id, day.start, day.end) + 1 >= ALIKE:
        return "accounts of one day"
    hour = hour_of_arrival(known, head.opened_at) if known else None
    if hour is not None and rows.electorate.arrived_alike(head.id, hour.start, hour.end) + 1 >= ALIKE:
        return "arrivals of one hour"
    return ""


def is_waiting(rows: VoteRows, poll: PollId, person: PersonId) -> bool:
    return rows.roll.status(poll, person) is Status.PROVISIONAL


def accept(rows: VoteRows, poll: PollId, person: PersonId) -> bool:
    """Let a waiting ballot count; return whether one stands. Raises Refusal when nothing of this person waits, or the
    poll's key is lost: then it is destroyed as the poll closes."""
    _demand_waiting(rows, poll, person)
    rows.ballots.release(poll, person)
    rows.roll.put(poll, person, Status.CONFIRMED)
    stands = rows.ballots.get(poll, person) is not None
    if stands:
        rows.polls.change_voters(poll, 1)
    _tell(rows, poll, person, "judged-accepted")
    return stands


def refuse(rows: VoteRows, poll: PollId, person: PersonId) -> None:
    """Destroy a waiting ballot; raises Refusal when nothing of this person waits."""
    _demand_waiting(rows, poll, person)
    _drop(rows, poll, person, Status.REJECTED)
    _tell(rows, poll, person, "judged-refused")


def discard_waiting(rows: VoteRows, poll: PollId) -> int:
    """Destroy what still waits as the poll closes, before anything is sealed; return how many ballots that were. It
    needs no key: of a poll whose key is lost, nobody else could destroy them any more."""
    people = [each.person for each in rows.electorate.waiting(poll)]
    for person in people:
        _drop(rows, poll, person, Status.DISCARDED)
        _tell(rows, poll, person, "judged-discarded")
    rows.ballots.drop_held(poll)
    return len(people)


def _demand_waiting(rows: VoteRows, poll: PollId, person: PersonId) -> None:
    if not is_waiting(rows, poll, person):
        raise Refusal("pending-settled")


def _drop(rows: VoteRows, poll: PollId, person: PersonId, status: Status) -> None:
    rows.ballots.remove(poll, person)
    rows.roll.mark(poll, person, has_voted=False)
    rows.roll.put(poll, person, status)


def _tell(rows: VoteRows, poll: PollId, person: PersonId, message: str) -> None:
    """Write to the person where the bot may, without a word on what the ballot says."""
    box = rows.electorate.mailbox(person)
    if box is not None:
        about = to_short(poll)
        payload = {"message": message}
        rows.outbox.put(Letter(JUDGED, about, box.to, box.locale, box.zone, payload=payload, doubt=Doubt.DROP))
