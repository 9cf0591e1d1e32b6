"""The guided visit goes on when a step has really happened, can be skipped and begun again."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from sandbox.page.tour import Idea, Step, Tour
from sandbox.stage.network import PLAYBILL
from sandbox.stage.visit import IDEAS, VISIT
from tests.sandbox.page.conftest import Room


class Deeds:
    """What has happened so far, by number."""

    def __init__(self) -> None:
        self.done: set[int] = set()

    def step(self, number: int) -> Step:
        text = {"fr": f"Geste {number} <b>", "en": f"Deed {number} <b>"}
        return Step("alice" if number == 0 else "bob", text, self._looking(number))

    def _looking(self, number: int) -> Callable[[], Awaitable[bool]]:
        async def look() -> bool:
            return number in self.done

        return look


@pytest.fixture
def deeds() -> Deeds:
    return Deeds()


@pytest.fixture
def tour(deeds: Deeds) -> Tour:
    ideas = [Idea("alice", {"fr": "Essayer ceci", "en": "Try this <b>"})]
    return Tour([deeds.step(number) for number in range(3)], ideas)


async def test_it_waits_to_be_begun(tour: Tour, deeds: Deeds) -> None:
    deeds.done = {0}
    assert not await tour.look()
    assert (tour.step, tour.is_over) == (None, False)


async def test_it_goes_on_past_everything_that_has_happened_and_no_further(tour: Tour, deeds: Deeds) -> None:
    tour.begin()
    deeds.done = {0, 1}
    assert await tour.look()
    assert tour.step is tour.steps[2]
    assert not await tour.look()


async def test_what_happened_out_of_turn_waits_for_its_turn(tour: Tour, deeds: Deeds) -> None:
    tour.begin()
    deeds.done = {1, 2}
    assert not await tour.look()
    deeds.done.add(0)
    assert await tour.look()
    assert tour.is_over
    assert tour.step is None


async def test_it_is_skipped_and_begun_again_from_the_start(tour: Tour, deeds: Deeds) -> None:
    tour.begin()
    deeds.done = {0}
    await tour.look()
    tour.skip()
    assert (tour.step, tour.is_over, tour.is_skipped) == (None, False, True)
    tour.begin()
    assert (tour.step, tour.is_skipped) == (tour.steps[0], False)


async def test_without_steps_there_is_no_visit() -> None:
    assert not await Tour().look()


async def test_the_page_leads_from_deed_to_deed_and_person_to_person(room: Room, tour: Tour, deeds: Deeds) -> None:
    room.page.stage.tour.steps, room.page.stage.tour.ideas = tour.steps, tour.ideas

    async def shown(who: str = "alice") -> str:
        return await room.get("/pane/tour", **{"as": who})

    async def press(deed: str) -> int:
        async with room.web.post(f"{room.page.address}/tour/{deed}") as response:
            return response.status

    assert 'data-tour="begin"' in await shown()
    assert await press("begin") == 200
    first = await shown()
    assert "<strong>1/3</strong> Geste 0 &lt;b&gt;" in first
    assert "Devenir" not in first
    assert 'href="/?as=alice&amp;lang=en"' in await shown("bob")
    deeds.done = {0, 1, 2}
    async with room.web.get(room.page.address + "/changes") as stream:
        await stream.content.readuntil(b"\n\n")
        await room.telegram_calls("sendMessage", chat_id=room.group.id, text="bonjour")
        assert b"tour" in await stream.content.readuntil(b"\n\n")
    assert "This is the end of the visit." in await shown("bob")
    assert await press("skip") == 200
    assert "This is the end of the visit." not in await shown("bob")
    assert await press("dance") == 404


async def test_the_language_of_a_persons_clients_is_theirs_to_choose(room: Room) -> None:
    assert "The rehearsal room" in await room.get("/", **{"as": "alice", "lang": "en"})
    assert "The rehearsal room" in await room.get("/", **{"as": "alice"})
    assert "La salle de répétition" in await room.get("/", **{"as": "chloe", "lang": "xx"})
    assert "Lecteurs" in await room.get("/", **{"as": "chloe"})
    names = {user.name: user.locale for user in room.discord.world.users.values()}
    assert names["alice"] == "en-US"


def test_the_visits_words_stand_in_both_languages_for_people_of_the_playbill() -> None:
    known = {part.name.lower() for part in PLAYBILL}
    for who, text in VISIT:
        assert who in known
        assert text.keys() == {"fr", "en"}


async def test_what_there_is_to_try_is_listed_from_the_first_with_whom_to_be(room: Room, tour: Tour) -> None:
    room.page.stage.tour.ideas = tour.ideas
    english, french = [await room.get("/pane/tour", **{"as": who}) for who in ("bob", "alice")]
    assert '<li>Try this &lt;b&gt; <a href="/?as=alice&amp;lang=en" data-key="idea-1">Become Alice</a></li>' in english
    assert "<li>Essayer ceci</li>" in french
    room.page.stage.tour.ideas = ()
    assert "<li>" not in await room.get("/pane/tour", **{"as": "bob"})


def test_the_things_to_try_name_commands_that_there_are_and_people_of_the_playbill() -> None:
    """The reference of commands is written from the catalogue: what it does not know, nobody can type."""
    reference = (Path(__file__).parents[3] / "docs" / "commands.md").read_text(encoding="utf-8")
    known = {part.name.lower() for part in PLAYBILL}
    assert 10 <= len(IDEAS) <= 20
    for who, text in IDEAS:
        assert who in known | {""}
        assert text.keys() == {"fr", "en"}
        for words in text.values():
            for command in re.findall(r"/\w+(?: \w+)?", words):
                alone = command.partition(" ")[0]
                assert f"`{command}`" in reference or f"`{alone}`" in reference, command


def test_french_has_its_own_spaces_before_its_marks() -> None:
    for _, text in (*VISIT, *IDEAS):
        assert not re.search(r" [;!?:»]|« |\w[;!?]", text["fr"])
