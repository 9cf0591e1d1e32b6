"""What happens to a debate inside one transaction: proposed, supported, opened, slowed, closed, archived.

Every change locks the debate first, looks at its state, and writes its letters and due rows with it: done twice, it is
done once. Must not know words or platforms.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.debates.model import (
    DRAFTS,
    LIVE,
    LONGEST_LIFE,
    MOST_PROPOSALS,
    PROPOSAL_LIFE,
    REMINDED_BEFORE,
    Customs,
    DebateHead,
    Hall,
    NewDebate,
    State,
    last_evening,
)
from core.debates.ports import DebateRows
from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Address, CommunityId, DebateId, PersonId, RequestKey
from core.kernel.outbox import Claimed, Letter
from core.kernel.tokens import from_short, to_short

HEAD, CALL = "debate-head", "debate-call"
"""The card at the head of a room, and the card that asks who would come."""
SLOW, ENDING, ENDED, OUTCOME = "debate-slow", "debate-ending", "debate-ended", "debate-outcome"
"""What is said in the room itself."""
OPEN_AT, REMIND_AT, CLOSE_AT, ARCHIVE_AT, LAPSE_AT = (
    "debate-open",
    "debate-remind",
    "debate-close",
    "debate-archive",
    "debate-lapse",
)
REFRESH_DELAY = timedelta(seconds=5)
"""How long new supporters are gathered before the card is edited: groups allow about 20 acts a minute."""
COMMUNITY, SECONDS = "community", "seconds"
"""What a letter says besides what it is about: a head, where it goes; a slowing, how long everybody waits."""


def announce(rows: DebateRows, new: NewDebate, halls: Sequence[Hall], request: RequestKey) -> DebateId | None:
    """Write the debate down and open it, plan its opening, or ask who would come; None when this request did before.

    Raises Refusal for a proposal of somebody who has enough of them waiting."""
    if not rows.requests.first_time(request):
        return None
    if new.state is State.PROPOSED and rows.debates.count_proposals(new.author) >= MOST_PROPOSALS:
        raise Refusal("debate-proposals-most", most=MOST_PROPOSALS)
    debate = rows.debates.add(new)
    about = to_short(debate)
    match new.state:
        case State.PROPOSED:
            rows.due.put(Due(LAPSE_AT, about, new.at + PROPOSAL_LIFE))
            for hall in halls:
                rows.outbox.put(_letter(CALL, about, hall.place, hall))
            support(rows, debate, new.author, new.at)
        case State.SCHEDULED if new.opens_at is not None:
            rows.due.put(Due(OPEN_AT, about, new.opens_at))
        case _:
            start(rows, debate, new.at)
    return debate


def support(rows: DebateRows, debate: DebateId, person: PersonId, now: datetime) -> bool:
    """Count somebody who would come, and open the debate with the one who was missing; False when they were counted
    before or it waits for nobody."""
    head = rows.debates.lock(debate)
    if head is None or head.state is not State.PROPOSED or not rows.supporters.add(debate, person, now):
        return False
    if rows.supporters.count(debate) >= head.threshold:
        start(rows, debate, now)
    else:
        refresh(rows, CALL, debate, now + REFRESH_DELAY)
    return True


def unsupport(rows: DebateRows, debate: DebateId, person: PersonId, now: datetime) -> bool:
    """Take somebody's word back while the debate waits; False when there is none to take back."""
    head = rows.debates.lock(debate)
    if head is None or head.state is not State.PROPOSED or not rows.supporters.remove(debate, person):
        return False
    refresh(rows, CALL, debate, now + REFRESH_DELAY)
    return True


def start(rows: DebateRows, debate: DebateId, now: datetime) -> bool:
    """Open a draft: a head for every hall, its end and the reminder of it; False when it is no draft any more."""
    head = rows.debates.lock(debate)
    if head is None or head.state not in DRAFTS:
        return False
    halls, about = rows.halls.of(debate), to_short(debate)
    # Where no room is left, nobody has an evening.
    closes_at = head.closes_at or (last_evening(now, halls[0].zone) if halls else now + LONGEST_LIFE)
    rows.debates.start(debate, now, closes_at)
    for kind in (OPEN_AT, LAPSE_AT):
        rows.due.cancel(kind, about)
    rows.due.put(Due(CLOSE_AT, about, closes_at))
    if closes_at - REMINDED_BEFORE > now:
        rows.due.put(Due(REMIND_AT, about, closes_at - REMINDED_BEFORE))
    for hall in halls:
        rows.outbox.put(_letter(HEAD, about, hall.place, hall, {COMMUNITY: hall.community}))
    refresh(rows, CALL, debate, None)
    return True


def settle_in(rows: DebateRows, claimed: Claimed, room: Address) -> None:
    """Write down the room that a head opened, and queue there what came about before it stood."""
    debate = DebateId(from_short(claimed.letter.about))
    community = CommunityId(int(str(claimed.letter.payload[COMMUNITY])))
    head = rows.debates.lock(debate)
    known = rows.debates.get(debate)
    if head is None or known is None:
        return
    rows.halls.stand(debate, community, room.room, is_own=room != claimed.letter.to)
    hall = next((each for each in rows.halls.of(debate) if each.community == community), None)
    if hall is None:
        return
    lacked = [SLOW] if head.pause_seconds and head.state in LIVE else []
    lacked += {State.CLOSING: [ENDING], State.CLOSED: [ENDED], State.ARCHIVED: [ENDED]}.get(head.state, [])
    lacked += [OUTCOME] if known.outcome else []
    for kind in lacked:
        _say(rows, kind, debate, hall, {SECONDS: head.pause_seconds} if kind == SLOW else {})
    if lacked:
        refresh(rows, HEAD, debate, None)


