"""Message texts and captions of a call: parsed, measured and given the entities that Telegram finds by itself.

What is counted how. Proven: entities are placed in UTF-16 units (Bot API, MessageEntity); a text and a caption of a bot
are "characters after entities parsing" (sendMessage, sendPhoto), and the server counts them with utf8_length, which is
Unicode characters: 4096 emoji outside the basic plane pass, at 8192 units (create_input_message_content of
https://github.com/tdlib/td, MessageContent.cpp; so do the question and options of a poll). Assumed: that the servers
behind it refuse nothing sooner, and that toasts are counted alike. The product measures in units, which is never more
than is allowed.
"""

from dataclasses import dataclass

from sandbox.telegram.given_entities import given_entities
from sandbox.telegram.html import parse_html
from sandbox.telegram.links import check_start_link
from sandbox.telegram.payloads import user_payload
from sandbox.telegram.request import Request
from sandbox.telegram.scan import with_found
from sandbox.telegram.utf16 import trimmed
from sandbox.telegram.wire import Json, wrong

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_SOURCE_BYTES = 1 << 15
MOST_ENTITIES = 100


@dataclass(frozen=True, slots=True)
class TextField:
    """Where a formatted text stands among the parameters, and how long it may be after parsing, in characters (not in
    UTF-16 units)."""

    name: str
    entities: str
    longest: int
    too_long: str
    parse_mode: str = "parse_mode"


TEXT = TextField("text", "entities", LONGEST_TEXT, "message is too long")
CAPTION = TextField("caption", "caption_entities", LONGEST_CAPTION, "message caption is too long")


def formatted(request: Request, where: TextField) -> tuple[str, list[Json]]:
    """The text as readers see it and its entities; ApiError 400 for broken markup and excessive length."""
    text, entities = marked_up(request, where)
    text, entities = trimmed(text, named_people(request, entities))
    if len(text) > where.longest:
        raise wrong(where.too_long)
    if len(entities) > MOST_ENTITIES:
        request.note(f"{len(entities)} entities, of which Telegram keeps {MOST_ENTITIES}")
        entities = entities[:MOST_ENTITIES]
    for entity in entities:
        check_start_link(request, entity.get("url", ""))
    return text, with_found(text, entities)


def message_text(request: Request) -> tuple[str, list[Json]]:
    """The text of a message, which must not be empty."""
    text, entities = formatted(request, TEXT)
    if not text:
        raise wrong("message text is empty")
    return text, entities


def marked_up(request: Request, where: TextField) -> tuple[str, list[Json]]:
    source = request.parameters.text(where.name)
    if len(source.encode()) > LONGEST_SOURCE_BYTES:
        raise wrong("text is too long")
    mode = request.parameters.text(where.parse_mode).lower()
    if mode == "html":
        return parse_html(source)
    if mode and mode != "none":
        request.world.record.unhandled.append(f"{where.parse_mode} {mode}")
        raise wrong("unsupported parse_mode")
    given = request.parameters.structure(where.entities, "can't parse message entities: expected an Array", list)
    return source, given_entities(source, given or [])


def named_people(request: Request, entities: list[Json]) -> list[Json]:
    """Mentions by user id become the person's, or nothing when Telegram does not know the person."""
    kept: list[Json] = []
    for entity in entities:
        if entity["type"] != "text_mention":
            kept.append(entity)
        elif user := request.world.users.get(entity["user_id"]):
            named = {name: value for name, value in entity.items() if name != "user_id"}
            kept.append({**named, "user": user_payload(user)})
    return kept
