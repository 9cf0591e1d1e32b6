"""What happens to a poll inside one transaction: open, cast, settle, merge; must not know words or platforms.

Every write about a poll locks its row first, so that two acts on one poll follow each other on every engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.kernel.clock import to_micros
from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Account, CommunityId, PersonId, PollId, RequestKey, ShopId
from core.kernel.outbox import Letter
from core.kernel.tokens import to_short
from core.votes.charter import charter_of
from core.votes.filling import Act, Marks, Sheet
from core.votes.integrity.audit import Act as Noted
from core.votes.integrity.audit import added
from core.votes.integrity.config import fingerprint
from core.votes.integrity.seals import seal_of
from core.votes.model import Announced, Ballot, NewPoll, PollHead, PollState
from core.votes.ports import VoteRows

PAPER = "ballot-paper"
RESULT = "vote-result"
CLOSE = "vote-close"
REFRESH_DELAY = timedelta(seconds=5)
"""How long new voters are gathered before the public count is edited: groups allow about 20 acts a minute."""
RESUME_DELAY = timedelta(seconds=30)
"""When a close that a crash cut short is taken up again."""


@dataclass(frozen=True, slots=True)
class Voter:
    """Who casts, as far as a poll asks."""

    account: Account
    shop: ShopId | None
    community: CommunityId | None
    request: RequestKey


@dataclass(frozen=True, slots=True)
class BallotStands:
    """The ballot after a cast or a withdrawal; no marks when none stands."""

    marks: Marks
    is_changed: bool
    receipt: str = ""
    """The proof of the ballot that stands; "" when none does."""


def announce(rows: VoteRows, poll: NewPoll, rooms: Sequence[Announced], request: RequestKey) -> PollId | None:
    """Open the poll, plan its close and queue its paper for every room; None when this request opened it before."""
    if not rows.requests.first_time(request):
        return None
    opened = rows.polls.add(poll)
    printed = rows.polls.get(opened)
    if printed is not None:
        facts = {"config": fingerprint(charter_of(printed)), "seed": printed.lot_hash}
        note(rows, opened, Noted.OPENED, facts, poll.opened_at)
    about = to_short(opened)
    rows.due.put(Due(CLOSE, about, poll.closes_at))
    for room in rooms:
        rows.outbox.put(Letter(PAPER, about, room.to, room.locale, room.zone, key=f"{PAPER}-{about}-{room.community}"))
    for title in poll.titles:
        rows.nominations.withdraw(poll.shop, title.work)
    return opened


def cast(rows: VoteRows, poll: PollId, voter: Voter, act: Act, now: datetime) -> BallotStands:
    """Put, change or take back one person's ballot; raises Refusal. A request seen before changes nothing."""
    head = rows.polls.lock(poll)
    person = rows.members.person_of(voter.account)
    if head is None or person is None:
        raise Refusal("vote-gone")
    held = rows.ballots.marks(poll, person)
    if not rows.requests.first_time(voter.request):
        return BallotStands(held, is_changed=False, receipt=rows.ballots.receipt(poll, person))
    _admit(rows, head, voter, person, now)
    wanted = Sheet(head.terms, head.titles).after(held, act)
    if wanted == held:
        return BallotStands(held, is_changed=False, receipt=rows.ballots.receipt(poll, person))
    receipt = ""
    if wanted:
        receipt = rows.ballots.put(poll, person, Ballot(wanted, now), voter.request)
    else:
        rows.ballots.remove(poll, person)
    if bool(wanted) != bool(held):
        rows.roll.mark(poll, person, has_voted=bool(wanted))
        rows.polls.change_voters(poll, 1 if wanted else -1)
        refresh_papers(rows, poll, now + REFRESH_DELAY)
    return BallotStands(wanted, is_changed=True, receipt=receipt)


def _admit(rows: VoteRows, head: PollHead, voter: Voter, person: PersonId, now: datetime) -> None:
    if not head.is_open(now):
        raise Refusal("vote-closed")
    is_ours = voter.shop == head.shop or (voter.community is not None and rows.polls.reaches(head.id, voter.community))
    if not is_ours:
        raise Refusal("vote-elsewhere")
    if rows.roll.is_barred(head.id, person):
        raise Refusal("vote-barred")


def refresh_papers(rows: VoteRows, poll: PollId, not_before: datetime | None) -> None:
    """Queue an edit of every posted paper, unless one is already waiting."""
    about = to_short(poll)
    for posted in rows.outbox.posted(PAPER, about):
        rows.outbox.put(
            Letter(
                PAPER,
                about,
                posted.to,
                posted.locale,
                posted.zone,
                not_before=not_before,
                edits=posted.letter,
                key=f"refresh-{posted.letter}" if not_before else f"settle-{posted.letter}",
            )
        )


