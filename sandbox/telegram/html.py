"""Telegram's HTML: text with tags to plain text and entities, with the errors of the server; it knows no limits.

The grammar and the wording follow `parse_html` of https://github.com/tdlib/td (td/telegram/MessageEntity.cpp).
"""

import re
from dataclasses import dataclass, field

from sandbox.telegram.html_entities import TYPES, OpenTag, entity_of, joined, outermost_first
from sandbox.telegram.utf16 import utf16_length
from sandbox.telegram.wire import ApiError, Json, wrong

SPACE = frozenset(" \t\r\n\0\v")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
BAD_SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)
TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
NUMBER = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));?")
NAME = re.compile(r"&([A-Za-z]+);?")


@dataclass(slots=True)
class Reader:
    """One pass over `source`; positions are in characters, errors in bytes, entities in UTF-16 units."""

    source: str
    at: int = 0
    offset: int = 0
    output: list[str] = field(default_factory=list)
    open_tags: list[OpenTag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            if self.source[self.at] != "<":
                self._take_character()
            elif self._peek(1) == "/":
                self._close_tag()
            else:
                self._open_tag()
        if self.open_tags:
            raise wrong(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{self.open_tags[-1].name}\""
            )
        text = "".join(self.output)
        if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
            raise wrong(f"can't parse entities: {BAD_SURROGATES}")
        return text, joined(sorted(self.entities, key=outermost_first))

    def _peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.source[at] if at < len(self.source) else "\0"

    def _error(self, what: str, at: int, rest: str = "") -> ApiError:
        byte_offset = len(self.source[:at].encode(errors="surrogatepass"))
        return wrong(f"can't parse entities: {what} at byte offset {byte_offset}{rest}")

    def _take_character(self) -> None:
        character, self.at = decoded(self.source, self.at)
        self.output.append(character)
        self.offset += utf16_length(character)

    def _skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in SPACE:
            self.at += 1

    def _skip_until(self, stops: frozenset[str]) -> str:
        begin = self.at
        while self._peek() not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _open_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._skip_until(SPACE | {">"}).lower()
        if self._peek() == "\0":
            raise self._error("Unclosed start tag", begin)
        if name not in TYPES:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self.open_tags.append(OpenTag(name, attributes, self.offset, len(self.output)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while self._peek() != ">":
            self._skip_space()
            if self._peek() == ">":
                break
            name = self._skip_until(SPACE | {"=", ">"})
            if not name:
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_space()
            found[name.lower()] = self._value(tag, name, begin)
        self.at += 1
        return found

    def _value(self, tag: str, name: str, begin: int) -> str:
        if self._peek() != "=":
            if self._peek() == "\0":
                raise self._error(f'Unclosed start tag "{tag}"', begin)
            if (tag, name) == ("blockquote", "expandable"):
                return ""
            raise self._error(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self.at += 1
        self._skip_space()
        if self._peek() == "\0":
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        value = self._literal() if self._peek() in {'"', "'"} else self._token()
        if self._peek() == "\0":
            raise self._error("Unclosed start tag", begin)
        return value

    def _token(self) -> str:
        begin = self.at
        match = TOKEN.match(self.source, self.at)
        self.at = match.end() if match else self.at
        if self._peek() not in SPACE | {">"}:
            raise self._error("Unexpected end of name token", begin)
        return self.source[begin : self.at].lower()

    def _literal(self) -> str:
        end, value = self._peek(), ""
        self.at += 1
        while self._peek() not in {end, "\0"}:
            character, self.at = decoded(self.source, self.at)
            value += character
        if self._peek() == end:
            self.at += 1
        return value

    def _close_tag(self) -> None:
        begin = self.at
        if not self.open_tags:
            raise self._error("Unexpected end tag", begin)
        self.at += 2
        name = self._skip_until(SPACE | {">"})
        self._skip_space()
        if self._peek() != ">":
            raise self._error("Unclosed end tag", begin)
        self.at += 1
        opened = self.open_tags.pop()
        if name and name.lower() != opened.name:
            raise self._error("Unmatched end tag", begin, f', expected "</{opened.name}>", found "</{name}>"')
        if self.offset > opened.offset:
            entity = entity_of(opened, "".join(self.output[opened.start :]), self.offset - opened.offset)
            if entity:
                self.entities.append(entity)


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and its entities (offsets and lengths in UTF-16 units); ApiError 400 where the server refuses."""
    return Reader(source).read()


def decoded(source: str, at: int) -> tuple[str, int]:
    """The character at this place, an HTML entity decoded, and the next place."""
    if source[at] == "&":
        if (number := NUMBER.match(source, at)) and number.end() - at < 10 + 3:
            code = int(number[1], 16) if number[1] else int(number[2])
            if 0 < code < 0x10FFFF:
                return chr(code), number.end()
        if (name := NAME.match(source, at)) and name[1] in NAMED:
            return NAMED[name[1]], name.end()
    return source[at], at + 1
