"""Arriving, linking, unlinking: who is who, what a guess tells, what both sides hear."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

import pytest

from core.communities.model import NewCommunity
from core.kernel.errors import Refusal
from core.kernel.guesses import GUESS_WINDOW, MAX_GUESSES
from core.kernel.identity import (
    Account,
    Address,
    Arrival,
    Caller,
    PersonId,
    Place,
    PlaceKind,
    Platform,
    RequestKey,
    Standing,
)
from core.members.commands import PeopleSource
from core.members.model import LINK_CODE_LIFE
from core.members.service import LINK_MADE, LINK_UNDONE, Doorway, Linking
from core.ui.intake import person_of_key
from core.votes.merging import BallotMerge
from tests.core.votes.town import HandClock
from tests.fakes import FakeRows, FakeStorage

ALPHA, BETA = Platform("alpha"), Platform("beta")


@dataclass(slots=True)
class Door:
    """A doorway on two platforms, with one community on the first."""

    storage: FakeStorage = field(default_factory=FakeStorage)
    clock: HandClock = field(default_factory=HandClock)
    requests: count[int] = field(default_factory=count)
    doorway: Doorway = field(init=False)
    linking: Linking = field(init=False)

    def __post_init__(self) -> None:
        self.doorway = Doorway(self.storage)
        self.linking = Linking(self.storage, self.clock, [BallotMerge(self.clock)])

    async def build(self) -> Door:
        def job(rows: FakeRows) -> None:
            shop = rows.shops.add("L’Agora")
            rows.communities.tie(NewCommunity(shop, "salon", Address(ALPHA, "g", "c"), "fr", "America/Montreal"))

        await self.storage.write(job)
        return self

    async def enter(
        self, user: str, platform: Platform = ALPHA, *, private: bool = False, locale: str = "", name: str = ""
    ) -> Caller:
        kind = PlaceKind.PRIVATE if private else PlaceKind.SHARED
        address = Address(platform, user if private else "g", "" if private else "c", kind)
        request = RequestKey(f"r{next(self.requests)}")
        place = Place(address, can_whisper=True)
        return await self.doorway.enter(
            Arrival(Account(platform, user), name or user, user, place, locale, runs_place=False, request=request)
        )


@pytest.fixture
async def door() -> Door:
    return await Door().build()


async def test_the_same_account_is_the_same_person_and_is_written_once(door: Door) -> None:
    first = await door.enter("alice")
    second = await door.enter("alice")
    assert first.person == second.person
    assert first.home is not None
    assert first.zone == "America/Montreal"
    assert (await door.enter("bob")).person != first.person


async def test_while_there_is_one_shop_everybody_belongs_to_it(door: Door) -> None:
    stranger = await door.enter("alice", BETA, private=True)
    assert stranger.home is not None
    assert stranger.home.shop_name == "L’Agora"


async def test_in_private_the_last_community_is_remembered(door: Door) -> None:
    def found_another(rows: FakeRows) -> None:
        rows.communities.tie(
            NewCommunity(rows.shops.add("Le Préau"), "h", Address(ALPHA, "h", "c"), "fr", "Europe/Paris")
        )

    await door.storage.write(found_another)
    stranger = await door.enter("alice", private=True)
    assert stranger.home is None
    await door.enter("alice")
    assert (await door.enter("alice", private=True)).home is not None


async def test_the_language_is_the_chosen_one_then_the_platforms_then_the_communitys(door: Door) -> None:
    assert (await door.enter("alice")).locale == "fr"
    caller = await door.enter("alice", locale="en-GB")
    assert caller.locale == "en"
    await door.linking.speak(caller, "fr")
    assert (await door.enter("alice", locale="en-GB")).locale == "fr"
    await door.linking.speak(caller, "")
    assert (await door.enter("alice", locale="en-GB")).locale == "en"


async def test_a_code_links_two_accounts_into_one_person_and_both_sides_are_told(door: Door) -> None:
    alice = await door.enter("alice", private=True)
    code = await door.linking.show_code(alice)
    linked = await door.linking.confirm(await door.enter("a2", BETA, private=True), f" {code.lower()} ")
    assert [each.account for each in linked.accounts] == [Account(ALPHA, "alice"), Account(BETA, "a2")]
    assert (await door.enter("a2", BETA)).person == alice.person
    letters = door.storage.letters()
    assert [(each.kind, each.to) for each in letters] == [
        (LINK_MADE, Address(ALPHA, "alice", kind=PlaceKind.PRIVATE)),
    ]


async def test_someone_who_cannot_be_written_to_is_not(door: Door) -> None:
    code = await door.linking.show_code(await door.enter("alice"))
    await door.linking.confirm(await door.enter("a2", BETA), code)
    assert door.storage.letters() == []


async def test_a_code_works_once_and_for_ten_minutes(door: Door) -> None:
    code = await door.linking.show_code(await door.enter("alice"))
    door.clock.move(seconds=LINK_CODE_LIFE.total_seconds())
    with pytest.raises(Refusal, match="link-wrong"):
        await door.linking.confirm(await door.enter("a2", BETA), code)
    code = await door.linking.show_code(await door.enter("alice"))
    await door.linking.confirm(await door.enter("a2", BETA), code)
    with pytest.raises(Refusal, match="link-wrong"):
        await door.linking.confirm(await door.enter("a3", BETA), code)


async def test_a_new_code_replaces_the_old(door: Door) -> None:
    alice = await door.enter("alice")
    old = await door.linking.show_code(alice)
    await door.linking.show_code(alice)
    with pytest.raises(Refusal, match="link-wrong"):
        await door.linking.confirm(await door.enter("a2", BETA), old)


async def test_guessing_is_limited_by_person_and_tells_nothing(door: Door) -> None:
    code = await door.linking.show_code(await door.enter("alice"))
    for _ in range(MAX_GUESSES):
        with pytest.raises(Refusal, match="link-wrong"):
            await door.linking.confirm(await door.enter("mallory", BETA), "AAAA-AAAA")
    with pytest.raises(Refusal, match="link-wait"):
        await door.linking.confirm(await door.enter("mallory", BETA), code)
    door.clock.move(seconds=GUESS_WINDOW.total_seconds() + 1)
    with pytest.raises(Refusal, match="link-wrong"):
        await door.linking.confirm(await door.enter("mallory", BETA), code)


async def test_a_code_typed_on_its_own_account_is_explained_and_kept(door: Door) -> None:
    code = await door.linking.show_code(await door.enter("alice"))
    with pytest.raises(Refusal, match="link-same-account"):
        await door.linking.confirm(await door.enter("alice"), code)
    assert len((await door.linking.confirm(await door.enter("a2", BETA), code)).accounts) == 2


async def test_the_older_person_and_the_higher_standing_are_kept(door: Door) -> None:
    alice, other = await door.enter("alice"), await door.enter("a2", BETA)
    await door.storage.write(lambda rows: rows.standings.grant(other.person, None, Standing.NETWORK_OWNER))
    code = await door.linking.show_code(other)
    await door.linking.confirm(await door.enter("alice"), code)
    merged = await door.enter("a2", BETA)
    assert merged.person == min(alice.person, other.person)
    assert merged.standing is Standing.NETWORK_OWNER
    assert await door.storage.read(lambda rows: rows.members.get(PersonId(other.person))) is None


async def test_unlinking_makes_a_fresh_person_who_is_told(door: Door) -> None:
    alice = await door.enter("alice", private=True)
    code = await door.linking.show_code(alice)
    await door.linking.confirm(await door.enter("a2", BETA, private=True), code)
    await door.linking.unlink(await door.enter("alice"), Account(BETA, "a2"))
    assert (await door.enter("alice")).person == alice.person
    assert (await door.enter("a2", BETA)).person != alice.person
    assert door.storage.letters()[-1].kind == LINK_UNDONE
    for not_hers in (Account(BETA, "a2"), Account(ALPHA, "alice"), Account(BETA, "nobody")):
        with pytest.raises(Refusal, match="unlink-none"):
            await door.linking.unlink(await door.enter("alice"), not_hers)


async def test_of_several_accounts_only_the_one_named_leaves_and_once(door: Door) -> None:
    alice = await door.enter("alice", private=True)
    for user in ("a2", "a3"):
        await door.linking.confirm(await door.enter(user, BETA), await door.linking.show_code(alice))
    caller = await door.enter("alice")
    await door.linking.unlink(caller, Account(BETA, "a2"))
    fresh = await door.enter("a2", BETA)
    await door.linking.unlink(caller, Account(BETA, "a2"))
    assert (await door.enter("a2", BETA)).person == fresh.person != alice.person
    assert (await door.enter("a3", BETA)).person == alice.person


async def test_a_dropped_persons_id_is_never_given_again(door: Door) -> None:
    await door.enter("alice")
    gone = await door.enter("a2", BETA)
    code = await door.linking.show_code(gone)
    await door.linking.confirm(await door.enter("alice"), code)
    assert (await door.enter("newcomer")).person > gone.person


async def test_people_are_found_by_id_and_by_handle(door: Door) -> None:
    alice = await door.enter("alice")
    for typed in ("@alice", "ALICE", " alice "):
        assert [each.person for each in await door.linking.find(alice, typed)] == [alice.person]
    assert await door.linking.find(alice, "@nobody") == []
    assert await door.linking.find(alice, "@") == []


async def test_a_person_picked_from_several_is_found_again_by_their_key(door: Door) -> None:
    caller = await door.enter("alice")
    await door.enter("sam", BETA)
    other = await door.enter("sam2", BETA, name="Sam")
    source = PeopleSource(door.linking)
    [offered] = await source.suggest(caller, "sam2", 5)
    assert [each.key for each in await source.resolve(caller, offered.key)] == [offered.key]
    assert person_of_key(offered.key) == other.person
    for forged in ("#p", "#pzzzz", "#p" + "z" * 13, "#pÉ"):
        assert list(await source.resolve(caller, forged)) == []
