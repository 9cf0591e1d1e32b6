"""Declares the catalogue: its commands and the source "works"; must not hold rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from core.books import matching
from core.books.isbn import looks_like_isbn
from core.books.matching import MAX_TYPED
from core.books.model import Work
from core.books.service import MAX_CHOICES, Bookshelf
from core.books.views import SearchResult, SetAsideList, detail_of
from core.kernel.identity import Caller, Standing, WorkId
from core.kernel.tokens import from_short, to_short
from core.ui.cards import Reply
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Text

WORKS = "works"
_KEY = "#w"
_MAX_ID = 2**63 - 1
"""The highest row id that a database holds."""
_REJECTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class SearchBooks:
    query: Annotated[str, Text("book-search-query", 1, MAX_TYPED)]


@dataclass(frozen=True, slots=True)
class ShowRejects:
    pass


@dataclass(frozen=True, slots=True)
class BookDesk:
    """The commands of the catalogue over its use cases."""

    bookshelf: Bookshelf

    async def search(self, caller: Caller, request: SearchBooks) -> Reply:  # noqa: ARG002 - the same for everybody
        found = await self.bookshelf.search(request.query, MAX_CHOICES + 1)
        return Reply(SearchResult(request.query, tuple(found[:MAX_CHOICES]), len(found) > MAX_CHOICES))

    async def rejects(self, caller: Caller, request: ShowRejects) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(SetAsideList(tuple(await self.bookshelf.latest_set_aside(_REJECTS_SHOWN))))


@dataclass(frozen=True, slots=True)
class WorkSource:
    """Finds works for lookups. The key of a work is "#w" and its id in base 36, which no title looks like."""

    bookshelf: Bookshelf

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:  # noqa: ARG002
        return [suggestion_of(work) for work in await self.bookshelf.suggest(typed, limit)]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:  # noqa: ARG002
        key = _work_of_key(typed)
        if key is None:
            works = await self.bookshelf.meant(typed)
            is_sure = looks_like_isbn(typed) or any(
                matching.is_titled(work, typed) or matching.is_named_by(work, typed) for work in works
            )
            return [replace(suggestion_of(work), is_sure=is_sure) for work in works]
        work = await self.bookshelf.get(key)
        return [suggestion_of(work)] if work else []


def declare(catalogue: Catalogue, bookshelf: Bookshelf) -> None:
    """Add everything about the catalogue of books."""
    desk = BookDesk(bookshelf)
    catalogue.add(Command(("book", "search"), SearchBooks, desk.search, needs_home=False))
    catalogue.add(Command(("book", "rejects"), ShowRejects, desk.rejects, needs=Standing.BOOKSELLER, needs_home=False))
    catalogue.add_source(WORKS, WorkSource(bookshelf))


def suggestion_of(work: Work) -> Suggestion:
    """Return the work as a lookup proposes it."""
    return Suggestion(_KEY + to_short(work.id), work.title, detail_of(work))


def _work_of_key(typed: str) -> WorkId | None:
    if not typed.startswith(_KEY):
        return None
    try:
        number = from_short(typed.removeprefix(_KEY))
    except ValueError:
        return None
    return WorkId(number) if number <= _MAX_ID else None
