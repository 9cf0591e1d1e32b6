"""What is secret and what is proven, by one script on both platforms: exports, open votes, words, withdrawals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sandbox.stage.hand import Hand
from sandbox.stage.on_discord import DiscordHand
from sandbox.stage.on_telegram import TelegramHand
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.journeys.city import PLATFORMS, City
from tests.journeys.test_first_vote import OTHER, SECRET, close_vote, open_vote

QUESTION = "Notre livre de janvier"
RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3} \w+")
HASH = re.compile(r"\b[0-9a-f]{32}\b")


def received(town: City, hand: Hand) -> bytes:
    """Return the newest file that somebody was sent."""
    if isinstance(hand, DiscordHand):
        seen = hand.sandbox.people.visible_to(hand.user, hand.room)
        attachment = next(each.attachments[0] for each in reversed(seen) if each.attachments)
        path = attachment["url"].partition("/attachments/")[2]
        return hand.sandbox.world.files[f"/attachments/{path}"][1]
    assert isinstance(hand, TelegramHand)
    seen_there = hand.sandbox.sight.visible_to(hand.user, hand.bot)
    document = next(each.media["document"] for each in reversed(seen_there) if each.media)
    return town.telegram.world.files[document["file_id"]].content


@pytest.mark.long
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_reader_receives_the_file_and_a_stranger_finds_in_it_what_was_posted(
    shop: City, platform: str, tmp_path: Path
) -> None:
    await open_vote(shop, platform)
    for name in ("Alice", "Bob", "Chloe"):
        for each in PLATFORMS:
            await shop.on(name, each).taps("Emma" if each == platform else "Nana", on=SECRET)
    [posted] = set(HASH.findall(await shop.on("Alice", platform).sees("Promesse d’ouverture")))
    await close_vote(shop, OTHER[platform])
    await shop.on("Bob", platform).sees("Résultat")
    reader = shop.on("Chloe", platform)
    assert "python3 verify.py" in await reader.types("vote dossier", QUESTION)
    status, lines = verified(unzipped(received(shop, reader)), tmp_path, posted)
    assert (status, names(lines)[-2:]) == (0, ["count", "posted"]), lines


@pytest.mark.long
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_title_is_withdrawn_on_one_and_struck_through_on_both(shop: City, platform: str) -> None:
    await open_vote(shop, platform)
    alice = shop.on("Alice", platform)
    await alice.taps("Emma", on=SECRET)
    for each in PLATFORMS:
        await shop.on("Bob", each).taps("Nana", on=SECRET)
    await shop.on("Chloe", platform).taps("L’Étranger", on=SECRET)
    receipt = RECEIPT.findall(await alice.types("vote mot", QUESTION, "Pleine lune"))[-1]
    assert receipt.endswith(" pleinelune")
    assert "Emma" in await alice.types("vote vérifier", receipt)
    assert "est retiré de" in await shop.on("Olga", platform).types("vote rayer", QUESTION, "Emma", "épuisé")
    for each in PLATFORMS:
        assert "Emma" in await shop.on("Chloe", each).sees("retiré\xa0: épuisé")
    assert [line for line in shop.lines if any(told in line for told in (receipt, "pleinelune", "vm_"))] == []
    assert "Tous vos livres ont été retirés" in await alice.taps("Mon bulletin", on=SECRET)
    await close_vote(shop, platform)
    for each in PLATFORMS:
        result = await shop.on("Chloe", each).sees("Résultat")
        assert "Nana" in result
        assert "a été retiré de ce vote (épuisé)" in result
    assert "recomptés sans lui" in await shop.on("Olga", platform).types("vote rayer", QUESTION, "Nana", "souhait")
    for each in PLATFORMS:
        assert "L’Étranger" in await shop.on("Chloe", each).sees("comptés sans lui\xa0:")


@pytest.mark.long
async def test_an_open_vote_says_so_in_capitals_and_names_its_voters_at_the_close_on_both(shop: City) -> None:
    olga = shop.on("Olga", "Discord")
    assert isinstance(olga, DiscordHand)
    form = await olga.sandbox.people.types(olga.user, olga.room, "/vote ouvrir", {"secrecy": "named"})
    assert form.modal is not None
    fields = [label["component"]["custom_id"] for label in form.modal["components"]]
    answers = dict(zip(fields, [QUESTION, "Emma\nNana\nL’Étranger", "demain 18h"], strict=False))
    opened = await olga.sandbox.people.submits(form, answers)
    await opened.shown()
    assert "vote à découvert" in opened.text
    for each in PLATFORMS:
        assert "votre choix sera publié avec votre nom" in await shop.on("Alice", each).sees("VOTE À DÉCOUVERT")
    await shop.on("Alice", "Discord").taps("Emma", on="VOTE À DÉCOUVERT")
    assert "abstention" in await shop.on("Chloe", "Telegram").taps("Je m’abstiens", on="VOTE À DÉCOUVERT")
    await close_vote(shop, "Discord")
    for each in PLATFORMS:
        result = re.sub(r"\*", "", await shop.on("Bob", each).sees("Résultat"))
        assert "Alice\xa0: Emma" in result
        assert "Chloe\xa0: abstention" in result
