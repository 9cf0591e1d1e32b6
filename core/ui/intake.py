"""From what was typed to a request, the same way on every platform; must not ask anything itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.kernel.clock import Clock
from core.kernel.errors import Refusal, Say
from core.kernel.identity import Caller, PersonId
from core.kernel.tokens import from_short, to_short
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Asked, Choice, Field, Lines, Lookup, Someone, Text, When, WholeNumber
from core.ui.moments import read_moment

PEOPLE = "people"
"""The source that finds a person from "@<platform user>" or from a handle."""


MAX_ECHO = 80
"""How much of what somebody typed is shown back to them, in characters."""

MAX_NEAR = 8
"""How many rows that come near what was typed are named when none is meant by it."""

_ORNAMENTS = " \t•-"
"""What people put around the lines of a list."""


class FieldRefusal(Refusal):
    """One field was not understood: which, why, and what could have been meant."""

    def __init__(self, asked: Asked, suggestions: Sequence[Suggestion], message: str, **arguments: object) -> None:
        super().__init__(message, **arguments)
        self.asked = asked
        self.suggestions = tuple(suggestions)


@dataclass(frozen=True, slots=True)
class Intake:
    """Reads answers for the commands of one catalogue."""

    catalogue: Catalogue
    clock: Clock

    async def read(self, command: Command[Any], caller: Caller, raw: Mapping[str, str]) -> object:
        """Return the command's request; raises FieldRefusal for the first field that is missing or not understood."""
        values: dict[str, object] = {}
        for asked in command.fields:
            typed = tidy(raw.get(asked.name, ""))
            if typed:
                values[asked.name] = await self.read_field(asked, caller, typed)
            elif asked.is_required:
                raise FieldRefusal(asked, (), "field-missing", field=Say(asked.message))
        return command.request(**values)

    async def read_field(self, asked: Asked, caller: Caller, typed: str) -> object:
        """Return one field's value; raises FieldRefusal."""
        typed = tidy(typed)
        match asked.field:
            case Text() as field:
                return _text(asked, field, typed)
            case WholeNumber() as field:
                return _whole_number(asked, field, typed)
            case Choice() as field:
                return _choice(asked, field, typed)
            case Lookup(_, source):
                return (await self._row(asked, source, caller, typed)).key
            case Lines() as field:
                return await self._rows(asked, field, caller, typed)
            case When():
                return await self._moment(asked, caller, typed)
            case Someone():
                return person_of_key((await self._row(asked, PEOPLE, caller, typed)).key)

    async def suggest(self, field: Field, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        """Return what a lookup proposes while somebody types."""
        typed = tidy(typed)
        match field:
            case Lookup(_, source) | Lines(_, source, _, _):
                return await self.catalogue.sources[source].suggest(caller, typed, limit)
            case Someone():
                return await self.catalogue.sources[PEOPLE].suggest(caller, typed, limit)
            case _:
                return ()

    async def _row(self, asked: Asked, source: str, caller: Caller, typed: str) -> Suggestion:
        found = await self.catalogue.sources[source].resolve(caller, typed)
        if len(found) == 1 and found[0].is_sure:
            return found[0]
        if found:
            raise FieldRefusal(asked, found, f"{source}-several", typed=typed[:MAX_ECHO], count=len(found))
        near = await self.catalogue.sources[source].suggest(caller, typed, MAX_NEAR)
        raise FieldRefusal(asked, near, f"{source}-none", typed=typed[:MAX_ECHO])

    async def _rows(self, asked: Asked, field: Lines, caller: Caller, typed: str) -> tuple[str, ...]:
        lines = await self.lines_of(field.source, caller, typed)
        keys = list(dict.fromkeys([(await self._row(asked, field.source, caller, line)).key for line in lines]))
        if not field.least <= len(keys) <= field.most:
            raise FieldRefusal(
                asked, (), "field-lines", field=Say(asked.message), least=field.least, most=field.most, count=len(keys)
            )
        return tuple(keys)

    async def named_on(self, source: str, caller: Caller, line: str) -> Sequence[Suggestion]:
        """Return the row that a line surely names, or those it names between semicolons or commas: a phone's keyboard
        may offer no new line, and a title may hold either (« Candide ; ou l’Optimisme »). Empty when any is not sure.
        """
        for separator in ("", ";", ","):
            parts = _parts(line, separator)
            found = [await self.catalogue.sources[source].resolve(caller, part) for part in parts]
            if found and all(len(each) == 1 and each[0].is_sure for each in found):
                return [each[0] for each in found]
        return ()

    async def lines_of(self, source: str, caller: Caller, typed: str) -> list[str]:
        """Return what a list names, each line or part of one by itself; what is surely known stands there as its key.

        A line is cut at commas only where that makes something of it known: « Nadja, Les Anées » has one unclear part.
        """
        lines: list[str] = []
        for line in typed.splitlines():
            named = await self.named_on(source, caller, line)
            lines += [each.key for each in named]
            for part in () if named else _parts(line, ";"):
                lines += await self._between_commas(source, caller, part)
        return lines

    async def _between_commas(self, source: str, caller: Caller, part: str) -> Sequence[str]:
        resolve = self.catalogue.sources[source].resolve
        if "," not in part or await resolve(caller, part):
            return [part]
        parts = _parts(part, ",")
        found = [await resolve(caller, each) for each in parts]
        is_list = any(len(each) == 1 and each[0].is_sure for each in found)
        return parts if is_list else [part]

    async def _moment(self, asked: Asked, caller: Caller, typed: str) -> datetime:
        now = self.clock.now()
        moment = await read_moment(typed, now, caller.zone, caller.locale)
        if moment is None:
            raise FieldRefusal(asked, (), "field-moment", typed=typed[:MAX_ECHO])
        if moment <= now:
            raise FieldRefusal(asked, (), "field-moment-past", typed=typed[:MAX_ECHO], moment=moment)
        return moment


def tidy(typed: str) -> str:
    """Return what was typed without the controls and halves of characters that no database keeps and nobody sees."""
    lines = "\n".join(typed.splitlines())
    return "".join(each for each in lines if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cs"}).strip()


def person_key(person: PersonId) -> str:
    """Return the key under which the source of people names somebody."""
    return "#p" + to_short(person)


def person_of_key(key: str) -> PersonId:
    """Return who a key names; raises ValueError."""
    return PersonId(from_short(key.removeprefix("#p")))


def _parts(line: str, separator: str) -> list[str]:
    return [part for each in (line.split(separator) if separator else [line]) if (part := each.strip(_ORNAMENTS))]


def _text(asked: Asked, field: Text, typed: str) -> str:
    if not field.least <= len(typed) <= field.most:
        raise FieldRefusal(
            asked, (), "field-text", field=Say(asked.message), least=field.least, most=field.most, count=len(typed)
        )
    return typed


def _whole_number(asked: Asked, field: WholeNumber, typed: str) -> int:
    digits = typed.replace("\u202f", "").replace("\xa0", "").replace(" ", "")
    if not digits.isdecimal() or len(digits) > 9 or not field.least <= int(digits) <= field.most:
        raise FieldRefusal(asked, (), "field-number", field=Say(asked.message), least=field.least, most=field.most)
    return int(digits)


def _choice(asked: Asked, field: Choice, typed: str) -> object:
    try:
        return field.options(typed.lower())
    except ValueError as problem:
        raise FieldRefusal(asked, (), "field-choice", field=Say(asked.message), typed=typed[:MAX_ECHO]) from problem
