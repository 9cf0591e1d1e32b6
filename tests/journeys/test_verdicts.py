"""What follows a count, by one script on both platforms: a second vote, lists by shop, a jury, a word, a selection."""

from __future__ import annotations

import re

import pytest

from sandbox.stage.hand import Hand
from sandbox.stage.on_discord import DiscordHand
from sandbox.stage.on_telegram import TelegramHand
from tests.journeys.city import PLATFORMS, City
from tests.journeys.conftest import link
from tests.journeys.test_first_vote import OTHER, SECRET, close_vote

QUESTION = "Notre livre de janvier"
SECOND = f"{QUESTION} (2)"
PAGES = "Emma\nNana\nL’Étranger"


async def open_with(town: City, rules: dict[str, str | int], reach: str = "") -> str:
    """Olga opens a vote with these rules, the way of Discord, where each is an option; return what she is told."""
    olga = town.on("Olga", "Discord")
    assert isinstance(olga, DiscordHand)
    form = await olga.sandbox.people.types(olga.user, olga.room, "/vote ouvrir", rules)
    assert form.modal is not None, form.text
    fields = [label["component"]["custom_id"] for label in form.modal["components"]]
    filled = dict(zip(fields, [QUESTION, PAGES, "demain 18h", "", reach], strict=False))
    opened = await olga.sandbox.people.submits(form, {field: answer for field, answer in filled.items() if answer})
    await opened.shown()
    return opened.text


def plain(text: str) -> str:
    return re.sub(r"[*_]", "", text)


async def press_mine(hand: Hand, label: str, on: str, told: str) -> str:
    """Press a button of one's own message that holds `on`, and return the message that then holds `told`."""
    if isinstance(hand, TelegramHand):
        return await hand.presses_in_private(label)
    await hand.taps(label, on=on)
    return await hand.sees(told, is_private=True)


@pytest.mark.long
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_tie_opens_a_second_vote_whose_winner_becomes_a_selection_with_a_word_under_the_result(
    shop: City, platform: str
) -> None:
    assert "2 salons" in await open_with(shop, {"ties": "runoff"})
    assert "un second vote de 24 heures" in await shop.on("Alice", platform).sees(SECRET)
    await shop.on("Alice", platform).taps("Emma", on=SECRET)
    await shop.on("Chloe", OTHER[platform]).taps("Nana", on=SECRET)
    await close_vote(shop, platform)
    for each in PLATFORMS:
        first = await shop.on("Bob", each).sees("un second vote de 24 heures est ouvert")
        assert "rien n’est encore joué" in plain(first)
        assert "Égalité entre Emma et Nana" in plain(first)
        assert "L’Étranger" not in await shop.on("Bob", each).sees("Second vote")
    assert "Nana" in await shop.on("Bob", platform).taps("Nana", on="Second vote")
    await close_vote(shop, OTHER[platform], SECOND)
    for each in PLATFORMS:
        assert "Nana" in await shop.on("Bob", each).sees("le second vote a choisi Nana")
    olga = shop.on("Olga", platform)
    assert "paraît sous le résultat" in await olga.fills("vote commenter", [QUESTION, "Bravo à toutes et tous !"])
    for each in PLATFORMS:
        assert "le second vote a choisi Nana" in await shop.on("Chloe", each).sees("Bravo à toutes et tous")
    assert "Que faire de ce résultat" in await olga.taps("Pour les libraires", on="Bravo à toutes et tous")
    kept = await press_mine(olga, "En faire notre sélection", "Que faire", "C’est noté dans les sélections")
    assert "Nana" in kept
    assert "2 salons" in await olga.types("sélection annoncer", QUESTION)
    for each in PLATFORMS:
        assert "Nana" in await shop.on("Chloe", each).sees("Sélection de L’Agora")
    assert QUESTION in await shop.on("Alice", platform).types("sélection liste")


@pytest.mark.long
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_one_vote_gives_the_networks_list_and_a_small_shop_is_told_why_it_has_none(
    shop: City, platform: str
) -> None:
    assert "2 salons" in await open_with(shop, {"levels": "shops"}, "network")
    assert "où chaque librairie pèse autant" in await shop.on("Bob", platform).sees(SECRET)
    await shop.on("Alice", platform).taps("Emma", on=SECRET)
    await shop.on("Chloe", OTHER[platform]).taps("Emma", on=SECRET)
    await close_vote(shop, OTHER[platform])
    for each in PLATFORMS:
        result = plain(await shop.on("Chloe", each).sees("Résultat"))
        assert "Emma l’emporte" in result
        assert "Compté par librairies" in result
        assert "Emma\xa0: une librairie" in result
    assert "moins de cinq bulletins" in await shop.on("Alice", platform).taps(
        "La liste de votre librairie", on="Résultat"
    )


@pytest.mark.long
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_jury_and_the_public_share_the_points_and_the_picture_shows_both(shop: City, platform: str) -> None:

    await link(shop, "Alice")
    assert "2 salons" in await open_with(shop, {"jury": 50, "jurors": "@alice"})
    assert "50 % des points au jury" in await shop.on("Bob", platform).sees(SECRET)
    await shop.on("Alice", "Discord").taps("Emma", on=SECRET)
    for name in ("Bob", "Chloe"):
        await shop.on(name, platform).taps("Nana", on=SECRET)
    await close_vote(shop, platform)
    for each in PLATFORMS:
        result = plain(await shop.on("Chloe", each).sees("Résultat"))
        assert "Nana l’emporte" in result, "of titles level in sum the public's choice comes first"
        assert "n° 2 du jury, n° 1 du public" in result
    told = await shop.on("Chloe", "Discord").taps("Comment a-t-on compté\u202f?", on="Résultat")
    assert "Chaque camp donne ses points" in told
