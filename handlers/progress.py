"""A guided form in progress: what is answered, what is asked now and what was offered; must not ask or read anything.

It is kept as a draft after every step, so that it goes on where it stood whatever happens to the process.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.kernel.identity import Account, Address, PlaceKind
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.drafts import Draft
from core.ui.fields import Asked
from handlers.places import TELEGRAM

READY = ""
"""The step of a form whose command can run."""
SUMMARY = "?"
"""The step of a form that is shown as a whole: whole at last, or refused as a whole. Which answer should change?"""
MANY_DETAILS = 3
"""From so many fields that may be left out, none is asked unless somebody wants to: the summary leads to each. One or
two are asked outright: to leave them out costs no more than the summary's own press, and nobody overlooks them."""
PAGE_FIELDS = 10
"""How many fields of a summary have a button at a time, and are told though nobody answered them."""
_REST = "?"
"""Under which name a draft keeps, beside the answers, everything else; no field has such a name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that one press gives: what is shown, and what it stands for."""

    label: str
    value: str


@dataclass(slots=True)
class Progress:
    """`answers` holds "" for a field left out on purpose."""

    command: Command[Any]
    answers: dict[str, str] = field(default_factory=dict)
    step: str = READY
    turn: str = ""
    """Changes with every question, so that a button of an earlier one is known to be old."""
    seen: int = -1
    """The last update that moved the form: when it is told again after a crash, it must not move it twice."""
    offered: list[Offer] = field(default_factory=list)
    chosen: list[Offer] = field(default_factory=list)
    """The rows of a list found so far: name and key."""
    pending: list[str] = field(default_factory=list)
    """Typed lines of a list still to be found; the first is the one being asked about."""
    form: str = field(default_factory=lambda: secrets.token_hex(4))
    """Tells this form from the one that the same person begins next."""
    page: int = 0
    """Which of the summary's fields can be changed by a button just now."""
    is_kept: bool = field(default=False, compare=False)
    """Whether it has been kept: from then on it goes on only while it is the form that is open."""

    @property
    def asked(self) -> Asked | None:
        """The field being asked."""
        return next((each for each in self.command.fields if each.name == self.step), None)

    @property
    def given(self) -> Mapping[str, str]:
        """The answers as the command reads them."""
        return {name: value for name, value in self.answers.items() if value}

    @property
    def has_summary(self) -> bool:
        """Whether what may be left out is changed from a summary rather than asked."""
        return sum(not each.is_required for each in self.command.fields) >= MANY_DETAILS

    @property
    def changeable(self) -> list[Asked]:
        """The fields that the summary leads to: all of them, or what was answered where there is no summary."""
        return [each for each in self.command.fields if self.has_summary or each.name in self.answers]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.changeable) // PAGE_FIELDS))

    @property
    def on_page(self) -> list[Asked]:
        """The fields with a button just now."""
        first = self.page % self.pages * PAGE_FIELDS
        return self.changeable[first : first + PAGE_FIELDS]

    @property
    def told(self) -> list[Asked]:
        """The fields that the summary says: what was answered, and of the others those with a button just now. A form
        may have thirty details, and whoever reads it stands between two customers."""
        return [each for each in self.command.fields if self.answers.get(each.name) or each in self.on_page]

    @property
    def place_in_row(self) -> tuple[int, int]:
        """Which question of how many this is; (0, 0) for a detail that nobody has to answer."""
        names = [each.name for each in self.command.fields if each.is_required or not self.has_summary]
        return (names.index(self.step) + 1, len(names)) if self.step in names else (0, 0)

    @property
    def can_keep(self) -> bool:
        """Whether the present question may go unanswered because the summary stands behind it."""
        return self.has_summary and all(each.name in self.answers for each in self.command.fields if each.is_required)

    @property
    def can_skip(self) -> bool:
        """Whether the present question may be answered by leaving it out."""
        asked = self.asked
        if asked is None or asked.is_required:
            return False
        return not self.has_summary or bool(self.answers.get(self.step))

    @property
    def can_end(self) -> bool:
        """Whether this field and all that are still open may be left out, and there are several."""
        still_open = [each for each in self.command.fields if each.name not in self.answers]
        return len(still_open) > 1 and not any(each.is_required for each in still_open)

    def take(self, value: str) -> None:
        """Keep the answer to the present question and go on to the next open field."""
        self.answers[self.step] = value
        self.go_to_next()

    def skip_all(self) -> None:
        self.answers |= {each.name: "" for each in self.command.fields if each.name not in self.answers}
        self.finish()

    def go_to_next(self) -> None:
        """Ask the next field that must be answered, or show the whole; a detail is asked outright when it is alone."""
        still_open = [each for each in self.command.fields if each.name not in self.answers]
        needed = [each for each in still_open if each.is_required or not self.has_summary]
        self._begin(needed[0].name if needed else SUMMARY if self.has_summary else READY)

    def go_back_to(self, name: str) -> None:
        """Ask a field again; its answer is given up."""
        self.answers.pop(name, None)
        self._begin(name)

    def change(self, name: str) -> None:
        """Ask a field again; its answer stands until there is another."""
        self._begin(name)

    def review(self) -> None:
        self._begin(SUMMARY)

    def finish(self) -> None:
        self._begin(READY)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Note what the next question offers; buttons of earlier questions no longer work."""
        self.offered = list(offers)
        self.turn = secrets.token_hex(3)

    def _begin(self, step: str) -> None:
        self.step = step
        self.offered, self.chosen, self.pending = [], [], []


def write_draft(progress: Progress, account: Account, place: Address, expires_at: datetime) -> Draft:
    """Return the form as it is kept; the account has one at a time."""
    rest = {
        "form": progress.form,
        "turn": progress.turn,
        "seen": progress.seen,
        "offered": _pairs(progress.offered),
        "chosen": _pairs(progress.chosen),
        "pending": progress.pending,
        "page": progress.page,
    }
    answers = progress.answers | {_REST: json.dumps(rest, ensure_ascii=False)}
    command = "-".join(progress.command.path)
    return Draft(
        0, account.platform, account.user, place.space, place.room, command, answers, progress.step, expires_at
    )


def read_draft(draft: Draft, catalogue: Catalogue) -> Progress | None:
    """Return the form as it stood, or None when its command is no more."""
    command = catalogue.commands.get(tuple(draft.command.split("-")))
    if command is None:
        return None
    answers = dict(draft.answers)
    rest = _rest_of(draft)
    answers.pop(_REST, None)
    return Progress(
        command,
        answers,
        draft.step,
        rest.get("turn", ""),
        rest.get("seen", -1),
        [Offer(*pair) for pair in rest.get("offered", ())],
        [Offer(*pair) for pair in rest.get("chosen", ())],
        list(rest.get("pending", ())),
        form_of(draft),
        rest.get("page", 0),
        is_kept=True,
    )


def form_of(draft: Draft) -> str:
    """Return what tells the form from others; one that was kept before forms had a name goes by its question."""
    rest = _rest_of(draft)
    return str(rest.get("form", rest.get("turn", "")))


def place_of(draft: Draft) -> Address:
    """Return the place the form counts for."""
    kind = PlaceKind.PRIVATE if draft.space == draft.user else PlaceKind.SHARED
    return Address(TELEGRAM, draft.space, draft.room, kind)


def offer_of(suggestion: Suggestion) -> Offer:
    return Offer(suggestion.shown, suggestion.key)


def _rest_of(draft: Draft) -> dict[str, Any]:
    rest: dict[str, Any] = json.loads(draft.answers.get(_REST, "{}"))
    return rest


def _pairs(offers: Sequence[Offer]) -> list[tuple[str, str]]:
    return [(offer.label, offer.value) for offer in offers]
