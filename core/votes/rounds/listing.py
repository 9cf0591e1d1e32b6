"""The list of nominated books, page by page, as people see it; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.ui.cards import Block, Bullets, Button, Buttons, Card, Paragraph
from core.ui.presses import Press
from core.ui.spans import Line, Plain
from core.ui.words import Words
from core.votes.model import CARRIED, Nomination
from core.votes.telling.names import named, shorten

BOOKS_A_PAGE = 8
NAMES_SHOWN = 3
"""Supporters named beside a book; beyond, they are counted."""


@dataclass(frozen=True, slots=True)
class SecondBook(Press):
    """One more who wants a nominated book."""

    prefix: ClassVar[str] = "nb"
    work: int


@dataclass(frozen=True, slots=True)
class TurnNominations(Press):
    """Another page of the list."""

    prefix: ClassVar[str] = "nt"
    page: int


@dataclass(frozen=True, slots=True)
class NominationList:
    """A page of the list, with a button a book to second it."""

    nominations: tuple[Nomination, ...]
    page: int = 0

    def as_card(self, words: Words) -> Card:
        if not self.nominations:
            return Card(blocks=(Paragraph(words.line("nominations-empty")),))
        last = (len(self.nominations) - 1) // BOOKS_A_PAGE
        page = min(self.page, last)
        shown = self.nominations[page * BOOKS_A_PAGE : (page + 1) * BOOKS_A_PAGE]
        buttons = [
            Button(words("nomination-second", title=shorten(each.title)), SecondBook(each.work)) for each in shown
        ]
        if page > 0:
            buttons.append(Button(words("paper-previous"), TurnNominations(page - 1)))
        if page < last:
            buttons.append(Button(words("paper-next"), TurnNominations(page + 1)))
        blocks: tuple[Block, ...] = (Bullets(tuple(_line(each, words) for each in shown)), Buttons(tuple(buttons)))
        footer = words.line("nominations-page", page=page + 1, pages=last + 1) if last else ()
        return Card(words.line("nominations-title", count=len(self.nominations)), blocks, footer)


def _line(each: Nomination, words: Words) -> Line:
    line = (*named(each.title, each.authors), Plain(" · "), *_by(each, words))
    if each.supporters:
        names = [supporter.name for supporter in each.supporters]
        told = words.list_of(names) if len(names) <= NAMES_SHOWN else ""
        message = "nomination-supported" if told else "nomination-support"
        line = (*line, Plain(" · "), *words.line(message, names=told, count=len(names)))
    return line


def _by(each: Nomination, words: Words) -> Line:
    if each.nominator == CARRIED:
        return words.line("nomination-carried")
    message = "nomination-pitched" if each.pitch else "nomination"
    return words.line(message, name=each.nominator_name, pitch=each.pitch)
