"""What the people of a network type, through the catalogue, and what they read, in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from syrupy.assertion import SnapshotAssertion

from core.communities.commands import NetworkDesk, declare
from core.communities.model import Community, Shop
from core.communities.service import Installed
from core.communities.views import InstalledCard, InvitationCard, ShopList, StaffList
from core.kernel.errors import Refusal
from core.kernel.identity import Address, Caller, CommunityId, Platform, ShopId, Standing
from core.members.commands import PeopleSource
from core.ui.cards import Notice, Reply, View
from core.ui.catalogue import Catalogue, Command
from core.ui.intake import PEOPLE, FieldRefusal, Intake
from core.ui.words import LOCALES
from tests.core.communities.test_network import City
from tests.core.members.test_desk import DICTIONARY
from tests.core.members.test_linking import ALPHA
from tests.core.outline import outline

AGORA, PREAU = Shop(ShopId(1), "L’Agora"), Shop(ShopId(2), "**Le Préau** @here")


@dataclass(slots=True)
class Desk:
    """The network's commands over a city, used as a platform uses them."""

    city: City
    catalogue: Catalogue = field(default_factory=Catalogue)

    def __post_init__(self) -> None:
        declare(self.catalogue, NetworkDesk(self.city.network))
        self.catalogue.add_source(PEOPLE, PeopleSource(self.city.door.linking))

    async def type(self, caller: Caller, *path: str, **raw: str) -> Reply:
        command: Command[object] = self.catalogue.commands[path]
        return await command(caller, await Intake(self.catalogue, self.city.door.clock).read(command, caller, raw))


@pytest.fixture
def desk() -> Desk:
    return Desk(City())


async def test_the_first_code_an_invitation_and_staff_make_a_network(desk: Desk) -> None:
    code = await desk.city.network.owner_code()
    await desk.type(await desk.city.admin("olga", "g"), "setup", shop="L’Agora", code=code or "")
    owner = await desk.city.door.enter("olga")
    invited = await desk.type(owner, "shop", "invite", shop="Le Préau")
    assert isinstance(invited.view, InvitationCard)
    paul = await desk.city.admin("paul", "p")
    done = await desk.type(paul, "setup", shop="ignored", code=invited.view.code, zone="America/Montreal")
    assert isinstance(done.view, InstalledCard)
    community = done.view.installed.community
    assert (community.shop_name, community.zone) == ("Le Préau", "America/Montreal")
    listed = await desk.type(owner, "shop", "list")
    assert isinstance(listed.view, ShopList)
    assert [shop.name for shop, _ in listed.view.shops] == ["L’Agora", "Le Préau"]


async def test_a_role_is_given_by_name_and_taken_away(desk: Desk) -> None:
    owner = await desk.city.owner()
    await desk.city.door.enter("bea")
    granted = await desk.type(owner, "staff", "grant", person="@BEA", standing="bookseller")
    assert isinstance(granted.view, Notice)
    assert granted.view.message == "staff-granted"
    bea = await desk.city.door.enter("bea")
    assert bea.standing is Standing.BOOKSELLER
    listed = await desk.type(bea, "staff", "list")
    assert isinstance(listed.view, StaffList)
    assert [(each.name, each.standing) for each in listed.view.staff] == [
        ("olga", Standing.NETWORK_OWNER),
        ("bea", Standing.BOOKSELLER),
    ]
    revoked = await desk.type(await desk.city.door.enter("olga"), "staff", "revoke", person="bea")
    assert revoked.view == Notice("staff-revoked")
    assert (await desk.city.door.enter("bea")).standing is Standing.READER


@pytest.mark.parametrize("typed", ["@nobody", "<@123>", "", "#pzzzz"])
async def test_a_role_for_nobody_is_refused(desk: Desk, typed: str) -> None:
    owner = await desk.city.owner()
    with pytest.raises(FieldRefusal):
        await desk.type(owner, "staff", "grant", person=typed, standing="bookseller")


@pytest.mark.parametrize(
    ("path", "least"),
    [
        (("announce", "here"), Standing.SHOP_MANAGER),
        (("shop", "invite"), Standing.NETWORK_OWNER),
        (("staff", "grant"), Standing.SHOP_MANAGER),
        (("staff", "revoke"), Standing.SHOP_MANAGER),
        (("staff", "list"), Standing.BOOKSELLER),
    ],
)
async def test_each_command_refuses_everybody_below_its_standing(
    desk: Desk, path: tuple[str, ...], least: Standing
) -> None:
    owner = await desk.city.owner()
    raw = {"person": "olga", "standing": "bookseller", "shop": "Le Préau"}
    for standing in (each for each in Standing if each < least):
        with pytest.raises(Refusal, match="refused-standing"):
            await desk.type(replace(owner, standing=standing), *path, **raw)
    assert [shop.name for shop, _ in await desk.city.network.shops()] == ["L’Agora"]


async def test_announcements_go_where_they_were_last_asked_for(desk: Desk) -> None:
    owner = await desk.city.owner()
    elsewhere = replace(owner, place=replace(owner.place, address=Address(ALPHA, "g", "news")))
    reply = await desk.type(elsewhere, "announce", "here")
    assert reply.view == Notice("announce-here", (("shop", "L’Agora"),))
    [(_, communities)] = await desk.city.network.shops()
    assert [each.address.room for each in communities] == ["news"]
    untied = replace(owner, place=replace(owner.place, address=Address(ALPHA, "untied", "x")))
    with pytest.raises(Refusal, match="refused-no-home"):
        await desk.type(untied, "announce", "here")


async def test_an_unknown_zone_is_refused_and_the_code_still_works(desk: Desk) -> None:
    code = await desk.city.network.owner_code() or ""
    caller = await desk.city.admin("olga", "g")
    with pytest.raises(Refusal, match="setup-zone"):
        await desk.type(caller, "setup", shop="L’Agora", code=code, zone="Mars/Olympus")
    done = await desk.type(caller, "setup", shop="L’Agora", code=code)
    assert isinstance(done.view, InstalledCard)


def community(number: int, shop: Shop, platform: str) -> Community:
    address = Address(Platform(platform), f"s{number}", "")
    return Community(CommunityId(number), shop.id, shop.name, "salon", address, "fr", "Europe/Paris")


VIEWS: dict[str, View] = {
    "set up, new owner": InstalledCard(Installed(community(1, AGORA, "discord"), True, ())),
    "set up, rights missing": InstalledCard(Installed(community(1, PREAU, "discord"), False, ("right-send-messages",))),
    "invited": InvitationCard(PREAU, "K7QM-2XWD"),
    "no staff": StaffList(()),
    "no shop": ShopList(()),
    "one shop": ShopList([(AGORA, [community(1, AGORA, "discord")])]),
    "shops": ShopList(
        [
            (AGORA, [community(1, AGORA, "discord"), community(2, AGORA, "telegram")]),
            (PREAU, [community(3, PREAU, "carrier-pigeon")]),
            (Shop(ShopId(3), "Chloé"), []),
        ]
    ),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_what_a_network_reads(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert outline(VIEWS[name].as_card(DICTIONARY.words(locale))) == snapshot
