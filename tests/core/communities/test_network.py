"""Setting up, inviting, granting: who may, and what each refusal says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.communities.model import INVITATION_LIFE, Shop
from core.communities.service import Defaults, Installation, Network
from core.kernel.errors import Refusal
from core.kernel.guesses import GUESS_WINDOW, MAX_GUESSES
from core.kernel.identity import Address, Caller, PlaceKind, Platform, RequestKey, Standing
from tests.core.members.test_linking import ALPHA, BETA, Door


class Inspector:
    """Sees one missing right, and calls every place the same."""

    async def missing_rights(self, address: Address, /) -> Sequence[str]:
        return ["right-send"]

    async def name_of(self, address: Address, /) -> str:
        return "Le salon"


class City:
    """A network with nobody in it yet."""

    def __init__(self) -> None:
        self.door = Door()
        self.invited = 0
        self.network = Network(self.door.storage, self.door.clock, {ALPHA: Inspector()}, Defaults("fr", "Europe/Paris"))

    async def admin(self, user: str, space: str, platform: Platform = ALPHA) -> Caller:
        caller = await self.door.enter(user, platform)
        place = replace(caller.place, address=replace(caller.place.address, space=space))
        return replace(caller, place=place, runs_place=True)

    async def invite(self, shop: str) -> tuple[Shop, str]:
        """Ask for a code, each time by an act of its own."""
        self.invited += 1
        return await self.network.invite(shop, RequestKey(f"invite-{self.invited}"))

    async def owner(self) -> Caller:
        code = await self.network.owner_code()
        assert code
        await self.network.install(await self.admin("olga", "g"), Installation("L’Agora", code))
        return await self.door.enter("olga")


@pytest.fixture
def city() -> City:
    return City()


async def test_the_owners_code_founds_the_network_once(city: City) -> None:
    code = await city.network.owner_code()
    assert code
    installed = await city.network.install(await city.admin("olga", "g"), Installation("  L’Agora ", code))
    assert installed.is_new_owner
    assert installed.community.shop_name == "L’Agora"
    assert installed.community.name == "Le salon"
    assert installed.missing_rights == ("right-send",)
    assert (await city.door.enter("olga")).standing is Standing.NETWORK_OWNER
    assert await city.network.owner_code() is None
    with pytest.raises(Refusal, match="setup-code-wrong"):
        await city.network.install(await city.admin("mallory", "h"), Installation("Autre", code))


async def test_nobody_sets_up_without_a_code(city: City) -> None:
    await city.owner()
    with pytest.raises(Refusal, match="setup-refused"):
        await city.network.install(await city.admin("mallory", "h"), Installation("L’Agora"))
    caller = replace(await city.admin("mallory", "h"), runs_place=False)
    with pytest.raises(Refusal, match="setup-not-admin"):
        await city.network.install(caller, Installation("L’Agora"))


async def test_setting_up_in_private_is_sent_to_the_right_place(city: City) -> None:
    caller = await city.admin("olga", "g")
    private = replace(caller.place, address=replace(caller.place.address, kind=PlaceKind.PRIVATE))
    with pytest.raises(Refusal, match="setup-in-private"):
        await city.network.install(replace(caller, place=private), Installation("L’Agora"))


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "europe", "\x00"])
async def test_an_unknown_zone_is_refused_and_nothing_is_lost(city: City, zone: str) -> None:
    code = await city.network.owner_code()
    assert code
    caller = await city.admin("olga", "g")
    with pytest.raises(Refusal, match="setup-zone"):
        await city.network.install(caller, Installation("L’Agora", code, zone))
    assert (await city.network.install(caller, Installation("L’Agora", code))).is_new_owner


async def test_an_invited_manager_ties_the_shop_and_later_more_places(city: City) -> None:
    await city.owner()
    shop, code = await city.invite("Le Préau")
    first = await city.network.install(await city.admin("paul", "p"), Installation("n’importe", code))
    assert first.community.shop == shop.id
    second = await city.network.install(await city.admin("paul", "q"), Installation("le préau"))
    assert second.community.shop == shop.id
    assert not second.is_new_owner
    with pytest.raises(Refusal, match="setup-refused"):
        await city.network.install(await city.admin("paul", "r"), Installation("L’Agora"))


async def test_an_invitation_lapses(city: City) -> None:
    await city.owner()
    _, code = await city.invite("Le Préau")
    city.door.clock.move(seconds=INVITATION_LIFE.total_seconds())
    with pytest.raises(Refusal, match="setup-code-wrong"):
        await city.network.install(await city.admin("paul", "p"), Installation("Le Préau", code))


async def test_nobody_grants_their_own_level_or_above_but_the_owner(city: City) -> None:
    owner = await city.owner()
    for name in ("max", "bea", "rene"):
        await city.door.enter(name)
    people = {name: (await city.door.enter(name)).person for name in ("max", "bea", "rene")}
    await city.network.grant(owner, people["max"], Standing.SHOP_MANAGER)
    manager = await city.door.enter("max")
    assert manager.standing is Standing.SHOP_MANAGER
    await city.network.grant(manager, people["bea"], Standing.BOOKSELLER)
    for standing in (Standing.SHOP_MANAGER, Standing.NETWORK_OWNER):
        with pytest.raises(Refusal, match="staff-too-high"):
            await city.network.grant(manager, people["rene"], standing)
    with pytest.raises(Refusal, match="staff-too-high"):
        await city.network.grant(manager, owner.person, Standing.READER)
    await city.network.grant(manager, people["bea"], Standing.READER)
    assert (await city.door.enter("bea")).standing is Standing.READER


async def test_the_last_owner_stays(city: City) -> None:
    owner = await city.owner()
    with pytest.raises(Refusal, match="staff-last-owner"):
        await city.network.grant(owner, owner.person, Standing.READER)
    other = (await city.door.enter("otto")).person
    await city.network.grant(owner, other, Standing.NETWORK_OWNER)
    await city.network.grant(owner, owner.person, Standing.READER)
    assert [each.person for each in await city.network.staff(owner)] == [other]


async def test_a_moved_place_keeps_its_community_and_its_letters(city: City) -> None:
    await city.owner()
    old, new = Address(ALPHA, "g", "c"), Address(ALPHA, "-100g", "c")
    before = await city.door.storage.read(lambda rows: rows.communities.at(ALPHA, "g"))
    await city.network.move(old, new)
    await city.network.move(old, new)
    after = await city.door.storage.read(lambda rows: rows.communities.at(ALPHA, "-100g"))
    assert before is not None
    assert after is not None
    assert after.id == before.id


async def test_a_place_the_bot_left_is_no_home_until_it_is_tied_again(city: City) -> None:
    owner = await city.owner()
    await city.network.leave(ALPHA, "g")
    assert (await city.door.enter("olga")).home is None
    await city.network.install(await city.admin("olga", "g"), Installation("L’Agora"))
    again = await city.door.enter("olga")
    assert again.home == owner.home


async def test_a_shop_has_places_on_both_platforms(city: City) -> None:
    await city.owner()
    code = await city.door.linking.show_code(await city.door.enter("olga"))
    await city.door.linking.confirm(await city.door.enter("olga-b", BETA), code)
    await city.network.install(await city.admin("olga-b", "tg", BETA), Installation("L’Agora"))
    [(shop, communities)] = await city.network.shops()
    assert shop.name == "L’Agora"
    assert [each.address.platform for each in communities] == [ALPHA, BETA]


async def test_a_set_up_that_arrives_twice_is_answered_twice_and_done_once(city: City) -> None:
    code = await city.network.owner_code()
    assert code
    caller, wish = await city.admin("olga", "g"), Installation("L’Agora", code)
    assert await city.network.install(caller, wish) == await city.network.install(caller, wish)
    assert len(await city.network.shops()) == 1


async def test_a_refused_set_up_may_be_asked_again(city: City) -> None:
    await city.owner()
    caller = await city.admin("paul", "p")
    with pytest.raises(Refusal, match="setup-code-wrong"):
        await city.network.install(caller, Installation("Le Préau", "AAAA-AAAA"))
    _, code = await city.invite("Le Préau")
    assert (await city.network.install(caller, Installation("Le Préau", code))).community.shop_name == "Le Préau"


async def test_only_the_last_code_for_the_owner_works(city: City) -> None:
    first, last = await city.network.owner_code(), await city.network.owner_code()
    assert first
    assert last
    assert (await city.network.install(await city.admin("olga", "g"), Installation("L’Agora", last))).is_new_owner
    with pytest.raises(Refusal, match="setup-code-wrong"):
        await city.network.install(await city.admin("mallory", "h"), Installation("Autre", first))
    assert (await city.door.enter("mallory")).standing is Standing.READER


async def test_an_invitation_outlives_a_new_code_for_the_owner(city: City) -> None:
    _, code = await city.invite("Le Préau")
    await city.network.owner_code()
    assert (await city.network.install(await city.admin("paul", "p"), Installation("x", code))).community.shop


@pytest.mark.parametrize("typed", ["L'Agora", "l’agora", " L’AGORA  "])
async def test_a_shop_is_the_same_however_its_name_is_typed(city: City, typed: str) -> None:
    await city.owner()
    await city.network.install(await city.admin("olga", "h"), Installation(typed))
    assert [shop.name for shop, _ in await city.network.shops()] == ["L’Agora"]


async def test_composed_and_decomposed_accents_are_one_name(city: City) -> None:
    await city.owner()
    first, _ = await city.invite("Le Préau")
    second, _ = await city.invite("Le Pre\u0301au")
    assert first == second


async def test_a_place_that_moves_onto_one_already_tied_leaves_it_its_readers(city: City) -> None:
    owner = await city.owner()
    await city.network.install(await city.admin("olga", "-100g"), Installation("L’Agora"))
    reader = await city.door.enter("rita")
    assert reader.home == owner.home
    for _ in range(2):
        await city.network.move(Address(ALPHA, "g"), Address(ALPHA, "-100g"))
    [(_, communities)] = await city.network.shops()
    assert [each.address.space for each in communities] == ["-100g"]
    home = (await city.door.enter("rita", private=True)).home
    assert home is not None
    assert home.community == communities[0].id


async def test_readers_of_a_place_the_bot_left_fall_back_on_the_only_shop(city: City) -> None:
    await city.owner()
    await city.network.install(await city.admin("olga", "other"), Installation("L’Agora"))
    await city.door.enter("rita")
    await city.network.leave(ALPHA, "g")
    home = (await city.door.enter("rita", private=True)).home
    assert home is not None
    assert home.shop_name == "L’Agora"


async def test_codes_are_guessed_a_few_times_an_hour_and_the_right_one_must_wait_too(city: City) -> None:
    code = await city.network.owner_code()
    assert code

    async def guess(typed: str) -> str:
        city.door.clock.move(seconds=1)
        try:
            await city.network.install(await city.admin("mallory", "h"), Installation("L’Agora", typed))
        except Refusal as refusal:
            return refusal.message
        return "tied"

    answers = [await guess("AAAA-AAAA") for _ in range(MAX_GUESSES)]
    assert answers == ["setup-code-wrong"] * MAX_GUESSES
    assert await guess(code) == "setup-code-wait"
    city.door.clock.move(seconds=GUESS_WINDOW.total_seconds())
    assert await guess(code) == "tied"


async def test_right_codes_are_not_counted(city: City) -> None:
    await city.owner()
    for number in range(MAX_GUESSES + 1):
        city.door.clock.move(seconds=1)
        _, code = await city.invite(f"Librairie {number}")
        await city.network.install(await city.admin("rosa", f"r{number}"), Installation("", code))


async def test_setting_up_again_keeps_the_language_of_the_community(city: City) -> None:
    owner = await city.owner()
    admin = replace(await city.admin("olga", "g"), locale="en")
    installed = await city.network.install(admin, Installation("L’Agora"))
    assert owner.home
    assert installed.community.locale == owner.home.locale == "fr"


async def test_the_spaces_of_a_platform_are_those_tied_and_not_left(city: City) -> None:
    await city.owner()
    await city.network.install(await city.admin("olga", "h"), Installation("L’Agora"))
    await city.network.install(await city.admin("olga", "k"), Installation("L’Agora"))
    await city.network.leave(ALPHA, "h")
    assert (await city.network.spaces(ALPHA), await city.network.spaces(BETA)) == (["g", "k"], [])
