"""The use cases of the catalogue: import a file, find works; must not know votes or write sentences."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from core.books import matching
from core.books.entries import Entry, read_entries
from core.books.folding import words_of
from core.books.isbn import Isbn, Unusable, looks_like_isbn, read_isbn
from core.books.model import Quarantined, Work
from core.books.ports import BookRows
from core.kernel.clock import Clock
from core.kernel.collation import fold
from core.kernel.errors import Refusal
from core.kernel.identity import WorkId
from core.kernel.storage import Storage

LINES_A_TRANSACTION = 500
"""Few enough that a ballot cast during an import waits but a moment for the writer."""
MAX_CHOICES = 8
_LOOKED_AT = 200
"""How many works a search looks at before it ranks them."""
_MAX_ECHO = 80


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `read` counts lines that were not blank; every line is new, known or set aside whole."""

    file: str
    read: int = 0
    works_new: int = 0
    editions_new: int = 0
    """Editions, or works without an ISBN, that the catalogue did not have."""
    known: int = 0
    ways: Mapping[str, int] = field(default_factory=dict)
    """Lines with an ISBN, by how it was come by (`core.books.isbn.Way`)."""
    set_aside: Mapping[str, int] = field(default_factory=dict)
    """Lines, years and ISBNs set aside, by reason, a message id."""


@dataclass(frozen=True, slots=True)
class Found:
    """A work with its ISBNs, 13 digits each."""

    work: Work
    isbns: tuple[str, ...]


class Bookshelf:
    """The network's catalogue of works and editions."""

    def __init__(self, storage: Storage[BookRows], clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def import_csv(self, name: str, data: bytes) -> ImportReport:
        """Add every line of a CSV file that can be used and set aside the others with their reason.

        Importing a file again changes nothing. Raises Refusal when the file has no column of titles; no bad line
        raises.
        """
        entries = read_entries(data)
        tally = _Tally()
        while batch := await asyncio.to_thread(lambda: list(islice(entries, LINES_A_TRANSACTION))):
            tally.note(batch, await self._put(name, batch, is_first=not tally.read))
        return tally.report(name)

    async def search(self, typed: str, limit: int) -> Sequence[Found]:
        """Return at most `limit` works for a title, an author, words of both, or an ISBN; raises Refusal when an ISBN
        is wrong."""

        def job(rows: BookRows) -> list[Found]:
            works = _by_isbn(rows, typed) if looks_like_isbn(typed) else _begun(rows, typed)
            return [Found(work, tuple(rows.books.isbns(work.id))) for work in works[:limit]]

        typed = typed[: matching.MAX_TYPED]
        return await self._storage.read(job) if fold(typed) else ()

    async def suggest(self, typed: str, limit: int) -> Sequence[Work]:
        """Return at most `limit` works for what is typed so far, be it an ISBN, or those that come near it when nothing
        begins so; the first by title for ""."""
        typed = typed[: matching.MAX_TYPED]
        if typed.strip() and not fold(typed):
            return ()
        isbn = read_isbn(typed) if looks_like_isbn(typed) else None

        def job(rows: BookRows) -> list[Work]:
            work = rows.books.by_isbn(isbn.digits) if isinstance(isbn, Isbn) else None
            return [work] if work else _begun(rows, typed) or _near(rows, typed)

        return (await self._storage.read(job))[:limit]

    async def get(self, work: WorkId) -> Work | None:
        return await self._storage.read(lambda rows: rows.books.get(work))

    async def meant(self, typed: str) -> Sequence[Work]:
        """Return the work that is meant by an ISBN, a title, or a title and its author, several when that is not clear;
        raises Refusal when an ISBN is wrong."""
        typed = typed[: matching.MAX_TYPED]
        return await self._storage.read(lambda rows: _meant(rows, typed)) if fold(typed) else ()

    async def latest_set_aside(self, limit: int) -> Sequence[tuple[str, Quarantined]]:
        """Return what was last set aside, with the file's name."""
        return await self._storage.read(lambda rows: rows.books.set_aside_rows(limit))

    async def _put(self, name: str, batch: Sequence[Entry], *, is_first: bool) -> tuple[int, int]:
        """Store a batch in one transaction and return how many works and how many editions were new.

        The first batch also forgets what an earlier import of the same file set aside: it may be mended by now.
        """
        now = self._clock.now()
        editions = [entry.edition for entry in batch if entry.edition]
        aside = [each for entry in batch for each in entry.set_aside]

        def job(rows: BookRows) -> tuple[int, int]:
            if is_first:
                rows.books.forget_set_aside(name)
            before = rows.books.count()
            editions_new = sum(rows.books.put(edition)[1] for edition in editions)
            if aside:
                rows.books.set_aside(name, aside, now)
            return rows.books.count() - before, editions_new

        return await self._storage.write(job)


@dataclass(slots=True)
class _Tally:
    """Sums up the batches of an import."""

    read: int = 0
    kept: int = 0
    works_new: int = 0
    editions_new: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)

    def note(self, batch: Sequence[Entry], added: tuple[int, int]) -> None:
        self.read += len(batch)
        self.kept += sum(entry.edition is not None for entry in batch)
        self.works_new += added[0]
        self.editions_new += added[1]
        self.ways.update(entry.way.value for entry in batch if entry.way)
        self.set_aside.update(each.reason for entry in batch for each in entry.set_aside)

    def report(self, name: str) -> ImportReport:
        known = self.kept - self.editions_new
        return ImportReport(
            name, self.read, self.works_new, self.editions_new, known, dict(self.ways), dict(self.set_aside)
        )


def _begun(rows: BookRows, typed: str) -> list[Work]:
    words = matching.telling(words_of(typed))
    return matching.ranked(rows.books.search(words, _LOOKED_AT), typed)


def _near(rows: BookRows, typed: str) -> list[Work]:
    found = [work for stem in matching.stems(typed) for work in rows.books.search([stem], _LOOKED_AT)]
    return matching.nearest(found, typed)


def _by_isbn(rows: BookRows, typed: str) -> list[Work]:
    match read_isbn(typed):
        case Isbn(digits, _):
            work = rows.books.by_isbn(digits)
            return [work] if work else []
        case Unusable(_, reason):
            raise Refusal(reason, typed=typed[:_MAX_ECHO])
        case None:
            return []


def _meant(rows: BookRows, typed: str) -> list[Work]:
    if looks_like_isbn(typed):
        return _by_isbn(rows, typed)
    begun = _begun(rows, typed)
    exact = [work for work in begun if matching.is_titled(work, typed)]
    if exact:
        return exact[:MAX_CHOICES]
    for title, author in matching.title_and_author(typed):
        works = [
            work for work in _begun(rows, title) if matching.is_titled(work, title) and matching.is_by(work, author)
        ]
        if works:
            return works[:MAX_CHOICES]
    return begun[:MAX_CHOICES]
