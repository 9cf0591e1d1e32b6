"""Selections as plain values; must not read or write anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.kernel.identity import Address, CommunityId, SelectionId, ShopId, WorkId
from core.ui.presses import Press


@dataclass(frozen=True, slots=True)
class NewSelection:
    """Books to stand for together, best first: their names are copied from the catalogue when the selection is made."""

    shop: ShopId
    name: str
    origin: str
    """Where it comes from, such as "vote-1f": a shop makes one selection of each origin."""
    works: tuple[WorkId, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """One book of a selection."""

    work: WorkId
    name: str
    authors: str


@dataclass(frozen=True, slots=True)
class Selection:
    id: SelectionId
    shop: ShopId
    shop_name: str
    name: str
    origin: str
    titles: tuple[Chosen, ...]
    """Best first."""
    made_at: datetime
    is_announced: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Something of another feature's that the booksellers may do with a book of a selection, by one press."""

    message: str
    """Names the button; it says the book's name."""
    press: Press
    book: str


@dataclass(frozen=True, slots=True)
class Room:
    """Where a shop's selections are announced."""

    community: CommunityId
    to: Address
    locale: str
    zone: str
