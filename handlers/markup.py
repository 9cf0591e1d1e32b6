"""A card's words as Telegram's HTML, cut to fit; must not know buttons.

Everything that is not markup of ours is escaped, and a reader's "@name" is kept from calling anybody. What does not fit
is shortened visibly, never inside a code.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from core.ui.cards import Attachment, Block, Bullets, Buttons, Card, Paragraph, Picker, Picture, Quote
from core.ui.spans import Code, Emphasis, Line, Link, Moment, Plain, Span, Spoiler, Strong, Struck
from handlers.limits import ENTITIES, TEXT, cut_units, units

FOOTER_UNITS = 400
HIDES = "tg-spoiler"
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MENTION = re.compile(r"(?<![\w@/])@(?=\w)")
_WEB = re.compile(r"https?://[^\s]+")


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text under the same tags; an entity each."""

    text: str
    tags: tuple[str, ...] = ()
    url: str = ""
    is_quoted: bool = False

    @property
    def entities(self) -> int:
        return len(self.tags) + bool(self.url)


def lines_of(block: Block) -> tuple[Line, ...]:
    match block:
        case Paragraph(line) | Quote(line) | Attachment(instead=line):
            return (line,)
        case Bullets(items, is_numbered):
            marks = [f"{number}. " if is_numbered else "• " for number in range(1, len(items) + 1)]
            return tuple((Plain(mark), *item) for mark, item in zip(marks, items, strict=True))
        case Picker() as picker:
            return ((Plain(picker.prompt),),) if picker.prompt else ()
        case Buttons() | Picture():
            return ()
        case _:
            assert_never(block)


def text_of(card: Card, most: int = TEXT) -> str:
    """Return the card's words as HTML, cut visibly to `most` UTF-16 units."""
    footer = _fit(list(_runs(card.footer, "i")), FOOTER_UNITS, ENTITIES)
    room = most - (sum(units(run.text) for run in footer) + 2 if footer else 0)
    body = _fit(list(_body(card)), room, ENTITIES - sum(run.entities for run in footer))
    if body and footer:
        body.append(_Run("\n\n"))
    return _emit(body + footer).strip()


def _body(card: Card) -> Iterator[_Run]:
    """Blocks are set apart by an empty line, the items of a list stand one under the other."""
    pieces = [list(_runs(card.title, "b"))]
    for block in card.blocks:
        lines = [list(_runs(line, "", is_quoted=isinstance(block, Quote))) for line in lines_of(block)]
        pieces.append(_joined(lines, "\n"))
    yield from _joined(pieces, "\n\n")


def _joined(parts: Iterable[list[_Run]], gap: str) -> list[_Run]:
    joined: list[_Run] = []
    for part in parts:
        if any(run.text.strip() for run in part):
            joined += [_Run(gap), *part] if joined else part
    return joined


def _runs(line: Line, base: str, *, is_quoted: bool = False) -> Iterator[_Run]:
    for span in line:
        text = clean(span.text, is_code=isinstance(span, Code))
        if text:
            tags = tuple(dict.fromkeys(tag for tag in (base, *_tags(span)) if tag))
            if isinstance(span, Code):
                tags = ("code",)
            url = span.url if isinstance(span, Link) and _WEB.fullmatch(span.url) else ""
            # White space around an entity would be cut off by the server, and the entity with it.
            yield _Run(text, tags if text.strip() else (), url if text.strip() else "", is_quoted)


def _tags(span: Span) -> tuple[str, ...]:
    match span:
        case Strong():
            return ("b",)
        case Emphasis():
            return ("i",)
        case Code():
            return ("code",)
        case Struck():
            return ("s",)
        case Spoiler():
            return (HIDES,)
        case Plain() | Link() | Moment():
            return ()
        case _:
            assert_never(span)


def clean(text: str, *, is_code: bool = False) -> str:
    """Return the text without what cannot be sent, a joiner of no width in "@name" so that it calls nobody."""
    text = _UNSENDABLE.sub("\ufffd", text)
    return text if is_code else _MENTION.sub("@\u2060", text)


def _fit(runs: list[_Run], room: int, entities: int) -> list[_Run]:
    """Return the runs cut to `room` units; from the entity that is one too many on, words stay and markup goes. What
    markup hides goes with it."""
    kept: list[_Run] = []
    if sum(units(run.text) for run in runs) > room:
        runs = list(_shortened(runs, room))
    for run in runs:
        entities -= run.entities
        text = "…" if HIDES in run.tags else run.text
        kept.append(run if entities >= 0 else replace(run, text=text, tags=(), url=""))
    return kept


def _shortened(runs: Iterable[_Run], room: int) -> Iterator[_Run]:
    left = room - 1
    for run in runs:
        needed = units(run.text)
        if needed <= left:
            yield run
            left -= needed
            continue
        # A code cut in two would be a wrong code: it is left out whole.
        if "code" not in run.tags and left > 1:
            yield replace(run, text=cut_units(run.text, left + 1))
        else:
            yield _Run("…")
        return


def _emit(runs: Iterable[_Run]) -> str:
    parts: list[str] = []
    is_open = False
    for run in runs:
        if run.is_quoted != is_open:
            parts.append("<blockquote>" if run.is_quoted else "</blockquote>")
            is_open = run.is_quoted
        opening = "".join(f"<{tag}>" for tag in run.tags)
        closing = "".join(f"</{tag}>" for tag in reversed(run.tags))
        text = f"{opening}{html.escape(run.text, quote=False)}{closing}"
        parts.append(f'<a href="{html.escape(run.url)}">{text}</a>' if run.url else text)
    return "".join(parts) + ("</blockquote>" if is_open else "")
