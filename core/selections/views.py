"""Selections as people see them; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.selections.model import Chosen, Offer, Selection
from core.selections.presses import AnnounceSelection, ShowSelection
from core.selections.service import Announced
from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Paragraph
from core.ui.spans import Line, Plain, Strong
from core.ui.words import Words, isolate

NAME_ON_BUTTON = 28


@dataclass(frozen=True, slots=True)
class SelectionCard:
    """The titles of a selection in order, for readers; for its booksellers, what can be done with it."""

    selection: Selection
    is_made: bool = False
    """Whether it answers the press that made it."""
    is_staffs: bool = False
    offers: tuple[Offer, ...] = ()
    """What its booksellers may do with its books beside announcing it."""

    def as_card(self, words: Words) -> Card:
        selection = self.selection
        blocks: list[Block] = [Paragraph(words.line("selection-made"))] if self.is_made else []
        titles = tuple(_title(each) for each in selection.titles)
        blocks.append(Bullets(titles, is_numbered=len(titles) > 1))
        if self.is_staffs and (buttons := self._staffs(words)):
            blocks.append(Buttons(buttons))
        title = words.line("selection-title", name=Strong(isolate(selection.name)))
        return Card(
            title, tuple(blocks), words.line("selection-footer", shop=selection.shop_name, at=selection.made_at)
        )

    def _staffs(self, words: Words) -> tuple[Button, ...]:
        press = AnnounceSelection(self.selection.id)
        announce = Button(words("selection-announce"), press, ButtonStyle.MAIN)
        offers = (Button(words(each.message, title=_short(each.book)), each.press) for each in self.offers)
        return (*(() if self.selection.is_announced else (announce,)), *offers)


@dataclass(frozen=True, slots=True)
class SelectionList:
    """The latest selections of a shop."""

    selections: tuple[Selection, ...]

    def as_card(self, words: Words) -> Card:
        if not self.selections:
            return Card(blocks=(Paragraph(words.line("selections-empty")),))
        lines = tuple(
            words.line("selections-line", name=Strong(isolate(each.name)), count=len(each.titles), at=each.made_at)
            for each in self.selections
        )
        buttons = tuple(Button(_short(each.name), ShowSelection(each.id), in_private=True) for each in self.selections)
        return Card(words.line("selections-title"), (Bullets(lines), Buttons(buttons)))


@dataclass(frozen=True, slots=True)
class SelectionAnnounced:
    """What the bookseller reads after announcing a selection."""

    announced: Announced

    def as_card(self, words: Words) -> Card:
        name, rooms = self.announced.selection.name, len(self.announced.rooms)
        return Card(blocks=(Paragraph(words.line("selection-sent", name=Strong(isolate(name)), count=rooms)),))


def _title(chosen: Chosen) -> Line:
    line: Line = (Strong(isolate(chosen.name)),)
    return (*line, Plain(" — "), Plain(isolate(chosen.authors))) if chosen.authors else line


def _short(name: str) -> str:
    return name if len(name) <= NAME_ON_BUTTON else name[: NAME_ON_BUTTON - 1].rstrip() + "…"
