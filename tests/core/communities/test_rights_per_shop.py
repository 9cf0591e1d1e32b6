"""What somebody is in one shop they are not in another: who grants what to whom, and who ties which place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.communities.service import Installation
from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PersonId, Standing
from tests.core.communities.test_network import City
from tests.core.members.test_linking import ALPHA
from tests.fakes import FakeRows

READER, BOOKSELLER, MANAGER = Standing.READER, Standing.BOOKSELLER, Standing.SHOP_MANAGER
OWNER = Standing.NETWORK_OWNER
GRANTED = [each for each in Standing if each is not Standing.CARD_HOLDER]


@dataclass(slots=True)
class Two:
    """Two shops in one city: "g" is L’Agora's place, "p" Le Préau's."""

    city: City
    owner: Caller

    async def at(self, user: str, space: str) -> Caller:
        """Somebody who acts in a place, in the standing they have there."""
        seen = await self.city.door.enter(user)
        home = await self.city.door.storage.read(lambda rows: rows.communities.at(seen.account.platform, space))
        assert home is not None
        standing = await self.city.door.storage.read(lambda rows: rows.standings.of(seen.person, home.shop))
        return replace(seen, home=home.as_home(), standing=standing)

    async def grant(self, user: str, space: str, standing: Standing) -> Caller:
        await self.city.network.grant(await self.at("olga", space), (await self.at(user, space)).person, standing)
        return await self.at(user, space)

    async def standings(self, person: PersonId) -> list[Standing]:
        """What somebody is in each shop, the oldest shop first."""
        shops = sorted(shop.id for shop, _ in await self.city.network.shops())

        def job(rows: FakeRows) -> list[Standing]:
            return [rows.standings.of(person, shop) for shop in shops]

        return await self.city.door.storage.read(job)


async def two_shops() -> Two:
    city = City()
    owner = await city.owner()
    _, code = await city.invite("Le Préau")
    await city.network.install(await city.admin("paul", "p"), Installation("", code))
    return Two(city, owner)


@pytest.fixture
async def two() -> Two:
    return await two_shops()


@pytest.mark.parametrize("standing", [each for each in GRANTED if READER < each < OWNER])
async def test_a_standing_counts_in_its_shop_and_nowhere_else(two: Two, standing: Standing) -> None:
    bea = await two.grant("bea", "g", standing)
    assert await two.standings(bea.person) == [standing, READER]
    assert (await two.at("bea", "p")).standing is READER


async def test_the_owners_standing_counts_in_every_shop_and_in_those_to_come(two: Two) -> None:
    assert await two.standings(two.owner.person) == [OWNER, OWNER]
    await two.city.invite("La Plume")
    assert await two.standings(two.owner.person) == [OWNER] * 3


@pytest.mark.parametrize("with_code", [False, True])
async def test_who_runs_a_place_and_another_shop_does_not_take_the_place_from_its_shop(
    two: Two, with_code: bool
) -> None:
    """Paul manages Le Préau and happens to administer L’Agora's guild."""
    code = (await two.city.invite("Le Préau"))[1] if with_code else ""
    wish = Installation("Le Préau", code)
    paul = await two.city.admin("paul", "g")
    with pytest.raises(Refusal, match="setup-tied") as refused:
        await two.city.network.install(paul, wish)
    assert refused.value.arguments == {"shop": "L’Agora"}
    assert (await two.at("olga", "g")).home == two.owner.home
    await two.city.network.grant(two.owner, paul.person, MANAGER)
    assert (await two.city.network.install(await two.city.admin("paul", "g"), wish)).community.shop_name == "Le Préau"


async def test_the_owner_gives_a_place_to_another_shop(two: Two) -> None:
    moved = await two.city.network.install(await two.city.admin("olga", "p"), Installation("L’Agora"))
    assert moved.community.shop_name == "L’Agora"


async def test_a_place_the_bot_was_removed_from_is_free(two: Two) -> None:
    await two.city.network.leave(ALPHA, "g")
    tied = await two.city.network.install(await two.city.admin("paul", "g"), Installation("Le Préau"))
    assert tied.community.shop_name == "Le Préau"


