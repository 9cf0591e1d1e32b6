"""A debate by one script on both platforms: opened on either, held on both, with kill -9 and the hours moved."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.discord import Channel, ChannelKind, text_of
from sandbox.discord.build import ChannelPlan
from sandbox.discord.doors import ForumPost
from sandbox.stage.on_discord import DiscordHand
from sandbox.stage.on_telegram import TelegramHand
from sandbox.telegram.entities import User
from tests.journeys.city import City
from tests.journeys.conftest import living, set_up

QUESTION = "Peut-on pardonner à Emma ?"
HOUR = 3_600 * 1_000_000


def telegram_user(town: City, name: str) -> User:
    hand = town.on(name, "Telegram")
    assert isinstance(hand, TelegramHand)
    return hand.user


def threads(town: City) -> list[Channel]:
    return [each for each in town.discord.world.channels.values() if each.thread]


def in_thread(town: City, name: str, thread: Channel) -> DiscordHand:
    hand = town.on(name, "Discord")
    assert isinstance(hand, DiscordHand)
    return replace(hand, room=thread)


async def thread_of(town: City) -> Channel:
    await town.discord.until(lambda: threads(town) or None, 10)
    return threads(town)[0]


async def sleep_through(town: City, hours: int) -> None:
    """Hours pass for the rows while the bot is dead."""
    await town.kill_bot()
    with closing(sqlite3.connect(town.folder / "agora.sqlite3")) as rows:
        rows.execute("UPDATE due SET due_at = due_at - ? WHERE kind LIKE 'debate-%'", (hours * HOUR,))
        rows.execute("UPDATE debate SET closes_at = closes_at - ?, opens_at = opens_at - ?", (hours * HOUR,) * 2)
        rows.commit()
    await town.start_bot()


@pytest.mark.long
async def test_a_debate_lives_on_both_platforms_through_kill_9_and_its_hours(shop: City) -> None:
    """On Discord in a thread, on Telegram in a chain of answers: the group has no topics."""
    olga = shop.on("Olga", "Telegram")
    told = await olga.fills("débat ouvrir", [QUESTION, "Emma", "", "dans 3 jours", "", ""])
    assert "C’est ouvert" in told
    assert QUESTION in await shop.on("Alice", "Discord").sees(QUESTION)
    head = await shop.telegram.sight.sees(telegram_user(shop, "Bob"), shop.group, QUESTION)
    thread = await thread_of(shop)
    assert thread.name == "Emma — Jane Austen"

    # Said in its room, it is the sign that the room was written down: killed before, Telegram's head would be doubled.
    assert "ralenti" in await shop.on("Olga", "Telegram").types("débat ralentir", "Emma", "30")
    await in_thread(shop, "Bob", thread).sees("30 secondes")
    await shop.on("Bob", "Telegram").sees("30 secondes")
    await shop.discord.until(lambda: thread.slowmode_s == 30 or None, 10)

    await sleep_through(shop, 49)
    for told in (
        await in_thread(shop, "Bob", thread).sees("un jour"),
        await shop.on("Bob", "Telegram").sees("un jour"),
    ):
        assert "Emma" in told
    reminded = [each for each in shop.group.messages.values() if "un jour" in each.body]
    assert [each.reply_to for each in reminded] == [head]

    await sleep_through(shop, 24)
    await in_thread(shop, "Bob", thread).sees("est clos")
    await shop.on("Bob", "Telegram").sees("est clos")
    assert thread.thread is not None
    await shop.discord.until(lambda: (thread.thread and thread.thread.locked) or None, 10)
    olga_there = shop.on("Olga", "Discord")
    assert isinstance(olga_there, DiscordHand)
    assert "Emma" in await olga_there.types("débat liste")
    assert "clos" in await olga_there.taps("Voir «\u202fEmma\u202f»", on="Les débats")
    assert "Merci" in await olga_there.corrects("Écrire le bilan", ["On lui <b>pardonne</b>, @everyone."])
    await shop.on("Bob", "Telegram").sees("ressort du débat")
    await in_thread(shop, "Bob", thread).sees("ressort du débat")
    await shop.discord.until(lambda: (thread.thread and thread.thread.archived) or None, 10)
    assert len(threads(shop)) == 1
    assert sum(QUESTION in each.body for each in shop.group.messages.values()) == 1


@pytest.mark.long
async def test_a_proposal_opens_once_when_the_last_two_press_at_once_and_the_bot_dies_then(shop: City) -> None:
    assert "3 personnes" in await shop.on("Olga", "Telegram").types("débat usages", "3")
    told = await shop.on("Alice", "Telegram").fills("débat proposer", [QUESTION, "On rirait bien", "Emma", "", ""])
    assert "2 autres personnes" in told
    await shop.on("Alice", "Discord").sees("On rirait bien")
    told_both = await asyncio.gather(
        shop.on("Bob", "Discord").taps("Je viendrais", on="On rirait bien"),
        shop.on("Chloe", "Telegram").taps("Je viendrais", on="On rirait bien"),
    )
    assert sum("est ouvert" in told or "is open" in told for told in told_both) == 1
    await shop.kill_bot()
    await shop.start_bot()
    await thread_of(shop)
    await shop.on("Bob", "Telegram").sees("Ouvert jusqu’au")
    assert len(threads(shop)) == 1


@pytest.mark.long
async def test_topics_and_posts_are_opened_named_and_shut_whatever_the_title(tmp_path: Path, library: Path) -> None:
    async with living(tmp_path, library, forum=True) as town:
        town.telegram.build.promote(town.group, town.bot)
        await set_up(town)
        forum = town.discord.build.add_channel(town.guild, "débats", ChannelPlan(ChannelKind.FORUM))
        hand = town.on("Olga", "Discord")
        assert isinstance(hand, DiscordHand)
        post = town.discord.doors.posts(hand.user, forum, ForumPost("Annonces", "Ici."))
        assert "annonce désormais ici" in await replace(hand, room=post).types("annoncer ici")
        theme = "@everyone <b>*Lire*</b> العربية " + "et relire " * 6
        await town.on("Olga", "Telegram").fills("débat ouvrir", ["Pourquoi ?", "", theme.strip(), "demain 18h", "", ""])
        await town.discord.until(lambda: len(threads(town)) == 2 or None, 10)
        thread = threads(town)[1]
        assert (thread.parent_id, "العربية" in thread.name) == (forum.id, True)
        [topic] = await town.telegram.sight.until(lambda: list(town.group.topics.values()) or None, timeout_s=10)
        assert "العربية" in topic.name
        await town.on("Olga", "Telegram").types("débat clore", "Pourquoi ?")
        await town.discord.until(lambda: (thread.thread and thread.thread.archived) or None, 10)
        await town.telegram.sight.until(lambda: topic.is_closed, timeout_s=10)
        assert town.discord.mass_mentions == []


@pytest.mark.long
async def test_killed_between_opening_and_writing_down_discord_doubles_nothing_and_telegram_one_topic(
    tmp_path: Path,
    library: Path,
) -> None:
    """Telegram knows neither a key for a topic nor a list of them: the first one stays, empty."""
    async with living(tmp_path, library, forum=True) as town:
        town.telegram.build.promote(town.group, town.bot)
        await set_up(town)
        town.discord.faults.slow_next(r"POST /channels/\d+/messages/\d+/threads", 30)
        gate = town.telegram.faults.hold_next("createForumTopic")
        await town.on("Olga", "Telegram").fills("débat ouvrir", [QUESTION, "Emma", "", "demain 18h", "", ""])
        await gate.reached.wait()
        thread = await thread_of(town)
        await town.kill_bot()
        gate.opened.set()
        await town.start_bot()
        assert "ralenti" in await town.on("Olga", "Telegram").types("débat ralentir", "Emma", "30")
        await in_thread(town, "Bob", thread).sees("30 secondes")
        slowed = await town.telegram.sight.sees(telegram_user(town, "Bob"), town.group, "30 secondes")
        assert threads(town) == [thread]
        assert sum(QUESTION in text_of(each) for each in town.room.messages.values()) == 1
        first, second = town.group.topics.values()
        assert slowed.topic is second
        assert [each.topic for each in town.group.messages.values() if QUESTION in each.body] == [second]
        assert first.id != second.id
