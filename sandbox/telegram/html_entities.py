"""What a closed HTML tag becomes: the entity of the Bot API, its link made complete, its place among the others."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sandbox.telegram.wire import Json

TYPES = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
# How entities of one place and length are ordered, outermost first.
NESTING = ("blockquote", "pre", "code", "text_link", "text_mention", "bold", "italic", "underline", "strikethrough")
USER_LINK = re.compile(r"tg:(?://)?user\?id=(\d+)$")


@dataclass(frozen=True, slots=True)
class OpenTag:
    """A tag not yet closed: where its text starts, in UTF-16 units and in characters of the output."""

    name: str
    attributes: dict[str, str]
    offset: int
    start: int


def entity_of(tag: OpenTag, covered: str, length: int) -> Json | None:
    """The entity on the wire; None for a link or a moment that names none."""
    entity: Json = {"type": TYPES[tag.name], "offset": tag.offset, "length": length}
    if tag.name == "a":
        target = tag.attributes.get("href") or covered
        if person := USER_LINK.match(target):
            return {**entity, "type": "text_mention", "user_id": int(person[1])}
        url = normal_url(target)
        return {**entity, "url": url} if url else None
    if tag.name == "code" and tag.attributes.get("class", "").startswith("language-"):
        entity["language"] = tag.attributes["class"].removeprefix("language-")
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    if tag.name == "tg-emoji":
        entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
    if tag.name == "tg-time":
        moment = tag.attributes.get("unix", "")
        return {**entity, "unix_time": int(moment)} if re.fullmatch(r"\d{1,10}", moment) else None
    return entity


def normal_url(target: str) -> str | None:
    """The address as Telegram keeps it (scheme and path completed); None when it is none."""
    target = target.strip()
    if not target or re.search(r"[\s\x00-\x1f]", target):
        return None
    if target.startswith(("tg:", "ton:", "tonsite:", "mailto:", "tel:")):
        return target
    try:
        parts = urlsplit(target if "://" in target else f"http://{target}")
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or "." not in parts.netloc.strip("."):
        return target if parts.scheme in {"http", "https"} and parts.hostname == "localhost" else None
    return parts._replace(path=parts.path or "/").geturl()


def outermost_first(entity: Json) -> tuple[int, int, int]:
    rank = NESTING.index(entity["type"]) if entity["type"] in NESTING else len(NESTING)
    return entity["offset"], -entity["length"], rank


def joined(entities: list[Json]) -> list[Json]:
    """`pre` and `code` of one range with a language become one; elsewhere a language is not kept."""
    kept: list[Json] = []
    by_range = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    for entity in entities:
        if entity["type"] == "code" and (language := entity.pop("language", "")):
            outer = by_range.get((entity["offset"], entity["length"]))
            if outer:
                outer["language"] = language
                continue
        kept.append(entity)
    return kept
