"""Two who change one thing in the same moment, on a server: neither undoes in silence what the other did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.communities.model import NewCommunity
from core.communities.rules import keep_one_owner
from core.communities.service import Defaults, Installation, Network
from core.delivery.ports import LetterState, Outcome
from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Account, Address, Arrival, Caller, OutboxId, PersonId, Place, RequestKey, Standing
from core.members.service import Doorway
from storage.open import Database
from storage.rows import Rows
from tests.core.votes.town import ALPHA, START, HandClock
from tests.storage.meetings import meet
from tests.storage.scene import Scene, letter

pytestmark = pytest.mark.postgres
MINUTE = timedelta(minutes=1)
HERE = Place(Address(ALPHA, "new"), can_whisper=True)


@pytest.fixture
async def scene(postgres: Database) -> Scene:
    return await postgres.write(Scene.build)


def put(rows: Rows) -> None:
    rows.outbox.put(letter(key="note 1"))


def claim(rows: Rows) -> list[OutboxId]:
    return [each.id for each in rows.queue.claim(ALPHA, START, 9, START + MINUTE)]


async def test_of_two_owners_who_part_at_once_one_stays(postgres: Database, scene: Scene) -> None:
    alice, bob, _ = scene.persons

    def part(rows: Rows, who: PersonId) -> None:
        keep_one_owner(rows, who)
        rows.standings.grant(who, None, Standing.READER)

    def own(rows: Rows) -> None:
        for who in (alice, bob):
            rows.standings.grant(who, None, Standing.NETWORK_OWNER)

    await postgres.write(own)
    _, refused = await meet(
        postgres, lambda rows: part(rows, alice), lambda: postgres.write(lambda rows: part(rows, bob))
    )
    assert isinstance(refused, Refusal)
    assert refused.message == "staff-last-owner"
    assert [each.person for each in await postgres.read(lambda rows: rows.standings.staff(None))] == [bob]


async def test_an_account_seen_while_it_is_linked_stays_where_it_was_linked(postgres: Database, scene: Scene) -> None:
    alice, bob, _ = scene.persons
    account = Account(ALPHA, "bob")

    def link(rows: Rows) -> None:
        [known] = rows.members.accounts_of(bob)
        rows.members.put_account(replace(known, person=alice))
        rows.members.drop_person(bob)

    seen = Arrival(account, "Robert", "bob", HERE, "fr", runs_place=False, request=RequestKey("r"))
    _, caller = await meet(postgres, link, lambda: Doorway(postgres).enter(seen))
    assert isinstance(caller, Caller)
    assert caller.person == alice
    known = await postgres.read(lambda rows: rows.members.account(account))
    assert known is not None
    assert (known.person, known.name) == (alice, "Robert")


async def test_a_letter_is_not_fetched_while_somebody_has_more_to_say_in_it(postgres: Database) -> None:
    """The letter that waits stands for the later one too: composed before that is seen, it would leave it out."""
    await postgres.write(put)
    _, taken = await meet(postgres, put, lambda: postgres.write(claim))
    assert taken == []
    assert len(await postgres.write(claim)) == 1


async def test_an_edit_is_not_fetched_while_somebody_has_more_to_show_in_it(postgres: Database) -> None:
    def refresh(rows: Rows) -> None:
        rows.outbox.refresh("note", "1", START)

    await postgres.write(put)
    [posted] = await postgres.write(claim)
    await postgres.write(lambda rows: rows.queue.record([Outcome(posted, LetterState.SENT, START, message="1/1")]))
    await postgres.write(refresh)
    _, taken = await meet(postgres, refresh, lambda: postgres.write(claim))
    assert taken == []
    await meet(postgres, claim, lambda: postgres.write(refresh))
    assert await postgres.read(lambda rows: rows.queue.counts()) == {"sent": 1, "sending": 1, "queued": 1}


async def test_what_is_said_while_a_letter_is_fetched_is_said_in_the_next(postgres: Database) -> None:
    await postgres.write(put)
    taken, _ = await meet(postgres, claim, lambda: postgres.write(put))
    assert len(taken) == 1
    assert await postgres.read(lambda rows: rows.queue.counts()) == {"sending": 1, "queued": 1}


@pytest.mark.parametrize("late", [LetterState.QUEUED, LetterState.FAILED])
async def test_word_of_a_letter_that_another_sent_meanwhile_comes_too_late(
    postgres: Database, late: LetterState
) -> None:
    await postgres.write(put)
    [held] = await postgres.write(claim)

    def settle_for_the_other(rows: Rows) -> None:
        [doubtful] = rows.queue.in_doubt(ALPHA, START + 2 * MINUTE)
        rows.queue.record([Outcome(doubtful.id, LetterState.SENT, START, message="1/1")])

    late_word = Outcome(held, late, START, reason="timeout")
    await meet(postgres, settle_for_the_other, lambda: postgres.write(lambda rows: rows.queue.record([late_word])))
    assert await postgres.read(lambda rows: rows.queue.counts()) == {"sent": 1}
    [posted] = await postgres.read(lambda rows: rows.outbox.posted("note", "1"))
    assert posted.message == "1/1"


async def test_what_is_planned_anew_while_it_is_fetched_outlives_that(postgres: Database) -> None:
    again = Due("close", "1", START + 5 * MINUTE)
    await postgres.write(lambda rows: rows.due.put(Due("close", "1", START)))

    def fetch(rows: Rows) -> list[int]:
        return [row for row, _, _ in rows.due_queue.claim(START, 9, START + MINUTE)]

    held, _ = await meet(postgres, fetch, lambda: postgres.write(lambda rows: rows.due.put(again)))
    assert len(held) == 1

    def settle(rows: Rows) -> None:
        rows.due_queue.finish(held)
        rows.due_queue.postpone(held[0], START + MINUTE)

    await postgres.write(settle)
    assert await postgres.read(lambda rows: rows.due_queue.upcoming(9)) == [again]


async def test_a_place_that_two_shops_tie_at_once_goes_to_the_first(
    postgres: Database, scene: Scene, clock: HandClock
) -> None:
    bob = scene.persons[1]
    network = Network(postgres, clock, {}, Defaults("fr", "Europe/Paris"))
    await postgres.write(lambda rows: rows.standings.grant(bob, scene.other_shop, Standing.SHOP_MANAGER))
    account, request = Account(ALPHA, "bob"), RequestKey("r")
    caller = Caller(bob, account, "Bob", HERE, "fr", None, Standing.SHOP_MANAGER, runs_place=True, request=request)

    def tie(rows: Rows) -> None:
        rows.shops.hold()
        rows.communities.tie(NewCommunity(scene.shop, "here", HERE.address, "fr", "Europe/Paris"))

    _, refused = await meet(postgres, tie, lambda: network.install(caller, Installation("Le Préau")))
    assert isinstance(refused, Refusal)
    assert refused.message == "setup-tied"
    tied = await postgres.read(lambda rows: rows.communities.at(ALPHA, "new"))
    assert tied is not None
    assert tied.shop == scene.shop
