"""kill -9 and restarts in the middle of an open vote: nothing acknowledged is lost, nothing counts twice."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest

from tests.journeys.city import PLATFORMS, City
from tests.journeys.test_first_vote import OTHER, SECRET, close_vote, open_vote


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_acknowledged_ballot_survives_kill_9_and_old_buttons_still_work(shop: City, platform: str) -> None:
    await open_vote(shop, platform)
    assert "Emma" in await shop.on("Alice", platform).picks(["Emma"], on=SECRET)
    await shop.kill_bot()
    await shop.start_bot()
    assert "Emma" in await shop.on("Alice", platform).taps("Mon bulletin", on=SECRET)
    assert "Nana" in await shop.on("Bob", OTHER[platform]).picks(["Nana"], on=SECRET)
    await shop.kill_bot()
    await shop.start_bot()
    await close_vote(shop, platform)
    for each in PLATFORMS:
        assert "2 bulletins comptés" in await shop.on("Chloe", each).sees("Résultat")


async def test_presses_under_way_at_the_kill_count_once_or_not_at_all(shop: City) -> None:
    """Telegram gives an update again until it is confirmed: what was pressed as the bot died is heard afterwards."""
    await open_vote(shop, "Telegram")
    paper = await shop.telegram.sight.sees(shop.hands["Alice", "Telegram"].user, shop.group, SECRET)  # type: ignore[attr-defined]
    voters = []
    for number in range(20):
        user = shop.telegram.build.add_user(f"Votante{number}", f"votante{number}")
        shop.telegram.build.settle(shop.group, user)
        voters.append(user)
    # Once one is answered, the bot knows that its paper was posted: only presses are in doubt.
    await shop.telegram.sight.answer_to(shop.telegram.people.press(voters[0], shop.group, "Emma · Jane Austen", paper))
    for number, user in enumerate(voters[1:]):
        shop.telegram.people.press(user, shop.group, "Emma · Jane Austen", paper)
        if number == 9:
            await shop.kill_bot()
    await shop.start_bot()
    await shop.telegram.sight.until(
        lambda: len(shop.telegram.record.of("answerCallbackQuery")) >= len(voters) - 10, timeout_s=15
    )
    await close_vote(shop, "Telegram")
    result = await shop.on("Alice", "Telegram").sees("Résultat")
    assert "20 bulletins comptés" in result


async def test_a_result_on_its_way_when_the_bot_is_killed_is_posted_when_it_is_back(shop: City) -> None:
    await open_vote(shop, "Discord")
    await shop.on("Alice", "Discord").picks(["Emma"], on=SECRET)
    await close_vote(shop, "Discord")
    await shop.kill_bot()
    await shop.start_bot()
    for each in PLATFORMS:
        result = await shop.on("Bob", each).sees("Résultat")
        assert "Un bulletin compté" in result


async def test_a_form_in_the_middle_goes_on_after_kill_9(shop: City) -> None:
    olga = shop.on("Olga", "Telegram")
    told = await olga.types("vote ouvrir", in_room=True)
    assert "Quelle question" in told
    user = shop.hands["Olga", "Telegram"].user  # type: ignore[attr-defined]
    shop.telegram.people.say(user, shop.bot, "Après la panne ?")
    await shop.telegram.sight.sees(user, shop.bot, "Quels livres")
    await shop.kill_bot()
    await shop.start_bot()
    shop.telegram.people.say(user, shop.bot, "Emma\nNana")
    await shop.telegram.sight.sees(user, shop.bot, "Retenus (2)")
    shop.telegram.people.press(user, shop.bot, "Terminé")
    await shop.telegram.sight.sees(user, shop.bot, "Quand le vote")
    shop.telegram.people.press(user, shop.bot, "demain 18h")
    await shop.telegram.sight.sees(user, shop.bot, "Tout y est")
    shop.telegram.people.press(user, shop.bot, "C’est parti")
    await shop.on("Alice", "Discord").sees("Après la panne")


async def test_sigterm_ends_the_bot_cleanly_within_ten_seconds(shop: City) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await shop.stop_bot() == 0
    assert loop.time() - began < 10
    log = "\n".join(shop.lines)
    assert "Traceback" not in log
    assert shop.discord.token not in log
    assert shop.bot.token not in log
    await shop.start_bot()


async def test_a_vote_whose_time_came_while_the_bot_was_dead_closes_by_itself_at_the_start(shop: City) -> None:
    """A day passes for the rows, not for the test: their moments are set back while nobody looks."""
    await open_vote(shop, "Discord")
    await shop.on("Alice", "Telegram").picks(["Emma"], on=SECRET)
    await shop.kill_bot()
    day = 2 * 86_400 * 1_000_000
    with closing(sqlite3.connect(shop.folder / "agora.sqlite3")) as rows:
        rows.execute("UPDATE poll SET closes_at = closes_at - ?", (day,))
        rows.execute("UPDATE due SET due_at = due_at - ? WHERE kind = 'vote-close'", (day,))
        rows.commit()
    await shop.start_bot()
    for each in PLATFORMS:
        assert "Un bulletin compté" in await shop.on("Bob", each).sees("Résultat")


@pytest.mark.long
async def test_one_platforms_outage_does_not_stop_the_other_and_what_it_missed_arrives(shop: City) -> None:
    shop.telegram.faults.fail_next("sendMessage", 500, times=3)
    shop.telegram.faults.fail_next("getUpdates", 500, times=3)
    await open_vote(shop, "Discord")
    assert "Emma" in await shop.on("Alice", "Discord").picks(["Emma"], on=SECRET)
    bob = shop.hands["Bob", "Telegram"].user  # type: ignore[attr-defined]
    await shop.telegram.sight.sees(bob, shop.group, SECRET, timeout_s=30)
    assert "Nana" in await shop.on("Chloe", "Telegram").taps("Nana", on=SECRET)
    await close_vote(shop, "Telegram")
    assert "2 bulletins comptés" in await shop.on("Bob", "Discord").sees("Résultat")
