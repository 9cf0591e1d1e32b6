"""A crowd votes within a minute over both platforms and changes its mind: voting.md 4.7, acceptance test 5, with the
whole product between the presses and the count."""

from __future__ import annotations

import asyncio
import itertools
import random
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sandbox.discord import Message as DiscordMessage
from sandbox.stage.on_discord import DiscordHand
from sandbox.stage.on_telegram import TelegramHand
from sandbox.telegram.entities import Message as TelegramMessage
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.journeys.city import DATABASE, PLATFORMS, City
from tests.journeys.conftest import link
from tests.journeys.test_first_vote import SECRET, close_vote, open_vote
from tests.journeys.test_secrecy import received

VOTERS, LINKED, CHANGES = 5_000, 60, 1_500
IN_FLIGHT = 50
"""Presses under way at once, on each platform."""
WITHIN_S = 60.0
ANSWER_WITHIN_S = 3.0
"""Discord's limit; Telegram's is longer."""
SAMPLE = 50
TITLES = ("Emma", "Nana", "L’Étranger")
QUESTION = "Notre livre de janvier"
RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
ZEROS = str.maketrans("", "", "\u202f\xa0 ")


@dataclass(slots=True, eq=False)
class Voter:
    """One person as the test keeps them: what they hold, and the proofs they were given of it, newest last."""

    platforms: tuple[str, ...]
    name: str
    held: frozenset[str] = frozenset()
    receipts: list[str] = field(default_factory=list)
    platform: str = ""
    """Where they voted last."""


