"""Polls with their titles, where they are announced, and what was nominated."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.kernel.identity import Address, CommunityId, PersonId, PlaceKind, PollId, WorkId
from core.kernel.storage import Storage
from core.votes.model import Announced, Nomination, PollHead, PollState, Reach, Title
from core.votes.terms import Terms
from storage.rows import Rows
from tests.core.votes.town import ALPHA, BETA, START
from tests.storage.scene import Scene, new_poll

CLOSES = START + timedelta(days=1)


async def test_a_poll_is_found_with_its_titles_in_order(storage: Storage[Rows], scene: Scene) -> None:
    poll = await storage.read(lambda rows: rows.polls.get(scene.poll))
    assert poll is not None
    assert (poll.shop, poll.shop_name, poll.question) == (scene.shop, "L’Agora", "Janvier ?")
    assert (poll.terms, poll.state, poll.voters) == (Terms(), PollState.OPEN, 0)
    assert (poll.opened_at, poll.closes_at) == (START, CLOSES)
    assert poll.titles == (
        Title(0, scene.works[0], "Emma", "Jane Austen", "Parce que 0"),
        Title(1, scene.works[1], "Nana", "Émile Zola", "Parce que 1"),
        Title(2, scene.works[2], "De bons présages", "Terry Pratchett, Neil Gaiman", "Parce que 2"),
    )
    assert await storage.read(lambda rows: rows.polls.get(PollId(99))) is None


async def test_a_title_without_author_or_work_can_stand_on_a_paper(storage: Storage[Rows], scene: Scene) -> None:
    opened = await storage.write(
        lambda rows: rows.polls.add(new_poll(scene.shop, (scene.works[3], WorkId(999)), (scene.alpha,)))
    )
    poll = await storage.read(lambda rows: rows.polls.get(opened))
    assert poll is not None
    assert [(title.name, title.authors) for title in poll.titles] == [("Le Roman de Renart", ""), ("?", "")]


async def test_a_lock_returns_the_head(storage: Storage[Rows], scene: Scene) -> None:
    head = await storage.write(lambda rows: rows.polls.lock(scene.poll))
    assert head == PollHead(scene.poll, scene.shop, Terms(), PollState.OPEN, CLOSES, 3, 0)
    assert await storage.write(lambda rows: rows.polls.lock(PollId(99))) is None


async def test_voters_are_added_and_taken_away(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> PollHead | None:
        for change in (1, 1, -1):
            rows.polls.change_voters(scene.poll, change)
        return rows.polls.lock(scene.poll)

    head = await storage.write(job)
    assert head is not None
    assert head.voters == 1


@pytest.mark.parametrize("state", [PollState.CLOSED, PollState.CANCELLED])
async def test_a_settled_poll_is_no_longer_open(storage: Storage[Rows], scene: Scene, state: PollState) -> None:
    def job(rows: Rows) -> PollId:
        second = rows.polls.add(new_poll(scene.shop, scene.works[:2], ()))
        rows.polls.settle(scene.poll, state, START)
        return second

    second = await storage.write(job)
    assert await storage.read(lambda rows: rows.polls.open_ids()) == [second]
    settled = await storage.read(lambda rows: rows.polls.get(scene.poll))
    assert settled is not None
    assert settled.state is state


async def test_a_poll_reaches_where_it_was_announced(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> list[bool]:
        return [rows.polls.reaches(scene.poll, each) for each in (scene.alpha, scene.beta, scene.elsewhere)]

    assert await storage.read(job) == [True, True, False]


async def test_recent_polls_are_the_open_ones_then_the_latest(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> list[PollId]:
        own = [rows.polls.add(new_poll(scene.shop, scene.works[:2], (scene.alpha,))) for _ in range(3)]
        far = rows.polls.add(new_poll(scene.other_shop, scene.works[:2], (scene.elsewhere,)))
        shared = rows.polls.add(new_poll(scene.other_shop, scene.works[:2], (scene.elsewhere, scene.beta)))
        rows.polls.settle(own[2], PollState.CLOSED, START)
        rows.polls.settle(own[1], PollState.CLOSED, START)
        return [*own, far, shared]

    first, second, third, far, shared = await storage.write(job)

    def recent(rows: Rows) -> list[list[PollId]]:
        asked = [(scene.shop, 9), (None, 9), (scene.shop, 2)]
        return [[poll.id for poll in rows.polls.recent(shop, most)] for shop, most in asked]

    assert await storage.read(recent) == [
        [shared, first, scene.poll, third, second],
        [shared, far, first, scene.poll, third, second],
        [shared, first],
    ]


async def test_a_reach_names_the_communities_that_are_tied(storage: Storage[Rows], scene: Scene) -> None:
    def reached(rows: Rows) -> list[list[CommunityId]]:
        asked = [(scene.alpha, Reach.HERE), (None, Reach.SHOP), (None, Reach.NETWORK)]
        return [[each.community for each in rows.rooms.reached(here, scene.shop, reach)] for here, reach in asked]

    alpha, beta, elsewhere = scene.alpha, scene.beta, scene.elsewhere
    assert await storage.read(reached) == [[alpha], [alpha, beta], [alpha, beta, elsewhere]]
    await storage.write(lambda rows: rows.communities.untie(alpha))
    assert await storage.read(reached) == [[], [beta], [beta, elsewhere]]


async def test_the_rooms_of_a_poll_are_where_its_communities_are_today(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> None:
        rows.communities.move(Address(ALPHA, "a"), Address(ALPHA, "a-moved"))

    await storage.write(job)
    assert await storage.read(lambda rows: rows.rooms.of_poll(scene.poll)) == [
        Announced(scene.alpha, Address(ALPHA, "a-moved", "1", PlaceKind.SHARED), "fr", "Europe/Paris"),
        Announced(scene.beta, Address(BETA, "b"), "en", "Europe/London"),
    ]


async def test_a_work_is_nominated_once_a_shop(storage: Storage[Rows], scene: Scene) -> None:
    first = Nomination(scene.works[2], "", "", "Pour rire", PersonId(1), "Alice", START)
    again = replace(first, pitch="Encore", nominator=PersonId(2))
    shown = replace(first, title="De bons présages", authors="Terry Pratchett, Neil Gaiman")

    def job(rows: Rows) -> None:
        rows.nominations.add(scene.shop, first)
        rows.nominations.add(scene.shop, again)
        rows.nominations.add(scene.other_shop, again)

    await storage.write(job)
    assert await storage.read(lambda rows: rows.nominations.get(scene.shop, scene.works[2])) == shown
    assert await storage.read(lambda rows: rows.nominations.get(scene.shop, scene.works[0])) is None
    assert await storage.read(lambda rows: rows.nominations.of_shop(scene.shop)) == [shown]


async def test_nominations_come_oldest_first_change_hands_and_are_withdrawn(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> list[tuple[WorkId, PersonId]]:
        for number, age in enumerate((1, 3, 2)):
            at = START - timedelta(minutes=age)
            rows.nominations.add(scene.shop, Nomination(scene.works[number], "", "", "", PersonId(number), "", at))
        rows.nominations.merge(PersonId(7), PersonId(1))
        rows.nominations.withdraw(scene.shop, scene.works[2])
        rows.nominations.withdraw(scene.shop, scene.works[3])
        return [(each.work, each.nominator) for each in rows.nominations.of_shop(scene.shop)]

    assert await storage.write(job) == [(scene.works[1], PersonId(7)), (scene.works[0], PersonId(0))]


async def test_an_extended_poll_closes_later_and_keeps_when_it_was_to_close(
    storage: Storage[Rows], scene: Scene
) -> None:
    later = CLOSES + timedelta(hours=48)

    def job(rows: Rows) -> tuple[bool, bool]:
        before = rows.electorate.is_extended(scene.poll)
        rows.electorate.extend(scene.poll, later)
        return before, rows.electorate.is_extended(scene.poll)

    assert await storage.write(job) == (False, True)
    poll = await storage.read(lambda rows: rows.polls.get(scene.poll))
    head = await storage.write(lambda rows: rows.polls.lock(scene.poll))
    assert poll is not None
    assert head is not None
    assert (poll.closes_at, poll.promised_close, head.closes_at) == (later, CLOSES, later)
    listed = await storage.read(lambda rows: rows.polls.recent(scene.shop, 9))
    assert [each.promised_close for each in listed if each.id == scene.poll] == [CLOSES]
