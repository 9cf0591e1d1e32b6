"""What a shop makes its selection is read there from then on, and nobody nominates it again."""

from __future__ import annotations

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing
from core.selections.service import Selections
from core.votes.rounds.model import Cause
from core.votes.rounds.selecting import SelectedRead
from tests.core.votes.town import ALPHA, Town


@pytest.fixture
def selections(town: Town) -> Selections:
    return Selections(town.storage, town.clock, [SelectedRead()])


async def bookseller(town: Town, name: str = "libraire", home: str = "") -> Caller:
    await town.person(name)
    return await town.caller(name, ALPHA, home, Standing.BOOKSELLER)


async def causes(town: Town) -> list[str]:
    found = await town.storage.read(lambda rows: [rows.readings.get(town.shop, work) for work in town.works[:3]])
    return [each.cause.value if each else "" for each in found]


async def test_selected_books_leave_the_list_and_are_refused_when_nominated_again(
    town: Town, selections: Selections
) -> None:
    seller = await bookseller(town)
    for work in town.works[:3]:
        await town.shortlist.nominate(await town.caller("libraire", standing=Standing.BOOKSELLER), work, "")
    await selections.make(seller, "Janvier", "vote-1", town.works[:2])
    assert await causes(town) == ["selected", "selected", ""]
    assert [each.title for each in await town.shortlist.of_shop(seller)] == ["Babel"]
    with pytest.raises(Refusal, match="already-read-selected"):
        await town.shortlist.nominate(await town.caller("libraire"), town.works[0], "")


async def test_what_won_before_stays_won_and_the_same_selection_made_again_changes_nothing(
    town: Town, selections: Selections
) -> None:
    await town.storage.write(lambda rows: rows.readings.note(town.shop, town.works[1], town.clock.now(), Cause.WON))
    for _ in range(2):
        await selections.make(await bookseller(town), "Janvier", "vote-1", town.works[:2])
        town.clock.move(days=1)
    assert await causes(town) == ["selected", "won", ""]
    found = await town.storage.read(lambda rows: rows.readings.get(town.shop, town.works[0]))
    assert found is not None
    assert found.at == (await selections.latest(await bookseller(town)))[0].made_at


async def test_another_shops_selection_is_not_read_here(town: Town, selections: Selections) -> None:
    await selections.make(await bookseller(town, "loin", "far"), "Janvier", "vote-1", town.works[:2])
    assert await causes(town) == ["", "", ""]


async def test_a_selection_that_is_refused_notes_nothing(town: Town, selections: Selections) -> None:
    await town.person("alice")
    with pytest.raises(Refusal, match="refused-standing"):
        await selections.make(await town.caller("alice"), "Janvier", "vote-1", town.works[:2])
    assert await causes(town) == ["", "", ""]
