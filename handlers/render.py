"""Draws a view as Telegram's text and inline keyboard; must not send anything.

A keyboard that does not fit is refused, so that no button is ever lost.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from core.kernel.identity import Address, PlaceKind
from core.ui.cards import (
    Attachment,
    Block,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Option,
    Paragraph,
    Picker,
    Picture,
    Quote,
    View,
)
from core.ui.charts import Chart
from core.ui.spans import Spoiler, plain_text
from core.ui.words import Words
from handlers.limits import BUTTON_LABEL, BUTTONS, BUTTONS_A_ROW, CAPTION, TOAST, cut_units, label_of, units
from handlers.links import PressFor, link_to
from handlers.markup import clean, lines_of, text_of

ROW_LETTERS = 30
"""Labels share a row while a phone shows them whole."""
_STYLES = {ButtonStyle.MAIN: KeyboardButtonStyle.PRIMARY, ButtonStyle.DANGER: KeyboardButtonStyle.DANGER}

Drawer = Callable[[Any, Words], Card]
"""Draws one kind of semantic view better than its own card does."""


class TooManyButtons(ValueError):  # noqa: N818 - says what is wrong
    """A card has more controls than one message can carry."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as Telegram takes it, HTML in `text`."""

    card: Card
    text: str
    keyboard: InlineKeyboardMarkup | None = None

    @property
    def chart(self) -> Chart | None:
        return self.card.chart

    @property
    def caption(self) -> str:
        """The text as it goes with a picture or a file, shortened visibly where it is too long for that."""
        return text_of(self.card.beside_file(), CAPTION) or self.text

    @property
    def fits_caption(self) -> bool:
        return self.caption == self.text


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
        text = text_of(card)
        if not text:
            text = html.escape(words("telegram-choose")) if rows else "…"
        return Drawn(card, text, InlineKeyboardMarkup(rows) if rows else None)

    def _rows(self, block: Block, words: Words, to: Address) -> list[list[InlineKeyboardButton]]:
        match block:
            case Buttons(buttons):
                return lay_out([self._button(button, to) for button in buttons])
            case Picker() as picker:
                return lay_out([_option(option, words) for option in picker.options])
            case Paragraph() | Bullets() | Quote() | Picture() | Attachment():
                return []
            case _:
                assert_never(block)

    def _button(self, button: Button, to: Address) -> InlineKeyboardButton:
        label, packed = label_of(clean(button.label)), button.press.pack()
        style = _STYLES.get(button.style)
        if button.in_private and to.kind is PlaceKind.SHARED:
            return InlineKeyboardButton(label, url=link_to(self.username, PressFor(packed, to)), style=style)
        return InlineKeyboardButton(label, callback_data=packed, style=style)


def toast_of(card: Card) -> str | None:
    """Return the words of a card that is one short paragraph and nothing else, else None."""
    match card:
        case Card(title=(), blocks=(Paragraph(line),), footer=()) if 0 < units(plain_text(line)) <= TOAST:
            return None if any(isinstance(span, Spoiler) for span in line) else clean(plain_text(line))
    return None


def shortest_of(card: Card) -> str:
    """Return what a toast can tell of any card, shortened visibly; it cannot hide a spoiler, and leaves it out."""
    lines = (card.title, *(line for block in card.blocks for line in lines_of(block)))
    texts = ["".join("…" if isinstance(span, Spoiler) else span.text for span in line) for line in lines]
    return cut_units(clean("\n".join(text for text in texts if text)), TOAST) or "…"


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
    return InlineKeyboardButton(label_of(clean(label)), callback_data=option.press.pack())
