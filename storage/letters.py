"""Rows of the outbox as those who write letters see them; must not deliver."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BIGINT, TEXT, Executable, and_, bindparam, cast, false, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from core.kernel.clock import to_micros
from core.kernel.identity import Address, PlaceKind, Platform
from core.kernel.outbox import Doubt, Letter, Posted
from storage.session import Session
from storage.statements import Statement, insert_or
from storage.tables import outbox

TOPIC = "outbox"
_LETTER = (
    "kind",
    "about",
    "platform",
    "space",
    "room",
    "place_kind",
    "locale",
    "zone",
    "payload",
    "dedupe",
    "doubt",
    "edits",
    "not_before",
    "expires_at",
    "state",
    "attempts",
)
_WAITS = and_(outbox.c.state == "queued", outbox.c.dedupe != "").self_group()
_PUT = insert_or(outbox, _LETTER, ("dedupe",), where=_WAITS)
_HOLD = Statement(
    select(literal(1)),
    select(outbox.c.id)
    .where(outbox.c.dedupe == bindparam("key"), outbox.c.state == "queued", outbox.c.dedupe != "")
    .with_for_update(),
)
"""The letter that stands for this one too may not be composed before this transaction can be seen. SQLite has one
writer at a time."""
PLACE = (outbox.c.platform, outbox.c.space, outbox.c.room, outbox.c.place_kind)
_IS_FIRST = (
    outbox.c.kind == bindparam("kind"),
    outbox.c.about == bindparam("about"),
    outbox.c.edits.is_(None),
)
_IS_POSTED = (*_IS_FIRST, outbox.c.state == "sent")
_IS_SEEN = (*_IS_FIRST, or_(outbox.c.state == "sent", outbox.c.state == "sending"))
"""What is leaving was drawn already, before what is changing now; its edit waits until it stands."""
_POSTED = Statement(
    select(outbox.c.id, *PLACE, outbox.c.locale, outbox.c.zone, outbox.c.message)
    .where(*_IS_POSTED)
    .order_by(outbox.c.id)
)


def _refreshing(insert: Callable[..., Any]) -> Executable:
    """One edit for each letter posted or leaving, in one statement: a vote over a network hangs in eighty rooms, and
    each ballot asks. Where one waits already it is held, as by `_HOLD`: a condition that is never true changes nothing
    and locks all the same (postgresql.org/docs/current/sql-insert.html, ON CONFLICT)."""
    edits = {
        "kind": outbox.c.kind,
        "about": outbox.c.about,
        **{column.name: column for column in PLACE},
        "locale": outbox.c.locale,
        "zone": outbox.c.zone,
        "payload": literal(""),
        "dedupe": bindparam("urgency", type_=TEXT).concat(cast(outbox.c.id, TEXT)),
        "doubt": literal(Doubt.RESEND.value),
        "edits": outbox.c.id,
        "not_before": bindparam("due", type_=BIGINT),
        "state": literal("queued"),
        "attempts": literal(0),
    }
    chosen = select(*edits.values()).where(*_IS_SEEN).order_by(outbox.c.id)
    statement: Executable = (
        insert(outbox)
        .from_select(list(edits), chosen)
        .on_conflict_do_update(
            index_elements=["dedupe"], index_where=_WAITS, set_={"state": literal("queued")}, where=false()
        )
    )
    return statement


_REFRESH = Statement(_refreshing(sqlite.insert), _refreshing(postgresql.insert))


class Outbox:
    """Satisfies core.kernel.outbox.Outbox."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, letter: Letter, /) -> None:
        columns: dict[str, object] = {
            "kind": letter.kind,
            "about": letter.about,
            "platform": letter.to.platform,
            "space": letter.to.space,
            "room": letter.to.room,
            "place_kind": letter.to.kind.value,
            "locale": letter.locale,
            "zone": letter.zone,
            "payload": json.dumps(dict(letter.payload)) if letter.payload else "",
            "dedupe": letter.key,
            "doubt": letter.doubt.value,
            "edits": letter.edits,
            "not_before": to_micros(letter.not_before) if letter.not_before else 0,
            "expires_at": to_micros(letter.expires_at) if letter.expires_at else None,
            "state": "queued",
            "attempts": 0,
        }
        while not (is_new := self._session.run(_PUT, **columns)):
            if self._session.one(_HOLD, key=letter.key) is not None:
                break
        if is_new:
            self._session.touched.add(TOPIC)

    def posted(self, kind: str, about: str, /) -> Sequence[Posted]:
        return [
            Posted(letter, address_of(place), locale, zone, message)
            for letter, *place, locale, zone, message in self._session.all(_POSTED, kind=kind, about=about)
        ]

    def refresh(self, kind: str, about: str, not_before: datetime | None, /) -> None:
        urgency, due = ("refresh-", to_micros(not_before)) if not_before else ("settle-", 0)
        if self._session.run(_REFRESH, kind=kind, about=about, urgency=urgency, due=due):
            self._session.touched.add(TOPIC)


def address_of(place: Sequence[str]) -> Address:
    """Return the address that the columns of `PLACE` hold."""
    platform, space, room, kind = place
    return Address(Platform(platform), space, room, PlaceKind(kind))
