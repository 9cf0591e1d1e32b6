"""Arriving costs one read when nothing is new, and writes down exactly what changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest

from core.kernel.identity import Account, Address, Arrival, Place, PlaceKind, RequestKey, Standing
from core.members.model import KnownAccount
from core.members.service import Doorway
from tests.core.members.test_linking import ALPHA, Door
from tests.fakes import FakeRows, FakeStorage

Result = TypeVar("Result")
HERE = Place(Address(ALPHA, "g", "c"), can_whisper=True)
ALONE = Place(Address(ALPHA, "alice", kind=PlaceKind.PRIVATE), can_whisper=True)
ALICE = Arrival(Account(ALPHA, "alice"), "Alice", "alice_b", HERE, "en-GB", runs_place=False, request=RequestKey("r"))


@dataclass(slots=True)
class Counting:
    """A storage that counts its transactions."""

    inner: FakeStorage
    reads: int = 0
    writes: int = 0

    async def read(self, job: Callable[[FakeRows], Result], /) -> Result:
        self.reads += 1
        return await self.inner.read(job)

    async def glance(self, job: Callable[[FakeRows], Result], /) -> Result:
        self.reads += 1
        return await self.inner.glance(job)

    async def write(self, job: Callable[[FakeRows], Result], /) -> Result:
        self.writes += 1
        return await self.inner.write(job)


@pytest.fixture
async def storage() -> Counting:
    return Counting((await Door().build()).storage)


async def account(storage: Counting) -> KnownAccount | None:
    return await storage.inner.read(lambda rows: rows.members.account(ALICE.account))


async def test_a_known_account_costs_one_read_and_no_write(storage: Counting) -> None:
    doorway = Doorway(storage)
    first = await doorway.enter(ALICE)
    assert (storage.reads, storage.writes) == (1, 1)
    again = await doorway.enter(replace(ALICE, request=RequestKey("s"), runs_place=True))
    assert (storage.reads, storage.writes) == (2, 1)
    assert (again.person, again.request, again.runs_place) == (first.person, "s", True)


@pytest.mark.parametrize(
    ("arrival", "name", "handle", "locale"),
    [
        (replace(ALICE, name="Alicia 🌿"), "Alicia 🌿", "alice_b", "en-GB"),
        (replace(ALICE, handle="alicia"), "Alice", "alicia", "en-GB"),
        (replace(ALICE, locale="fr"), "Alice", "alice_b", "fr"),
    ],
)
async def test_what_a_platform_says_anew_is_written_down(
    storage: Counting, arrival: Arrival, name: str, handle: str, locale: str
) -> None:
    doorway = Doorway(storage)
    await doorway.enter(ALICE)
    await doorway.enter(arrival)
    known = await account(storage)
    assert known is not None
    assert (known.name, known.handle, known.platform_locale) == (name, handle, locale)
    await doorway.enter(arrival)
    assert storage.writes == 2


async def test_whoever_writes_in_private_may_be_written_to_from_then_on(storage: Counting) -> None:
    doorway = Doorway(storage)
    seen = []
    for place in (HERE, ALONE, HERE):
        await doorway.enter(replace(ALICE, place=place))
        known = await account(storage)
        seen.append(known is not None and known.can_be_written)
    assert seen == [False, True, True]
    assert storage.writes == 2


async def test_a_standing_is_that_of_the_home_and_without_one_the_highest_anywhere(storage: Counting) -> None:
    doorway = Doorway(storage)
    alice = await doorway.enter(ALICE)

    def job(rows: FakeRows) -> None:
        assert alice.home
        rows.standings.grant(alice.person, alice.home.shop, Standing.ANIMATOR)
        rows.standings.grant(alice.person, rows.shops.add("Le Préau"), Standing.SHOP_MANAGER)

    await storage.inner.write(job)
    assert (await doorway.enter(ALICE)).standing is Standing.ANIMATOR

    def untie_all(rows: FakeRows) -> None:
        for each in rows.communities.all():
            rows.communities.untie(each.id)

    await storage.inner.write(untie_all)
    lost = await doorway.enter(replace(ALICE, place=ALONE))
    assert (lost.home, lost.standing) == (None, Standing.SHOP_MANAGER)
