"""What happens to a poll inside one transaction: open, cast, settle, merge; must not know words or platforms.

Every write about a poll locks its row first, so that two acts on one poll follow each other on every engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from core.kernel.clock import to_micros
from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Account, CommunityId, PersonId, PollId, RequestKey, ShopId
from core.kernel.outbox import Letter
from core.kernel.tokens import to_short
from core.votes.charter.secrecy import Naming
from core.votes.charter.terms import Terms
from core.votes.electorate import reminding, waiting
from core.votes.electorate.admission import check_roll, enrol_known
from core.votes.electorate.ports import Facts
from core.votes.electorate.rule import OnRoll, Status
from core.votes.filling import Act, Marks, Sheet
from core.votes.integrity.audit import Act as Noted
from core.votes.integrity.audit import added
from core.votes.integrity.config import fingerprint
from core.votes.integrity.export import Publish
from core.votes.integrity.seals import CastBallot, leaf_of, seal_of
from core.votes.model import NONE, Announced, Ballot, NewPoll, NewTitle, PollHead, PollState
from core.votes.nights import SEAL, next_night
from core.votes.ports import VoteRows
from core.votes.rounds.following import follow
from core.votes.struck import cleared
from core.votes.tally.calling import call
from core.votes.tally.document import charter_of
from core.votes.verdicts.juries import JURY, PUBLIC
from core.votes.verdicts.levels import Level

NO_FACTS: Facts = MappingProxyType({})
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
    is_waiting: bool = False
    """Whether it counts only if a bookseller confirms it."""


def titles_of(books: tuple[NewTitle, ...], terms: Terms) -> tuple[NewTitle, ...]:
    """Return what stands on the paper: the books, and "none of these" after them where the terms say so."""
    return (*books, NewTitle(NONE)) if terms.with_none else books


def announce(
    rows: VoteRows, poll: NewPoll, rooms: Sequence[Announced], request: RequestKey, facts: Facts = NO_FACTS
) -> PollId | None:
    """Open the poll, plan its close and queue its paper for every room; None when this request opened it before."""
    if not rows.requests.first_time(request):
        return None
    opened = rows.polls.add(poll)
    printed = rows.polls.get(opened)
    if printed is not None:
        told = {
            "config": fingerprint(charter_of(printed)),
            "seed": printed.lot_hash,
            "eligible": enrol_known(rows, printed, facts),
        }
        note(rows, opened, Noted.OPENED, told, poll.opened_at)
    about = to_short(opened)
    rows.due.put(Due(CLOSE, about, poll.closes_at))
    rows.due.put(Due(SEAL, about, next_night(poll.opened_at, zone_of(rows, opened))))
    reminding.plan_for_standing_wishes(rows, opened, poll.opened_at)
    for room in rooms:
        rows.outbox.put(Letter(PAPER, about, room.to, room.locale, room.zone, key=f"{PAPER}-{about}-{room.community}"))
    for title in poll.titles:
        rows.nominations.withdraw(poll.shop, title.work)
    return opened


def cast(rows: VoteRows, poll: PollId, voter: Voter, act: Act, now: datetime) -> BallotStands:
    """Put, change or take back one person's ballot; raises Refusal. A request seen before changes nothing."""
    head = rows.polls.lock(poll)
    found = rows.roll.voter(poll, voter.account)
    if head is None or found is None:
        raise Refusal("vote-gone")
    person = found[0]
    held = rows.ballots.marks(poll, person)
    if not rows.requests.first_time(voter.request):
        return BallotStands(held, is_changed=False, receipt=rows.ballots.receipt(poll, person))
    status = admit(rows, head, voter, found, now)
    wanted = Sheet(head.terms, head.titles).after(cleared(rows, head, held, act), act)
    if wanted == held:
        return BallotStands(held, is_changed=False, receipt=rows.ballots.receipt(poll, person))
    receipt = ""
    if wanted:
        group = group_of(rows, head, voter, person)
        receipt = rows.ballots.put(poll, person, Ballot(wanted, now, group), voter.request)
    else:
        rows.ballots.remove(poll, person)
    waits = status is Status.PROVISIONAL or (bool(wanted) and not held and _is_flood(rows, head, person, status, now))
    if waits:
        rows.ballots.hold(poll, person)
    if bool(wanted) != bool(held):
        rows.roll.mark(poll, person, has_voted=bool(wanted))
        if not waits:
            rows.polls.change_voters(poll, 1 if wanted else -1)
    if not waits and (bool(wanted) != bool(held) or head.terms.secrecy.naming is Naming.OPEN):
        refresh_papers(rows, poll, now + REFRESH_DELAY)
    return BallotStands(wanted, is_changed=True, receipt=receipt, is_waiting=waits and bool(wanted))


