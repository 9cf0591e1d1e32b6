"""Leads through a guided form: what to offer, what an answer means, what comes next; must not send or keep anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core.kernel.errors import Refusal, Say
from core.kernel.identity import Caller
from core.ui.catalogue import Command
from core.ui.fields import Asked, Choice, Lines, Lookup, When
from core.ui.intake import MAX_ECHO, FieldRefusal
from core.ui.spans import Line, cut
from core.ui.words import Words
from handlers.house import TelegramHouse
from handlers.names import as_value
from handlers.progress import Offer, Progress, offer_of
from handlers.questions import CHANGE, DONE, END, GO, IGNORE, KEEP, OFFER, SKIP, TURN, FormPress, Question
from handlers.summary import Summary, is_go, is_said, meant_by

MAX_OFFERS = 8
MAX_CHOICES = 20
PREVIEW_LETTERS = 40
MOMENTS = ("tonight", "tomorrow", "sunday", "week")
"""Likely moments, by the messages `moment-...`, whose words are also what they stand for."""
LAST_TONIGHT_HOUR = 20


@dataclass(frozen=True, slots=True)
class Guide:
    """Stateless: everything it knows of a form is in its Progress."""

    house: TelegramHouse

    async def begin(
        self, command: Command[Any], caller: Caller, given: Mapping[str, str], refusal: FieldRefusal
    ) -> tuple[Progress, Refusal | None]:
        """Return a form with what the line already answers, and what was wrong with the rest of it."""
        answers = dict(given)
        typed = answers.pop(refusal.asked.name, "")
        for asked in command.fields:
            if asked.name in answers:
                answers[asked.name] = await self._as_kept(asked, caller, answers[asked.name])
        progress = Progress(command, answers)
        if not typed:
            progress.go_to_next()
            return progress, None
        progress.go_back_to(refusal.asked.name)
        return progress, await self.answer(progress, caller, typed)

    async def ask(self, progress: Progress, caller: Caller, words: Words, problem: Refusal | None = None) -> Question:
        """Return the present question, after deciding what it offers."""
        offers: list[Offer] = []
        told: tuple[Line, ...] = ()
        if progress.asked is None:
            try:
                told = await Summary(self.house, progress, caller, words).lines()
            except FieldRefusal as refusal:
                progress.go_back_to(refusal.asked.name)
                problem = problem or refusal
        asked = progress.asked
        if isinstance(problem, FieldRefusal) and problem.suggestions:
            offers = [offer_of(each) for each in problem.suggestions[:MAX_OFFERS]]
        elif asked is not None and not progress.pending:
            offers = await self._offers(progress, asked, caller, words, is_missed=problem is not None)
            if isinstance(asked.field, Lookup) and asked.is_required and not (offers or problem):
                problem = Refusal("form-nothing")
        progress.offer(offers)
        return Question(progress, problem, told=told)

    async def answer(self, progress: Progress, caller: Caller, typed: str) -> Refusal | None:
        """Take what was typed as the answer to the present question; return what was wrong with it, if anything."""
        asked = progress.asked
        if asked is None:
            return await self._instruct(progress, caller, typed)
        if act := self._named(progress, asked, typed):
            return await self.press(progress, caller, FormPress(progress.turn, act))
        if isinstance(asked.field, Lines):
            # What is typed now stands for the line that was not clear.
            del progress.pending[:1]
            progress.pending = await self._lines(asked.field, caller, typed) + progress.pending
            return await self._find_lines(progress, asked, asked.field, caller)
        typed = as_value(asked, typed.strip(), self.house.dictionary)
        try:
            value = await self.house.intake.read_field(asked, caller, typed)
        except FieldRefusal as refusal:
            return await self._with_suggestions(refusal, caller, typed)
        progress.take(_kept(asked, typed, value, caller))
        return None

    def _named(self, progress: Progress, asked: Asked, typed: str) -> str:
        """Return the act of the button under the question whose label was typed, in any language, or ""."""
        acts = {
            "form-skip": "" if asked.is_required else SKIP,
            "form-reset": SKIP if progress.can_skip else "",
            "form-keep": KEEP if progress.can_keep else "",
        }
        if isinstance(asked.field, Lines):
            is_enough = len(progress.chosen) >= max(asked.field.least, 1)
            acts |= {"form-ignore": IGNORE if progress.pending else "", "form-done": DONE if is_enough else ""}
        return next(
            (act for message, act in acts.items() if act and is_said(typed, message, self.house.dictionary)), ""
        )

    async def _instruct(self, progress: Progress, caller: Caller, typed: str) -> Refusal | None:
        """Take what was typed under the summary: the word to go, a field's name, or a name and its value."""
        if progress.has_summary and is_go(typed, self.house.dictionary):
            progress.finish()
            return None
        asked, value = meant_by(typed, progress, self.house.dictionary)
        if asked is None and len(progress.command.fields) == 1:
            asked, value = progress.command.fields[0], typed
        if asked is None:
            return Refusal("form-summary-unclear")
        progress.change(asked.name)
        return await self.answer(progress, caller, value) if value else None

    async def _as_kept(self, asked: Asked, caller: Caller, typed: str) -> str:
        """Return an answer of the line as a form keeps it; as it is when it is not clear: it will be asked about."""
        try:
            return _kept(asked, typed, await self.house.intake.read_field(asked, caller, typed), caller)
        except FieldRefusal:
            return typed

    async def press(self, progress: Progress, caller: Caller, press: FormPress) -> Refusal | None:
        """Take a button's answer; raises Refusal when it no longer stands for anything."""
        asked = progress.asked
        fields = progress.command.fields
        match press.act:
            case str(act) if act == OFFER and press.place < len(progress.offered):
                return await self.answer(progress, caller, progress.offered[press.place].value)
            case str(act) if act == CHANGE and asked is None and press.place < len(fields):
                progress.change(fields[press.place].name)
            case str(act) if act == TURN and asked is None:
                progress.page = press.place
            case str(act) if act == GO and asked is None:
                progress.finish()
            case str(act) if act == KEEP and progress.can_keep:
                progress.review()
            case str(act) if act == SKIP and asked is not None and not asked.is_required:
                progress.take("")
            case str(act) if act == END and progress.can_end:
                progress.skip_all()
            case str(act) if act == IGNORE and asked is not None and isinstance(asked.field, Lines):
                del progress.pending[:1]
                return await self._find_lines(progress, asked, asked.field, caller)
            case str(act) if act == DONE and asked is not None and isinstance(asked.field, Lines):
                return _end_list(progress, asked, asked.field)
            case _:
                raise Refusal("refused-stale-press")
        return None

    async def _lines(self, field: Lines, caller: Caller, typed: str) -> list[str]:
        return await self.house.intake.lines_of(field.source, caller, typed)

    async def _find_lines(self, progress: Progress, asked: Asked, field: Lines, caller: Caller) -> Refusal | None:
        """Find the pending lines one after the other, until one is not clear or the list is full."""
        source = self.house.catalogue.sources[field.source]
        while progress.pending and len(progress.chosen) < field.most:
            line = progress.pending[0]
            found = await source.resolve(caller, line)
            if len(found) != 1:
                message = f"{field.source}-several" if found else f"{field.source}-none"
                refusal = FieldRefusal(asked, found, message, typed=line[:MAX_ECHO], count=len(found))
                return await self._with_suggestions(refusal, caller, line)
            progress.pending.pop(0)
            if found[0].key not in {offer.value for offer in progress.chosen}:
                progress.chosen.append(offer_of(found[0]))
        left, progress.pending = len(progress.pending), []
        if len(progress.chosen) == field.most:
            _end_list(progress, asked, field)
        return Refusal("form-list-full", most=field.most, count=left) if left else None

    async def _with_suggestions(self, refusal: FieldRefusal, caller: Caller, typed: str) -> FieldRefusal:
        """Return the refusal with what could have been meant, when it names nothing itself."""
        if refusal.suggestions or not isinstance(refusal.asked.field, Lookup | Lines):
            return refusal
        near = await self.house.intake.suggest(refusal.asked.field, caller, typed, MAX_OFFERS)
        return FieldRefusal(refusal.asked, near, refusal.message, **refusal.arguments) if near else refusal

    async def _offers(
        self, progress: Progress, asked: Asked, caller: Caller, words: Words, *, is_missed: bool
    ) -> list[Offer]:
        """Return what can be chosen. Who missed a row of a long list is not shown its beginning: it answers nothing."""
        proposed = await self._proposed(progress, asked, caller, words)
        match asked.field:
            case Choice(message, options):
                labels = [Offer(words(f"{message}-{each.value}"), each.value) for each in options]
                return [*proposed, *labels[:MAX_CHOICES]]
            case When():
                return [*proposed, *self._moments(caller, words)]
            case Lookup():
                found = await self.house.intake.suggest(asked.field, caller, "", MAX_OFFERS + 1)
                is_short = len(found) <= MAX_OFFERS
                return [*proposed, *map(offer_of, found[:MAX_OFFERS] if is_short or not is_missed else ())]
            case _:
                return proposed

    async def _proposed(self, progress: Progress, asked: Asked, caller: Caller, words: Words) -> list[Offer]:
        """Return the value that the command proposes for a field, as one offer."""
        if progress.command.prefill is None or progress.chosen:
            return []
        value = (await progress.command.prefill(caller)).get(asked.name, "").strip()
        if not value:
            return []
        if isinstance(asked.field, Lines):
            return [Offer(words("form-proposed-list", count=len(value.splitlines())), value)]
        return [Offer(words("form-proposed", value=cut(value, PREVIEW_LETTERS)), value)]

    def _moments(self, caller: Caller, words: Words) -> list[Offer]:
        local = self.house.clock.now().astimezone(ZoneInfo(caller.zone))
        likely = MOMENTS if local.hour < LAST_TONIGHT_HOUR else MOMENTS[1:]
        return [Offer(words(f"moment-{each}"), words(f"moment-{each}")) for each in likely]


def _kept(asked: Asked, typed: str, value: object, caller: Caller) -> str:
    """Return what an understood answer is kept as: in a form that will mean the same when it is read again."""
    match asked.field:
        case Lookup():
            return str(value)
        case When() if isinstance(value, datetime):
            # To the minute, upwards: a moment a few seconds away must not fall back into the past.
            local = (value + timedelta(seconds=59)).astimezone(ZoneInfo(caller.zone))
            return local.strftime("%d/%m/%Y %H:%M")
        case _:
            return typed


def _end_list(progress: Progress, asked: Asked, field: Lines) -> Refusal | None:
    count = len(progress.chosen)
    if not field.least <= count <= field.most:
        return FieldRefusal(
            asked, (), "field-lines", field=Say(asked.message), least=field.least, most=field.most, count=count
        )
    progress.take("\n".join(offer.value for offer in progress.chosen))
    return None
