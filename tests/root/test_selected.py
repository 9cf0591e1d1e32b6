"""The whole house: what a shop makes its selection out of a vote is talked about and not nominated again."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.debates.presses import DebateOn
from core.debates.views import DebateCopy, DebateMade
from core.kernel.errors import Refusal
from core.kernel.identity import Caller
from core.selections.presses import ShowSelection
from core.selections.views import SelectionCard
from core.votes.presses import MarkTitle, SelectWinners
from tests.root.house import ALPHA, BETA, Furnished, furnished


async def select_emma_and_nana(house: Furnished, owner: Caller) -> SelectionCard:
    """Vote, count, and press "make it our selection"; return what the bookseller is answered."""
    house.clock.move(days=3)
    raw = {"question": "Lequel ?", "books": "Emma\nNana\nBeowulf", "closes": "samedi 18h", "places": "2"}
    await house.type(owner, ("vote", "open"), raw)
    for position in (0, 1):
        await house.house.catalogue.press(await house.enter("olga"), MarkTitle(1, position).pack())
    await house.type(await house.enter("olga"), ("vote", "close"), {"poll": "#v1"})
    reply = await house.house.catalogue.press(await house.enter("olga"), SelectWinners(1).pack())
    shown = reply.note or reply.view
    assert isinstance(shown, SelectionCard)
    return shown


async def test_the_books_of_a_selection_made_of_a_vote_are_not_nominated_again(tmp_path: Path) -> None:
    async with furnished(tmp_path) as house:
        owner = await house.owner()
        await select_emma_and_nana(house, owner)
        for title in ("Emma", "Nana"):
            with pytest.raises(Refusal, match="already-read-selected"):
                await house.type(owner, ("vote", "nominate"), {"book": title})
        await house.type(owner, ("vote", "nominate"), {"book": "Beowulf"})


async def test_a_book_of_a_selection_is_talked_about_by_one_press_of_the_shops_staff_and_once(tmp_path: Path) -> None:
    async with furnished(tmp_path) as house:
        owner = await house.owner()
        made = await select_emma_and_nana(house, owner)
        offered = {each.book: each.press for each in made.offers}
        assert {book: type(press) for book, press in offered.items()} == {"Emma": DebateOn, "Nana": DebateOn}
        press = offered["Nana"].pack()

        async def press_as(user: str) -> DebateMade | DebateCopy:
            caller = await house.enter(user, BETA if user == "alice" else ALPHA)
            note = (await house.house.catalogue.press(caller, press)).note
            assert isinstance(note, DebateMade | DebateCopy)
            return note

        opened = await press_as("olga")
        assert isinstance(opened, DebateMade)
        assert (opened.debate.title, opened.debate.question) == ("Nana", "")
        assert (await press_as("olga")).debate.id == opened.debate.id
        await house.type(await house.enter("olga"), ("debate", "close"), {"debate": "Nana"})
        closed = await press_as("olga")
        assert (type(closed), closed.debate.id) == (DebateCopy, opened.debate.id)
        with pytest.raises(Refusal, match="refused-standing"):
            await press_as("alice")
        shown = (await house.house.catalogue.press(await house.enter("alice", BETA), ShowSelection(1).pack())).note
        assert isinstance(shown, SelectionCard)
        assert shown.offers == ()
        with pytest.raises(Refusal, match="refused-stale-press"):
            await house.house.catalogue.press(await house.enter("olga"), DebateOn(1, 999).pack())
