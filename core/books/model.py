"""Works, editions and what an import makes of a line; must not read or write anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel.identity import WorkId


@dataclass(frozen=True, slots=True)
class Work:
    """A text by its authors, whatever its editions; votes are about works."""

    id: WorkId
    title: str
    authors: tuple[str, ...]
    year: int | None
    """Of first publication; negative before the common era."""


@dataclass(frozen=True, slots=True)
class NewEdition:
    """One line of a catalogue that can be kept: a work, and an ISBN-13 of digits only where one is known."""

    title: str
    authors: tuple[str, ...]
    year: int | None = None
    language: str = ""
    isbn: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A line, or the ISBN of a line, that was set aside: `reason` is a message id."""

    line: int
    column: str
    value: str
    reason: str
