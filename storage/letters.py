"""Rows of the outbox as those who write letters see them; must not deliver."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import and_, bindparam, literal, select

from core.kernel.clock import to_micros
from core.kernel.identity import Address, PlaceKind, Platform
from core.kernel.outbox import Letter, Posted
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
_PUT = insert_or(
    outbox, _LETTER, ("dedupe",), where=and_(outbox.c.state == "queued", outbox.c.dedupe != "").self_group()
)
_HOLD = Statement(
    select(literal(1)),
    select(outbox.c.id)
    .where(outbox.c.dedupe == bindparam("key"), outbox.c.state == "queued", outbox.c.dedupe != "")
    .with_for_update(),
)
"""The letter that stands for this one too may not be composed before this transaction can be seen. SQLite has one
writer at a time."""
PLACE = (outbox.c.platform, outbox.c.space, outbox.c.room, outbox.c.place_kind)
_POSTED = Statement(
    select(outbox.c.id, *PLACE, outbox.c.locale, outbox.c.zone, outbox.c.message)
    .where(
        outbox.c.kind == bindparam("kind"),
        outbox.c.about == bindparam("about"),
        outbox.c.state == "sent",
        outbox.c.edits.is_(None),
    )
    .order_by(outbox.c.id)
)


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


def address_of(place: Sequence[str]) -> Address:
    """Return the address that the columns of `PLACE` hold."""
    platform, space, room, kind = place
    return Address(Platform(platform), space, room, PlaceKind(kind))
