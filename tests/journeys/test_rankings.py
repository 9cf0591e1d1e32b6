"""Rankings and scores by touch, on both platforms: filled in private, killed in the middle, counted, checked."""

from __future__ import annotations

import re

import pytest

from sandbox.stage.hand import Hand
from sandbox.stage.on_telegram import TelegramHand
from tests.journeys.city import PLATFORMS, City
from tests.journeys.test_first_vote import OTHER

PAPER = "Bulletin secret"
OWN = {"fr": PAPER, "en": "Secret ballot"}
RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
LABELS = {
    "schulze": "Classement : le livre qui bat chacun des autres en duel (Schulze)",
    "star": "Notes de 0 à 5, puis finale entre les deux premiers (STAR)",
}


async def open_by(town: City, platform: str, method: str) -> None:
    chosen = LABELS[method] if platform == "Telegram" else method
    answers = ["Notre livre de mars", "Emma\nNana\nL’Étranger", "demain 18h", chosen, ""]
    assert "2 salons" in await town.on("Olga", platform).fills("vote ouvrir", answers)


async def press_own(hand: Hand, label: str, shown: str, locale: str = "fr") -> str:
    """Press a button of one's own copy and return the copy once it shows these words, "2. Emma" for a rank."""
    if isinstance(hand, TelegramHand):
        await hand.presses_in_private(label)
        return await hand.sees(shown, is_private=True)
    await hand.taps(label, on=OWN[locale])
    return await hand.sees(re.sub(r"(\d\. )(\w+)", r"\1**\2**", shown), is_private=True)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_books_are_ranked_by_touch_and_the_ballot_outlives_a_kill(shop: City, platform: str) -> None:
    await open_by(shop, "Discord", "schulze")
    alice, bob = shop.on("Alice", platform), shop.on("Bob", OTHER[platform])
    assert "Classez les livres" in await alice.taps("Remplir mon bulletin", on=PAPER)
    await press_own(alice, "Nana", "1. Nana")
    await shop.kill_bot()
    await shop.start_bot()
    told = await press_own(alice, "Emma", "2. Emma")
    assert told.index("Nana") < told.index("Emma")
    receipt = RECEIPT.findall(told)[-1]
    await bob.taps("Remplir mon bulletin", on=PAPER)
    await press_own(bob, "Emma", "1. Emma", "en")
    await press_own(bob, "Nana", "2. Nana", "en")
    told = await press_own(bob, "Undo the last", "Not ranked yet", "en")
    assert told.index("Emma") < told.index("Not ranked yet") < told.index("Nana")
    assert "est clos" in await shop.on("Olga", platform).types("vote clore", "Notre livre de mars")
    for each in PLATFORMS:
        result = await shop.on("Chloe", each).sees("Résultat")
        assert "2 bulletins comptés" in result
        assert "Égalité entre Emma et Nana" in result
    assert "Notre livre de mars" in await alice.types("vote vérifier", receipt)


@pytest.mark.long
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_books_are_scored_one_by_one_and_the_final_is_told(shop: City, platform: str) -> None:
    await open_by(shop, "Telegram", "star")
    alice, chloe = shop.on("Alice", platform), shop.on("Chloe", OTHER[platform])
    assert "Notez les livres" in await alice.taps("Remplir mon bulletin", on=PAPER)
    await press_own(alice, "5", "5 sur 5")
    await press_own(alice, "Pas lu", "5 sur 5")
    told = await press_own(alice, "2", "2 sur 5")
    assert "sans note" in told
    await chloe.taps("Remplir mon bulletin", on=PAPER)
    await press_own(chloe, "3", "3 sur 5")
    await press_own(chloe, "4", "4 sur 5")
    assert "est clos" in await shop.on("Olga", platform).types("vote clore", "Notre livre de mars")
    for each in PLATFORMS:
        result = await shop.on("Bob", each).sees("Résultat")
        assert "Emma" in result
        assert "Finale" in result
        assert "8 points" in result
        told = await shop.on("Olga", each).taps("Comment a-t-on compté\u202f?", on="Résultat")
        count = told if each == "Discord" else await shop.on("Olga", each).sees("Tour 1", is_private=True)
        assert "Tour 2" in count
