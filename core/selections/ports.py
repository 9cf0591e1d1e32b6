"""What selections need from one transaction; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from core.kernel.identity import SelectionId, ShopId
from core.kernel.outbox import Outbox
from core.selections.model import NewSelection, Room, Selection


class Selections(Protocol):
    """Selections and their titles."""

    def add(self, selection: NewSelection, /) -> SelectionId:
        """Keep it and return its id; that of the shop's earlier one where the origin is the same."""
        ...

    def get(self, selection: SelectionId, /) -> Selection | None: ...

    def lock(self, selection: SelectionId, /) -> bool:
        """Keep every other writer off it until the transaction ends; False where there is none. The first statement of
        every write about a selection."""
        ...

    def of_shop(self, shop: ShopId, limit: int, /) -> Sequence[Selection]:
        """The latest first."""
        ...

    def mark_announced(self, selection: SelectionId, /) -> None: ...

    def rooms(self, shop: ShopId, /) -> Sequence[Room]:
        """The communities of a shop; their own rows answer."""
        ...


class Selecting(Protocol):
    """Something another feature must do, in the same transaction, when a shop makes books its selection.

    `rows` is the whole transaction: each feature takes its own slice of it, which selections must not name.
    """

    def selected(self, rows: Any, selection: Selection, /) -> None:
        """The selection was made, or made again: harmless twice."""
        ...


class SelectionRows(Protocol):
    """One transaction, as far as selections are concerned."""

    @property
    def selections(self) -> Selections: ...
    @property
    def outbox(self) -> Outbox: ...
