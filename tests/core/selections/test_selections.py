"""A shop's selections: made once of each origin, shown in order, announced once in the shop's own rooms."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from syrupy.assertion import SnapshotAssertion

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, SelectionId, ShopId, Standing, WorkId
from core.selections.commands import ListSelections, OneSelection, declare
from core.selections.model import Chosen, Offer, Selection
from core.selections.presses import ShowSelection
from core.selections.service import SELECTION, Announced, Selections
from core.selections.views import SelectionAnnounced, SelectionCard, SelectionList
from core.ui.catalogue import Catalogue
from core.ui.words import LOCALES
from tests.core.outline import outline
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import ALPHA, Town

MADE = Selection(
    SelectionId(41),
    ShopId(1),
    "L’Agora",
    "Notre livre de janvier",
    "vote-15",
    (Chosen(WorkId(10), "Emma", "Jane Austen"), Chosen(WorkId(12), "أولاد حارتنا", "نجيب محفوظ")),
    datetime(2026, 12, 1, 18, 30, tzinfo=UTC),
    is_announced=False,
)


OFFERS = tuple(Offer("debate-on-book", ShowSelection(each.work), each.name) for each in MADE.titles)


@pytest.fixture
def selections(town: Town) -> Selections:
    return Selections(town.storage, town.clock)


async def bookseller(town: Town, name: str = "libraire", home: str = "") -> Caller:
    await town.person(name)
    return await town.caller(name, ALPHA, home, Standing.BOOKSELLER)


async def test_the_same_origin_makes_one_selection_and_its_titles_keep_their_order(
    town: Town, selections: Selections
) -> None:
    works = [town.works[2], town.works[0]]
    made = await selections.make(await bookseller(town), "Janvier", "vote-1", works)
    again = await selections.make(await bookseller(town), "Autre", "vote-1", [town.works[1]])
    assert again == made
    assert [each.work for each in made.titles] == works
    assert all(each.name and each.authors for each in made.titles)
    other = await selections.make(await bookseller(town), "Février", "vote-2", works)
    assert [each.id for each in await selections.latest(await bookseller(town))] == [other.id, made.id]


async def test_each_shop_has_its_own_of_the_same_origin(town: Town, selections: Selections) -> None:
    ours = await selections.make(await bookseller(town), "Janvier", "vote-1", town.works[:1])
    theirs = await selections.make(await bookseller(town, "loin", "far"), "Janvier", "vote-1", town.works[1:2])
    assert ours.id != theirs.id
    assert [each.id for each in await selections.latest(await bookseller(town))] == [ours.id]


async def test_a_selection_is_announced_once_and_only_in_its_shops_rooms(town: Town, selections: Selections) -> None:
    made = await selections.make(await bookseller(town), "Janvier", "vote-1", town.works[:1])
    with pytest.raises(Refusal, match="selection-not-yours"):
        await selections.announce(await bookseller(town, "loin", "far"), made.id)
    announced = await selections.announce(await bookseller(town), made.id)
    assert announced.selection.is_announced
    with pytest.raises(Refusal, match="selection-announced"):
        await selections.announce(await bookseller(town), made.id)
    letters = [letter for letter in town.storage.letters() if letter.kind == SELECTION]
    assert [letter.to.space for letter in letters] == ["space-alpha", "space-beta"]


async def test_readers_see_selections_and_cannot_make_or_announce_any(town: Town, selections: Selections) -> None:
    catalogue = Catalogue()
    declare(catalogue, selections)
    made = await selections.make(await bookseller(town), "Janvier", "vote-1", town.works[:2])
    await town.person("alice")
    alice = await town.caller("alice")
    with pytest.raises(Refusal, match="refused-standing"):
        await selections.make(alice, "Janvier", "vote-9", town.works[:1])
    with pytest.raises(Refusal, match="refused-standing"):
        await catalogue.press(alice, f"la_{made.id}")
    shown = await catalogue.commands["selection", "show"](alice, OneSelection("#l1"))
    assert isinstance(shown.view, SelectionCard)
    assert (shown.view.selection, shown.view.is_staffs) == (made, False)
    listed = await catalogue.commands["selection", "list"](alice, ListSelections())
    assert listed.view == SelectionList((made,))
    found = await catalogue.sources["selections"].resolve(alice, "janv")
    assert [each.key for each in found] == ["#l1"]
    with pytest.raises(Refusal, match="selection-gone"):
        await catalogue.commands["selection", "show"](alice, OneSelection("#l9"))


async def test_an_empty_selection_is_refused(town: Town, selections: Selections) -> None:
    with pytest.raises(Refusal, match="selection-empty"):
        await selections.make(await bookseller(town), "Rien", "vote-1", [])


@pytest.mark.parametrize("locale", LOCALES)
def test_selections_read_well(locale: str, snapshot: SnapshotAssertion) -> None:
    words = DICTIONARY.words(locale)
    views = (
        SelectionCard(MADE),
        SelectionCard(MADE, is_made=True, is_staffs=True),
        SelectionCard(replace(MADE, titles=MADE.titles[:1], is_announced=True), is_staffs=True),
        SelectionCard(replace(MADE, is_announced=True), is_staffs=True, offers=OFFERS),
        SelectionList((MADE, replace(MADE, titles=MADE.titles[:1]))),
        SelectionList(()),
        SelectionAnnounced(Announced(MADE, ())),
    )
    assert "\n\n".join(outline(view.as_card(words)) for view in views) == snapshot
