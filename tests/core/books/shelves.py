"""A catalogue to test with: a bookshelf over storage in memory, somebody who asks, and the file of real books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.books.service import Bookshelf
from core.kernel.identity import Account, Address, Caller, PersonId, Place, Platform, RequestKey, Standing
from core.ui.words import Dictionary
from tests.fakes import FakeStorage

ROOT = Path(__file__).parents[3]
DICTIONARY = Dictionary(ROOT / "core" / "locales")
GOODBOOKS = ROOT.parent / "shared" / "data" / "books" / "goodbooks.csv"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

with_goodbooks = pytest.mark.skipif(not GOODBOOKS.exists(), reason="the 10,000 real books are not beside the checkout")


@dataclass(frozen=True, slots=True)
class StillClock:
    """A clock that stands at noon."""

    def now(self) -> datetime:
        return NOON


def new_bookshelf(storage: FakeStorage | None = None) -> Bookshelf:
    return Bookshelf(storage or FakeStorage(), StillClock())


def somebody(standing: Standing = Standing.READER, locale: str = "fr") -> Caller:
    """Return a person who writes in private and belongs to no community."""
    platform = Platform("alpha")
    return Caller(
        PersonId(1),
        Account(platform, "anne"),
        "Anne",
        Place(Address(platform, "room"), can_whisper=True),
        locale,
        None,
        standing,
        False,
        RequestKey("r1"),
    )
