"""How a title is named on papers and in results; must not know polls."""

from __future__ import annotations

from core.ui.spans import Line, Plain, Strong
from core.ui.words import Words, isolate
from core.votes.model import NONE, Title

NAME_IN_SHORT = 28
"""Characters of a title in a short answer or on a button of a list."""


def name_of(title: Title, words: Words) -> str:
    """Return the title's name, or "none of these" in the reader's language."""
    return words("paper-none") if title.work == NONE else isolate(title.name)


def book_line(title: Title, words: Words) -> Line:
    """Return "title — authors", or the title alone; neither turns the words around it the other way."""
    return named(name_of(title, words), title.authors)


def named(name: str, authors: str) -> Line:
    line: Line = (Strong(isolate(name)),)
    return (*line, Plain(" — "), Plain(isolate(authors))) if authors else line


def shorten(text: str) -> str:
    """Return the text, or its beginning with an ellipsis."""
    return text if len(text) <= NAME_IN_SHORT else text[: NAME_IN_SHORT - 1].rstrip() + "…"
