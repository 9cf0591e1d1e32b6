"""One ballot a person and poll, whoever presses when."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, PollId, RequestKey
from core.kernel.storage import Storage
from core.votes import rules
from core.votes.electorate.rule import Status
from core.votes.model import Ballot
from storage.rows import Rows
from tests.core.votes.town import START
from tests.storage.scene import READERS, Scene, add_reader, whole


async def test_a_ballot_is_found_replaced_and_removed(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons
    later = START + timedelta(microseconds=1)

    def job(rows: Rows) -> list[Ballot | None]:
        seen = [rows.ballots.get(scene.poll, alice)]
        rows.ballots.put(scene.poll, alice, Ballot((0, 2), START), RequestKey("r"))
        seen.append(rows.ballots.get(scene.poll, alice))
        rows.ballots.put(scene.poll, alice, Ballot((1,), later), RequestKey("r"))
        rows.ballots.put(scene.poll, bob, Ballot((0,), START), RequestKey("r"))
        seen.append(rows.ballots.get(scene.poll, alice))
        rows.ballots.remove(scene.poll, alice)
        rows.ballots.remove(scene.poll, alice)
        return [*seen, rows.ballots.get(scene.poll, alice), rows.ballots.get(scene.poll, bob)]

    expected = [None, Ballot((0, 2), START), Ballot((1,), later), None, Ballot((0,), START)]
    assert await storage.write(job) == expected


async def test_ballots_are_counted_by_what_is_marked(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> None:
        for number, marks in enumerate([(0,), (0, 2), (0, 2), (10, 11)]):
            rows.ballots.put(scene.poll, PersonId(1000 + number), Ballot(marks, START), RequestKey("r"))

    await storage.write(job)
    counted = await storage.read(lambda rows: rows.ballots.aggregate(scene.poll))
    assert sorted(counted) == [((0,), 1), ((0, 2), 2), ((10, 11), 1)]
    assert await storage.read(lambda rows: rows.ballots.aggregate(PollId(99))) == []


async def test_a_ballot_outlives_its_person(storage: Storage[Rows], scene: Scene) -> None:
    alice = scene.persons[0]

    def job(rows: Rows) -> None:
        rows.ballots.put(scene.poll, alice, Ballot((0,), START), RequestKey("r"))
        rows.roll.put(scene.poll, alice, Status.BARRED)
        rows.members.drop_person(alice)

    await storage.write(job)
    assert await storage.read(lambda rows: rows.ballots.get(scene.poll, alice)) == Ballot((0,), START)
    assert await storage.read(lambda rows: rows.roll.status(scene.poll, alice)) is Status.BARRED


async def test_fifty_presses_by_one_person_are_one_ballot(storage: Storage[Rows], scene: Scene) -> None:
    async def press(number: int) -> None:
        voter = scene.voter("alice", f"press-{number}")
        await storage.write(lambda rows: rules.cast(rows, scene.poll, voter, whole(number % 3), START))

    await asyncio.gather(*(press(number) for number in range(50)))
    counted = await storage.read(lambda rows: rows.ballots.aggregate(scene.poll))
    assert sum(times for _, times in counted) == 1
    assert await _voters(storage, scene) == 1


async def test_fifty_writers_at_once_leave_the_count_exact(storage: Storage[Rows], scene: Scene) -> None:
    """Casts, changes and withdrawals of three people, each press sent twice as platforms do."""

    async def press(number: int) -> None:
        voter = scene.voter(READERS[number % 3], f"press-{number // 2}")
        act = whole() if number % 7 == 0 else whole(number % 3)
        await storage.write(lambda rows: rules.cast(rows, scene.poll, voter, act, START))

    await asyncio.gather(*(press(number) for number in range(50)))
    counted = await storage.read(lambda rows: rows.ballots.aggregate(scene.poll))
    assert await _voters(storage, scene) == sum(times for _, times in counted)
    assert len(await storage.read(lambda rows: [rows.ballots.get(scene.poll, each) for each in scene.persons])) == 3


async def test_a_close_among_casts_counts_only_what_came_before(storage: Storage[Rows], scene: Scene) -> None:
    """Whoever was answered "it stands" is in the count; whoever was refused is not."""
    persons = await storage.write(lambda rows: [add_reader(rows, f"reader-{number}") for number in range(30)])
    stood: list[PersonId] = []
    refused: list[str] = []

    async def press(number: int, person: PersonId) -> None:
        voter = scene.voter(f"reader-{number}", f"late-{number}")
        try:
            await storage.write(lambda rows: rules.cast(rows, scene.poll, voter, whole(0), START))
        except Refusal as refusal:
            refused.append(refusal.message)
        else:
            stood.append(person)

    close = storage.write(lambda rows: rules.stop_intake(rows, scene.poll, START))
    casts = [press(number, person) for number, person in enumerate(persons)]
    await asyncio.gather(*casts[:15], close, *casts[15:])
    assert set(refused) <= {"vote-closed"}
    assert await _voters(storage, scene) == len(stood) == 30 - len(refused)
    held = await storage.read(lambda rows: [each for each in persons if rows.ballots.get(scene.poll, each)])
    assert held == sorted(stood)


async def _voters(storage: Storage[Rows], scene: Scene) -> int:
    poll = await storage.read(lambda rows: rows.polls.get(scene.poll))
    assert poll is not None
    return poll.voters


async def test_a_ballot_that_waits_is_read_by_its_voter_alone_follows_them_and_is_destroyed_without_a_key(
    storage: Storage[Rows], scene: Scene
) -> None:
    alice, bob, chloe = scene.persons

    def waits(rows: Rows) -> list[object]:
        for number, person in enumerate((alice, bob, chloe)):
            rows.ballots.put(scene.poll, person, Ballot((number,), START), RequestKey(f"w{number}"))
        for person in (alice, bob, bob):
            rows.ballots.hold(scene.poll, person)
        rows.ballots.release(scene.poll, alice)
        rows.ballots.move(scene.poll, bob, alice)
        held = rows.ballots.get(scene.poll, alice)
        return [held and held.marks, rows.ballots.marks(scene.poll, alice), rows.ballots.aggregate(scene.poll)]

    assert await storage.write(waits) == [(1,), (1,), [((2,), 1)]]

    def dropped(rows: Rows) -> list[object]:
        rows.ballots.drop_held(scene.poll)
        return [rows.ballots.marks(scene.poll, alice), rows.ballots.marks(scene.poll, chloe)]

    assert await storage.write(dropped) == [(), (2,)]


async def test_a_ballot_that_waits_is_never_sealed(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> list[str]:
        for number, person in enumerate(scene.persons[:2]):
            rows.ballots.put(scene.poll, person, Ballot((number,), START), RequestKey(f"w{number}"))
        rows.ballots.hold(scene.poll, scene.persons[0])
        rows.ballots.seal(scene.poll)
        return [cast.ballot for cast in rows.ballots.casts(scene.poll)]

    assert await storage.write(job) == ["[1]"]
