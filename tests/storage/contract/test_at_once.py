"""Fifty at once: whatever may exist once exists once, whoever comes first, and nobody is told of a conflict."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from core.books.model import NewEdition
from core.communities.model import Invitation, NewCommunity
from core.communities.rules import founded
from core.debates.model import State
from core.debates.rules import HEAD, support
from core.kernel.due import Due
from core.kernel.identity import Account, Address, Arrival, DebateId, PersonId, Place, RequestKey, Standing
from core.kernel.storage import Storage
from core.members.model import KnownAccount, LinkCode
from core.members.service import Doorway
from core.ui.drafts import Draft
from core.votes.model import Nomination
from storage.rows import Rows
from tests.core.votes.town import ALPHA, BETA, START
from tests.storage.contract.debate_acts import new_debate
from tests.storage.scene import Scene, add_reader

Result = TypeVar("Result")
MANY = 50
LATER = START + timedelta(days=1)
AT_HOME = Place(Address(ALPHA, "a", "1"), can_whisper=True)
DRAFT = Draft(0, "alpha", "alice", "space", "7", "vote open", {}, "books", LATER)


async def all_at_once(storage: Storage[Rows], job: Callable[[Rows, int], Result]) -> list[Result]:
    return await asyncio.gather(*(storage.write(lambda rows, n=n: job(rows, n)) for n in range(MANY)))  # type: ignore[misc]


async def test_one_work_whoever_brings_it_and_every_edition_of_it(storage: Storage[Rows]) -> None:
    def put(rows: Rows, number: int) -> tuple[int, bool]:
        return rows.books.put(NewEdition("Emma", ("Jane Austen",), isbn=f"97800000000{number // 2:02}"))

    found = await all_at_once(storage, put)
    assert len({work for work, _ in found}) == 1
    assert sum(is_new for _, is_new in found) == MANY // 2
    assert await storage.read(lambda rows: rows.books.count()) == 1
    work = await storage.read(lambda rows: rows.books.search(["aust"], 9)[0])
    assert len(await storage.read(lambda rows: rows.books.isbns(work.id))) == MANY // 2


async def test_one_community_of_a_space_with_what_was_said_last_of_it(storage: Storage[Rows], scene: Scene) -> None:
    def tie(rows: Rows, number: int) -> int:
        new = NewCommunity(scene.shop, f"n{number}", Address(BETA, "new", str(number)), "fr", "Europe/Paris")
        return rows.communities.tie(new)

    assert len(set(await all_at_once(storage, tie))) == 1
    tied = await storage.read(lambda rows: rows.communities.at(BETA, "new"))
    assert tied is not None
    assert tied.name == f"n{tied.address.room}"


async def test_one_nomination_of_a_work_by_who_came_first(storage: Storage[Rows], scene: Scene) -> None:
    def nominate(rows: Rows, number: int) -> None:
        new = Nomination(scene.works[0], "", "", f"Parce que {number}", PersonId(number), f"n{number}", START)
        rows.nominations.add(scene.shop, new)

    await all_at_once(storage, nominate)
    [kept] = await storage.read(lambda rows: rows.nominations.of_shop(scene.shop))
    assert kept.nominator_name == f"n{kept.nominator}"
    assert kept.pitch == f"Parce que {kept.nominator}"


async def test_one_draft_of_an_account_that_keeps_its_number(storage: Storage[Rows]) -> None:
    ids = await all_at_once(storage, lambda rows, n: rows.drafts.put(replace(DRAFT, step=str(n))))
    assert len(set(ids)) == 1
    kept = await storage.read(lambda rows: rows.drafts.get("alpha", "alice"))
    assert kept is not None
    assert (kept.id, int(kept.step) < MANY) == (ids[0], True)


async def test_one_row_of_an_update_as_it_first_came(storage: Storage[Rows]) -> None:
    await all_at_once(storage, lambda rows, n: rows.inbox.keep("bot", [(7, f"{{{n}}}"), (8, f"{{{n}}}")], START))
    waiting = await storage.read(lambda rows: rows.inbox.waiting("bot", MANY))
    assert [number for number, _ in waiting] == [7, 8]
    assert waiting[0][1] == waiting[1][1]


async def test_one_account_and_it_belongs_to_somebody(storage: Storage[Rows], scene: Scene) -> None:
    def put(rows: Rows, number: int) -> None:
        person = scene.persons[number % 3]
        rows.members.put_account(KnownAccount(Account(BETA, "x"), person, f"p{person}", "", "", can_be_written=True))

    await all_at_once(storage, put)
    found = await storage.read(lambda rows: rows.members.account(Account(BETA, "x")))
    assert found is not None
    assert found.name == f"p{found.person}"


async def test_one_person_of_an_account_met_for_the_first_time(storage: Storage[Rows], scene: Scene) -> None:
    before = await storage.write(lambda rows: rows.members.add_person())
    arrival = Arrival(Account(BETA, "x"), "X", "x", AT_HOME, "fr", runs_place=False, request=RequestKey("r"))
    met = await asyncio.gather(*(Doorway(storage).enter(arrival) for _ in range(MANY)))
    [person] = {caller.person for caller in met}
    known = await storage.read(lambda rows: rows.members.account(arrival.account))
    assert known is not None
    assert known.person == person
    others = range(before + 1, before + MANY + 1)
    left = await storage.read(lambda rows: [each for each in others if rows.members.get(PersonId(each))])
    assert left == [person]


async def test_one_shop_of_a_name(storage: Storage[Rows]) -> None:
    found = await all_at_once(storage, lambda rows, n: founded(rows, "Le Préau" if n % 2 else "le préau"))
    assert len({shop.id for shop in found}) == 1
    assert len(await storage.read(lambda rows: rows.shops.all())) == 1


async def test_one_taker_of_an_invitation(storage: Storage[Rows], scene: Scene) -> None:
    invited = Invitation("hash", scene.shop, Standing.SHOP_MANAGER, LATER)
    await storage.write(lambda rows: rows.invitations.add(invited))
    taken = await all_at_once(storage, lambda rows, _: rows.invitations.take("hash", START))
    assert [each for each in taken if each] == [invited]


async def test_one_due_row_of_a_thing_and_one_taker_of_it(storage: Storage[Rows]) -> None:
    await all_at_once(storage, lambda rows, n: rows.due.put(Due("close", "1", START + timedelta(seconds=n))))
    assert len(await storage.read(lambda rows: rows.due_queue.upcoming(MANY))) == 1
    taken = await all_at_once(storage, lambda rows, _: list(rows.due_queue.claim(LATER, 9, LATER + timedelta(days=1))))
    assert len([row for rows in taken for row in rows]) == 1


async def test_one_count_of_a_request(storage: Storage[Rows]) -> None:
    counted = await all_at_once(storage, lambda rows, n: rows.requests.first_time(RequestKey(f"r{n % 5}")))
    assert sum(counted) == 5


async def test_one_standing_of_a_person_in_a_shop(storage: Storage[Rows], scene: Scene) -> None:
    levels = (Standing.ANIMATOR, Standing.BOOKSELLER, Standing.READER)
    alice = scene.persons[0]
    await all_at_once(storage, lambda rows, n: rows.standings.grant(alice, scene.shop, levels[n % 3]))
    assert await storage.read(lambda rows: rows.standings.of(alice, scene.shop)) in levels
    assert len(await storage.read(lambda rows: rows.standings.staff(scene.shop))) <= 1


async def test_one_code_of_an_account_whoever_of_ten_asked_last(storage: Storage[Rows]) -> None:
    def ask(rows: Rows, number: int) -> None:
        if number < 10:
            rows.link_codes.add(LinkCode(f"hash-{number}", Account(ALPHA, "alice"), LATER))

    await all_at_once(storage, ask)
    taken = await storage.write(lambda rows: [rows.link_codes.take(f"hash-{n}", START) for n in range(10)])
    assert sum(each is not None for each in taken) == 1


async def test_a_group_that_moves_is_found_once_however_often_it_is_told(storage: Storage[Rows], scene: Scene) -> None:
    old, new = Address(ALPHA, "a"), Address(ALPHA, "a2")
    moved = await all_at_once(storage, lambda rows, _: rows.communities.move(old, new))
    assert sum(moved) == 1
    assert await storage.read(lambda rows: rows.communities.at(ALPHA, "a")) is None
    found = await storage.read(lambda rows: rows.communities.at(ALPHA, "a2"))
    assert found is not None
    assert found.id == scene.alpha


async def test_fifty_who_would_come_at_once_open_one_debate_with_one_head_a_community(
    storage: Storage[Rows], scene: Scene
) -> None:
    def propose(rows: Rows) -> tuple[DebateId, list[PersonId]]:
        people = [add_reader(rows, f"n{number}") for number in range(MANY // 2)]
        return rows.debates.add(new_debate(scene, threshold=MANY // 2)), people

    debate, people = await storage.write(propose)
    came = await all_at_once(storage, lambda rows, n: support(rows, debate, people[n // 2], START))
    assert sum(came) == MANY // 2, "each person twice, and counted once"

    def look(rows: Rows) -> tuple[int, State | None, int]:
        found = rows.debates.get(debate)
        heads = [each for each in rows.queue.latest(99) if each[0] == HEAD]
        return rows.supporters.count(debate), found.state if found else None, len(heads)

    assert await storage.read(look) == (MANY // 2, State.OPEN, 2)
