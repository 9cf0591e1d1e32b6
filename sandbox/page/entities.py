"""Telegram's entities as its client draws them, in safe HTML; must not know messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

Entity = Mapping[str, Any]
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_MENTIONS = frozenset({"mention", "text_mention", "hashtag", "cashtag", "email", "phone_number"})
_FOLD = Markup('</span><button type="button" class="link" aria-expanded="false" data-unfold=""></button></blockquote>')
_OPENING = {
    "expandable_blockquote": Markup('<blockquote data-long=""><span class="quote">'),
    "spoiler": Markup('<button type="button" class="spoiler" data-spoiler="">'),
    "bot_command": Markup('<button type="button" class="command" data-command="">'),
}
_SCHEMES = frozenset({"http", "https", "tg"})


def html_of(text: str, entities: Sequence[Entity]) -> Markup:
    """Return a text with its entities as HTML. Offsets and lengths count UTF-16 units, as the Bot API's do; entities
    that leave the text, cross one another or begin inside a character are left out, as clients do."""
    units = text.encode("utf-16-le")
    size = len(units) // 2
    nested: list[Entity] = []
    for entity in sorted(entities, key=lambda each: (each["offset"], -each["length"])):
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        is_inside = 0 <= begin < end <= size and _is_between(units, begin) and _is_between(units, end)
        if is_inside and not any(other["offset"] < begin < other["offset"] + other["length"] < end for other in nested):
            nested.append(entity)
    return _draw(units, 0, size, nested)


def _draw(units: bytes, begin: int, end: int, entities: Sequence[Entity]) -> Markup:
    drawn = Markup()
    while entities:
        first, last = entities[0], entities[0]["offset"] + entities[0]["length"]
        inner = [each for each in entities[1:] if each["offset"] < last]
        drawn += _plain(units, begin, first["offset"])
        drawn += _opening(units, first) + _draw(units, first["offset"], last, inner) + _closing(first)
        begin, entities = last, entities[1 + len(inner) :]
    return drawn + _plain(units, begin, end)


def _is_between(units: bytes, place: int) -> bool:
    """Whether no character is cut in two at this place."""
    return not 0xDC <= (units[2 * place + 1] if 2 * place < len(units) else 0) <= 0xDF


def _plain(units: bytes, begin: int, end: int) -> Markup:
    return escape(units[2 * begin : 2 * end].decode("utf-16-le", "replace"))


def _opening(units: bytes, entity: Entity) -> Markup:
    kind = entity["type"]
    if kind in _OPENING:
        return _OPENING[kind]
    if kind in _TAGS:
        return Markup(f"<{_TAGS[kind]}>")  # noqa: S704 - one of the tags above
    if kind in {"text_link", "url"}:
        address = str(entity.get("url") or _plain(units, entity["offset"], entity["offset"] + entity["length"]))
        safe = address if urlsplit(address).scheme in _SCHEMES else "#"
        return Markup('<a href="{}" data-link="" rel="noreferrer">').format(safe)
    return Markup('<span class="mention">') if kind in _MENTIONS else Markup("<span>")


def _closing(entity: Entity) -> Markup:
    kind = entity["type"]
    if kind == "expandable_blockquote":
        return _FOLD
    if kind in _OPENING:
        return Markup("</button>")
    if kind in _TAGS:
        return Markup(f"</{_TAGS[kind]}>")  # noqa: S704 - one of the tags above
    return Markup("</a>") if kind in {"text_link", "url"} else Markup("</span>")
