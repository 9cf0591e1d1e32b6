"""Nominations with those who second them, books already read, and two persons who turn out to be one."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from core.kernel.identity import Account, Address, Caller, Home, Place, RequestKey, Standing
from core.kernel.storage import Storage
from core.votes.model import Nomination, Supporter
from core.votes.nominations import Shortlist
from core.votes.rounds.model import AlreadyRead, Cause
from storage.rows import Rows
from tests.core.votes.town import ALPHA, START, HandClock
from tests.storage.scene import READERS, Scene


def nominate(rows: Rows, scene: Scene, book: int, by: int) -> None:
    at = START + timedelta(minutes=book)
    rows.nominations.add(scene.shop, Nomination(scene.works[book], "", "", "", scene.persons[by], f"p{by}", at))


def supporter(scene: Scene, person: int) -> Supporter:
    return Supporter(scene.persons[person], f"p{person}")


def second(rows: Rows, scene: Scene, book: int, by: int, minutes: int = 0) -> None:
    rows.nominations.second(
        scene.shop, scene.works[book], supporter(scene, by), START + timedelta(hours=1, minutes=minutes)
    )


def told(rows: Rows, scene: Scene) -> dict[str, tuple[str, tuple[str, ...]]]:
    found = rows.nominations.of_shop(scene.shop)
    return {each.title: (each.nominator_name, tuple(one.name for one in each.supporters)) for each in found}


async def test_supporters_stand_beside_their_book_in_the_order_they_came(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> Nomination | None:
        nominate(rows, scene, 0, 0)
        nominate(rows, scene, 1, 0)
        second(rows, scene, 0, 2, 1)
        second(rows, scene, 0, 1, 2)
        second(rows, scene, 0, 2, 3)
        second(rows, scene, 1, 1)
        rows.nominations.unsecond(scene.shop, scene.works[1], scene.persons[1])
        return rows.nominations.get(scene.shop, scene.works[0])

    found = await storage.write(job)
    assert found is not None
    assert found.supporters == (supporter(scene, 2), supporter(scene, 1))
    assert await storage.read(lambda rows: told(rows, scene)) == {"Emma": ("p0", ("p2", "p1")), "Nana": ("p0", ())}
    assert await storage.read(lambda rows: rows.nominations.standing_of(scene.shop, scene.persons[0])) == 2
    assert await storage.read(lambda rows: rows.nominations.standing_of(scene.other_shop, scene.persons[0])) == 0


async def test_a_book_handed_on_has_one_supporter_less_and_one_withdrawn_has_none(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> None:
        for book in (0, 1):
            nominate(rows, scene, book, 0)
            second(rows, scene, book, 1)
            second(rows, scene, book, 2, 1)
        rows.nominations.hand_on(scene.shop, scene.works[0], supporter(scene, 1))
        rows.nominations.withdraw(scene.shop, scene.works[1])
        nominate(rows, scene, 1, 2)

    await storage.write(job)
    assert await storage.read(lambda rows: told(rows, scene)) == {"Emma": ("p1", ("p2",)), "Nana": ("p2", ())}


async def test_two_persons_who_are_one_want_each_book_once(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> None:
        nominate(rows, scene, 0, 0)
        second(rows, scene, 0, 1)
        nominate(rows, scene, 1, 2)
        second(rows, scene, 1, 0, 1)
        second(rows, scene, 1, 1, 2)
        nominate(rows, scene, 2, 1)
        second(rows, scene, 2, 0)
        rows.nominations.merge(scene.persons[0], scene.persons[1])

    await storage.write(job)
    found = await storage.read(lambda rows: rows.nominations.of_shop(scene.shop))
    assert [(each.nominator, [one.person for one in each.supporters]) for each in found] == [
        (scene.persons[0], []),
        (scene.persons[2], [scene.persons[0]]),
        (scene.persons[0], []),
    ]


async def test_a_book_is_read_in_one_shop_since_the_first_time_until_it_is_forgotten(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> None:
        rows.readings.note(scene.shop, scene.works[0], START, Cause.WON)
        rows.readings.note(scene.shop, scene.works[0], START + timedelta(days=1), Cause.NOTED)

    await storage.write(job)
    read = AlreadyRead("Emma", START, Cause.WON)
    assert await storage.read(lambda rows: rows.readings.get(scene.shop, scene.works[0])) == read
    assert await storage.read(lambda rows: rows.readings.get(scene.other_shop, scene.works[0])) is None
    assert await storage.write(lambda rows: rows.readings.forget(scene.shop, scene.works[0]))
    assert not await storage.write(lambda rows: rows.readings.forget(scene.shop, scene.works[0]))


async def test_of_two_who_nominate_one_book_at_once_the_second_seconds_it(
    storage: Storage[Rows], scene: Scene, clock: HandClock
) -> None:
    shortlist, home = Shortlist(storage, clock), Home(scene.alpha, scene.shop, "L’Agora", "fr", "Europe/Paris")

    def caller(number: int) -> Caller:
        account = Account(ALPHA, READERS[number])
        place = Place(Address(ALPHA, "a", "1"), can_whisper=True)
        request = RequestKey(f"at-once-{number}")
        return Caller(scene.persons[number], account, account.user, place, "fr", home, Standing.READER, False, request)

    acts = (shortlist.nominate(caller(number), scene.works[0], "") for number in range(3))
    told = await asyncio.gather(*acts)
    assert sorted(each.is_seconded for each in told) == [False, True, True]
    found = await storage.read(lambda rows: rows.nominations.get(scene.shop, scene.works[0]))
    assert found is not None
    assert found.support == 3
