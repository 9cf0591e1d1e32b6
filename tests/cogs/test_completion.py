"""What is proposed for a moment: each proposal once, what was typed first."""

from __future__ import annotations

from cogs.completion import propose
from core.ui.catalogue import Catalogue
from core.ui.fields import When
from core.ui.intake import Intake
from core.ui.words import Dictionary
from tests.cogs.probe import LOCALES, StoppedClock, a_caller

WORDS = Dictionary(LOCALES).words("fr")
MOMENT = When("vote-open-closes")


async def proposals(typed: str) -> list[str]:
    found = await propose(Intake(Catalogue(), StoppedClock()), MOMENT, a_caller(), typed, WORDS)
    return [each.name for each in found]


async def test_every_moment_is_proposed_before_anything_is_typed() -> None:
    assert len(await proposals("")) == 4
    assert await proposals("   ") == await proposals("")


async def test_what_is_typed_comes_first_and_a_proposal_never_twice() -> None:
    [moment] = [each for each in await proposals("") if each == WORDS("moment-tomorrow")]
    assert await proposals(moment) == [moment]
    assert await proposals("le 3 mars") == ["le 3 mars"]
