"""Bad input in chat: a clear private answer, nothing lost, nobody pinged, nothing drawn as markup."""

from __future__ import annotations

import pytest

from sandbox.discord import text_of
from tests.journeys.city import PLATFORMS, City
from tests.journeys.test_first_vote import OTHER, SECRET, close_vote, open_vote

FORGED = ("", "vm", "vm_1", "vm_1_99", "vm_zzzzzzzzzzzzz_0", "vf_1", "zz_1_2", "vm_1_0_0", "x" * 60, "mu_1", "fa_1_1")

pytestmark = pytest.mark.long


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_what_cannot_be_a_vote_is_explained(shop: City, platform: str) -> None:
    olga = shop.on("Olga", platform)
    if platform == "Discord":
        told = await olga.fills("vote ouvrir", ["Q", "Emma\nIntrouvable", "demain 18h", "", ""])
        assert "Introuvable" in told
        told = await olga.fills("vote ouvrir", ["Q", "Emma\nNana", "hier 18h", "", ""])
        assert "déjà passé" in told
        told = await olga.fills("vote ouvrir", ["x" * 300, "Emma\nNana", "demain 18h", "", ""])
        assert "300" in told
    else:
        await olga.types("vote ouvrir")
        assert "300" in await _say(shop, "x" * 300)
        await _say(shop, "Q")
        assert "Introuvable" in await _say(shop, "Introuvable")
        await olga.types("annuler")
    assert "978" in await shop.on("Bob", platform).types("vote nominate", "978-2-07-036822-9")


async def _say(shop: City, text: str) -> str:
    user = shop.hands["Olga", "Telegram"].user  # type: ignore[attr-defined]
    said = shop.telegram.people.say(user, shop.bot, text)
    return (await shop.telegram.sight.reply_to(user, said)).body


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_markup_and_mentions_are_shown_as_text_on_both_platforms(shop: City, platform: str) -> None:
    hostile = "<b>Gras</b> & *étoilé*"
    pitch = "@everyone **lisez** <script>alert(1)</script> [ici](https://example.org) <t:0:F>"
    told = await shop.on("Alice", platform).types("vote proposer", hostile, pitch)
    assert "Gras" in told
    await shop.on("Olga", OTHER[platform]).fills(
        "vote ouvrir", ["Titre *gras* <i>", f"{hostile}\nأولاد حارتنا", "demain 18h", "", ""]
    )
    on_telegram = await shop.on("Bob", "Telegram").sees("Titre *gras* <i>")
    assert hostile in on_telegram
    assert "<script>alert(1)</script>" in on_telegram
    on_discord = await shop.on("Bob", "Discord").sees("Titre")
    assert r"\*gras\*" in on_discord
    assert r"\<script\>" in on_discord
    assert r"\<t:0:F\>" in on_discord
    assert shop.discord.mass_mentions == []


async def test_forged_and_foreign_presses_get_a_private_answer_and_change_nothing(shop: City) -> None:
    await open_vote(shop, "Discord")
    await shop.on("Bob", "Discord").sees(SECRET)
    await shop.on("Bob", "Telegram").sees(SECRET)
    bob = shop.hands["Bob", "Discord"].user  # type: ignore[attr-defined]
    on_telegram = shop.hands["Bob", "Telegram"].user  # type: ignore[attr-defined]
    for data in FORGED:
        if data:
            answer = await shop.discord.people.forge_press(bob, shop.room, data)
            await answer.shown()
            assert answer.text
            assert all(message.flags & 64 for message in answer.messages)
        press = shop.telegram.people.forge_press(on_telegram, shop.group, data)
        toast = await shop.telegram.sight.answer_to(press)
        assert toast.text or toast.url
    guild = shop.discord.build.add_guild("Ailleurs", locale="fr")
    elsewhere = shop.discord.build.add_channel(guild, "ailleurs")
    stranger = shop.discord.build.add_user("mallory", "Mallory", locale="fr")
    shop.discord.build.join(guild, stranger)
    answer = await shop.discord.people.forge_press(stranger, elsewhere, "vm_1_0")
    await answer.shown()
    assert answer.text
    await close_vote(shop, "Discord")


async def test_a_press_on_a_closed_vote_says_so(shop: City) -> None:
    await open_vote(shop, "Telegram")
    await shop.on("Bob", "Telegram").sees(SECRET)
    await close_vote(shop, "Telegram")
    await shop.on("Bob", "Discord").sees("Résultat")
    bob = shop.hands["Bob", "Discord"].user  # type: ignore[attr-defined]
    answer = await shop.discord.people.forge_press(bob, shop.room, "vm_1_0")
    await answer.shown()
    assert "This vote is closed" in answer.text


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_reader_may_not_do_what_a_bookseller_may(shop: City, platform: str) -> None:
    alice = shop.on("Alice", platform)
    assert "réservée à" in await alice.types("vote clore", "x")
    assert "réservée à" in await alice.types("équipe liste")


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_guessing_a_link_code_tells_nothing_and_is_stopped(shop: City, platform: str) -> None:
    bob = shop.on("Bob", platform)
    answers = {await bob.types("link", f"AAAA-AAA{letter}") for letter in "BCDEF"}
    assert len(answers) == 1
    assert "Too many tries" in await bob.types("link", "AAAA-AAAG")


async def test_names_from_right_to_left_and_emoji_are_kept_in_their_place(shop: City) -> None:
    shop.person("\u202eדנה 📚", "fr")
    told = await shop.on("\u202eדנה 📚", "Discord").types("vote proposer", "Emma", "📚")
    assert "Emma" in told
    seen = await shop.on("Alice", "Discord").types("vote propositions")
    assert "\u202e" not in seen
    assert "דנה" in seen
    assert text_of(shop.discord.people.visible_to(shop.hands["Alice", "Discord"].user, shop.room)[-1])  # type: ignore[attr-defined]
