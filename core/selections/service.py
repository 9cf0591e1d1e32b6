"""The use cases of selections: make one, show, announce; must not know words, platforms or where a choice came from.

What goes with a selection (a debate, an event, a word on stock) hangs on its id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.kernel.clock import Clock
from core.kernel.errors import Refusal, Say
from core.kernel.identity import Caller, SelectionId, ShopId, Standing, WorkId
from core.kernel.outbox import Letter
from core.kernel.storage import Storage
from core.kernel.tokens import to_short
from core.selections.model import NewSelection, Room, Selection
from core.selections.ports import Selecting, SelectionRows
from core.ui.catalogue import standing_message

SELECTION = "selection"
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Announced:
    selection: Selection
    rooms: tuple[Room, ...]


class Selections:
    """What the shops of a network stand for."""

    def __init__(self, storage: Storage[SelectionRows], clock: Clock, followers: Sequence[Selecting] = ()) -> None:
        self._storage = storage
        self._clock = clock
        self._followers = followers

    async def make(self, caller: Caller, name: str, origin: str, works: Sequence[WorkId]) -> Selection:
        """Make a selection of the caller's shop, or return the one it has of this origin; what follows from it for
        other features happens with it. Raises Refusal."""
        new = NewSelection(_shop_of(caller), name, origin, tuple(works), self._clock.now())
        if not works:
            raise Refusal("selection-empty")

        def job(rows: SelectionRows) -> Selection:
            made = _present(rows.selections.get(rows.selections.add(new)))
            for follower in self._followers:
                follower.selected(rows, made)
            return made

        return await self._storage.write(job)

    async def show(self, selection: SelectionId) -> Selection:
        """Return a selection; raises Refusal when there is none."""
        return _present(await self._storage.read(lambda rows: rows.selections.get(selection)))

    async def latest(self, caller: Caller) -> Sequence[Selection]:
        """Return the selections of the caller's shop, the latest first."""
        if caller.home is None:
            return ()
        shop = caller.home.shop
        return await self._storage.read(lambda rows: rows.selections.of_shop(shop, SHOWN))

    async def announce(self, caller: Caller, selection: SelectionId) -> Announced:
        """Announce a selection of the caller's shop in its rooms, once. Raises Refusal."""
        shop = _shop_of(caller)

        def job(rows: SelectionRows) -> Announced:
            rows.selections.lock(selection)
            found = _present(rows.selections.get(selection))
            if found.shop != shop:
                raise Refusal("selection-not-yours")
            if found.is_announced:
                raise Refusal("selection-announced", name=found.name)
            rooms = tuple(rows.selections.rooms(shop))
            if not rooms:
                raise Refusal("selection-no-room")
            about = to_short(selection)
            for room in rooms:
                key = f"{SELECTION}-{about}-{room.community}"
                rows.outbox.put(Letter(SELECTION, about, room.to, room.locale, room.zone, key=key))
            rows.selections.mark_announced(selection)
            return Announced(replace(found, is_announced=True), rooms)

        return await self._storage.write(job)


def check_staff(caller: Caller) -> None:
    """Raise Refusal unless the caller is a bookseller."""
    if caller.standing < Standing.BOOKSELLER:
        raise Refusal("refused-standing", needs=Say(standing_message(Standing.BOOKSELLER)))


def _shop_of(caller: Caller) -> ShopId:
    check_staff(caller)
    if caller.home is None:
        raise Refusal("refused-no-home")
    return caller.home.shop


def _present(selection: Selection | None) -> Selection:
    if selection is None:
        raise Refusal("selection-gone")
    return selection
