"""What the catalogue needs from one transaction; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from core.books.model import NewEdition, Quarantined, Work
from core.kernel.identity import WorkId


class Books(Protocol):
    """Works and editions. Two editions belong to one work when their folded title and first author are the same."""

    def put(self, edition: NewEdition, /) -> tuple[WorkId, bool]:
        """Add the edition, its work where it is new, and the words it is found by; return the work's id and whether
        anything was new. An ISBN already known keeps its work."""
        ...

    def get(self, work: WorkId, /) -> Work | None: ...

    def by_isbn(self, isbn: str, /) -> Work | None: ...

    def isbns(self, work: WorkId, /) -> Sequence[str]:
        """The ISBNs of the work's editions, 13 digits each, in the order they were added."""
        ...

    def search(self, prefixes: Sequence[str], limit: int, /) -> Sequence[Work]:
        """Works whose title or authors hold, for each folded prefix, a word that begins with it; by title. With no
        prefixes, the first by title."""
        ...

    def count(self) -> int: ...

    def set_aside(self, file: str, rows: Iterable[Quarantined], at: datetime, /) -> None: ...

    def forget_set_aside(self, file: str, /) -> None:
        """Forget every line of a file that was set aside."""
        ...

    def set_aside_rows(self, limit: int, /) -> Sequence[tuple[str, Quarantined]]:
        """The latest lines set aside, with their file's name."""
        ...


class BookRows(Protocol):
    """One transaction, as far as the catalogue is concerned."""

    @property
    def books(self) -> Books: ...
