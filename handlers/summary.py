"""What a form holds, said field by field, and which field a reader means by typing; must not keep or send anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.kernel.collation import fold
from core.kernel.identity import Caller
from core.ui.fields import Asked, Lines, Lookup, Someone
from core.ui.intake import PEOPLE
from core.ui.spans import Line, Plain, Span, Strong, cut
from core.ui.words import LOCALES, Dictionary, Words
from handlers.house import TelegramHouse
from handlers.progress import Progress

VALUE_LETTERS = 100
SHOWN_ROWS = 3
"""How many rows of a list are named; the others are counted."""
SIGNS = ":="
"""What stands between the name of a field and its value when both are typed."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Tells the fields of one form to one reader."""

    house: TelegramHouse
    progress: Progress
    caller: Caller
    words: Words

    async def lines(self) -> tuple[Line, ...]:
        """Return fields with what they hold: what was answered is strong, what holds by itself is plain.

        Raises FieldRefusal when an answer no longer means anything.
        """
        command = self.progress.command
        request = await self.house.intake.read(command, self.caller, self.progress.given)
        return tuple([await self._line(asked, getattr(request, asked.name)) for asked in self.progress.told])

    async def _line(self, asked: Asked, value: object) -> Line:
        typed = self.progress.given.get(asked.name, "")
        if typed:
            shown = await self._value(asked, value, typed)
            span: Span = self.words.moment(shown) if isinstance(shown, datetime) else Strong(cut(shown, VALUE_LETTERS))
        else:
            span = Plain(self._unset(asked, value))
        return self.words.line("form-told", field=self.words(asked.message), value=span)

    async def _value(self, asked: Asked, value: object, typed: str) -> str | datetime:
        if isinstance(value, StrEnum | datetime):
            return value if isinstance(value, datetime) else self.words(f"{asked.message}-{value.value}")
        match asked.field:
            case Lookup(_, source):
                return (await self._names(source, [typed]))[0]
            case Lines(_, source) if isinstance(value, tuple):
                names = await self._names(source, value[:SHOWN_ROWS])
                left = len(value) - len(names)
                return self.words("form-told-more", rows=", ".join(names), count=left) if left else ", ".join(names)
            case Someone():
                return (await self._names(PEOPLE, [typed]))[0]
            case _:
                return " ".join(typed.split())

    async def _names(self, source: str, keys: Sequence[str]) -> list[str]:
        """Return the names of rows, the key itself for one that is no longer there."""
        names = []
        for key in keys:
            found = await self.house.catalogue.sources[source].resolve(self.caller, key)
            names.append(found[0].label if len(found) == 1 else key)
        return names

    def _unset(self, asked: Asked, value: object) -> str:
        """Return in words what a field left out means."""
        if self.house.dictionary.has(f"{asked.message}.unset"):
            return self.words(f"{asked.message}.unset")
        if isinstance(value, StrEnum):
            return self.words(f"{asked.message}-{value.value}")
        return str(value) if isinstance(value, int) else self.words("form-told-nothing")


def meant_by(typed: str, progress: Progress, dictionary: Dictionary) -> tuple[Asked | None, str]:
    """Return the field whose name was typed, in any language and alone or before ":", and the value after it."""
    signs = [place for sign in SIGNS if (place := typed.find(sign)) > 0]
    for end in sorted(signs) or [len(typed)]:
        name, value = fold(typed[:end]), typed[end + 1 :].strip()
        for asked in progress.command.fields:
            if name in {fold(dictionary.words(locale)(asked.message)) for locale in LOCALES}:
                return asked, value
    return None, ""


def is_said(typed: str, message: str, dictionary: Dictionary) -> bool:
    """Return whether what was typed is this sentence, in any language."""
    return fold(typed) in {fold(dictionary.words(locale)(message)) for locale in LOCALES}


def is_go(typed: str, dictionary: Dictionary) -> bool:
    """Return whether what was typed says to go ahead, in any language."""
    short = {fold(each) for locale in LOCALES for each in dictionary.words(locale)("form-go.typed").split("/")}
    return is_said(typed, "form-go", dictionary) or fold(typed) in short
