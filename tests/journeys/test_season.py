"""A whole season on both platforms: nominated and seconded, shortlisted, decided, with two kills on the way."""

from __future__ import annotations

import pytest

from sandbox.stage.hand import Hand
from sandbox.stage.on_telegram import TelegramHand
from tests.journeys.city import PLATFORMS, City
from tests.journeys.test_first_vote import OTHER
from tests.journeys.test_rankings import press_own

QUESTION = "Notre livre du printemps"
COURSE = {"Discord": "shortlisted", "Telegram": "Propositions, liste courte, puis finale"}
BOOKS = ("Emma", "Nana", "L’Étranger", "La Peste", "أولاد حارتنا")


async def press_card(hand: Hand, label: str, shown: str) -> str:
    """Press a button of one's own card of the season and return the card once it says so."""
    if isinstance(hand, TelegramHand):
        await hand.presses_in_private(label)
    else:
        await hand.taps(label, on=QUESTION)
    return await hand.sees(shown, is_private=True)


@pytest.mark.long
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_season_is_held_from_nominations_to_its_winner_and_outlives_two_kills(
    shop: City, platform: str
) -> None:
    olga, alice, bob = (shop.on(name, platform) for name in ("Olga", "Alice", "Bob"))
    chloe = shop.on("Chloe", OTHER[platform])
    told = await olga.types("saison ouvrir", QUESTION, "demain 18h", COURSE[platform])
    assert "liste courte" in told
    await press_card(olga, "Commencer maintenant", "On propose des livres")
    for each in PLATFORMS:
        assert "3 livres au plus" in await shop.on("Bob", each).sees("Proposez vos livres")
    for book in BOOKS[:3]:
        assert "Merci" in await alice.types("vote proposer", book)
    assert "maximum" in await alice.types("vote proposer", BOOKS[3])
    for book in BOOKS[3:]:
        assert "Thank you" in await bob.types("vote nominate", book)
    assert "vous êtes 2" in await chloe.types("vote proposer", "Emma", "Et drôle")
    await shop.kill_bot()
    await shop.start_bot()
    shown = await bob.types("season show")
    # An answer that the kill cut short may come again first.
    if "Nominated" in shown:
        shown = await bob.types("season show")
    assert "Books are nominated until" in shown
    await press_card(olga, "Clore les propositions", "On vote\u00a0: liste courte")
    for each in PLATFORMS:
        assert "Emma" in await shop.on("Alice", each).sees("Tour 1 sur 2")
    assert "Emma" in await alice.picks(["Emma"], on="Tour 1 sur 2")
    assert "Nana" in await chloe.picks(["Nana"], on="Tour 1 sur 2")
    await press_card(olga, "Clore ce tour", "On vote\u00a0: finale")
    for each in PLATFORMS:
        assert "Emma" in await shop.on("Chloe", each).sees("Finale.")
    assert "sont choisis" in await chloe.taps("Voir le résultat de ce tour", on="Ce tour est clos")
    await shop.kill_bot()
    await shop.start_bot()
    await alice.taps("Remplir mon bulletin", on="Finale.")
    await press_own(alice, "Emma", "1. Emma")
    await press_card(olga, "Clore ce tour", "C’est terminé")
    for each in PLATFORMS:
        assert "Emma" in await shop.on("Bob", each).sees("l’emporte")
    assert "a déjà été choisi" in await chloe.types("vote proposer", "Emma")
    listed = await chloe.types("vote propositions")
    assert listed.count("reporté de la saison passée") == 3
    assert "Emma" not in listed
