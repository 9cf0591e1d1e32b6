"""Text measured as Telegram measures it: entity offsets and lengths in UTF-16 units."""

from sandbox.telegram.wire import Json


def utf16_length(text: str) -> int:
    """Units, not characters: an emoji outside the basic plane counts two."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of the text that an entity covers."""
    units = text.encode("utf-16-le", errors="surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", errors="replace")


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Text without the white space around it, its entities moved and clipped to it."""
    kept = text.strip(" \t\r\n")
    if kept == text:
        return text, entities
    shift = utf16_length(text[: len(text) - len(text.lstrip(" \t\r\n"))])
    total = utf16_length(kept)
    moved: list[Json] = []
    for entity in entities:
        begin = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, total)
        if end > begin:
            moved.append({**entity, "offset": begin, "length": end - begin})
    return kept, moved
