"""The whole house: what a shop makes its selection out of a vote is read there, and nobody nominates it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from core.votes.presses import MarkTitle, SelectWinners
from tests.root.house import furnished


async def test_the_books_of_a_selection_made_of_a_vote_are_not_nominated_again(tmp_path: Path) -> None:
    async with furnished(tmp_path) as house:
        owner = await house.owner()
        house.clock.move(days=3)
        raw = {"question": "Lequel ?", "books": "Emma\nNana\nBeowulf", "closes": "samedi 18h", "places": "2"}
        await house.type(owner, ("vote", "open"), raw)
        for position in (0, 1):
            await house.house.catalogue.press(await house.enter("olga"), MarkTitle(1, position).pack())
        await house.type(await house.enter("olga"), ("vote", "close"), {"poll": "#v1"})
        await house.house.catalogue.press(await house.enter("olga"), SelectWinners(1).pack())
        for title in ("Emma", "Nana"):
            with pytest.raises(Refusal, match="already-read-selected"):
                await house.type(owner, ("vote", "nominate"), {"book": title})
        await house.type(owner, ("vote", "nominate"), {"book": "Beowulf"})
