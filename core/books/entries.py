"""From the bytes of a catalogue file to editions and lines set aside, as a stream; must not store anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.books import columns
from core.books.columns import Columns
from core.books.csv_reading import Damaged, Record, Sheet
from core.books.decoding import open_text
from core.books.isbn import Isbn, Unusable, Way, repair_isbn
from core.books.model import NewEdition, Quarantined
from core.kernel.collation import fold
from core.kernel.errors import Refusal

MAX_TITLE = 300
MAX_AUTHORS = 20
MAX_NAME = 120
"""Longest title, most authors of one work, and longest name, in characters."""
MAX_SHOWN = 200
"""How much of a cell that is set aside is kept to show it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is made of one line: an edition unless the whole line is set aside, how its ISBN was come by, and what was
    set aside. A line whose ISBN alone is bad still gives an edition, without an ISBN."""

    line: int
    edition: NewEdition | None
    way: Way | None = None
    set_aside: tuple[Quarantined, ...] = ()


def read_entries(data: bytes) -> Iterator[Entry]:
    """Yield an entry for every line of a CSV file that is not blank.

    Raises Refusal, at the first entry, when the file has no header with a column of titles.
    """
    with open_text(data) as text:
        sheet = Sheet(text)
        found = sheet.find_header(columns.known_columns)
        if found is None:
            raise Refusal("import-no-header")
        separator, header = found
        names = columns.read_header(header.cells)
        for record in sheet.records(separator):
            if isinstance(record, Damaged):
                yield _aside(record.line, "", record.text, record.reason)
            elif record.cells != header.cells:
                yield _entry(record, names)


def _entry(record: Record, names: Columns) -> Entry:
    cells = record.cells
    surplus = [cell for cell in cells[len(names.headers) :] if cell.strip()]
    if surplus:
        return _aside(record.line, "", " | ".join(cells), "line-cells")
    title = columns.read_title(names.cell(cells, columns.TITLE), names.cell(cells, columns.ORIGINAL))
    if not fold(title) or len(title) > MAX_TITLE:
        column = names.header(columns.TITLE) or names.header(columns.ORIGINAL)
        return _aside(record.line, column, title, "title-too-long" if fold(title) else "title-blank")
    year, bad_year = _year(record, names)
    found, bad_isbn = _isbn(record, names)
    edition = NewEdition(
        title=title,
        authors=tuple(
            name[:MAX_NAME] for name in columns.read_authors(names.cell(cells, columns.AUTHORS))[:MAX_AUTHORS]
        ),
        year=year,
        language=columns.read_language(names.cell(cells, columns.LANGUAGE)),
        isbn=found.digits if found else "",
        publisher=names.cell(cells, columns.PUBLISHER)[:MAX_NAME],
    )
    return Entry(record.line, edition, found.way if found else None, (*bad_year, *bad_isbn))


def _year(record: Record, names: Columns) -> tuple[int | None, tuple[Quarantined, ...]]:
    cell = names.cell(record.cells, columns.YEAR)
    try:
        return columns.read_year(cell), ()
    except ValueError:
        return None, (_set_aside(record.line, names.header(columns.YEAR), cell, "year-unclear"),)


def _isbn(record: Record, names: Columns) -> tuple[Isbn | None, tuple[Quarantined, ...]]:
    ten, thirteen = (names.cell(record.cells, meaning) for meaning in (columns.TEN, columns.THIRTEEN))
    match repair_isbn(ten, thirteen):
        case Isbn() as found:
            return found, ()
        case Unusable(value, reason):
            column = columns.TEN if value == ten else columns.THIRTEEN
            return None, (_set_aside(record.line, names.header(column), value, reason),)
        case None:
            return None, ()


def _aside(line: int, column: str, value: str, reason: str) -> Entry:
    return Entry(line, None, None, (_set_aside(line, column, value, reason),))


def _set_aside(line: int, column: str, value: str, reason: str) -> Quarantined:
    shown = value.strip().replace("\0", "")
    return Quarantined(line, column, shown if len(shown) <= MAX_SHOWN else shown[: MAX_SHOWN - 1] + "…", reason)
