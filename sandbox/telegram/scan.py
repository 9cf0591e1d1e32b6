"""The entities that Telegram finds by itself in any text: commands, mentions, hashtags, links and addresses."""

import re
from collections.abc import Iterator

from sandbox.telegram.utf16 import utf16_length
from sandbox.telegram.wire import Json

PATTERNS = (
    ("url", re.compile(r"(?:https?://|\bwww\.|\bt\.me/)[^\s<>«»]*[^\s<>«».,;:!?()'\"]")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,256}")),
)
OPAQUE = frozenset({"pre", "code", "text_link", "text_mention"})


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The given entities and those found in the text outside of code and links, in order."""
    if not any(sign in text for sign in "/@#.:"):
        return entities
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in OPAQUE]
    found = list(entities)
    for entity in scan(text):
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        if all(end <= low or begin >= high for low, high in taken):
            taken.append((begin, end))
            found.append(entity)
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))


def scan(text: str) -> Iterator[Json]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match.group())}
