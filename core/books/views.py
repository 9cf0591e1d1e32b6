"""The catalogue as people see it; must not read storage or decide anything."""

from __future__ import annotations

from dataclasses import dataclass

from core.books.isbn import format_isbn
from core.books.model import Quarantined, Work
from core.books.service import Found, ImportReport
from core.ui.cards import Block, Bullets, Card, Paragraph
from core.ui.spans import Line, Plain, Strong
from core.ui.words import Words, isolate

MAX_VALUE = 60
"""How much of what was typed or set aside is shown, in characters."""

MAX_NAMES = 3
"""How many authors of one work are named."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The works found for what was typed; `has_more` when there are others."""

    typed: str
    found: tuple[Found, ...]
    has_more: bool = False

    def as_card(self, words: Words) -> Card:
        if not self.found:
            return Card(blocks=(Paragraph(words.line("works-none", typed=_shorten(self.typed))),))
        blocks: tuple[Block, ...] = (Bullets(tuple(_entry(each, words) for each in self.found)),)
        footer = words.line("books-more", count=len(self.found)) if self.has_more else ()
        return Card(words.line("books-found", typed=_shorten(self.typed)), blocks, footer)


@dataclass(frozen=True, slots=True)
class SetAsideList:
    """The lines last set aside, each with its file and why."""

    rows: tuple[tuple[str, Quarantined], ...]

    def as_card(self, words: Words) -> Card:
        if not self.rows:
            return Card(blocks=(Paragraph(words.line("rejects-empty")),))
        lines = tuple(_reject(file, row, words) for file, row in self.rows)
        return Card(words.line("rejects-title"), (Bullets(lines),))


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did, in figures."""

    report: ImportReport

    def as_card(self, words: Words) -> Card:
        report = self.report
        blocks: list[Block] = [
            Paragraph(words.line("import-read", count=report.read)),
            Bullets(
                (
                    words.line("import-works", count=report.works_new),
                    words.line("import-editions", count=report.editions_new),
                    words.line("import-known", count=report.known),
                )
            ),
        ]
        if report.ways:
            blocks += _counts("import-isbns", [(f"way-{way}", count) for way, count in report.ways.items()], words)
        if report.set_aside:
            reasons = [(f"{reason}.short", count) for reason, count in report.set_aside.items()]
            blocks += _counts("import-aside", reasons, words)
        return Card(words.line("import-title", file=Strong(report.file)), tuple(blocks))


def detail_of(work: Work) -> str:
    """Return what tells a work from its like: its authors and its year, "" when neither is known."""
    year = str(work.year) if work.year is not None and work.year > 0 else ""
    return ", ".join(part for part in (*_names(work), year) if part)


def _entry(found: Found, words: Words) -> Line:
    line: Line = (Strong(isolate(found.work.title)),)
    names = _names(found.work)
    if names:
        is_whole = names == found.work.authors
        line += (Plain(" — "), Plain(words.list_of(names) if is_whole else ", ".join(map(isolate, names))))
    if found.work.year is not None:
        era = "books-year" if found.work.year > 0 else "books-year-before"
        line += (Plain(" · "), *words.line(era, year=str(abs(found.work.year))))
    if found.isbns:
        line += (Plain(" · "), *words.line("books-isbn", isbn=format_isbn(found.isbns[0])))
    return line


def _reject(file: str, row: Quarantined, words: Words) -> Line:
    value = _shorten(row.value)
    where = words("reject-cell" if row.column else "reject-line", file=file, line=str(row.line), column=row.column)
    message = "reject" if value else "reject-blank"
    return words.line(message, where=where, reason=words(f"{row.reason}.short"), value=value)


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"


def _names(work: Work) -> tuple[str, ...]:
    return work.authors if len(work.authors) <= MAX_NAMES else (*work.authors[:MAX_NAMES], "…")


def _counts(title: str, counts: list[tuple[str, int]], words: Words) -> list[Block]:
    ordered = sorted(counts, key=lambda each: (-each[1], each[0]))
    lines = tuple(words.line("import-count", what=words(message), count=count) for message, count in ordered)
    total = sum(count for _, count in counts)
    return [Paragraph(words.line(title, count=total)), Bullets(lines)]
