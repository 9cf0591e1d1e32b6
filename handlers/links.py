"""Deep links to the bot (t.me/bot?start=...): what they carry, and how it is read back; must not trust any of it.

A payload is at most 64 of A-Z a-z 0-9 _ and -. Its first part says what it is; a capital letter is ours, anything else
is a packed press of the catalogue, whose prefixes are lower-case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.kernel.identity import Address, PlaceKind
from core.kernel.tokens import from_short, to_short
from handlers.limits import START_PAYLOAD
from handlers.places import TELEGRAM, topic_of

_PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{START_PAYLOAD}}}")
_COMMAND, _DRAFT, _PRESS = "C", "D", "G"


@dataclass(frozen=True, slots=True)
class ContinueDraft:
    """Go on with a form that began elsewhere."""

    draft: int


@dataclass(frozen=True, slots=True)
class RunFor:
    """Run a command for a group, in one's own name."""

    path: tuple[str, ...]
    place: Address


@dataclass(frozen=True, slots=True)
class PressFor:
    """Press a button; `place` is the group it stood in, when that was known."""

    packed: str
    place: Address | None = None


Start = ContinueDraft | RunFor | PressFor


def pack_start(start: Start) -> str:
    """Return the payload. A group is left out when it does not fit; raises ValueError when nothing does."""
    payload = _payload(start)
    if not _PAYLOAD.fullmatch(payload):
        raise ValueError(payload)
    return payload


def read_start(payload: str) -> Start | None:
    """Return what a payload asks, or None when it is none of ours."""
    if not _PAYLOAD.fullmatch(payload):
        return None
    kind, _, rest = payload.partition("_")
    try:
        if kind == _DRAFT:
            return ContinueDraft(from_short(rest))
        if kind == _COMMAND:
            path, _, place = rest.partition("_")
            return RunFor(tuple(path.split("-")), _read_place(place))
        if kind == _PRESS:
            place, _, packed = rest.partition("_")
            return PressFor(packed, _read_place(place))
    except ValueError:
        return None
    return PressFor(payload)


def link_to(username: str, start: Start | None = None) -> str:
    """Return the address that opens the private chat with the bot."""
    return f"https://t.me/{username}" + (f"?start={pack_start(start)}" if start else "")


def _payload(start: Start) -> str:
    match start:
        case ContinueDraft(draft):
            return f"{_DRAFT}_{to_short(draft)}"
        case RunFor(path, place):
            return f"{_COMMAND}_{'-'.join(path)}_{_pack_place(place)}"
        case PressFor(packed, place) if place is not None:
            payload = f"{_PRESS}_{_pack_place(place)}_{packed}"
            return payload if len(payload) <= START_PAYLOAD else packed
        case PressFor(packed, _):
            return packed


def _pack_place(place: Address) -> str:
    chat = to_short(abs(int(place.space)))
    topic = topic_of(place)
    return f"{chat}-{to_short(topic)}" if topic is not None else chat


def _read_place(packed: str) -> Address:
    chat, _, topic = packed.partition("-")
    room = str(from_short(topic)) if topic else ""
    return Address(TELEGRAM, str(-from_short(chat)), room, PlaceKind.SHARED)
