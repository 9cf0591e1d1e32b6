"""Draws a view as Telegram's HTML text and inline keyboard; must not send anything.

Everything that is not markup of ours is escaped, and a reader's "@name" is kept from calling anybody. Text that does
not fit is shortened visibly; a keyboard that does not fit is refused, so that no button is ever lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from core.kernel.identity import Address, PlaceKind
from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Option, Paragraph, Picker, Quote, View
from core.ui.spans import Code, Emphasis, Line, Link, Moment, Plain, Span, Spoiler, Strong, plain_text
from core.ui.words import Words
from handlers.limits import BUTTON_LABEL, BUTTONS, BUTTONS_A_ROW, ENTITIES, TEXT, TOAST, cut_units, label_of, units
from handlers.links import PressFor, link_to

ROW_LETTERS = 30
"""Labels share a row while a phone shows them whole."""
FOOTER_UNITS = 400
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MENTION = re.compile(r"(?<![\w@/])@(?=\w)")
_WEB = re.compile(r"https?://[^\s]+")
_STYLES = {ButtonStyle.MAIN: KeyboardButtonStyle.PRIMARY, ButtonStyle.DANGER: KeyboardButtonStyle.DANGER}

Drawer = Callable[[Any, Words], Card]
"""Draws one kind of semantic view better than its own card does."""


class TooManyButtons(ValueError):  # noqa: N818 - says what is wrong
    """A card has more controls than one message can carry."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as Telegram takes it, HTML in `text`."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None


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


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws for the bot of this username; `drawers` are the views that have a better drawing here."""

    username: str
    drawers: Mapping[type[Any], Drawer] = field(default_factory=dict)

    def card(self, view: View, words: Words) -> Card:
        drawer = self.drawers.get(type(view))
        return drawer(view, words) if drawer else view.as_card(words)

    def draw(self, view: View, words: Words, to: Address) -> Drawn:
        """Return the message for a place; raises TooManyButtons."""
        card = self.card(view, words)
        rows = [row for block in card.blocks for row in self._rows(block, words, to)]
        if sum(map(len, rows)) > BUTTONS:
            raise TooManyButtons(sum(map(len, rows)))
        text = _text(card)
        if not text:
            text = html.escape(words("telegram-choose")) if rows else "…"
        return Drawn(text, InlineKeyboardMarkup(rows) if rows else None)

    def _rows(self, block: Block, words: Words, to: Address) -> list[list[InlineKeyboardButton]]:
        match block:
            case Buttons(buttons):
                return lay_out([self._button(button, to) for button in buttons])
            case Picker() as picker:
                return lay_out([_option(option, words) for option in picker.options])
            case Paragraph() | Bullets() | Quote():
                return []
            case _:
                assert_never(block)

    def _button(self, button: Button, to: Address) -> InlineKeyboardButton:
        label, packed = label_of(_clean(button.label)), button.press.pack()
        style = _STYLES.get(button.style)
        if button.in_private and to.kind is PlaceKind.SHARED:
            return InlineKeyboardButton(label, url=link_to(self.username, PressFor(packed, to)), style=style)
        return InlineKeyboardButton(label, callback_data=packed, style=style)


def toast_of(card: Card) -> str | None:
    """Return the words of a card that is one short paragraph and nothing else, else None."""
    match card:
        case Card(title=(), blocks=(Paragraph(line),), footer=()) if 0 < units(plain_text(line)) <= TOAST:
            return _clean(plain_text(line))
    return None


def shortest_of(card: Card) -> str:
    """Return what a toast can tell of any card, shortened visibly."""
    texts = [plain_text(line) for line in (card.title, *(line for block in card.blocks for line in _lines(block)))]
    return cut_units(_clean("\n".join(text for text in texts if text)), TOAST) or "…"


def has_controls(card: Card) -> bool:
    return any(isinstance(block, Buttons | Picker) for block in card.blocks)


def lay_out(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Return the buttons in rows, in order, several a row while their labels are short."""
    rows: list[list[InlineKeyboardButton]] = []
    letters = 0
    for button in buttons:
        letters += len(button.text) + 2
        if rows and letters <= ROW_LETTERS and len(rows[-1]) < BUTTONS_A_ROW:
            rows[-1].append(button)
        else:
            rows.append([button])
            letters = len(button.text) + 2
    return rows


def _option(option: Option, words: Words) -> InlineKeyboardButton:
    label = f"{option.label} · {option.detail}" if option.detail else option.label
    if option.is_chosen:
        label = words("telegram-chosen", label=cut_units(option.label, BUTTON_LABEL - 20))
    return InlineKeyboardButton(label_of(_clean(label)), callback_data=option.press.pack())


def _lines(block: Block) -> tuple[Line, ...]:
    match block:
        case Paragraph(line) | Quote(line):
            return (line,)
        case Bullets(items):
            return tuple((Plain("• "), *item) for item in items)
        case Picker() as picker:
            return ((Plain(picker.prompt),),) if picker.prompt else ()
        case Buttons():
            return ()
        case _:
            assert_never(block)


def _text(card: Card) -> str:
    footer = _fit(list(_runs(card.footer, "i")), FOOTER_UNITS, ENTITIES)
    room = TEXT - sum(units(run.text) for run in footer) - 2
    body = _fit(list(_body(card)), room, ENTITIES - sum(run.entities for run in footer))
    if body and footer:
        body.append(_Run("\n\n"))
    return _emit(body + footer).strip()


def _body(card: Card) -> Iterator[_Run]:
    """Blocks are set apart by an empty line, the items of a list stand one under the other."""
    pieces = [list(_runs(card.title, "b"))]
    for block in card.blocks:
        lines = [list(_runs(line, "", is_quoted=isinstance(block, Quote))) for line in _lines(block)]
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
        text = _clean(span.text, is_code=isinstance(span, Code))
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
        case Spoiler():
            return ("tg-spoiler",)
        case Plain() | Link() | Moment():
            return ()
        case _:
            assert_never(span)


def _clean(text: str, *, is_code: bool = False) -> str:
    """Return the text without what cannot be sent, a joiner of no width in "@name" so that it calls nobody."""
    text = _UNSENDABLE.sub("\ufffd", text)
    return text if is_code else _MENTION.sub("@\u2060", text)


def _fit(runs: list[_Run], room: int, entities: int) -> list[_Run]:
    """Return the runs cut to `room` units; from the entity that is one too many on, words stay and markup goes."""
    kept: list[_Run] = []
    if sum(units(run.text) for run in runs) > room:
        runs = list(_shortened(runs, room))
    for run in runs:
        entities -= run.entities
        kept.append(run if entities >= 0 else replace(run, tags=(), url=""))
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
