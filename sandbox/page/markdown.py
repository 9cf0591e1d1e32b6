"""Discord's Markdown as its client draws it, in safe HTML; must not know messages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markupsafe import Markup, escape

RULES = (
    "heading",
    "blockquote",
    "list",
    "fence",
    "newline",
    "escape",
    "backticks",
    "emphasis",
    "strikethrough",
    "link",
)
_SPOILER = "||"
_SUBTEXT = "-# "
_MARK = re.compile(
    r"<(?:t:(?P<at>-?\d{1,12})(?::(?P<style>[tTdDfFsSR]))?|(?P<kind>@&|@!?|#)(?P<id>\d{1,20})"
    r"|a?:(?P<emoji>\w{2,32}):\d{1,20})>"
)


_LINE_KIND = re.compile(r"\s*(?:[-*]|\d+\.) |> ")


@dataclass(frozen=True, slots=True)
class Names:
    """What an id in a text stands for; "" when the reader knows no such thing."""

    user: Callable[[int], str]
    role: Callable[[int], str]
    channel: Callable[[int], str]


class DiscordMarkdown:
    """Draws texts for one reader."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._parser = MarkdownIt("zero", {"breaks": True, "html": False, "linkify": False}).enable(list(RULES))
        self._parser.inline.add_terminator_char("|")
        self._parser.inline.ruler.before("emphasis", "spoiler", _spoiler)
        self._parser.inline.ruler.before("link", "mark", _mark)
        self._parser.block.ruler.before("heading", "subtext", _subtext, {"alt": ["paragraph", "blockquote", "list"]})

        def draw(_renderer: object, tokens: Any, index: int, _options: object, _env: object) -> str:
            return self._draw_mark(tokens[index].meta["found"])

        self._parser.add_render_rule("mark", draw)
        for end in ("open", "close"):
            self._parser.add_render_rule(f"heading_{end}", _below_the_author)

    def html(self, text: str) -> Markup:
        """Return the text as HTML; nothing of it is ever taken for a tag."""
        return Markup(self._parser.render(_apart(text)))  # noqa: S704 - the parser escapes: html is off

    def _draw_mark(self, found: re.Match[str]) -> str:
        if found["at"]:
            return str(_time(int(found["at"]), found["style"] or "f"))
        if found["emoji"]:
            return str(escape(f":{found['emoji']}:"))
        kind = {"@&": self._names.role, "#": self._names.channel}.get(found["kind"], self._names.user)
        name = kind(int(found["id"]))
        sign = "#" if found["kind"] == "#" else "@"
        shown = f"{sign}{name}" if name else found[0]
        return str(Markup('<span class="mention">{}</span>').format(shown))


def _below_the_author(renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Draw a heading of a message, whatever its size, one level below the message's own: its author."""
    tokens[index].tag = "h4"
    return str(renderer.renderToken(tokens, index, options, env))


def _apart(text: str) -> str:
    """Return the text with an empty line after each list and quotation: Discord ends them with their last line, where
    CommonMark would take the next one into them."""
    lines = text.split("\n")
    told = [lines[0]]
    for before, line in pairwise(lines):
        kind = _LINE_KIND.match(before)
        if kind and line.strip() and not line.startswith((" ", "\t")) and not _LINE_KIND.match(line):
            told.append("")
        told.append(line)
    return "\n".join(told)


def _time(seconds: int, style: str) -> Markup:
    """Return a moment that the page words in the reader's own zone."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return escape(f"<t:{seconds}>")
    return Markup('<time datetime="{}" data-style="{}">{}</time>').format(at.isoformat(), style, f"{at:%Y-%m-%d %H:%M}")


def _spoiler(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if not state.src.startswith(_SPOILER, state.pos):
        return False
    end = state.src.find(_SPOILER, state.pos + len(_SPOILER), state.posMax)
    if end <= state.pos + len(_SPOILER):
        return False
    if not silent:
        opened = state.push("spoiler_open", "button", 1)
        opened.attrs = {"type": "button", "class": "spoiler", "data-spoiler": ""}
        last, state.pos, state.posMax = state.posMax, state.pos + len(_SPOILER), end
        state.md.inline.tokenize(state)
        state.push("spoiler_close", "button", -1)
        state.posMax = last
    state.pos = end + len(_SPOILER)
    return True


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    found = _MARK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("mark", "", 0).meta = {"found": found}
    state.pos = found.end()
    return True


def _subtext(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(_SUBTEXT, first):
        return False
    if silent:
        return True
    state.line = start + 1
    opened = state.push("subtext_open", "p", 1)
    opened.attrs = {"class": "subtext"}
    opened.map = [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content = state.src[first + len(_SUBTEXT) : state.eMarks[start]].strip()
    inline.map = [start, state.line]
    inline.children = []
    state.push("subtext_close", "p", -1)
    return True
