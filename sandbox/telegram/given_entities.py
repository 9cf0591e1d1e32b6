"""Entities that a bot gives beside its text, read and refused as the server does; HTML has a reader of its own.

The wording follows `get_text_entity` of https://github.com/tdlib/telegram-bot-api (Client.cpp) and
`clean_input_string_with_entities` of https://github.com/tdlib/td (td/telegram/MessageEntity.cpp).
"""

from typing import Any

from sandbox.telegram.utf16 import utf16_length, utf16_slice
from sandbox.telegram.wire import ApiError, Json, wrong

# Kinds that the server finds by itself: those given are dropped without a word.
FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"})
NEEDED: dict[str, tuple[str, type[Any], str]] = {
    "text_link": ("url", str, "String"),
    "text_mention": ("user", dict, "Object"),
    "custom_emoji": ("custom_emoji_id", str, "String"),
    "date_time": ("unix_time", int, "Number"),
}
PLAIN = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "expandable_blockquote"}
)


def given_entities(text: str, given: list[Any]) -> list[Json]:
    """The entities in order, people named by `user_id`; ApiError 400 for one that is malformed or out of place."""
    read = [entity for entity in map(read_entity, given) if entity["type"] not in FOUND]
    entities = sorted(read, key=lambda entity: (entity["offset"], -entity["length"]))
    for entity in entities:
        check_place(text, entity)
    return [entity for entity in entities if entity["length"]]


def read_entity(given: Any) -> Json:
    if not isinstance(given, dict):
        raise malformed("expected an Object")
    for name in ("offset", "length"):
        demand(given, name, int, "Number")
    demand(given, "type", str, "String")
    kind = given["type"]
    if kind not in FOUND | PLAIN | NEEDED.keys():
        raise malformed("Unsupported type specified")
    if kind in NEEDED:
        demand(given, *NEEDED[kind])
    if kind != "text_mention":
        return given
    demand(given["user"], "id", int, "Number")
    return {"type": kind, "offset": given["offset"], "length": given["length"], "user_id": given["user"]["id"]}


def demand(given: Json, name: str, kind: type[Any], called: str) -> None:
    if name not in given:
        raise malformed(f'Can\'t find field "{name}"')
    if not isinstance(given[name], kind) or isinstance(given[name], bool):
        raise malformed(f'Field "{name}" must be of type {called}')


def malformed(complaint: str) -> ApiError:
    return wrong(f"can't parse MessageEntity: {complaint}")


def check_place(text: str, entity: Json) -> None:
    begin, length, total = entity["offset"], entity["length"], utf16_length(text)
    end = begin + length
    for name in ("offset", "length"):
        if entity[name] < 0:
            raise wrong(f"receive an entity with incorrect {name} {entity[name]}")
    if length and begin > total:
        raise wrong(f"entity begins after the end of the text at UTF-16 offset {begin}")
    if length and end > total:
        raise wrong(f"entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}")
    for place, what in ((begin, "begins"), (end, f"beginning at UTF-16 offset {begin} ends")):
        if length and splits_symbol(text, place):
            after = len(utf16_slice(text, 0, place + 1).encode())
            raise wrong(f"entity {what} in a middle of a UTF-16 symbol at byte offset {after}")


def splits_symbol(text: str, place: int) -> bool:
    """Whether a symbol of two UTF-16 units has one on either side of this place."""
    units = text.encode("utf-16-be", errors="surrogatepass")
    return len(units) > 2 * place and 0xDC <= units[2 * place] <= 0xDF