@dataclass(slots=True)
class Crowd:
    """The voters, with one paper on each platform before them."""

    town: City
    papers: tuple[DiscordMessage, TelegramMessage]
    voters: list[Voter]
    waits: dict[str, list[float]] = field(default_factory=lambda: {platform: [] for platform in PLATFORMS})

    async def cast(self, voter: Voter, platform: str, title: str) -> None:
        """One press and its answer, which tells the ballot that stands. A menu fills the whole ballot; a button adds
        its title."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        told = await self._press(voter, platform, title)
        self.waits[platform].append(loop.time() - began)
        voter.held = frozenset({title}) if platform == "Discord" else voter.held | {title}
        assert {each for each in TITLES if each in told} == voter.held, told
        voter.receipts += RECEIPT.findall(told)
        voter.platform = platform

    async def _press(self, voter: Voter, platform: str, title: str) -> str:
        hand = self.town.on(voter.name, platform)
        if isinstance(hand, DiscordHand):
            answer = await hand.sandbox.people.chooses(hand.user, self.papers[0], [title])
            await answer.shown()
            return answer.text
        assert isinstance(hand, TelegramHand)
        pressed = hand.sandbox.people.press(hand.user, hand.room, title, self.papers[1])
        return (await hand.sandbox.sight.answer_to(pressed)).text


def gather(town: City) -> list[Voter]:
    """Bring the crowd: some with an account on each platform, the others on either in turn."""
    voters = []
    for number in range(VOTERS):
        name, is_linked = f"Votante{number}", number < LINKED
        voter = Voter(PLATFORMS if is_linked else (PLATFORMS[number % 2],), name)
        if is_linked:
            town.person(name)
        elif voter.platforms == ("Discord",):
            member = town.discord.build.add_user(name.lower(), name)
            town.discord.build.join(town.guild, member)
            town.hands[name, "Discord"] = DiscordHand(town.discord, member, town.room)
        else:
            user = town.telegram.build.add_user(name, name.lower())
            town.telegram.build.settle(town.group, user)
            town.hands[name, "Telegram"] = TelegramHand(town.telegram, user, town.group, town.bot)
        voters.append(voter)
    return voters


def presses(crowd: Crowd, draw: random.Random) -> dict[str, list[tuple[Voter, str]]]:
    """Return what is pressed first on each platform: everybody once, wherever they are."""
    first: dict[str, list[tuple[Voter, str]]] = {platform: [] for platform in PLATFORMS}
    for number, voter in enumerate(crowd.voters):
        first[voter.platforms[number % len(voter.platforms)]].append((voter, draw.choice(TITLES)))
    return first


def second_thoughts(crowd: Crowd, draw: random.Random) -> dict[str, list[tuple[Voter, str]]]:
    """Return who changes their mind where: a person of both platforms on the other one."""
    later: dict[str, list[tuple[Voter, str]]] = {platform: [] for platform in PLATFORMS}
    for voter in crowd.voters[:CHANGES]:
        elsewhere = [each for each in voter.platforms if each != voter.platform] or [voter.platform]
        title = draw.choice([each for each in TITLES if each not in voter.held])
        later[elsewhere[0]].append((voter, title))
    return later


async def press_all(crowd: Crowd, wanted: dict[str, list[tuple[Voter, str]]]) -> None:
    """Press on both platforms side by side, so many at a time on each."""

    async def finger(platform: str, left: Iterator[tuple[Voter, str]]) -> None:
        for voter, title in left:
            await crowd.cast(voter, platform, title)

    async with asyncio.TaskGroup() as fingers:
        for platform, listed in wanted.items():
            left = iter(listed)
            for _ in range(IN_FLIGHT):
                fingers.create_task(finger(platform, left))


@pytest.mark.long
@pytest.mark.xdist_group("crowd")
async def test_five_thousand_vote_within_a_minute_and_every_ballot_is_counted_once(shop: City, tmp_path: Path) -> None:
    draw = random.Random(4)
    voters = gather(shop)
    for voter in voters[:LINKED]:
        assert "ne font plus qu’une" in await link(shop, voter.name)
    await open_vote(shop, "Discord")
    crowd = Crowd(shop, await papers(shop), voters)

    loop = asyncio.get_running_loop()
    began = loop.time()
    await press_all(crowd, presses(crowd, draw))
    await press_all(crowd, second_thoughts(crowd, draw))
    took = loop.time() - began
    assert took < WITHIN_S, f"{VOTERS + CHANGES} presses took {took:.1f} s"
    assert max(itertools.chain(*crowd.waits.values())) < ANSWER_WITHIN_S
    assert shop.discord.record.unanswered == []

    await close_vote(shop, "Telegram")
    expected = Counter(itertools.chain.from_iterable(voter.held for voter in voters))
    for platform in PLATFORMS:
        result = (await shop.on("Bob", platform).sees("Résultat")).translate(ZEROS)
        assert f"{VOTERS}bulletinscomptés" in result
        (winner, votes), *_ = expected.most_common()
        assert f"{votes}bulletinssur{VOTERS}" in result
        assert winner in result
    await check_sample(crowd, draw)
    alice = shop.on("Alice", "Discord")
    assert "python3 verify.py" in await alice.types("vote dossier", QUESTION)
    status, lines = verified(unzipped(received(shop, alice)), tmp_path)
    assert (status, names(lines)[-1]) == (0, "posted"), lines
    assert await shop.stop_bot() == 0
    assert kept(shop.folder / DATABASE) == (VOTERS, VOTERS, VOTERS, VOTERS, 0)
    await shop.start_bot()


async def papers(town: City) -> tuple[DiscordMessage, TelegramMessage]:
    """Return the paper as it hangs on each platform."""
    discord, telegram = (town.on("Alice", platform) for platform in PLATFORMS)
    await discord.sees(SECRET)
    await telegram.sees(SECRET)
    assert isinstance(discord, DiscordHand)
    assert isinstance(telegram, TelegramHand)
    hung = next(each for each in town.discord.people.visible_to(discord.user, town.room) if not each.ephemeral)
    return hung, await town.telegram.sight.sees(telegram.user, town.group, SECRET)


async def check_sample(crowd: Crowd, draw: random.Random) -> None:
    """Whoever holds a receipt finds their ballot under it, and nothing under the one it replaced."""
    alice = crowd.town.on("Alice", "Discord")
    for platform in PLATFORMS:
        for voter in draw.sample([each for each in crowd.voters if each.platform == platform], SAMPLE):
            found = await alice.types("vote vérifier", voter.receipts[-1])
            assert {title for title in TITLES if title in found} == voter.held
    for voter in draw.sample(crowd.voters[:CHANGES], 5):
        assert "essayez le dernier" in await alice.types("vote vérifier", voter.receipts[-2])


def kept(database: Path) -> tuple[int, ...]:
    """Return how many ballots, trackers, persons who voted and voters in public the database holds, and how many open
    ballots are left."""
    with closing(sqlite3.connect(database)) as rows:
        return tuple(
            rows.execute(query).fetchone()[0]
            for query in (
                "SELECT count(*) FROM closed_ballot",
                "SELECT count(DISTINCT tracker) FROM closed_ballot",
                "SELECT count(DISTINCT person_id) FROM roll WHERE has_voted = 1",
                "SELECT voters FROM poll",
                "SELECT count(*) FROM open_ballot",
            )
        )