def pace(rows: DebateRows, debate: DebateId, seconds: int) -> bool:
    """Slow an open debate, or free it with 0; False when it is not open or goes at that pace already."""
    head = rows.debates.lock(debate)
    if head is None or head.state not in LIVE or head.pause_seconds == seconds:
        return False
    rows.debates.pace(debate, seconds)
    _say_everywhere(rows, SLOW, debate, {SECONDS: seconds})
    refresh(rows, HEAD, debate, None)
    return True


def remind(rows: DebateRows, debate: DebateId) -> bool:
    """Say in its rooms that an open debate ends soon; once."""
    head = rows.debates.lock(debate)
    if head is None or head.state is not State.OPEN:
        return False
    rows.debates.settle(debate, State.CLOSING)
    _say_everywhere(rows, ENDING, debate)
    refresh(rows, HEAD, debate, None)
    return True


def close(rows: DebateRows, debate: DebateId, now: datetime) -> bool:
    """End an open debate and plan its rest; give a draft up. False when it had ended."""
    head = rows.debates.lock(debate)
    if head is None:
        return False
    if head.state in DRAFTS:
        return _give_up(rows, head)
    if head.state not in LIVE:
        return False
    about = to_short(debate)
    rows.debates.settle(debate, State.CLOSED)
    for kind in (CLOSE_AT, REMIND_AT):
        rows.due.cancel(kind, about)
    customs = rows.debates.customs(head.shop) or Customs()
    rows.due.put(Due(ARCHIVE_AT, about, now + timedelta(days=customs.rest_days)))
    _say_everywhere(rows, ENDED, debate)
    refresh(rows, HEAD, debate, None)
    return True


def lapse(rows: DebateRows, debate: DebateId) -> bool:
    """Give up a proposal that too few would have come to."""
    head = rows.debates.lock(debate)
    return head is not None and head.state is State.PROPOSED and _give_up(rows, head)


def archive(rows: DebateRows, debate: DebateId) -> bool:
    """Put a closed debate away."""
    head = rows.debates.lock(debate)
    if head is None or head.state is not State.CLOSED:
        return False
    rows.debates.settle(debate, State.ARCHIVED)
    rows.due.cancel(ARCHIVE_AT, to_short(debate))
    refresh(rows, HEAD, debate, None)
    return True


def tell_outcome(rows: DebateRows, debate: DebateId, outcome: str) -> bool:
    """Keep what came out of a debate and say it in its rooms; False when it is what was said before. Raises Refusal for
    one that never opened."""
    rows.debates.lock(debate)
    known = rows.debates.get(debate)
    if known is None or known.opened_at is None:
        raise Refusal("debate-not-opened")
    if known.outcome == outcome:
        return False
    rows.debates.keep_outcome(debate, outcome)
    _say_everywhere(rows, OUTCOME, debate)
    refresh(rows, HEAD, debate, None)
    return True


def refresh(rows: DebateRows, kind: str, debate: DebateId, not_before: datetime | None) -> None:
    """Queue an edit of every posted card of this kind, unless one is already waiting."""
    rows.outbox.refresh(kind, to_short(debate), not_before)


def merge(rows: DebateRows, kept: PersonId, gone: PersonId, now: datetime) -> None:
    """Make one supporter of two; every proposal either supports is locked before anything is looked at."""
    waiting = sorted({*rows.supporters.proposals_of(kept), *rows.supporters.proposals_of(gone)})
    for debate in waiting:
        rows.debates.lock(debate)
    rows.supporters.merge(kept, gone)
    for debate in waiting:
        refresh(rows, CALL, debate, now + REFRESH_DELAY)


def _give_up(rows: DebateRows, head: DebateHead) -> bool:
    about = to_short(head.id)
    rows.debates.settle(head.id, State.ARCHIVED)
    for kind in (OPEN_AT, LAPSE_AT):
        rows.due.cancel(kind, about)
    refresh(rows, CALL, head.id, None)
    return True


def _say_everywhere(rows: DebateRows, kind: str, debate: DebateId, payload: dict[str, object] | None = None) -> None:
    for hall in rows.halls.of(debate):
        _say(rows, kind, debate, hall, payload)


def _say(rows: DebateRows, kind: str, debate: DebateId, hall: Hall, payload: dict[str, object] | None = None) -> None:
    """Queue a word for a room that stands; one that does not yet is told by `settle_in`."""
    if hall.room is not None:
        rows.outbox.put(_letter(kind, to_short(debate), hall.room, hall, payload))


def _letter(kind: str, about: str, to: Address, hall: Hall, payload: dict[str, object] | None = None) -> Letter:
    key = f"{kind}-{about}-{hall.community}" if kind in {HEAD, CALL} else ""
    return Letter(kind, about, to, hall.locale, hall.zone, payload or {}, key=key)