def _is_flood(rows: VoteRows, head: PollHead, person: PersonId, status: Status | None, now: datetime) -> bool:
    """Whether a first ballot begins to wait for a bookseller, on a signal of stuffing that goes on the record."""
    signal = waiting.signal_of(rows, head, person) if status is Status.ELIGIBLE else ""
    if signal:
        rows.roll.put(head.id, person, Status.PROVISIONAL)
        note(rows, head.id, Noted.PROVISIONAL, {"reason": signal, "ballots": 1}, now)
    return bool(signal)


def admit(rows: VoteRows, head: PollHead, voter: Voter, found: OnRoll, now: datetime) -> Status | None:
    """Return where whoever was found stands on the roll; raises Refusal unless they may act in the poll now."""
    if not head.is_open(now):
        raise Refusal("vote-closed")
    is_here = voter.shop == head.shop or (voter.community is not None and rows.polls.reaches(head.id, voter.community))
    return check_roll(rows, head, found, is_here=is_here)


def group_of(rows: VoteRows, head: PollHead, voter: Voter, person: PersonId) -> str:
    """Return the class of voters that a ballot stands for: its voter's shop, jury or public, or ""."""
    if head.terms.levels.by is not Level.ONE:
        return to_short(voter.shop) if voter.shop is not None else ""
    if head.terms.jury.share:
        return JURY if rows.aftermath.is_juror(head.id, person) else PUBLIC
    return ""


def refresh_papers(rows: VoteRows, poll: PollId, not_before: datetime | None, kind: str = PAPER) -> None:
    """Queue an edit of every posted paper, or of another kind of letter, unless one is already waiting."""
    rows.outbox.refresh(kind, to_short(poll), not_before)


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
    rows.due.cancel(SEAL, to_short(poll))
    rows.due.put(Due(CLOSE, to_short(poll), now + RESUME_DELAY))
    return True


def seal(rows: VoteRows, poll: PollId, now: datetime) -> bool:
    """Seal the ballots of a poll whose intake has ended; False when it is past that."""
    head = rows.polls.lock(poll)
    if head is None or head.state is not PollState.CLOSING:
        return False
    if Noted.CLOSED not in acts_in(rows.polls.record(poll)):
        if discarded := waiting.discard_waiting(rows, poll):
            note(rows, poll, Noted.DISCARDED, {"ballots": discarded}, now)
        rows.polls.tell_seed(poll)
        names = {"names": call(rows, poll)} if head.terms.secrecy.is_named else {}
        rows.ballots.seal(poll)
        rows.aftermath.dismiss(poll)
        casts = rows.ballots.casts(poll)
        closed = {"ballots": len(casts), "voted": head.voters, "eligible": rows.roll.counts(poll)[0]} | names
        note(rows, poll, Noted.CLOSED, closed, now)
        note_seal(rows, poll, casts, now)
        if head.terms.promised(head.titles).published(casts) is not Publish.BALLOTS:
            rows.secrecy.hide_nonces(poll, [(cast, leaf_of(to_short(poll), cast)) for cast in casts])
    return True


def note_seal(rows: VoteRows, poll: PollId, casts: Sequence[CastBallot], now: datetime) -> None:
    """Note the seal over these ballots, which stand now."""
    number = acts_in(rows.polls.record(poll)).count(Noted.SEALED) + 1
    sealed = seal_of(number, to_micros(now), to_short(poll), casts)
    note(rows, poll, Noted.SEALED, {"number": number, "ballots": sealed.ballots, "root": sealed.root}, now)


def zone_of(rows: VoteRows, poll: PollId) -> str:
    """Return the time zone of the room a poll was announced in first."""
    rooms = rows.rooms.of_poll(poll)
    return rooms[0].zone if rooms else "UTC"


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
    follow(rows, head, now)
    about = to_short(poll)
    rows.due.cancel(CLOSE, about)
    refresh_papers(rows, poll, None)
    # A round on the way has its result behind its paper: what the room hears next is the next round.
    for room in () if head.terms.stage.is_inner else rows.rooms.of_poll(poll):
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
    rows.aftermath.dismiss(poll)
    note(rows, poll, Noted.CANCELLED, {}, now)
    rows.polls.settle(poll, PollState.CANCELLED, now)
    follow(rows, head, now)
    rows.due.cancel(SEAL, to_short(poll))
    rows.due.cancel(CLOSE, to_short(poll))
    refresh_papers(rows, poll, None)
    return True
