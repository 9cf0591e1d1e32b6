"""Since when somebody is in a community: as the platform tells, as somebody saw, or since ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.kernel.identity import Account, Address, Arrival, CommunityId, Place, RequestKey
from core.members.model import BEFORE_THE_BOT, Membership
from core.members.service import Doorway
from tests.core.votes.town import ALPHA, START, Town

ZOE = Account(ALPHA, "zoé")
HERE = Address(ALPHA, "space-alpha", "room")
DAY = timedelta(days=1)


@pytest.fixture
async def town() -> Town:
    return await Town().build()


def arrival(joined_at: datetime | None = None, made_at: datetime | None = None) -> Arrival:
    place = Place(HERE, can_whisper=True)
    return Arrival(ZOE, "Zoé", "zoe", place, "fr", False, RequestKey("r"), joined_at, made_at)


async def known(town: Town, where: str = "alpha") -> Membership | None:
    return await town.storage.read(lambda rows: rows.memberships.get(ZOE, CommunityId(town.homes[where])))


async def test_whoever_is_first_seen_was_there_before_the_bot(town: Town) -> None:
    await Doorway(town.storage).enter(arrival())
    assert await known(town) == Membership(ZOE, town.homes["alpha"], BEFORE_THE_BOT)
    assert await known(town, "far") is None


async def test_what_the_platform_tells_is_kept_and_kept_up_to_date(town: Town) -> None:
    doorway = Doorway(town.storage)
    await doorway.enter(arrival(START, START - 9 * DAY))
    assert await known(town) == Membership(ZOE, town.homes["alpha"], START, START - 9 * DAY)
    await doorway.enter(arrival())
    assert await known(town) == Membership(ZOE, town.homes["alpha"], START, START - 9 * DAY), (
        "silence takes nothing back"
    )
    await doorway.enter(arrival(START + DAY))
    assert await known(town) == Membership(ZOE, town.homes["alpha"], START + DAY, START - 9 * DAY), "they came again"


async def test_an_arrival_that_was_seen_is_what_counts_from_then_on(town: Town) -> None:
    doorway = Doorway(town.storage)
    await doorway.saw_join(ZOE, HERE, START)
    await doorway.enter(arrival())
    assert await known(town) == Membership(ZOE, town.homes["alpha"], START)


async def test_joining_a_place_of_nobody_or_writing_in_private_is_no_membership(town: Town) -> None:
    doorway = Doorway(town.storage)
    await doorway.saw_join(ZOE, Address(ALPHA, "nowhere"), START)
    private = replace(arrival(), place=Place(Address(ALPHA, "zoé"), can_whisper=True))
    await doorway.enter(private)
    assert await known(town) is None