def note(rows: VoteRows, poll: PollId, act: Noted, facts: Mapping[str, object], now: datetime) -> None:
    """Add an entry to the record of the poll, which is only ever added to."""
    rows.polls.lock(poll)
    record = rows.polls.record(poll)
    entry = added(record[-1] if record else "", to_micros(now), act, facts)
    rows.polls.add_to_record(poll, entry.number, entry.line)


def stop_intake(rows: VoteRows, poll: PollId, now: datetime) -> bool:
    """End the intake of an open poll and keep its close due until the count stands; False when it had ended already."""
    head = rows.polls.lock(poll)
    if head is None or head.state is not PollState.OPEN:
        return False
    rows.polls.settle(poll, PollState.CLOSING, now)
    rows.due.put(Due(CLOSE, to_short(poll), now + RESUME_DELAY))
    return True


def seal(rows: VoteRows, poll: PollId, now: datetime) -> bool:
    """Seal the ballots of a poll whose intake has ended; False when it is past that."""
    head = rows.polls.lock(poll)
    if head is None or head.state is not PollState.CLOSING:
        return False
    if not any(Noted.SEALED.value == act for act in acts_in(rows.polls.record(poll))):
        rows.polls.tell_seed(poll)
        rows.ballots.seal(poll)
        casts = rows.ballots.casts(poll)
        sealed = seal_of(1, to_micros(now), to_short(poll), casts)
        closed = {"ballots": len(casts), "voted": head.voters, "eligible": rows.roll.counts(poll)[0]}
        note(rows, poll, Noted.CLOSED, closed, now)
        note(rows, poll, Noted.SEALED, {"number": sealed.number, "ballots": sealed.ballots, "root": sealed.root}, now)
    return True


def acts_in(record: Sequence[str]) -> list[str]:
    """Return what happened, by the lines of a record."""
    return [json.loads(line)["act"] for line in record]


def publish(rows: VoteRows, poll: PollId, outcome: str, result: str, now: datetime) -> bool:
    """Keep the count, close the poll and queue its result for every room; False when somebody did it before."""
    head = rows.polls.lock(poll)
    if head is None or head.state is not PollState.CLOSING:
        return False
    rows.polls.keep_outcome(poll, outcome)
    note(rows, poll, Noted.COUNTED, {"result": result}, now)
    rows.polls.settle(poll, PollState.CLOSED, now)
    about = to_short(poll)
    rows.due.cancel(CLOSE, about)
    refresh_papers(rows, poll, None)
    for room in rows.rooms.of_poll(poll):
        rows.outbox.put(
            Letter(RESULT, about, room.to, room.locale, room.zone, key=f"{RESULT}-{about}-{room.community}")
        )
    return True


def cancel(rows: VoteRows, poll: PollId, now: datetime) -> bool:
    """End an open poll without a count; False when it had ended already, so that twice is once."""
    head = rows.polls.lock(poll)
    if head is None or head.state is not PollState.OPEN:
        return False
    rows.ballots.discard(poll)
    note(rows, poll, Noted.CANCELLED, {}, now)
    rows.polls.settle(poll, PollState.CANCELLED, now)
    rows.due.cancel(CLOSE, to_short(poll))
    refresh_papers(rows, poll, None)
    return True


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
        if not (rows.roll.is_barred(poll, kept) and rows.roll.is_barred(poll, gone)):
            rows.roll.unbar(poll, kept)
        rows.roll.unbar(poll, gone)
        if second is None:
            continue
        rows.roll.mark(poll, gone, has_voted=False)
        rows.roll.mark(poll, kept, has_voted=True)
        if first is None or second.cast_at > first.cast_at:
            rows.ballots.move(poll, gone, kept)
        else:
            rows.ballots.remove(poll, gone)
        if first is not None:
            note(rows, poll, Noted.MERGED, {"ballots": 1}, now)
            rows.polls.change_voters(poll, -1)
            refresh_papers(rows, poll, now + REFRESH_DELAY)
            doubled.append(poll)
    return doubled


def bar_newcomer(rows: VoteRows, newcomer: PersonId) -> None:
    """An account that left its person votes again only in polls that open later: unlinking never yields a vote."""
    for poll in rows.polls.open_ids():
        rows.polls.lock(poll)
        rows.roll.bar(poll, newcomer)
