"""From lines of text to cells, a line at a time, whatever the separator and quotes; must not know what a cell means.

Nothing raises on a bad line: it comes out as `Damaged`, and reading goes on with the next one.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TextIO

from core.books.decoding import DAMAGED

SEPARATORS = ";,\t|"
MAX_LINE_CHARS = 65_536
MAX_JOINED_LINES = 20
"""How many lines one quoted cell may run over before its quote is taken for a stray one."""
_HEADER_WITHIN = 10
"""A title or a date may stand above the header, in so many lines."""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one line; `line` counts from 1 as an editor does."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A line that cannot be taken apart: `reason` is a message id."""

    line: int
    text: str
    reason: str


class Sheet:
    """A table read line by line, in one pass."""

    def __init__(self, text: TextIO) -> None:
        self._numbered = enumerate(text, start=1)
        self._returned: deque[tuple[int, str]] = deque()

    def find_header(self, known: Callable[[tuple[str, ...]], int]) -> tuple[str, Record] | None:
        """Return the separator and the header: the first line in which `known` counts columns it knows, if any.

        Reading goes on below the header. Without one, nothing can be made of the rest.
        """
        tried = 0
        for number, text in self._lines():
            if is_blank(text) or len(text) > MAX_LINE_CHARS or text.lower().startswith("sep="):
                continue
            readings = [(separator, _split(text, separator)) for separator in SEPARATORS]
            separator, cells = max(readings, key=lambda reading: known(reading[1]))
            if known(cells):
                # A lone column has no separator: a tab is the one that its titles will not hold.
                return separator if len(cells) > 1 else "\t", Record(number, cells)
            tried += 1
            if tried == _HEADER_WITHIN:
                break
        return None

    def records(self, separator: str) -> Iterator[Record | Damaged]:
        """Yield what is left of the table; blank lines are passed over."""
        for number, text in self._lines():
            if is_blank(text):
                continue
            if len(text) > MAX_LINE_CHARS:
                yield Damaged(number, text, "line-too-long")
            elif DAMAGED in text:
                yield Damaged(number, text, "line-letters")
            elif '"' not in text:
                yield Record(number, tuple(text.rstrip("\r\n").split(separator)))
            else:
                yield self._quoted(number, text, separator)

    def _lines(self) -> Iterator[tuple[int, str]]:
        while (numbered := self._next()) is not None:
            yield numbered

    def _next(self) -> tuple[int, str] | None:
        return self._returned.popleft() if self._returned else next(self._numbered, None)

    def _quoted(self, number: int, text: str, separator: str) -> Record | Damaged:
        """Read a line that holds quotes, with the lines below it that an open quote runs over."""
        taken = [text]
        below: list[tuple[int, str]] = []
        while True:
            try:
                cells = tuple(next(csv.reader(taken, delimiter=separator, strict=True)))
                damaged = any(DAMAGED in cell for cell in cells)
                return Damaged(number, text, "line-letters") if damaged else Record(number, cells)
            except csv.Error:
                if "".join(taken).count('"') % 2 == 0:
                    break  # every quote is closed, so the lines below would not help
            following = self._next()
            if following is None or len(taken) == MAX_JOINED_LINES:
                self._returned.extendleft(reversed([*below, following] if following else below))
                return Damaged(number, text, "line-quote")
            below.append(following)
            taken.append(following[1])
        self._returned.extendleft(reversed(below))
        return Record(number, _split(text, separator))


def is_blank(text: str) -> bool:
    """Return whether a line holds nothing but separators and quotes."""
    return not text.strip(SEPARATORS + "\"' \xa0\ufeff\0\r\n")


def _split(text: str, separator: str) -> tuple[str, ...]:
    return tuple(next(csv.reader([text], delimiter=separator), []))
