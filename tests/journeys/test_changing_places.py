"""Places that change under an open vote: a forum's topic, a group that becomes a supergroup."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.stage.on_telegram import TelegramHand
from sandbox.telegram.entities import Message, Topic
from tests.journeys.city import City
from tests.journeys.conftest import link, living, set_up
from tests.journeys.test_first_vote import SECRET, close_vote, open_vote


@pytest.fixture
async def forum(tmp_path: Path, library: Path) -> AsyncIterator[City]:
    async with living(tmp_path, library, forum=True) as founded:
        yield founded


@pytest.fixture
async def village(tmp_path: Path, library: Path) -> AsyncIterator[City]:
    """A city whose Telegram group is a basic one still."""
    async with living(tmp_path, library, supergroup=False) as founded:
        yield founded


def hand(town: City, name: str) -> TelegramHand:
    found = town.on(name, "Telegram")
    assert isinstance(found, TelegramHand)
    return found


def written_in(town: City, topic: Topic, words: str) -> list[Message]:
    return [each for each in town.group.messages.values() if each.topic is topic and words in each.body]


async def test_a_vote_announced_in_a_topic_lives_in_that_topic(forum: City) -> None:
    topic = forum.telegram.build.add_topic(forum.group, "Votes")
    elsewhere = forum.telegram.build.add_topic(forum.group, "Bavardages")
    olga = hand(forum, "Olga")
    set_up_here = f"/installer@agora_bot L’Agora | {await forum.owner_code()}"
    forum.telegram.people.say(olga.user, forum.group, set_up_here, topic=topic)
    await olga.sees("J’annoncerai ici", is_private=True)
    await open_vote(forum, "Telegram")
    await olga.sees(SECRET)
    assert len(written_in(forum, topic, SECRET)) == 1
    assert "Emma" in await hand(forum, "Alice").taps("Emma", on=SECRET)
    await forum.telegram.sight.sees(olga.user, forum.group, "Une personne a voté", timeout_s=15)
    assert len(written_in(forum, topic, "Une personne a voté")) == 1
    forum.telegram.people.say(olga.user, forum.group, "/annoncer_ici@agora_bot", topic=elsewhere)
    await olga.sees("annonce désormais ici", is_private=True)
    await close_vote(forum, "Telegram")
    await olga.sees("Résultat")
    results = [each for each in forum.group.messages.values() if "Résultat" in each.body]
    assert [each.topic for each in results] == [elsewhere]


async def test_a_group_that_becomes_a_supergroup_keeps_its_vote(village: City) -> None:
    await set_up(village)
    await open_vote(village, "Discord")
    assert "Emma" in await hand(village, "Alice").taps("Emma", on=SECRET)
    moved = village.telegram.build.migrate(village.group)
    village.group = moved
    for name in ("Olga", "Alice", "Bob", "Chloe"):
        village.hands[name, "Telegram"] = replace(hand(village, name), room=moved)
    assert "Nana" in await village.on("Bob", "Discord").picks(["Nana"], on=SECRET)
    await close_vote(village, "Discord")
    result = await hand(village, "Chloe").sees("Résultat")
    assert "2 bulletins comptés" in result
    assert len([each for each in moved.messages.values() if "Résultat" in each.body]) == 1


@pytest.mark.parametrize("platform", ["Discord", "Telegram"])
async def test_an_account_unlinked_during_a_vote_never_makes_a_second_ballot(shop: City, platform: str) -> None:
    await link(shop, "Alice")
    await open_vote(shop, "Discord")
    await shop.on("Alice", "Discord").picks(["Emma"], on=SECRET)
    here, other = shop.on("Alice", platform), shop.on("Alice", "Telegram" if platform == "Discord" else "Discord")
    assert "Délier de ce compte" in await here.types("délier")
    if isinstance(here, TelegramHand):
        told = await here.presses_in_private("Délier")
    else:
        told = await here.taps("Délier", on="Délier de ce compte")
    assert "C’est délié" in told
    assert "vient d’être délié" in await other.taps("Nana", on=SECRET)
    assert "Emma" in await here.taps("Mon bulletin", on=SECRET)
    await link(shop, "Alice")
    assert "Emma" in await other.taps("Mon bulletin", on=SECRET)
    await close_vote(shop, "Telegram")
    assert "Un bulletin compté" in await shop.on("Bob", "Discord").sees("Résultat")
