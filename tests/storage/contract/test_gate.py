"""How far readers are in a debate's book, and what they said up to where."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core.debates.gate.model import QUARTERS, Milestones
from core.debates.gate.service import Gate
from core.kernel.identity import Account, Address, Caller, DebateId, Home, PersonId, Place, RequestKey, Standing
from core.kernel.storage import Storage
from storage.rows import Rows
from tests.core.votes.town import ALPHA, START, HandClock
from tests.storage.contract.debate_acts import FIRST, new_debate
from tests.storage.contract.gate_acts import SAID, new_contribution
from tests.storage.contract.test_at_once import MANY
from tests.storage.scene import Scene, add_reader

OTHER = DebateId(2)


@pytest.fixture(autouse=True)
async def debates(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> None:
        assert [rows.debates.add(new_debate(scene)) for _ in range(2)] == [FIRST, OTHER]

    await storage.write(job)


@pytest.mark.parametrize("told", [Milestones(("Première partie", "« Fin »")), Milestones(chapters=55), Milestones()])
async def test_a_book_is_divided_as_was_said_last(storage: Storage[Rows], told: Milestones) -> None:
    def job(rows: Rows) -> list[Milestones | None]:
        before = rows.progress.milestones(FIRST)
        rows.progress.divide(FIRST, Milestones(("a", "b")))
        rows.progress.divide(FIRST, told)
        return [before, rows.progress.milestones(FIRST), rows.progress.milestones(OTHER)]

    assert await storage.write(job) == [None, told, None]


async def test_a_reader_is_where_they_said_last_in_each_book(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons

    def job(rows: Rows) -> list[object]:
        before = rows.progress.is_used(FIRST)
        for stage in (3, 1):
            rows.progress.reach(FIRST, alice, stage, START)
        rows.contributions.add(new_contribution(bob))
        stages = [rows.progress.stage(*each) for each in ((FIRST, alice), (OTHER, alice), (FIRST, bob))]
        used = [rows.progress.is_used(each) for each in (FIRST, OTHER)]
        return [before, stages, used, [rows.progress.debates_of(each) for each in (alice, bob)]]

    assert await storage.write(job) == [False, [1, None, None], [True, False], [[FIRST], [FIRST]]]


@pytest.mark.parametrize(
    ("kept", "gone", "holds"),
    [
        ((3, 0), (1, 1), 1),
        ((3, 1), (1, 0), 3),
        ((1, 0), (3, 1), 3),
        ((3, 0), (1, 0), 1),
        ((1, 0), (3, 0), 1),
        (None, (3, 0), 3),
        ((3, 0), None, 3),
        (None, None, None),
    ],
)
async def test_of_two_places_of_one_reader_the_later_holds_and_at_once_the_lesser(
    storage: Storage[Rows],
    scene: Scene,
    kept: tuple[int, int] | None,
    gone: tuple[int, int] | None,
    holds: int | None,
) -> None:
    alice, bob, eve = scene.persons

    def job(rows: Rows) -> list[int | None]:
        for person, said in ((alice, kept), (bob, gone)):
            if said:
                rows.progress.reach(FIRST, person, said[0], START + timedelta(minutes=said[1]))
        rows.progress.reach(FIRST, eve, 2, START)
        rows.progress.reach(OTHER, bob, 2, START)
        rows.progress.merge(alice, bob)
        return [rows.progress.stage(*each) for each in ((FIRST, alice), (FIRST, bob), (OTHER, alice), (FIRST, eve))]

    assert await storage.write(job) == [holds, None, 2, 2]


async def test_a_contribution_keeps_what_is_decided_about_it(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> list[object]:
        said = rows.contributions.add(new_contribution(scene.persons[0], "Ah !\n« Oh »"))
        first = rows.contributions.get(said)
        rows.contributions.file(said, 4, is_marked=True, is_settled=False)
        second = rows.contributions.get(said)
        rows.contributions.file(said, 0, is_marked=False, is_settled=True)
        rows.contributions.withdraw(said)
        third = rows.contributions.get(said)
        assert first is not None
        assert second is not None
        assert third is not None
        return [
            said,
            (first.words, first.author_name, first.stage, first.at, first.is_marked, first.is_withdrawn),
            (second.stage, second.is_marked, second.is_settled),
            (third.stage, third.is_marked, third.is_settled, third.is_withdrawn, third.words),
            rows.contributions.get(type(said)(99)),
        ]

    assert await storage.write(job) == [
        SAID,
        ("Ah !\n« Oh »", "Alice", 2, START, False, False),
        (4, True, False),
        (0, False, True, True, ""),
        None,
    ]


async def test_the_latest_that_tell_no_further_are_found_and_the_rest_is_counted(
    storage: Storage[Rows], scene: Scene
) -> None:
    alice, bob, eve = scene.persons

    def job(rows: Rows) -> list[object]:
        made = [rows.contributions.add(new_contribution(alice, str(stage), stage)) for stage in (0, 3, 1, 2, 0)]
        rows.contributions.withdraw(made[4])
        found = rows.contributions
        return [
            [each.words for each in found.of(FIRST)],
            [[each.words for each in found.latest(FIRST, 2, before, 2)] for before in (None, made[2])],
            [found.count(FIRST, stage) for stage in (0, 2, 4)],
            [found.count(OTHER, 4), found.latest(OTHER, 4, None, 9), found.last_of(OTHER, alice)],
            [last.words if (last := found.last_of(FIRST, person)) else None for person in (alice, bob)],
        ]

    assert await storage.write(job) == [
        ["0", "3", "1", "2"],
        [["2", "1"], ["0"]],
        [1, 3, 4],
        [0, [], None],
        ["", None],
    ]

    def link(rows: Rows) -> int | None:
        rows.contributions.merge(eve, alice)
        last = rows.contributions.last_of(FIRST, eve)
        return last.author if last else None

    assert await storage.write(link) == eve


async def test_fifty_who_call_it_a_spoiler_at_once_all_have_it_hidden_from_them(
    storage: Storage[Rows], scene: Scene
) -> None:
    """Each hides it one stage beyond themselves: none of them may undo what another did meanwhile."""
    gate, home = Gate(storage, HandClock()), Home(scene.alpha, scene.shop, "L’Agora", "fr", "Europe/Paris")

    def begin(rows: Rows) -> list[PersonId]:
        rows.debates.start(FIRST, START, START + timedelta(days=9))
        rows.contributions.add(new_contribution(scene.persons[0], stage=0))
        readers = [add_reader(rows, f"n{number}") for number in range(MANY)]
        for number, reader in enumerate(readers):
            rows.progress.reach(FIRST, reader, number * 7 % QUARTERS, START)
        return readers

    readers = await storage.write(begin)
    place = Place(Address(ALPHA, "a", "1"), can_whisper=True)
    callers = [
        Caller(
            reader,
            Account(ALPHA, f"n{number}"),
            "N",
            place,
            "fr",
            home,
            Standing.READER,
            runs_place=False,
            request=RequestKey(f"spoiler-{number}"),
        )
        for number, reader in enumerate(readers)
    ]
    told = await asyncio.gather(*(gate.call_spoiler(caller, SAID) for caller in callers))
    assert 1 <= sum(each.is_changed for each in told) <= QUARTERS
    assert (await gate.get(SAID)).contribution.stage == QUARTERS
