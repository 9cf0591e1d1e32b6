"""The roll, memberships and lists of voters, on every storage."""

from __future__ import annotations

from datetime import timedelta

from core.communities.model import NewCommunity
from core.kernel.identity import Account, Address, PersonId, PlaceKind, Standing
from core.kernel.storage import Storage
from core.members.model import BEFORE_THE_BOT, KnownAccount, Membership
from core.votes.electorate.rule import Known, Mailbox, Named, OnRoll, Status, VoterList
from storage.rows import Rows
from tests.core.votes.town import ALPHA, BETA, START
from tests.storage.scene import Scene, add_reader, new_poll

ALICE, BOB = Account(ALPHA, "alice"), Account(ALPHA, "bob")
DAY = timedelta(days=1)


async def test_the_roll_keeps_one_status_a_person_and_who_voted(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, chloe = scene.persons

    def job(rows: Rows) -> None:
        rows.roll.put(scene.poll, alice, Status.PROVISIONAL)
        rows.roll.mark(scene.poll, alice, has_voted=True)
        rows.roll.put(scene.poll, alice, Status.CONFIRMED)
        rows.roll.put(scene.poll, bob, Status.ELIGIBLE)
        rows.roll.put(scene.poll, chloe, Status.REFUSED)
        rows.roll.mark(scene.poll, PersonId(99), has_voted=True)

    await storage.write(job)
    assert await storage.read(lambda rows: rows.roll.status(scene.poll, alice)) is Status.CONFIRMED
    assert await storage.read(lambda rows: rows.roll.counts(scene.poll)) == (3, 2), "the refused are not on the roll"
    assert await storage.read(lambda rows: rows.roll.totals(scene.poll)) == {
        Status.CONFIRMED: 1,
        Status.ELIGIBLE: 2,
        Status.REFUSED: 1,
    }
    await storage.write(lambda rows: rows.roll.remove(scene.poll, alice))
    assert await storage.read(lambda rows: rows.roll.status(scene.poll, alice)) is None


async def test_a_voter_is_found_by_any_of_their_accounts_with_what_the_poll_says_of_them(
    storage: Storage[Rows], scene: Scene
) -> None:
    alice, bob, _ = scene.persons
    abroad = Account(BETA, "alice.b")

    def job(rows: Rows) -> list[OnRoll | None]:
        other = rows.polls.add(new_poll(scene.shop, scene.works[:2], (scene.alpha,)))
        rows.members.put_account(KnownAccount(abroad, alice, "Alice", "alice", "fr", can_be_written=False))
        rows.roll.put(scene.poll, alice, Status.CONFIRMED)
        rows.roll.put(other, bob, Status.REFUSED)
        asked = (ALICE, abroad, Account(ALPHA, "bob"), Account(BETA, "alice"))
        return [rows.roll.voter(scene.poll, each) for each in asked]

    told = [(alice, Status.CONFIRMED), (alice, Status.CONFIRMED), (bob, None), None]
    assert await storage.write(job) == told


async def test_a_membership_is_known_by_account_and_replaced(storage: Storage[Rows], scene: Scene) -> None:
    first = Membership(ALICE, scene.alpha, START, START - DAY)
    again = Membership(ALICE, scene.alpha, START + DAY)
    await storage.write(lambda rows: rows.memberships.put(first))
    assert await storage.read(lambda rows: rows.memberships.get(ALICE, scene.alpha)) == first
    assert await storage.read(lambda rows: rows.memberships.get(ALICE, scene.beta)) is None
    await storage.write(lambda rows: rows.memberships.put(again))
    assert await storage.read(lambda rows: rows.memberships.get(ALICE, scene.alpha)) == again


async def test_everybody_known_is_whoever_is_there_holds_a_standing_or_is_listed(
    storage: Storage[Rows], scene: Scene
) -> None:
    """The earliest of a person's memberships counts, and the oldest of their accounts; elsewhere is not here."""
    alice, bob, chloe = scene.persons
    other = Account(BETA, "alice")

    def job(rows: Rows) -> int:
        rows.members.put_account(KnownAccount(other, alice, "Alice", "", "fr", can_be_written=False))
        rows.memberships.put(Membership(ALICE, scene.alpha, START, START - 9 * DAY))
        rows.memberships.put(Membership(other, scene.beta, BEFORE_THE_BOT))
        rows.memberships.put(Membership(BOB, scene.elsewhere, START))
        rows.standings.grant(alice, scene.shop, Standing.ANIMATOR)
        rows.standings.grant(bob, None, Standing.CARD_HOLDER)
        number = rows.electorate.add_list(scene.shop, "Jury").number
        rows.electorate.enlist(number, chloe)
        rows.electorate.enlist(rows.electorate.add_list(scene.other_shop, "Ailleurs").number, chloe)
        return number

    jury = await storage.write(job)
    assert await storage.read(lambda rows: list(rows.electorate.known(scene.poll))) == [
        Known(alice, BEFORE_THE_BOT, START - 9 * DAY, Standing.ANIMATOR),
        Known(bob, None, None, Standing.CARD_HOLDER),
        Known(chloe, None, lists=frozenset({jury})),
    ]
    met = await storage.read(lambda rows: rows.electorate.met(scene.poll, alice))
    assert met == Known(alice, BEFORE_THE_BOT, START - 9 * DAY)
    assert await storage.read(lambda rows: rows.electorate.met(scene.poll, bob)) is None


async def test_a_list_is_its_shops_and_holds_a_person_once(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, chloe = scene.persons

    def job(rows: Rows) -> list[bool]:
        number = rows.electorate.add_list(scene.shop, "Jury").number
        done = [rows.electorate.enlist(number, each) for each in (bob, alice, alice)]
        return [*done, rows.electorate.delist(number, chloe)]

    assert await storage.write(job) == [True, True, False, False]
    (jury,) = await storage.read(lambda rows: list(rows.electorate.lists(scene.shop)))
    assert jury == VoterList(jury.number, "Jury", 2)
    assert await storage.read(lambda rows: rows.electorate.list_named(jury.number, scene.shop)) == jury
    assert await storage.read(lambda rows: rows.electorate.list_named(jury.number, scene.other_shop)) is None
    listed = await storage.read(lambda rows: list(rows.electorate.listed(jury.number)))
    assert listed == [Named(alice, "alice"), Named(bob, "bob")]


async def test_who_is_linked_is_listed_once(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons

    def job(rows: Rows) -> list[int]:
        both, one = (rows.electorate.add_list(scene.shop, name).number for name in ("Jury", "Cercle"))
        for number, person in ((both, alice), (both, bob), (one, bob)):
            rows.electorate.enlist(number, person)
        rows.electorate.merge(alice, bob)
        return [each.people for each in rows.electorate.lists(scene.shop)]

    assert await storage.write(job) == [1, 1]


async def test_a_group_that_became_another_keeps_its_members(storage: Storage[Rows], scene: Scene) -> None:

    there = Membership(ALICE, scene.alpha, START - DAY)

    def job(rows: Rows) -> Membership | None:
        rows.memberships.put(there)
        new = rows.communities.tie(NewCommunity(scene.shop, "new", Address(ALPHA, "a2", "1"), "fr", "Europe/Paris"))
        rows.communities.move(Address(ALPHA, "a"), Address(ALPHA, "a2"))
        return rows.memberships.get(ALICE, new)

    moved = await storage.write(job)
    assert moved is not None
    assert moved.since == there.since


async def test_voters_alike_are_counted_by_day_of_making_and_hour_of_arrival(
    storage: Storage[Rows], scene: Scene
) -> None:
    """Only those who voted in this poll, once each; the end of a span is not in it."""
    hour = timedelta(hours=1)

    def job(rows: Rows) -> list[int]:
        for number in range(6):
            person = add_reader(rows, f"r{number}")
            account = Account(ALPHA, f"r{number}")
            rows.memberships.put(Membership(account, scene.alpha, START + number * hour, START + number * DAY))
            rows.memberships.put(Membership(account, scene.elsewhere, START, START + number * DAY))
            rows.roll.put(scene.poll, person, Status.ELIGIBLE)
            rows.roll.mark(scene.poll, person, has_voted=number != 2)
        return [
            rows.electorate.made_alike(scene.poll, START, START + 4 * DAY),
            rows.electorate.arrived_alike(scene.poll, START + hour, START + 5 * hour),
            rows.electorate.made_alike(scene.poll, START + 9 * DAY, START + 10 * DAY),
        ]

    assert await storage.write(job) == [3, 3, 0]


async def test_only_ballots_that_stand_wait(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, chloe = scene.persons

    def job(rows: Rows) -> None:
        for person, status in ((chloe, Status.PROVISIONAL), (bob, Status.PROVISIONAL), (alice, Status.CONFIRMED)):
            rows.roll.put(scene.poll, person, status)
            rows.roll.mark(scene.poll, person, has_voted=person != bob)

    await storage.write(job)
    assert await storage.read(lambda rows: list(rows.electorate.waiting(scene.poll))) == [Named(chloe, "chloé")]


async def test_a_person_is_written_to_where_the_bot_may(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons
    other = Account(BETA, "alice")

    def job(rows: Rows) -> None:
        rows.members.put_account(KnownAccount(other, alice, "Alice", "", "en-GB", can_be_written=True))
        rows.members.set_home(alice, scene.beta)

    await storage.write(job)
    there = Address(BETA, "alice", kind=PlaceKind.PRIVATE)
    assert await storage.read(lambda rows: rows.electorate.mailbox(alice)) == Mailbox(there, "en", "Europe/London")
    assert await storage.read(lambda rows: rows.electorate.mailbox(bob)) is None
