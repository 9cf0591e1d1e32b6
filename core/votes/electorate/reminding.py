"""Reminders: to those on the roll who have not voted and who asked, once, before the close, never at night.

What was asked is looked at again as a reminder leaves: who has voted meanwhile, or thought better of it, is left alone.
Must not know words or platforms.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.kernel.clock import Clock
from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PersonId, PollId, RequestKey
from core.kernel.outbox import Doubt, Letter
from core.kernel.storage import Storage
from core.kernel.tokens import to_short
from core.votes.electorate.admission import check_roll
from core.votes.electorate.rule import ON_THE_ROLL
from core.votes.model import Poll, PollHead, PollState
from core.votes.ports import VoteRows

REMIND = "vote-remind"
EVENING, MORNING = time(20), time(8)
"""Between them, in the reader's own zone, nobody is written to."""


def is_night(at: datetime, zone: str) -> bool:
    """Whether people sleep, or wish to, at that moment in that zone."""
    return not MORNING <= at.astimezone(ZoneInfo(zone)).time() <= EVENING


def evening_before(at: datetime, zone: str) -> datetime:
    """Return the moment itself, or where it falls in the night the evening just before it."""
    if not is_night(at, zone):
        return at
    local = at.astimezone(ZoneInfo(zone))
    day = local.date() if local.time() > EVENING else local.date() - timedelta(days=1)
    return datetime.combine(day, EVENING, ZoneInfo(zone)).astimezone(at.tzinfo)


def morning_after(at: datetime, zone: str) -> datetime:
    """Return the moment itself, or where it falls in the night the morning just after it."""
    if not is_night(at, zone):
        return at
    local = at.astimezone(ZoneInfo(zone))
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, ZoneInfo(zone)).astimezone(at.tzinfo)


def plan(rows: VoteRows, head: PollHead, now: datetime) -> None:
    """Plan the reminder of an open poll for which somebody asked: that many hours before its close, or halfway where it
    is shorter than twice that; nothing where that moment is past, or would be before it opened."""
    rooms = rows.rooms.of_poll(head.id)
    if not head.terms.remind_hours or not rooms:
        return
    before = timedelta(hours=head.terms.remind_hours)
    halfway = head.opened_at + (head.closes_at - head.opened_at) / 2
    at = evening_before(max(head.closes_at - before, halfway), rooms[0].zone)
    if at > max(now, head.opened_at):
        rows.due.put(Due(REMIND, to_short(head.id), at))


def plan_for_standing_wishes(rows: VoteRows, poll: PollId, now: datetime) -> None:
    """Plan the reminder of a poll that opens, where somebody on its roll wants one of every poll."""
    head = rows.polls.lock(poll)
    if head is not None and rows.electorate.to_remind(poll):
        plan(rows, head, now)


class Reminders:
    """Wishes to be reminded, and the reminders."""

    def __init__(self, storage: Storage[VoteRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def wish(self, caller: Caller, poll: PollId) -> None:
        """Note that the caller wants to be reminded of an open poll; raises Refusal where they may not vote in it, or
        cannot be written to."""
        now = self._clock.now()

        def job(rows: VoteRows) -> None:
            head, found = rows.polls.lock(poll), rows.roll.voter(poll, caller.account)
            if head is None or found is None:
                raise Refusal("vote-gone")
            if not head.is_open(now):
                raise Refusal("vote-closed")
            home = caller.home
            is_here = home is not None and (home.shop == head.shop or rows.polls.reaches(poll, home.community))
            check_roll(rows, head, found, is_here=is_here)
            _demand_mailbox(rows, found[0])
            rows.electorate.wish(found[0], poll)
            plan(rows, head, now)

        await self._storage.write(job)

    async def wish_always(self, caller: Caller, *, wants: bool) -> None:
        """Note whether the caller wants to be reminded of every vote they may take part in; without it, of none, what
        they asked for one vote included. Raises Refusal where they cannot be written to."""
        now = self._clock.now()

        def job(rows: VoteRows) -> None:
            person = rows.members.person_of(caller.account) or caller.person
            if not wants:
                rows.electorate.unwish(person)
                return
            _demand_mailbox(rows, person)
            rows.electorate.wish(person, None)
            for poll in rows.polls.open_ids():
                head = rows.polls.lock(poll)
                if head is not None and rows.roll.status(poll, person) in ON_THE_ROLL:
                    plan(rows, head, now)

        await self._storage.write(job)

    async def remind(self, poll: PollId) -> None:
        """Queue the reminders of a poll whose moment has come, once however often it is said to have."""
        now = self._clock.now()

        def job(rows: VoteRows) -> None:
            head = rows.polls.lock(poll)
            if head is None or not head.is_open(now) or not rows.requests.first_time(_once(poll)):
                return
            for person in rows.electorate.to_remind(poll):
                _queue(rows, head, person, now)

        await self._storage.write(job)

    async def still_wanted(self, poll: PollId, person: PersonId, zone: str) -> Poll | None:
        """Return the poll to remind somebody of as the reminder leaves; None when there is no more reason to."""
        now = self._clock.now()

        def job(rows: VoteRows) -> Poll | None:
            found = rows.polls.get(poll)
            if found is None or not found.is_open(now) or is_night(now, zone):
                return None
            return found if person in rows.electorate.to_remind(poll) else None

        return await self._storage.read(job)


def _queue(rows: VoteRows, head: PollHead, person: PersonId, now: datetime) -> None:
    box = rows.electorate.mailbox(person)
    if box is None or rows.roll.status(head.id, person) not in ON_THE_ROLL:
        return
    at = morning_after(now, box.zone)
    if at >= head.closes_at or head.state is not PollState.OPEN:
        return
    rows.outbox.put(
        Letter(
            REMIND,
            to_short(head.id),
            box.to,
            box.locale,
            box.zone,
            payload={"person": person},
            not_before=at,
            expires_at=head.closes_at,
            key=f"{REMIND}-{to_short(head.id)}-{person}",
            doubt=Doubt.DROP,
        )
    )


def _once(poll: PollId) -> RequestKey:
    return RequestKey(f"{REMIND}-{to_short(poll)}")


def _demand_mailbox(rows: VoteRows, person: PersonId) -> None:
    if rows.electorate.mailbox(person) is None:
        raise Refusal("remind-no-mailbox")