async def test_a_manager_neither_raises_nor_lowers_anybody_of_another_shop(two: Two) -> None:
    max_ = await two.grant("max", "g", MANAGER)
    paul = await two.at("paul", "p")
    await two.city.network.grant(max_, paul.person, BOOKSELLER)
    assert await two.standings(paul.person) == [BOOKSELLER, MANAGER]
    await two.city.network.grant(max_, paul.person, READER)
    assert await two.standings(paul.person) == [READER, MANAGER]


@settings(max_examples=60)
@given(granter=st.sampled_from([MANAGER, OWNER]), held=st.sampled_from(GRANTED), wanted=st.sampled_from(GRANTED))
async def test_nobody_but_an_owner_reaches_as_high_as_themselves(
    granter: Standing, held: Standing, wanted: Standing
) -> None:
    two = await two_shops()
    bea = await two.grant("bea", "g", held)
    caller = two.owner if granter is OWNER else await two.grant("max", "g", MANAGER)
    if granter is OWNER or max(held, wanted) < granter:
        await two.city.network.grant(caller, bea.person, wanted)
        assert (await two.at("bea", "g")).standing is wanted
    else:
        with pytest.raises(Refusal, match="staff-too-high"):
            await two.city.network.grant(caller, bea.person, wanted)
        assert (await two.at("bea", "g")).standing is held


async def test_an_owner_made_bookseller_keeps_no_network_right(two: Two) -> None:
    otto = await two.grant("otto", "g", OWNER)
    await two.city.network.grant(two.owner, otto.person, BOOKSELLER)
    assert await two.standings(otto.person) == [BOOKSELLER, READER]


async def test_a_manager_made_owner_and_reader_again_is_nothing_of_the_network(two: Two) -> None:
    await two.grant("max", "p", MANAGER)
    await two.grant("max", "g", OWNER)
    max_ = await two.grant("max", "g", READER)
    assert await two.standings(max_.person) == [READER, MANAGER]


async def test_the_last_owner_is_the_last_even_when_asked_to_by_another_shop(two: Two) -> None:
    for standing in (READER, BOOKSELLER, MANAGER):
        with pytest.raises(Refusal, match="staff-last-owner"):
            await two.city.network.grant(await two.at("olga", "p"), two.owner.person, standing)
    await two.city.network.grant(two.owner, two.owner.person, OWNER)
    assert (await two.at("olga", "g")).standing is OWNER


async def test_a_shops_staff_list_holds_its_own_and_the_networks_people(two: Two) -> None:
    await two.grant("bea", "g", BOOKSELLER)
    await two.grant("ana", "g", Standing.ANIMATOR)
    listed = {space: await two.city.network.staff(await two.at("olga", space)) for space in ("g", "p")}
    assert [(each.name, each.standing) for each in listed["g"]] == [
        ("olga", OWNER),
        ("bea", BOOKSELLER),
        ("ana", Standing.ANIMATOR),
    ]
    assert [(each.name, each.standing) for each in listed["p"]] == [("olga", OWNER), ("paul", MANAGER)]


@pytest.mark.parametrize(
    ("user", "space", "shop", "message"),
    [
        ("paul", "q", "Le Préau", ""),
        ("paul", "q", "  le   PRÉAU ", ""),
        ("paul", "q", "L’Agora", "setup-refused"),
        ("paul", "q", "Nouvelle", "setup-refused"),
        ("olga", "q", "Le Préau", ""),
        ("olga", "q", "Nouvelle", ""),
        ("mallory", "q", "Le Préau", "setup-refused"),
    ],
)
async def test_who_ties_which_place_to_which_shop(two: Two, user: str, space: str, shop: str, message: str) -> None:
    act = two.city.network.install(await two.city.admin(user, space), Installation(shop))
    if not message:
        await act
    else:
        with pytest.raises(Refusal, match=message):
            await act


async def test_a_manager_who_does_not_run_the_place_ties_it_to_nothing(two: Two) -> None:
    guest = replace(await two.city.admin("paul", "q"), runs_place=False)
    with pytest.raises(Refusal, match="setup-not-admin"):
        await two.city.network.install(guest, Installation("Le Préau"))
    olga = replace(await two.city.admin("olga", "q"), runs_place=False)
    assert (await two.city.network.install(olga, Installation("Le Préau"))).community.shop_name == "Le Préau"
