"""Codes that found and invite: each works once, for a week, for what it was given for, and only the newest founds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.communities.model import INVITATION_LIFE, Invitation
from core.communities.service import Defaults, Installation, Network
from core.kernel.errors import Refusal
from core.kernel.guesses import MAX_GUESSES
from core.kernel.identity import RequestKey, Standing
from core.kernel.tokens import hash_code
from tests.core.communities.test_network import City
from tests.core.members.test_linking import ALPHA, BETA

SECOND = timedelta(seconds=1)


@pytest.fixture
def city() -> City:
    return City()


async def install(city: City, user: str, code: str, shop: str = "L’Agora", space: str = "g") -> str:
    """Type a code; return the refusal, or "" when the place is tied."""
    try:
        await city.network.install(await city.admin(user, space), Installation(shop, code))
    except Refusal as refusal:
        return refusal.message
    return ""


@pytest.mark.parametrize(("early", "answer"), [(SECOND, ""), (timedelta(), "setup-code-wrong")])
async def test_the_owners_code_works_for_a_week(city: City, early: timedelta, answer: str) -> None:
    code = await city.network.owner_code() or ""
    city.door.clock.move(seconds=(INVITATION_LIFE - early).total_seconds())
    assert await install(city, "olga", code) == answer
    assert (await city.network.owner_code() is None) == (answer == "")


async def test_while_nobody_owns_the_network_every_start_gives_a_code_that_works(city: City) -> None:
    for _ in range(3):
        await city.network.owner_code()
        city.door.clock.move(days=8)
    code = await city.network.owner_code() or ""
    assert await install(city, "olga", code) == ""


async def test_of_two_processes_that_each_gave_a_code_one_names_the_owner(city: City) -> None:
    code = await city.network.owner_code() or ""
    other = Invitation(hash_code("OTHER"), None, Standing.NETWORK_OWNER, city.door.clock.now() + SECOND)
    await city.door.storage.write(lambda rows: rows.invitations.add(other))
    assert await install(city, "olga", code) == ""
    assert await install(city, "paul", "OTHER", space="p") == "setup-code-wrong"


async def test_a_code_given_for_one_place_ties_no_second(city: City) -> None:
    await city.owner()
    _, code = await city.invite("Le Préau")
    assert await install(city, "paul", code, space="p") == ""
    assert await install(city, "rosa", code, space="r") == "setup-code-wrong"
    assert (await city.door.enter("rosa")).standing is Standing.READER


async def test_the_invitation_decides_the_shop_and_not_what_is_typed(city: City) -> None:
    await city.owner()
    shop, code = await city.invite("Le Préau")
    assert await install(city, "paul", code, shop="L’Agora", space="p") == ""
    tied = await city.door.storage.read(lambda rows: rows.communities.at(ALPHA, "p"))
    assert tied is not None
    assert tied.shop == shop.id
    paul = (await city.door.enter("paul")).person
    agora = (await city.network.shops())[0][0]
    assert agora.name == "L’Agora"
    assert await city.door.storage.read(lambda rows: rows.standings.of(paul, agora.id)) is Standing.READER


async def test_two_invitations_of_one_shop_are_two_codes(city: City) -> None:
    await city.owner()
    codes = [(await city.invite("Le Préau"))[1] for _ in range(2)]
    assert [await install(city, user, code, space=user) for user, code in zip(("a", "b"), codes, strict=True)] == [
        "",
        "",
    ]
    assert [shop.name for shop, _ in await city.network.shops()] == ["L’Agora", "Le Préau"]


async def test_one_act_heard_twice_gives_one_code(city: City) -> None:
    await city.owner()
    act = RequestKey("one act")
    shop, code = await city.network.invite("Le Préau", act)
    assert await city.network.invite("Le Préau", act) == (shop, code)
    assert await install(city, "paul", code, space="p") == ""
    with pytest.raises(Refusal, match="invite-spent"):
        await city.network.invite("Le Préau", act)
    assert await install(city, "rosa", code, space="r") == "setup-code-wrong"


async def test_one_act_heard_again_after_a_restart_leaves_one_code_that_works(city: City) -> None:
    await city.owner()
    act = RequestKey("one act")
    _, first = await city.network.invite("Le Préau", act)
    again = Network(city.door.storage, city.door.clock, {}, Defaults("fr", "Europe/Paris"))
    _, last = await again.invite("Le Préau", act)
    assert [await install(city, "a", first, space="a"), await install(city, "b", last, space="b")] == [
        "setup-code-wrong",
        "",
    ]


@pytest.mark.parametrize(("dash", "around"), [("-", "  "), (" ", ""), ("", "\t"), ("—", "")])
async def test_a_code_is_taken_as_people_type_it(city: City, dash: str, around: str) -> None:
    code = await city.network.owner_code() or ""
    assert await install(city, "olga", around + code.lower().replace("-", dash) + around) == ""


async def test_an_unknown_a_lapsed_and_a_used_code_are_answered_alike(city: City) -> None:
    await city.owner()
    _, used = await city.invite("Le Préau")
    await install(city, "paul", used, space="p")
    _, lapsed = await city.invite("La Plume")
    city.door.clock.move(days=7)
    answers = {await install(city, "mallory", code, space="m") for code in ("AAAA-AAAA", used, lapsed)}
    assert answers == {"setup-code-wrong"}


async def test_guesses_of_one_person_do_not_keep_another_out(city: City) -> None:
    code = await city.network.owner_code() or ""
    answers = []
    for _ in range(MAX_GUESSES + 1):
        city.door.clock.move(seconds=1)
        answers.append(await install(city, "mallory", "AAAA-AAAA", space="m"))
    assert answers[-1] == "setup-code-wait"
    assert await install(city, "olga", code) == ""


async def test_set_up_codes_and_link_codes_share_one_limit(city: City) -> None:
    await city.owner()
    for _ in range(MAX_GUESSES):
        city.door.clock.move(seconds=1)
        await install(city, "mallory", "AAAA-AAAA", space="m")
    with pytest.raises(Refusal, match="link-wait"):
        await city.door.linking.confirm(await city.door.enter("mallory"), "AAAA-AAAA")


@pytest.mark.parametrize(
    ("typed", "caller_locale", "locale", "zone"),
    [
        (Installation("L’Agora"), "", "en", "Europe/Brussels"),
        (Installation("L’Agora"), "fr", "fr", "Europe/Brussels"),
        (Installation("L’Agora", zone="America/Montreal"), "", "en", "America/Montreal"),
        (Installation("L’Agora", zone=" America/Montreal "), "", "en", "America/Montreal"),
        (Installation("L’Agora", locale="fr"), "en", "fr", "Europe/Brussels"),
    ],
)
async def test_a_new_place_gets_what_was_asked_then_its_founders_then_the_defaults(
    city: City, typed: Installation, caller_locale: str, locale: str, zone: str
) -> None:
    network = Network(city.door.storage, city.door.clock, {}, Defaults("en", "Europe/Brussels"))
    founder = replace(await city.admin("olga", "tg", BETA), locale=caller_locale)
    code = await network.owner_code() or ""
    wish = Installation(typed.shop, code, typed.zone, typed.locale)
    community = (await network.install(founder, wish)).community
    assert (community.locale, community.zone, community.name) == (locale, zone, "L’Agora")
