"""Declares the selections: commands, presses, letters; must not hold rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, SelectionId, Standing
from core.kernel.outbox import Claimed
from core.kernel.tokens import from_short, to_short
from core.selections.model import Offer, Selection
from core.selections.presses import AnnounceSelection, ShowSelection
from core.selections.service import SELECTION, Selections, check_staff
from core.selections.views import SelectionAnnounced, SelectionCard, SelectionList
from core.ui.cards import Reply, View
from core.ui.catalogue import Catalogue, Command, Suggestion
from core.ui.fields import Lookup

SELECTIONS = "selections"
_KEY = "#l"

Offers = Callable[[Selection], tuple[Offer, ...]]
"""What other features let booksellers do with a selection."""


@dataclass(frozen=True, slots=True)
class ListSelections:
    pass


@dataclass(frozen=True, slots=True)
class OneSelection:
    selection: Annotated[str, Lookup("selection-which", SELECTIONS)]


@dataclass(frozen=True, slots=True)
class SelectionDesk:
    """The commands and buttons of selections over their use cases."""

    selections: Selections
    offers: Offers

    async def list(self, caller: Caller, request: ListSelections) -> Reply:  # noqa: ARG002 - nothing is asked
        return Reply(SelectionList(tuple(await self.selections.latest(caller))))

    async def show(self, caller: Caller, request: OneSelection) -> Reply:
        return Reply(await self._card(caller, _id_of(request.selection)))

    async def announce(self, caller: Caller, request: OneSelection) -> Reply:
        return Reply(SelectionAnnounced(await self.selections.announce(caller, _id_of(request.selection))))

    async def press_show(self, caller: Caller, press: ShowSelection, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        return Reply(note=await self._card(caller, SelectionId(press.selection)))

    async def press_announce(self, caller: Caller, press: AnnounceSelection, values: tuple[str, ...]) -> Reply:  # noqa: ARG002
        check_staff(caller)
        return Reply(note=SelectionAnnounced(await self.selections.announce(caller, SelectionId(press.selection))))

    async def compose(self, claimed: Claimed) -> View | None:
        return SelectionCard(await self.selections.show(_id_of(claimed.letter.about)))

    async def _card(self, caller: Caller, selection: SelectionId) -> SelectionCard:
        found = await self.selections.show(selection)
        is_theirs = caller.home is not None and caller.home.shop == found.shop
        is_staffs = is_theirs and caller.standing >= Standing.BOOKSELLER
        return SelectionCard(found, is_staffs=is_staffs, offers=self.offers(found) if is_staffs else ())


@dataclass(frozen=True, slots=True)
class SelectionSource:
    """Finds a selection of the caller's shop by its name."""

    selections: Selections

    async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
        wanted = typed.casefold()
        found = [each for each in await self.selections.latest(caller) if wanted in each.name.casefold()]
        return [Suggestion(_KEY + to_short(each.id), each.name) for each in found[:limit]]

    async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
        wanted, found = typed.strip().casefold(), await self.suggest(caller, "", 100)
        exact = [each for each in found if wanted in {each.key, each.label.casefold()}]
        return exact or [each for each in found if wanted in each.label.casefold()]


def declare(catalogue: Catalogue, selections: Selections, offers: Offers = lambda _: ()) -> None:
    """Add everything about selections to the catalogue."""
    desk, staff = SelectionDesk(selections, offers), Standing.BOOKSELLER
    catalogue.add(Command(("selection", "list"), ListSelections, desk.list))
    catalogue.add(Command(("selection", "show"), OneSelection, desk.show))
    catalogue.add(Command(("selection", "announce"), OneSelection, desk.announce, needs=staff))
    catalogue.add_source(SELECTIONS, SelectionSource(selections))
    catalogue.on_press(ShowSelection, desk.press_show)
    catalogue.on_press(AnnounceSelection, desk.press_announce)
    catalogue.compose(SELECTION, desk.compose)


def _id_of(key: str) -> SelectionId:
    try:
        return SelectionId(from_short(key.removeprefix(_KEY)))
    except ValueError as problem:
        raise Refusal("selections-none", typed=key) from problem
