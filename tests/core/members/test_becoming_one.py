"""What two persons keep when they become one, and one when it becomes two: language, home, standings, tries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.communities.model import NewCommunity
from core.kernel.errors import Refusal
from core.kernel.guesses import MAX_GUESSES
from core.kernel.identity import Account, Address, Caller, CommunityId, PersonId, ShopId, Standing
from core.kernel.outbox import Doubt
from core.members.model import Member
from core.members.service import LINK_MADE, LINK_UNDONE
from tests.core.members.test_linking import ALPHA, BETA, Door
from tests.fakes import FakeRows

ALICE, OTHER = Account(ALPHA, "alice"), Account(BETA, "a2")


@pytest.fixture
async def door() -> Door:
    return await Door().build()


async def link(door: Door, shown_to: Caller, typed_by: Caller) -> PersonId:
    await door.linking.confirm(typed_by, await door.linking.show_code(shown_to))
    return (await door.enter(shown_to.account.user, shown_to.account.platform)).person


async def member(door: Door, person: PersonId) -> Member:
    found = await door.storage.read(lambda rows: rows.members.get(person))
    assert found is not None
    return found


@pytest.mark.parametrize("is_older_shown", [True, False])
@pytest.mark.parametrize(
    ("older", "younger", "kept"), [("", "", ""), ("en", "", "en"), ("", "en", "en"), ("fr", "en", "fr")]
)
async def test_the_language_is_the_one_chosen_and_of_two_the_older_persons(
    door: Door, older: str, younger: str, kept: str, is_older_shown: bool
) -> None:
    first, second = await door.enter("alice"), await door.enter("a2", BETA)
    await door.linking.speak(first, older)
    await door.linking.speak(second, younger)
    person = await link(door, *((first, second) if is_older_shown else (second, first)))
    assert (await member(door, person)).locale == kept


async def test_the_home_is_the_older_persons_or_else_the_only_one_there_is(door: Door) -> None:
    lost = await door.enter("a2", BETA, private=True)
    settled = await door.enter("alice")
    assert (await member(door, lost.person)).home is None
    person = await link(door, settled, lost)
    assert person == lost.person
    assert settled.home is not None
    assert (await member(door, person)).home == settled.home.community


@settings(max_examples=40)
@given(
    older=st.lists(st.sampled_from(Standing), min_size=3, max_size=3),
    younger=st.lists(st.sampled_from(Standing), min_size=3, max_size=3),
)
async def test_in_each_shop_and_in_the_network_the_higher_standing_is_kept(
    older: list[Standing], younger: list[Standing]
) -> None:
    door = await Door().build()
    first, second = await door.enter("alice"), await door.enter("a2", BETA)

    def grant(rows: FakeRows) -> list[ShopId | None]:
        shops = [None, rows.shops.add("Le Préau"), rows.shops.add("La Plume")]
        for caller, standings in ((first, older), (second, younger)):
            for shop, standing in zip(shops, standings, strict=True):
                rows.standings.grant(caller.person, shop, standing)
        return shops

    shops = await door.storage.write(grant)
    person = await link(door, first, second)

    def held(rows: FakeRows) -> list[Standing]:
        return [rows.standings.of(person, shop) for shop in shops[1:]]

    higher = [max(pair) for pair in zip(older, younger, strict=True)]
    assert await door.storage.read(held) == [max(higher[0], each) for each in higher[1:]]


async def test_guesses_of_both_count_against_the_one_they_become_and_against_both_again(door: Door) -> None:
    callers = {"alice": ALPHA, "a2": BETA}
    for user, platform in callers.items():
        for _ in range(2):
            door.clock.move(seconds=1)
            with pytest.raises(Refusal, match="link-wrong"):
                await door.linking.confirm(await door.enter(user, platform), "AAAA-AAAA")
    door.clock.move(seconds=1)
    await link(door, await door.enter("alice"), await door.enter("a2", BETA))
    await door.linking.unlink(await door.enter("alice"), OTHER)
    for user, platform in callers.items():
        answers = []
        for _ in range(MAX_GUESSES):
            door.clock.move(seconds=1)
            with pytest.raises(Refusal) as refusal:
                await door.linking.confirm(await door.enter(user, platform), "AAAA-AAAA")
            answers.append(refusal.value.message)
        assert answers.count("link-wrong") == MAX_GUESSES - 4


async def test_the_account_that_leaves_keeps_the_home_and_nothing_else(door: Door) -> None:
    alice = await door.enter("alice")
    await door.linking.speak(alice, "en")
    assert alice.home is not None
    shop = alice.home.shop
    await door.storage.write(lambda rows: rows.standings.grant(alice.person, shop, Standing.SHOP_MANAGER))
    await link(door, alice, await door.enter("a2", BETA))
    await door.linking.unlink(await door.enter("alice"), OTHER)
    fresh = await door.enter("a2", BETA, private=True)
    assert fresh.standing is Standing.READER
    assert (await member(door, fresh.person)).locale == ""
    assert fresh.home == alice.home
    assert (await door.enter("alice")).standing is Standing.SHOP_MANAGER


@pytest.mark.parametrize(("locale", "expected"), [("en-GB", "en"), ("fr-CA", "fr"), ("de", "fr"), ("", "fr")])
async def test_the_other_side_is_told_in_its_own_language_and_zone_and_at_most_once(
    door: Door, locale: str, expected: str
) -> None:
    alice = await door.enter("alice", locale=locale)
    alice = await door.enter("alice", private=True, locale=locale)
    await link(door, alice, await door.enter("a2", BETA, locale="fr"))
    [letter] = door.storage.letters()
    assert (letter.kind, letter.to.space, letter.locale, letter.zone) == (
        LINK_MADE,
        "alice",
        expected,
        "America/Montreal",
    )
    assert letter.doubt is Doubt.DROP


async def test_an_account_told_of_leaving_is_written_to_where_it_is_alone(door: Door) -> None:
    await link(door, await door.enter("alice"), await door.enter("a2", BETA, private=True))
    await door.linking.unlink(await door.enter("alice"), OTHER)
    [letter] = door.storage.letters()
    assert (letter.kind, letter.to.platform, letter.to.space, letter.to.room) == (LINK_UNDONE, BETA, "a2", "")


async def test_whoever_came_in_before_the_link_acts_as_the_person_they_became(door: Door) -> None:
    alice, early = await door.enter("alice"), await door.enter("a2", BETA)
    person = await link(door, alice, await door.enter("a2", BETA))
    assert early.person != person
    code = await door.linking.show_code(await door.enter("a3", BETA))
    linked = await door.linking.confirm(early, code)
    assert {each.person for each in linked.accounts} == {person}
    assert len(linked.accounts) == 3


async def test_a_community_that_is_gone_is_nobodys_home_after_a_link(door: Door) -> None:
    def found(rows: FakeRows) -> CommunityId:
        shop = rows.shops.add("Le Préau")
        return rows.communities.tie(NewCommunity(shop, "h", Address(BETA, "h"), "fr", "Europe/Paris"))

    gone = await door.storage.write(found)
    other = await door.enter("a2", BETA)
    await door.storage.write(lambda rows: rows.members.set_home(other.person, gone))
    await link(door, await door.enter("alice"), other)
    await door.storage.write(lambda rows: rows.communities.untie(gone))
    home = (await door.enter("alice", private=True)).home
    assert home is not None
    assert home.shop_name == "L’Agora"
