"""Seasons: added, moved, found by their poll and their shop."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.kernel.storage import Storage
from core.votes.rounds.model import NewSeason, Obstacle, Season, SeasonState
from core.votes.rounds.plan import Plan, Round
from core.votes.rounds.stage import StageKind
from storage.rows import Rows
from tests.core.votes.town import START
from tests.storage.scene import Scene

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
