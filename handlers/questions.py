"""The questions of a guided form and their buttons; must not read answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from core.kernel.errors import Refusal, Say, Unavailable
from core.ui.cards import Block, Bullets, Button, Buttons, ButtonStyle, Card, Paragraph, Quote
from core.ui.catalogue import Command
from core.ui.fields import Asked, Lines
from core.ui.presses import Press
from core.ui.spans import Line, Plain, Strong, cut
from core.ui.words import Words
from handlers.progress import Offer, Progress

SHOWN_LETTERS = 60
"""How much of an answer is shown on a button that takes it back."""


@dataclass(frozen=True, slots=True)
class FormPress(Press):
    """A button under a question. The capital keeps it apart from every press of the catalogue."""

    prefix: ClassVar[str] = "F"
    turn: str
    """Of the question; for CANCEL, the form: it gives up the whole of it, under whichever question it stands."""
    act: str
    place: int = 0


OFFER, SKIP, KEEP, END, DONE, IGNORE, CANCEL, CHANGE, TURN, GO = ("o", "s", "k", "e", "d", "i", "x", "f", "p", "r")
"""END is under no question any more: it ends a form that was begun when every detail was asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the form asks next, with what was wrong before."""

    progress: Progress
    problem: Refusal | None = None
    given_up: Command[Any] | None = None
    """The command of the form that this one has taken the place of."""
    told: tuple[Line, ...] = ()
    """Under no question: every field with what it holds."""

    def as_card(self, words: Words) -> Card:
        progress = self.progress
        blocks: list[Block] = []
        if self.given_up is not None:
            blocks.append(Paragraph(words.line("form-given-up", command=Say(self.given_up.message))))
        if self.problem is not None:
            blocks.append(Paragraph(words.line(self.problem.message, **self.problem.arguments)))
        asked = progress.asked
        if asked is None:
            can_go = progress.has_summary or isinstance(self.problem, Unavailable)
            return _summary(progress, (*blocks, *self._told(words)), words, can_go=can_go)
        if progress.chosen:
            blocks.append(Paragraph(words.line("form-chosen", count=len(progress.chosen))))
            blocks.append(Bullets(tuple((Plain(offer.label),) for offer in progress.chosen)))
        blocks += _question(progress, asked, words)
        number, total = progress.place_in_row
        title: Line = (Strong(words(progress.command.message)),)
        footer = words.line("form-step", number=number, total=total) if total > 1 else ()
        return Card(title, (*blocks, Buttons(tuple(_buttons(progress, asked, words)))), footer)

    def _told(self, words: Words) -> list[Block]:
        """Every field with what it holds, and how to change it."""
        details = [each for each in self.progress.command.fields if not each.is_required]
        if self.problem is None and details:
            lead = words.line("form-summary", field=words(details[0].message))
        else:
            lead = words.line("form-mending")
        left = len(self.progress.command.fields) - len(self.progress.told)
        rest = [Paragraph(words.line("form-rest", count=left))] if self.told and left else []
        return [*([Bullets(self.told)] if self.told else []), *rest, Paragraph(lead)]


def _question(progress: Progress, asked: Asked, words: Words) -> list[Block]:
    if progress.pending:
        return [
            Paragraph(words.line("form-pending")),
            Quote((Plain(progress.pending[0]),)),
        ]
    if isinstance(asked.field, Lines) and progress.chosen:
        return [Paragraph(words.line("form-next"))]
    blocks: list[Block] = [Paragraph(ask_of(asked, words))]
    if isinstance(asked.field, Lines):
        blocks.append(Paragraph(words.line("form-lines", least=asked.field.least, most=asked.field.most)))
    return blocks


def ask_of(asked: Asked, words: Words) -> Line:
    """Return the question of a field, or its label when the catalogues hold none."""
    try:
        return words.line(f"{asked.message}.ask")
    except KeyError:
        return words.line(asked.message)


def _buttons(progress: Progress, asked: Asked, words: Words) -> list[Button]:
    def button(message: str, act: str, style: ButtonStyle = ButtonStyle.PLAIN) -> Button:
        return Button(words(message), FormPress(progress.turn, act), style)

    buttons = _offers(progress.turn, progress.offered)
    if progress.pending:
        buttons.append(button("form-ignore", IGNORE))
    elif isinstance(asked.field, Lines) and len(progress.chosen) >= max(asked.field.least, 1):
        buttons.append(button("form-done", DONE, ButtonStyle.MAIN))
    if progress.can_skip and not progress.pending:
        buttons.append(button("form-reset" if progress.has_summary else "form-skip", SKIP))
    if progress.can_keep:
        buttons.append(button("form-keep", KEEP))
    return [*buttons, _cancel(progress, words)]


def _cancel(progress: Progress, words: Words) -> Button:
    return Button(words("form-cancel"), FormPress(progress.form, CANCEL), ButtonStyle.DANGER)


def _offers(turn: str, offers: list[Offer]) -> list[Button]:
    return [Button(offer.label, FormPress(turn, OFFER, place)) for place, offer in enumerate(offers)]


def _summary(progress: Progress, blocks: tuple[Block, ...], words: Words, *, can_go: bool) -> Card:
    """The form as a whole: shall it go, or which answer should change?"""
    fields, pages = progress.command.fields, progress.pages
    page = progress.page % pages
    changes = [
        Button(
            words("form-change", field=cut(words(asked.message), SHOWN_LETTERS)),
            FormPress(progress.turn, CHANGE, fields.index(asked)),
        )
        for asked in progress.on_page
    ]
    go = Button(words("form-go"), FormPress(progress.turn, GO), ButtonStyle.MAIN)
    turn = Button(words("form-page", page=page + 1, pages=pages), FormPress(progress.turn, TURN, (page + 1) % pages))
    # On a phone the end of a long message is what one sees of it: the way on stands there.
    rows = (changes, [turn] if pages > 1 else [], [*([go] if can_go else []), _cancel(progress, words)])
    controls = [Buttons(tuple(row)) for row in rows if row]
    return Card((Strong(words(progress.command.message)),), (*blocks, *controls))
