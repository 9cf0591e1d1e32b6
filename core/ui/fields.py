"""What a command asks, by meaning and never by widget; must not parse anything.

A request is a dataclass whose fields are `Annotated[type, <one of these>]`. Every label is a message id: the name of
the field, with `.ask` for the question a guided form puts and, for a choice, `-<value>` for each option.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_type_hints


class YesNo(StrEnum):
    """The options of a choice that is one or the other."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Text:
    """A bounded text, in characters; `is_long` when it may hold several lines."""

    message: str
    least: int
    most: int
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class WholeNumber:
    message: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an enumeration; the option's label is the message `<message>-<value>`."""

    message: str
    options: type[StrEnum]


@dataclass(frozen=True, slots=True)
class Lookup:
    """One row found by what is typed, through the named source of the catalogue; the value is the row's key."""

    message: str
    source: str


@dataclass(frozen=True, slots=True)
class Lines:
    """`least` to `most` rows, one a line, each found through the named source; the value is a tuple of keys."""

    message: str
    source: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class When:
    """A moment to come, read in the caller's language and time zone."""

    message: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the network, picked the platform's own way; the value is a PersonId."""

    message: str


Field = Text | WholeNumber | Choice | Lookup | Lines | When | Someone


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a request: its attribute, its meaning, and whether it may be left out."""

    name: str
    field: Field
    is_required: bool
    default: str = ""
    """For a choice that may be left out: the value it then has."""

    @property
    def message(self) -> str:
        return self.field.message


def fields_of(request: type[Any]) -> tuple[Asked, ...]:
    """Return the fields of a request dataclass in order; raises TypeError when one has no meaning attached."""
    hints = get_type_hints(request, include_extras=True)
    asked = []
    for each in dataclasses.fields(request):
        meanings = [extra for extra in getattr(hints[each.name], "__metadata__", ()) if isinstance(extra, Field)]
        if len(meanings) != 1:
            raise TypeError(f"{request.__name__}.{each.name} needs one field of core.ui.fields")
        required = each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        default = each.default.value if isinstance(each.default, StrEnum) else ""
        asked.append(Asked(each.name, meanings[0], required, default))
    return tuple(asked)
