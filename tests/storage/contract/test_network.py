"""Shops, the communities tied to them, standings and invitations."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.communities.model import Invitation, NewCommunity, Staff
from core.kernel.identity import Account, Address, CommunityId, PersonId, ShopId, Standing
from core.kernel.storage import Storage
from storage.rows import Rows
from tests.core.votes.town import ALPHA, BETA, START
from tests.storage.scene import Scene, new_poll

MINUTE = timedelta(minutes=1)
NEW = NewCommunity(ShopId(1), "alpha", Address(ALPHA, "a", "1"), "fr", "Europe/Paris")


async def test_shops_come_by_name(storage: Storage[Rows]) -> None:
    def job(rows: Rows) -> None:
        for name in ("Zola", "agora", "Babel"):
            rows.shops.add(name)

    await storage.write(job)
    assert [shop.name for shop in await storage.read(lambda rows: rows.shops.all())] == ["agora", "Babel", "Zola"]


async def test_tying_again_keeps_the_id_and_changes_the_rest(storage: Storage[Rows], scene: Scene) -> None:
    new = replace(NEW, shop=scene.other_shop, name="new name", address=Address(ALPHA, "a", "2"), locale="en")
    assert await storage.write(lambda rows: rows.communities.tie(new)) == scene.alpha
    found = await storage.read(lambda rows: rows.communities.at(ALPHA, "a"))
    assert found is not None
    assert (found.id, found.shop, found.shop_name, found.name) == (
        scene.alpha,
        scene.other_shop,
        "Le Préau",
        "new name",
    )
    assert (found.address, found.locale) == (Address(ALPHA, "a", "2"), "en")


async def test_an_untied_community_is_nowhere_until_it_is_tied_again(storage: Storage[Rows], scene: Scene) -> None:
    await storage.write(lambda rows: rows.communities.untie(scene.alpha))

    def known(rows: Rows) -> list[object]:
        found = [rows.communities.at(ALPHA, "a"), rows.communities.get(scene.alpha), rows.homes.home_at(ALPHA, "a")]
        return [*found, [each.id for each in rows.communities.of_shop(scene.shop)]]

    assert await storage.read(known) == [None, None, None, [scene.beta]]
    assert await storage.write(lambda rows: rows.communities.tie(replace(NEW, shop=scene.shop))) == scene.alpha
    assert [each.id for each in await storage.read(lambda rows: rows.communities.all())] == [
        scene.alpha,
        scene.beta,
        scene.elsewhere,
    ]


async def test_a_space_moves_once(storage: Storage[Rows], scene: Scene) -> None:
    assert await storage.write(lambda rows: rows.communities.move(Address(BETA, "a"), Address(BETA, "a2"))) is False
    assert [
        await storage.write(lambda rows: rows.communities.move(Address(ALPHA, "a"), Address(ALPHA, "a2")))
        for _ in range(2)
    ] == [True, False]
    home = await storage.read(lambda rows: rows.homes.home_at(ALPHA, "a2"))
    assert home is not None
    assert (home.community, home.shop, home.zone) == (scene.alpha, scene.shop, "Europe/Paris")
    assert await storage.read(lambda rows: rows.homes.home(scene.alpha)) == home


async def test_a_standing_counts_in_its_shop_and_an_owners_everywhere(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, chloe = scene.persons

    def job(rows: Rows) -> None:
        rows.standings.grant(alice, scene.shop, Standing.ANIMATOR)
        rows.standings.grant(alice, scene.shop, Standing.BOOKSELLER)
        rows.standings.grant(bob, None, Standing.NETWORK_OWNER)
        rows.standings.grant(chloe, scene.shop, Standing.SHOP_MANAGER)
        rows.standings.grant(chloe, scene.shop, Standing.READER)

    await storage.write(job)

    def held(rows: Rows) -> list[list[Standing]]:
        asked = (scene.shop, scene.other_shop, None)
        return [[rows.standings.of(person, shop) for shop in asked] for person in scene.persons]

    assert await storage.read(held) == [
        [Standing.BOOKSELLER, Standing.READER, Standing.BOOKSELLER],
        [Standing.NETWORK_OWNER] * 3,
        [Standing.READER] * 3,
    ]


async def test_the_staff_of_a_shop_are_its_own_and_the_networks(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, chloe = scene.persons

    def job(rows: Rows) -> None:
        rows.standings.grant(alice, scene.shop, Standing.BOOKSELLER)
        rows.standings.grant(bob, None, Standing.NETWORK_OWNER)
        rows.standings.grant(chloe, scene.other_shop, Standing.SHOP_MANAGER)

    await storage.write(job)
    owner = Staff(bob, "bob", (Account(ALPHA, "bob"),), None, Standing.NETWORK_OWNER)
    seller = Staff(alice, "alice", (Account(ALPHA, "alice"),), scene.shop, Standing.BOOKSELLER)
    assert await storage.read(lambda rows: rows.standings.staff(scene.shop)) == [owner, seller]
    assert await storage.read(lambda rows: rows.standings.staff(None)) == [owner]


async def test_a_merge_gives_the_higher_standing_in_every_shop(storage: Storage[Rows], scene: Scene) -> None:
    kept, gone, _ = scene.persons

    def job(rows: Rows) -> list[Standing]:
        rows.standings.grant(kept, scene.shop, Standing.BOOKSELLER)
        rows.standings.grant(gone, scene.shop, Standing.ANIMATOR)
        rows.standings.grant(gone, scene.other_shop, Standing.SHOP_MANAGER)
        rows.standings.merge(kept, gone)
        return [rows.standings.of(person, shop) for person in (kept, gone) for shop in (scene.shop, scene.other_shop)]

    expected = [Standing.BOOKSELLER, Standing.SHOP_MANAGER, Standing.READER, Standing.READER]
    assert await storage.write(job) == expected


async def test_an_invitation_is_taken_once_and_in_time(storage: Storage[Rows], scene: Scene) -> None:
    ours = Invitation("hash-1", scene.shop, Standing.SHOP_MANAGER, START + MINUTE)
    network = Invitation("hash-2", None, Standing.NETWORK_OWNER, START + MINUTE)

    def job(rows: Rows) -> list[Invitation | None]:
        for each in (ours, network, replace(ours, code_hash="hash-3")):
            rows.invitations.add(each)
        late = rows.invitations.take("hash-3", START + MINUTE)
        return [late, *(rows.invitations.take(code, START) for code in ("hash-1", "hash-1", "hash-2", "other"))]

    assert await storage.write(job) == [None, ours, None, network, None]


async def test_an_invitation_of_one_act_has_one_code_at_a_time(storage: Storage[Rows], scene: Scene) -> None:
    ours = Invitation("hash-1", scene.shop, Standing.SHOP_MANAGER, START + MINUTE, "act")
    nobodys = replace(ours, code_hash="hash-2", request="")

    def job(rows: Rows) -> list[object]:
        for each in (ours, nobodys):
            rows.invitations.add(each)
        issued = [rows.invitations.reissue(act, "hash-3") for act in ("act", "act", "", "another act")]
        taken = [rows.invitations.take(code, START) for code in ("hash-1", "hash-2", "hash-3")]
        return [*issued, *taken, rows.invitations.reissue("act", "hash-4")]

    told = [True, True, False, False, None, nobodys, replace(ours, code_hash="hash-3"), False]
    assert await storage.write(job) == told


async def test_a_stranger_is_a_reader(storage: Storage[Rows]) -> None:
    assert await storage.read(lambda rows: rows.standings.of(PersonId(99), None)) is Standing.READER


async def test_withdrawn_codes_of_a_standing_leave_the_others(storage: Storage[Rows], scene: Scene) -> None:
    ours = Invitation("hash-1", scene.shop, Standing.SHOP_MANAGER, START + MINUTE)
    network = Invitation("hash-2", None, Standing.NETWORK_OWNER, START + MINUTE)

    def job(rows: Rows) -> list[Invitation | None]:
        for each in (ours, network):
            rows.invitations.add(each)
        rows.invitations.withdraw(Standing.NETWORK_OWNER)
        return [rows.invitations.take(code, START) for code in ("hash-1", "hash-2")]

    assert await storage.write(job) == [ours, None]


async def test_a_space_that_moves_onto_a_tied_one_gives_it_its_polls(storage: Storage[Rows], scene: Scene) -> None:
    old, new = Address(ALPHA, "a"), Address(ALPHA, "a2")

    def job(rows: Rows) -> tuple[CommunityId, list[bool]]:
        tied = rows.communities.tie(replace(NEW, shop=scene.shop, address=replace(new, room="9")))
        both = rows.polls.add(new_poll(scene.shop, scene.works[:2], (scene.alpha, tied)))
        moves = [rows.communities.move(old, new), rows.communities.move(old, new), rows.communities.move(new, new)]
        assert rows.polls.reaches(both, tied)
        return tied, moves

    tied, moves = await storage.write(job)
    assert moves == [True, False, False]
    assert await storage.read(lambda rows: rows.communities.at(ALPHA, "a")) is None
    assert await storage.read(lambda rows: rows.polls.reaches(scene.poll, tied))
    assert not await storage.read(lambda rows: rows.polls.reaches(scene.poll, scene.alpha))
    home = await storage.read(lambda rows: rows.homes.home(scene.alpha))
    assert home is not None
    assert home.community == tied


async def test_readers_of_a_community_the_bot_left_belong_to_the_nearest_of_its_shop(
    storage: Storage[Rows], scene: Scene
) -> None:
    def leads_to(rows: Rows) -> list[CommunityId | None]:
        homes = [rows.homes.home(each) for each in (scene.alpha, scene.elsewhere, CommunityId(99))]
        return [home.community if home else None for home in homes]

    for left in (scene.alpha, scene.elsewhere):
        await storage.write(lambda rows, left=left: rows.communities.untie(left))  # type: ignore[misc]
    assert await storage.read(leads_to) == [scene.beta, None, None]
    near = await storage.write(
        lambda rows: rows.communities.tie(replace(NEW, shop=scene.shop, address=Address(ALPHA, "a3")))
    )
    assert await storage.read(leads_to) == [near, None, None]
