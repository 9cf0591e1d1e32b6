"""Rows of the outbox as those who deliver letters see them; must not draw or send."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, exists, func, not_, or_, select, update

from core.delivery.ports import LetterState, Outcome
from core.kernel.clock import from_micros, to_micros
from core.kernel.identity import Address, OutboxId, Platform
from core.kernel.outbox import Claimed, Doubt, Letter
from storage.letters import PLACE, TOPIC, address_of
from storage.session import Row, Session
from storage.shown import FORGET, SHOW
from storage.statements import Statement
from storage.tables import outbox, shown

DOUBT_LEASE = timedelta(minutes=1)
_original = outbox.alias("original")
_earlier = outbox.alias("earlier")
_CLAIMED = (
    outbox.c.id,
    outbox.c.kind,
    outbox.c.about,
    *PLACE,
    outbox.c.locale,
    outbox.c.zone,
    outbox.c.payload,
    outbox.c.dedupe,
    outbox.c.doubt,
    outbox.c.edits,
    outbox.c.expires_at,
    outbox.c.attempts,
)


def _original_is(*states: str) -> ColumnElement[bool]:
    one_of = or_(*(_original.c.state == state for state in states))
    return exists(select(_original.c.id).where(_original.c.id == outbox.c.edits, one_of))


_IS_BEHIND = exists(
    select(_earlier.c.id).where(
        *(_earlier.c[name] == outbox.c[name] for name in ("platform", "space", "room", "place_kind")),
        _earlier.c.id < outbox.c.id,
        or_(_earlier.c.state == "queued", _earlier.c.state == "sending"),
        or_(
            _earlier.c.state == "sending",
            _earlier.c.attempts > 0,
            _earlier.c.not_before <= outbox.c.not_before,
        ),
    )
)
"""An earlier letter to the same place is leaving, waits to be tried again, or is due no later: its turn comes first.
One that was planned for a later moment holds nobody up. The states stand as in the index that finds them."""
_MAY_LEAVE = and_(
    outbox.c.platform == bindparam("platform"),
    outbox.c.state == "queued",
    or_(outbox.c.edits.is_(None), _original_is("sent")),
    not_(_IS_BEHIND),
)
_taken = (
    select(outbox.c.id)
    .where(_MAY_LEAVE, outbox.c.not_before <= bindparam("now"))
    .order_by(outbox.c.not_before, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("taken")
)
"""A table expression, because PostgreSQL may run a plain subquery again for each row, past its limit."""
_CLAIM = Statement(
    update(outbox)
    .where(outbox.c.id.in_(select(_taken.c.id)))
    .values(state="sending", lease_until=bindparam("lease"))
    .returning(*_CLAIMED)
)
_DOUBTFUL = Statement(
    update(outbox)
    .where(
        outbox.c.platform == bindparam("platform"),
        outbox.c.state == "sending",
        outbox.c.lease_until <= bindparam("now"),
    )
    .values(lease_until=bindparam("lease"))
    .returning(*_CLAIMED)
)
_EXPIRE_ORPHANS = Statement(
    update(outbox)
    .where(
        outbox.c.platform == bindparam("platform"),
        outbox.c.state == "queued",
        outbox.c.edits.is_not(None),
        not_(_original_is("queued", "sending", "sent")),
    )
    .values(state="expired", reason="original", settled_at=bindparam("now"))
)
_MESSAGE = Statement(
    select(outbox.c.message, func.coalesce(shown.c.digest, ""))
    .select_from(outbox.outerjoin(shown, shown.c.letter_id == outbox.c.id))
    .where(outbox.c.id == bindparam("letter"))
)
_IS_LEAVING = (outbox.c.id == bindparam("letter"), outbox.c.state == "sending")
"""What a pump has to say of a letter that another settled meanwhile comes too late: its lease was over."""
_RECORD = Statement(
    update(outbox)
    .where(*_IS_LEAVING)
    .values(
        state=bindparam("new_state"),
        message=bindparam("new_message"),
        reason=bindparam("new_reason"),
        settled_at=bindparam("at"),
        attempts=outbox.c.attempts + 1,
        lease_until=None,
    )
)
_other = outbox.alias("other")
_SAME_KEY = (_other.c.dedupe == outbox.c.dedupe, _other.c.dedupe != "", _other.c.state == "queued")
_QUEUE_AGAIN = Statement(
    update(outbox)
    .where(*_IS_LEAVING)
    .values(
        state="queued",
        reason=bindparam("new_reason"),
        not_before=bindparam("next_try"),
        attempts=outbox.c.attempts + bindparam("tries"),
        lease_until=None,
        dedupe=case((exists(select(_other.c.id).where(*_SAME_KEY)), ""), else_=outbox.c.dedupe),
    )
)
_NEXT_AT = Statement(select(func.min(outbox.c.not_before)).where(_MAY_LEAVE))
_REDIRECT = Statement(
    update(outbox)
    .where(
        outbox.c.platform == bindparam("platform"),
        outbox.c.space == bindparam("old_space"),
    )
    .values(space=bindparam("new_space"))
)
_SETTLED = (outbox.c.settled_at.is_not(None), outbox.c.settled_at < bindparam("before"))
_PRUNE_EDITS = Statement(delete(outbox).where(*_SETTLED, outbox.c.edits.is_not(None)))
_PRUNE = Statement(delete(outbox).where(*_SETTLED))
_LATEST = Statement(
    select(outbox.c.kind, outbox.c.about, outbox.c.platform, outbox.c.state, outbox.c.reason, outbox.c.not_before)
    .order_by(outbox.c.id.desc())
    .limit(bindparam("most"))
)
_COUNT = Statement(select(outbox.c.state, func.count()).group_by(outbox.c.state))


class Queue:
    """Satisfies core.delivery.ports.Queue."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, platform: Platform, now: datetime, limit: int, lease_until: datetime, /) -> Sequence[Claimed]:
        micros = to_micros(now)
        self._session.run(_EXPIRE_ORPHANS, platform=platform, now=micros)
        rows = self._session.all(_CLAIM, platform=platform, now=micros, most=limit, lease=to_micros(lease_until))
        return [self._claimed(row) for row in sorted(rows, key=lambda row: row[0])]

    def record(self, outcomes: Sequence[Outcome], /) -> None:
        for outcome in outcomes:
            if self._settle(outcome) and outcome.shown:
                self._session.run(SHOW, letter=outcome.id, digest=outcome.shown)
            else:
                self._session.run(FORGET, letter=outcome.id)

    def _settle(self, outcome: Outcome) -> bool:
        """Return False for an outcome that comes too late to be noted."""
        at = to_micros(outcome.at)
        if outcome.state is LetterState.QUEUED:
            next_try = to_micros(outcome.not_before) if outcome.not_before else at
            self._session.touched.add(TOPIC)
            again = {"new_reason": outcome.reason, "next_try": next_try, "tries": int(outcome.is_counted)}
            return bool(self._session.run(_QUEUE_AGAIN, letter=outcome.id, **again))
        changed = self._session.run(
            _RECORD,
            letter=outcome.id,
            new_state=outcome.state.value,
            new_message=outcome.message,
            new_reason=outcome.reason,
            at=at,
        )
        return bool(changed)

    def next_at(self, platform: Platform, /) -> datetime | None:
        row = self._session.one(_NEXT_AT, platform=platform)
        return from_micros(row[0]) if row and row[0] is not None else None

    def in_doubt(self, platform: Platform, now: datetime, /) -> Sequence[Claimed]:
        lease = to_micros(now + DOUBT_LEASE)
        rows = self._session.all(_DOUBTFUL, platform=platform, now=to_micros(now), lease=lease)
        return [self._claimed(row) for row in sorted(rows, key=lambda row: row[0])]

    def redirect(self, old: Address, new: Address, /) -> None:
        self._session.run(_REDIRECT, platform=old.platform, old_space=old.space, new_space=new.space)

    def counts(self) -> dict[str, int]:
        """How many letters are in each state, for the operator."""
        return {row[0]: row[1] for row in self._session.all(_COUNT)}

    def latest(self, limit: int, /) -> Sequence[Row]:
        """Return (kind, about, platform, state, reason, not before) of the last letters written, for engineers."""
        return self._session.all(_LATEST, most=limit)

    def prune_edits(self, before: datetime, /) -> int:
        return self._session.run(_PRUNE_EDITS, before=to_micros(before))

    def prune(self, before: datetime, /) -> int:
        return self._session.run(_PRUNE, before=to_micros(before))

    def _claimed(self, row: Row) -> Claimed:
        letter, kind, about, *place = row[:7]
        locale, zone, payload, key, doubt, edits, expires_at, attempts = row[7:]
        message = self._session.one(_MESSAGE, letter=edits) if edits is not None else None
        return Claimed(
            OutboxId(letter),
            Letter(
                kind,
                about,
                address_of(place),
                locale,
                zone,
                json.loads(payload) if payload else {},
                expires_at=from_micros(expires_at) if expires_at is not None else None,
                edits=OutboxId(edits) if edits is not None else None,
                key=key,
                doubt=Doubt(doubt),
            ),
            attempts,
            *(message or ("", "")),
        )
