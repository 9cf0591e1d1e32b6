"""Debates, who would come to them, where they are held."""

from __future__ import annotations

from datetime import timedelta

from core.books.model import NewEdition
from core.communities.model import NewCommunity
from core.debates.model import BookFacts, Customs, DebateHead, Hall, Reach, State
from core.kernel.identity import Address, DebateId
from core.kernel.storage import Storage
from storage.rows import Rows
from tests.core.votes.town import ALPHA, BETA, START
from tests.storage.contract.debate_acts import new_debate
from tests.storage.scene import Scene

CLOSES = START + timedelta(days=9)


async def test_a_debate_is_found_with_what_the_catalogue_holds_of_its_book(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> DebateId:
        for isbn, publisher in (("9780000000019", "Folio"), ("9780000000026", ""), ("9780000000033", "Folio")):
            rows.books.put(NewEdition("Emma", ("Jane Austen",), isbn=isbn, publisher=publisher))
        return rows.debates.add(new_debate(scene, opens_at=START, closes_at=CLOSES))

    made = await storage.write(job)
    debate = await storage.read(lambda rows: rows.debates.get(made))
    assert debate is not None
    assert debate.book == BookFacts(
        "Emma", "Jane Austen", None, ("9780000000019", "9780000000026", "9780000000033"), ("Folio",)
    )
    assert (debate.shop_name, debate.author_name, debate.reason) == ("L’Agora", "Alice", "Pour rire")
    assert (debate.state, debate.pause_seconds, debate.threshold) == (State.PROPOSED, 0, 3)
    assert (debate.opens_at, debate.closes_at, debate.opened_at) == (START, CLOSES, None)
    assert await storage.read(lambda rows: rows.debates.get(DebateId(99))) is None


async def test_a_debate_without_a_book_is_known_by_its_theme_or_its_question(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> list[str]:
        made = [rows.debates.add(new_debate(scene, work=None, theme=theme)) for theme in ("L’été", "")]
        found = [rows.debates.get(each) for each in made]
        return [each.title for each in found if each]

    assert await storage.write(job) == ["L’été", "Peut-on pardonner à Emma ?"]


async def test_a_lock_tells_what_a_change_needs_and_each_change_is_kept(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> DebateHead | None:
        made = rows.debates.add(new_debate(scene))
        rows.debates.start(made, START, CLOSES)
        rows.debates.pace(made, 60)
        rows.debates.settle(made, State.CLOSING)
        rows.debates.keep_outcome(made, "Oui.")
        return rows.debates.lock(made)

    head = await storage.write(job)
    assert head == DebateHead(DebateId(1), scene.shop, State.CLOSING, 60, CLOSES, 3)
    debate = await storage.read(lambda rows: rows.debates.get(DebateId(1)))
    assert debate is not None
    assert (debate.opened_at, debate.outcome) == (START, "Oui.")
    assert await storage.write(lambda rows: rows.debates.lock(DebateId(99))) is None


async def test_somebody_counts_once_until_they_take_it_back(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons

    def job(rows: Rows) -> list[object]:
        made = rows.debates.add(new_debate(scene))
        told: list[object] = [rows.supporters.add(made, each, START) for each in (alice, alice, bob)]
        told += [rows.supporters.count(made), rows.supporters.has(made, alice)]
        told += [rows.supporters.remove(made, alice), rows.supporters.remove(made, alice)]
        told += [rows.supporters.count(made), rows.supporters.has(made, alice)]
        shown = rows.debates.get(made)
        return [*told, shown.supporters if shown else None]

    assert await storage.write(job) == [True, False, True, 2, True, True, False, 1, False, 1]


async def test_two_who_were_one_count_once_in_every_debate(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, chloe = scene.persons

    def job(rows: Rows) -> list[object]:
        both, one, ended = (rows.debates.add(new_debate(scene, author=bob)) for _ in range(3))
        rows.debates.settle(ended, State.ARCHIVED)
        for debate, people in ((both, (alice, bob, chloe)), (one, (bob,)), (ended, (bob,))):
            for person in people:
                rows.supporters.add(debate, person, START)
        waiting = list(rows.supporters.proposals_of(bob))
        rows.supporters.merge(alice, bob)
        return [
            waiting,
            [rows.supporters.count(each) for each in (both, one, ended)],
            [rows.supporters.has(each, alice) for each in (both, one, ended)],
            list(rows.supporters.proposals_of(bob)),
        ]

    assert await storage.write(job) == [[1, 2], [2, 1, 1], [True, True, True], []]


async def test_the_list_shows_open_ones_then_drafts_then_closed_ones_and_nothing_archived(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> None:
        for state in (State.CLOSED, State.PROPOSED, State.OPEN, State.ARCHIVED, State.SCHEDULED, State.CLOSING):
            rows.debates.settle(rows.debates.add(new_debate(scene)), state)
        rows.debates.add(new_debate(scene, shop=scene.other_shop, communities=(scene.elsewhere,)))
        rows.debates.add(new_debate(scene, shop=scene.other_shop, communities=(scene.beta,)))

    await storage.write(job)

    def recent(rows: Rows) -> list[list[int]]:
        asked = [(scene.shop, 9), (None, 9), (scene.other_shop, 1)]
        return [[each.id for each in rows.debates.recent(shop, most)] for shop, most in asked]

    assert await storage.read(recent) == [[6, 3, 8, 5, 2, 1], [6, 3, 8, 7, 5, 2, 1], [8]]


async def test_only_proposals_that_wait_are_counted_by_their_author(storage: Storage[Rows], scene: Scene) -> None:
    alice, bob, _ = scene.persons

    def job(rows: Rows) -> list[int]:
        for author, state in ((alice, State.PROPOSED), (alice, State.OPEN), (bob, State.PROPOSED)):
            rows.debates.settle(rows.debates.add(new_debate(scene, author=author)), state)
        return [rows.debates.count_proposals(each) for each in scene.persons]

    assert await storage.write(job) == [1, 1, 0]


async def test_halls_follow_their_communities_and_know_their_rooms(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> DebateId:
        made = rows.debates.add(new_debate(scene))
        rows.halls.stand(made, scene.alpha, "77", is_own=True)
        rows.communities.move(Address(ALPHA, "a"), Address(ALPHA, "a-moved"))
        return made

    made = await storage.write(job)
    alpha = Hall(
        scene.alpha,
        "alpha",
        Address(ALPHA, "a-moved", "1"),
        "fr",
        "Europe/Paris",
        Address(ALPHA, "a-moved", "77"),
        is_own=True,
    )
    beta = Hall(scene.beta, "beta", Address(BETA, "b"), "en", "Europe/London")
    assert await storage.read(lambda rows: rows.halls.of(made)) == [alpha, beta]
    await storage.write(lambda rows: rows.communities.untie(scene.alpha))
    assert await storage.read(lambda rows: rows.halls.of(made)) == [beta]


async def test_a_community_that_was_tied_again_under_its_new_name_takes_over_its_debates(
    storage: Storage[Rows], scene: Scene
) -> None:
    def job(rows: Rows) -> list[str]:
        made = rows.debates.add(new_debate(scene))
        rows.halls.stand(made, scene.alpha, "77", is_own=True)
        rows.communities.tie(NewCommunity(scene.shop, "again", Address(ALPHA, "new"), "fr", "Europe/Paris"))
        rows.communities.move(Address(ALPHA, "a"), Address(ALPHA, "new"))
        return [f"{each.name} {each.room.room if each.room else '-'}" for each in rows.halls.of(made)]

    assert await storage.write(job) == ["beta -", "again 77"]


async def test_a_reach_names_the_communities_that_are_tied(storage: Storage[Rows], scene: Scene) -> None:
    def reached(rows: Rows) -> list[list[int]]:
        asked = [(scene.alpha, Reach.HERE), (None, Reach.SHOP), (None, Reach.NETWORK)]
        return [[each.community for each in rows.halls.reached(here, scene.shop, reach)] for here, reach in asked]

    alpha, beta, elsewhere = scene.alpha, scene.beta, scene.elsewhere
    assert await storage.read(reached) == [[alpha], [alpha, beta], [alpha, beta, elsewhere]]


async def test_what_a_shop_decided_is_its_own_and_may_change(storage: Storage[Rows], scene: Scene) -> None:
    def job(rows: Rows) -> list[Customs | None]:
        for threshold in (2, 9):
            rows.debates.keep_customs(scene.shop, Customs(threshold, 7))
        return [rows.debates.customs(each) for each in (scene.shop, scene.other_shop)]

    assert await storage.write(job) == [Customs(9, 7), None]
