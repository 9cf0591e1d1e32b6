"""What a selection means for votes: its books count as read in its shop; must not make selections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.identity import ShopId, WorkId
from core.votes.ports import VoteRows
from core.votes.rounds.model import Cause


class SelectedBook(Protocol):
    """One book of a selection, as far as votes are concerned."""

    @property
    def work(self) -> WorkId: ...


class SelectedBooks(Protocol):
    """A selection, as far as votes are concerned."""

    @property
    def shop(self) -> ShopId: ...
    @property
    def titles(self) -> Sequence[SelectedBook]: ...
    @property
    def made_at(self) -> datetime: ...


class SelectedRead:
    """Runs inside the transaction that makes a selection."""

    def selected(self, rows: VoteRows, selection: SelectedBooks, /) -> None:
        """Note the books as read in the shop since it selected them: nobody nominates them again, and they leave its
        list. One that was read before stays so since then."""
        for book in selection.titles:
            rows.readings.note(selection.shop, book.work, selection.made_at, Cause.SELECTED)
            rows.nominations.withdraw(selection.shop, book.work)
