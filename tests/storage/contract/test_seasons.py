"""Seasons: added, moved, found by their poll and their shop; titles written in."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from core.kernel.identity import PollId
from core.kernel.storage import Storage
from core.kernel.tokens import to_short
from core.votes.model import NewTitle, Title
from core.votes.rounds.model import HeldRound, NewSeason, Obstacle, Season, SeasonState
from core.votes.rounds.plan import Plan, Round
from core.votes.rounds.stage import StageKind
from core.votes.rounds.steps import advance
from storage.rows import Rows
from tests.core.votes.town import ALPHA, START, HandClock
from tests.storage.scene import Scene, new_poll

PLAN = Plan(0, "Europe/Paris", (Round(StageKind.NOMINATIONS, 60), Round(StageKind.FINAL, 60)))


def new(scene: Scene) -> NewSeason:
    return NewSeason(scene.shop, scene.alpha, scene.persons[0], "Notre livre ?", PLAN, scene.works[:2], START)


async def test_a_season_is_found_where_it_was_left(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> Season | None:
        return rows.seasons.lock(rows.seasons.add(new(scene)))

    added = await storage.write(job)
    assert added is not None
    assert added == Season(
        added.id,
        scene.shop,
        scene.alpha,
        scene.persons[0],
        "Notre livre ?",
        PLAN,
        SeasonState.WAITING,
        0,
        0,
        None,
        scene.works[:2],
        (),
        START,
    )
    moved = replace(
        added,
        state=SeasonState.STILL,
        edition=3,
        step=1,
        poll=scene.poll,
        titles=scene.works[1:],
        carried=scene.works[:1],
        at=START + timedelta(hours=1),
        reason=Obstacle.CANCELLED,
    )
    await storage.write(lambda rows: rows.seasons.keep(moved))
    assert await storage.read(lambda rows: rows.seasons.get(added.id)) == moved
    assert await storage.read(lambda rows: rows.seasons.of_poll(scene.poll)) == added.id
    assert await storage.read(lambda rows: rows.seasons.get(added.id + 1)) is None


async def test_a_shop_has_its_own_seasons_until_they_are_over(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> list[int]:
        added = [rows.seasons.add(new(scene)) for _ in range(4)]
        rows.seasons.add(replace(new(scene), shop=scene.other_shop, community=None))
        for season, state in zip(added, (SeasonState.ENDED, SeasonState.STOPPED, SeasonState.VOTING), strict=False):
            found = rows.seasons.get(season)
            assert found is not None
            rows.seasons.keep(replace(found, state=state))
        return added

    added = await storage.write(job)
    found = await storage.read(lambda rows: rows.seasons.of_shop(scene.shop))
    assert [each.id for each in found] == added[2:]
    assert await storage.read(lambda rows: rows.seasons.of_poll(scene.poll)) is None


async def test_a_title_written_in_stands_last_under_its_writer(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> tuple[int, int | None, int | None]:
        position = rows.write_ins.add(scene.poll, NewTitle(scene.works[3], "si drôle"), scene.persons[1])
        found = [rows.write_ins.of_person(scene.poll, scene.persons[each]) for each in (1, 0)]
        return position, found[0], found[1]

    assert await storage.write(job) == (3, 3, None)
    poll = await storage.read(lambda rows: rows.polls.get(scene.poll))
    head = await storage.write(lambda rows: rows.polls.lock(scene.poll))
    assert poll is not None
    assert head is not None
    assert poll.titles[3] == Title(3, scene.works[3], "Le Roman de Renart", "", "si drôle", is_added=True)
    assert [title.is_added for title in poll.titles] == [False, False, False, True]
    assert head.titles == 4


async def test_of_two_persons_who_are_one_each_title_stays(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, chloe = scene.persons

    def job(rows: Rows) -> list[int | None]:
        for work, person in ((scene.works[3], alice), (scene.works[2], bob)):
            rows.write_ins.add(scene.poll, NewTitle(work), person)
        rows.write_ins.merge(chloe, alice)
        rows.write_ins.merge(chloe, bob)
        return [rows.write_ins.of_person(scene.poll, person) for person in (alice, bob, chloe)]

    assert await storage.write(job) == [None, 4, 3]


async def test_of_many_who_wake_a_season_at_once_one_opens_its_round(
    storage: Storage[Rows], scene: Scene, clock: HandClock
) -> None:
    planned = replace(new(scene), plan=replace(PLAN, rounds=(Round(StageKind.NONE, 60),)))
    season = await storage.write(lambda rows: rows.seasons.add(planned))
    await asyncio.gather(*(storage.write(lambda rows: advance(rows, season, clock.now())) for _ in range(8)))
    moved = await storage.read(lambda rows: rows.seasons.get(season))
    assert moved is not None
    assert moved.state is SeasonState.VOTING
    polls = await storage.read(lambda rows: rows.polls.recent(scene.shop, 9))
    assert [poll.id for poll in polls if poll.question == "Notre livre ?"] == [moved.poll]
    about = to_short(moved.poll or 0)
    queued = await storage.write(lambda rows: rows.queue.claim(ALPHA, clock.now(), 9, clock.now()))
    assert [each.letter.about for each in queued] == [about]


async def test_a_round_is_known_by_its_poll_with_those_that_followed_it_in_its_edition(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> tuple[HeldRound | None, ...]:
        season = rows.seasons.get(rows.seasons.add(new(scene)))
        assert season is not None
        polls = [scene.poll, *(rows.polls.add(new_poll(scene.shop, scene.works[:2], ())) for _ in range(3))]
        for poll, (edition, step) in zip(polls, ((0, 1), (0, 2), (0, 2), (1, 1)), strict=True):
            for _ in range(2):
                rows.seasons.note_round(replace(season, poll=poll, edition=edition, step=step))
        assert rows.seasons.held(polls[0]) == HeldRound(season.id, 0, 1, tuple(polls[1:3]))
        return tuple(rows.seasons.held(poll) for poll in (polls[2], polls[3], PollId(99)))

    second, other, none = await storage.write(job)
    assert second is not None
    assert (second.step, second.later) == (2, ())
    assert other is not None
    assert (other.edition, other.later) == (1, ())
    assert none is None
