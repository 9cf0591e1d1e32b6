"""Persons, their accounts and the codes that link them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from core.kernel.identity import Account, PersonId, Platform
from core.kernel.storage import Storage
from core.members.model import KnownAccount, LinkCode, Member
from storage.rows import Rows
from tests.core.votes.town import ALPHA, BETA, START
from tests.storage.scene import Scene

MINUTE = timedelta(minutes=1)


def known(person: PersonId, platform: Platform = BETA, handle: str = "Alice_B") -> KnownAccount:
    return KnownAccount(Account(platform, "77"), person, "Alice «\u202fB\u202f»", handle, "fr-FR", can_be_written=True)


async def test_a_person_keeps_a_language_and_a_home(storage: Storage[Rows], scene: Scene) -> None:
    alice = scene.persons[0]

    def job(rows: Rows) -> list[Member | None]:
        before = rows.members.get(alice)
        rows.members.set_locale(alice, "en")
        rows.members.set_home(alice, scene.beta)
        return [before, rows.members.get(alice), rows.members.get(PersonId(99))]

    assert await storage.write(job) == [Member(alice, "", None), Member(alice, "en", scene.beta), None]


async def test_an_account_changes_hands_with_everything_about_it(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons
    first = known(alice)
    then = replace(first, person=bob, name="Bob", handle="", platform_locale="en", can_be_written=False)

    def job(rows: Rows) -> list[object]:
        rows.members.put_account(first)
        seen: list[object] = [rows.members.account(first.account), rows.members.person_of(first.account)]
        rows.members.put_account(then)
        return [*seen, rows.members.account(first.account), rows.members.person_of(first.account)]

    assert await storage.write(job) == [first, alice, then, bob]
    assert await storage.read(lambda rows: rows.members.person_of(Account(BETA, "nobody"))) is None


async def test_accounts_of_a_person_come_oldest_first(storage: Storage[Rows], scene: Scene) -> None:
    alice = scene.persons[0]
    await storage.write(lambda rows: rows.members.put_account(known(alice)))
    accounts = await storage.read(lambda rows: rows.members.accounts_of(alice))
    assert [each.account for each in accounts] == [Account(ALPHA, "alice"), Account(BETA, "77")]


async def test_a_handle_is_found_whatever_its_case(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons

    def job(rows: Rows) -> list[list[PersonId]]:
        rows.members.put_account(known(alice))
        rows.members.put_account(known(bob, ALPHA, "alice_b"))
        asked = (("ALICE_b", None), ("alice_b", BETA), ("", None), ("chloÉ", ALPHA), ("nobody", None))
        return [[each.person for each in rows.members.by_handle(handle, where)] for handle, where in asked]

    both, here, nothing, accented, nobody = await storage.write(job)
    assert (sorted(both), here, nothing, accented, nobody) == ([alice, bob], [alice], [], [scene.persons[2]], [])


async def test_a_code_takes_the_place_of_the_accounts_earlier_one(storage: Storage[Rows]) -> None:
    first = LinkCode("hash-1", Account(ALPHA, "alice"), START + MINUTE)
    second = replace(first, code_hash="hash-2")

    def job(rows: Rows) -> list[LinkCode | None]:
        rows.link_codes.add(first)
        rows.link_codes.add(second)
        return [rows.link_codes.take(code, START) for code in ("hash-1", "hash-2", "hash-2")]

    assert await storage.write(job) == [None, second, None]


async def test_a_code_that_expired_is_none(storage: Storage[Rows]) -> None:
    await storage.write(lambda rows: rows.link_codes.add(LinkCode("hash", Account(ALPHA, "alice"), START)))
    assert await storage.write(lambda rows: rows.link_codes.take("hash", START)) is None


async def test_fifty_at_once_take_a_code_once(storage: Storage[Rows]) -> None:
    code = LinkCode("hash", Account(ALPHA, "alice"), START + MINUTE)
    await storage.write(lambda rows: rows.link_codes.add(code))
    taken = await asyncio.gather(*(storage.write(lambda rows: rows.link_codes.take("hash", START)) for _ in range(50)))
    assert [each for each in taken if each] == [code]


async def test_attempts_are_counted_by_person_and_time(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons

    def job(rows: Rows) -> list[int]:
        for minutes in (0, 1, 2):
            rows.link_codes.note_attempt(alice, START + minutes * MINUTE)
        asked = ((alice, START), (alice, START + MINUTE), (bob, START))
        return [rows.link_codes.count_attempts(person, since) for person, since in asked]

    assert await storage.write(job) == [3, 2, 0]


async def test_attempts_are_carried_over_once_and_forgotten_one_by_one(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons

    def job(rows: Rows) -> list[int]:
        for minutes in (0, 1):
            rows.link_codes.note_attempt(alice, START + minutes * MINUTE)
        rows.link_codes.note_attempt(bob, START + MINUTE)
        for _ in range(2):
            rows.link_codes.carry_attempts(alice, bob)
        carried = [rows.link_codes.count_attempts(person, START) for person in (alice, bob)]
        rows.link_codes.forget_attempt(bob, START)
        return [*carried, *(rows.link_codes.count_attempts(person, START) for person in (alice, bob))]

    assert await storage.write(job) == [2, 2, 2, 1]


async def test_fifty_at_once_that_hold_a_person_count_one_after_the_other(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons

    def job(rows: Rows) -> bool:
        rows.link_codes.hold([bob, alice, PersonId(99)])
        if rows.link_codes.count_attempts(alice, START) >= 5:
            return False
        rows.link_codes.note_attempt(alice, START)
        return True

    noted = await asyncio.gather(*(storage.write(job) for _ in range(50)))
    assert sum(noted) == 5
