"""The spoiler gate by one script on both platforms, kill -9 included: nobody reads in clear what comes further on."""

from __future__ import annotations

import pytest

from sandbox.discord import Message as Shown
from sandbox.discord import text_of
from sandbox.stage.on_discord import DiscordHand
from sandbox.stage.on_telegram import TelegramHand
from tests.journeys.city import City
from tests.journeys.test_debates import QUESTION, in_thread, telegram_user, thread_of

WORDS = "Elle épouse || Knightley </tg-spoiler>"


def spoiled_on_telegram(town: City) -> list[str]:
    """What each message of the group that holds the words shows without a press."""
    shown = []
    for message in town.group.messages.values():
        if "Knightley" in message.body:
            body = message.body.encode("utf-16-le")
            for each in message.entities:
                if each["type"] == "spoiler":
                    start, end = 2 * each["offset"], 2 * (each["offset"] + each["length"])
                    body = body[:start] + b"\0" * (end - start) + body[end:]
            shown.append(body.decode("utf-16-le"))
    return shown


def spoilers_on_discord(messages: list[Shown]) -> list[str]:
    return [text_of(each) for each in messages if "Knightley" in text_of(each)]


@pytest.mark.long
async def test_a_reader_behind_reads_nothing_in_clear_on_either_platform_until_they_get_there(shop: City) -> None:
    alice, bob = shop.on("Alice", "Telegram"), shop.on("Bob", "Discord")
    assert "C’est ouvert" in await shop.on("Olga", "Telegram").fills(
        "débat ouvrir", [QUESTION, "Emma", "", "dans 3 jours", "", ""]
    )
    thread = await thread_of(shop)
    await alice.sees(QUESTION)

    assert "Où en êtes-vous dans Emma" in await alice.taps("Où j’en suis", on=QUESTION)
    assert isinstance(alice, TelegramHand)
    told = await alice.presses_in_private("la moitié du livre")
    assert "vous en êtes là" in told or "Rien à lire" in told
    asked = await alice.taps("Prendre la parole", on=QUESTION)
    assert "Que voulez-vous dire" in asked
    shop.telegram.people.say(alice.user, alice.bot, WORDS)
    assert "raconte jusqu’à\u00a0: la moitié du livre" in await alice.sees("Les salons le reçoivent", is_private=True)
    await shop.kill_bot()
    await shop.start_bot()

    assert "la moitié du livre" in await in_thread(shop, "Bob", thread).sees("Knightley")
    await shop.telegram.sight.sees(telegram_user(shop, "Chloe"), shop.group, "Knightley")
    [hidden] = spoilers_on_discord(list(thread.messages.values()))
    assert "> ||Elle épouse \\|\\| Knightley \\</tg-spoiler\\>||" in hidden
    assert all("Knightley" not in text for text in spoiled_on_telegram(shop))

    told = await bob.taps("Lire sans spoiler", on=QUESTION)
    assert "Knightley" not in told
    assert "One contribution waits for you further on" in told
    assert "Where are you in" in await bob.taps("Where I am", on="One contribution waits")
    assert "One contribution is open to you" in await bob.taps("half of the book", on="Where are you")
    assert "Knightley" in await bob.taps("Read without spoilers", on="One contribution is open to you")


@pytest.mark.long
async def test_one_press_on_one_platform_hides_it_on_both_also_when_the_bot_dies_then(shop: City) -> None:
    alice = shop.on("Alice", "Discord")
    await shop.on("Olga", "Telegram").fills("débat ouvrir", [QUESTION, "Emma", "", "dans 3 jours", "", ""])
    thread = await thread_of(shop)
    await alice.sees(QUESTION)
    await alice.taps("Où j’en suis", on=QUESTION)
    await alice.taps("pas encore commencé", on="Où en êtes-vous")
    assert isinstance(alice, DiscordHand)
    assert "tout le monde le lit" in await alice.corrects("Prendre la parole", [WORDS])
    await shop.on("Chloe", "Telegram").sees("Knightley")
    await in_thread(shop, "Bob", thread).sees("Knightley")

    assert "C’est caché" in await shop.on("Chloe", "Telegram").taps("C’est un spoiler", on="Knightley")
    await shop.kill_bot()
    await shop.start_bot()
    assert "||Elle" in await in_thread(shop, "Bob", thread).sees("caché par un lecteur")
    await shop.on("Chloe", "Telegram").sees("caché par un lecteur")
    assert all("Knightley" not in text for text in spoiled_on_telegram(shop))

    assert "Est-ce bien cela" in await in_thread(shop, "Alice", thread).taps("Le classer autrement", on="Knightley")
    assert "C’est retiré" in await in_thread(shop, "Alice", thread).taps("Le retirer", on="Est-ce bien cela")
    await in_thread(shop, "Bob", thread).sees("a retiré ce message")
    await shop.on("Chloe", "Telegram").sees("a retiré ce message")
    assert spoilers_on_discord(list(thread.messages.values())) == spoiled_on_telegram(shop) == []
