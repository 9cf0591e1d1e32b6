"""Pictures in Discord's messages: answers, letters and their edits; and the words alone wherever no picture can go."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from cogs.illustration import PICTURE
from core.kernel.errors import Refusal
from core.kernel.identity import Address, Caller, OutboxId
from core.kernel.outbox import TryLater
from core.ui.cards import Button, Buttons, Card, Paragraph, Picture, Reply
from core.ui.catalogue import Audience
from core.ui.charts import Chart
from core.ui.spans import Plain
from core.ui.words import Dictionary
from pictures.studio import Studio
from sandbox.discord import Message, flags, text_of
from tests.cogs.probe import LOCALES, Guild, Nothing, Tap, guild
from tests.pictures.samples import bars, ranks
from tests.sandbox.telegram.pictures import PNG_2X3
from tests.wire.discord_openapi import discord_spec

WORDS = Dictionary(LOCALES).words("fr")
EPHEMERAL = 64
GALLERY = 12


@dataclass(slots=True)
class Sketcher:
    """Draws the same small picture of anything, or nothing while it is tired."""

    is_tired: bool = False

    async def draw(self, _: Chart) -> bytes | None:
        return None if self.is_tired else PNG_2X3


@dataclass(slots=True)
class Town:
    guild: Guild
    sketcher: Sketcher

    async def post(self, card: Card) -> tuple[str, Message]:
        to = Address(self.guild.courier.platform, "1", str(self.guild.room.id))
        name = (await self.guild.courier.post(OutboxId(1), to, card, WORDS)).message
        return name, self.guild.room.messages[int(name.partition("/")[2])]

    async def edit(self, name: str, card: Card) -> None:
        to = Address(self.guild.courier.platform, "1", str(self.guild.room.id))
        await self.guild.courier.edit(name, to, card, WORDS)

    def forbid_files(self) -> None:
        sandbox = self.guild.sandbox
        sandbox.build.set_rights(self.guild.room, sandbox.application.user, deny=flags("ATTACH_FILES"))


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    sketcher = Sketcher()
    async with guild(sketcher.draw) as opened:
        yield Town(opened, sketcher)
        spec = discord_spec()
        if spec is not None:
            assert [problem for request in opened.sandbox.requests for problem in spec.check(request)] == []


def card(told: str, chart: Chart | None = None) -> Card:
    picture = (Picture(chart),) if chart else ()
    return Card(blocks=(Paragraph((Plain(told),)), *picture, Buttons((Button("Détails", Tap(1)),))))


def shown(message: Message) -> str:
    """Return the alternative text of the picture that a message shows, or "" for none."""
    galleries = [each for each in message.components[0]["components"] if each["type"] == GALLERY]
    if not galleries:
        assert message.attachments == []
        return ""
    [item], [attachment] = galleries[0]["items"], message.attachments
    assert item["media"]["url"] == attachment["url"]
    assert attachment["filename"] == PICTURE
    assert attachment["content_type"] == "image/png"
    assert item["description"] == attachment["description"]
    return str(item["description"])


def labels(message: Message) -> list[str]:
    return [each["label"] for row in message.components[0]["components"] for each in row.get("components", ())]


async def test_a_letter_has_its_picture_with_an_alternative_text(town: Town) -> None:
    _, message = await town.post(card("Emma gagne", ranks("fr")))
    assert shown(message) == ranks("fr").frame.alt
    assert "Emma gagne" in text_of(message)
    assert labels(message) == ["Détails"]


async def test_an_alternative_text_that_is_too_long_is_shortened_visibly(town: Town) -> None:
    chart = ranks("fr")
    _, message = await town.post(card("Emma gagne", replace(chart, frame=replace(chart.frame, alt="é" * 2000))))
    assert shown(message) == "é" * 1023 + "…"


async def test_an_edit_changes_the_picture_and_an_edit_without_one_takes_it_away(town: Town) -> None:
    name, message = await town.post(card("Emma gagne", ranks("fr")))
    await town.edit(name, card("Œuvre gagne", bars("fr")))
    assert shown(message) == bars("fr").frame.alt
    await town.edit(name, card("Annulé"))
    assert shown(message) == ""
    assert "Annulé" in text_of(message)
    await town.edit(name, card("Emma gagne", ranks("fr")))
    assert shown(message) == ranks("fr").frame.alt


async def test_where_no_file_may_be_attached_the_words_go_alone(town: Town) -> None:
    town.forbid_files()
    _, message = await town.post(card("Emma gagne", ranks("fr")))
    assert shown(message) == ""
    assert "Emma gagne" in text_of(message)
    assert labels(message) == ["Détails"]
    town.guild.sandbox.record.clear()


@pytest.mark.parametrize("status", [400, 413])
async def test_a_file_that_is_refused_costs_nothing_but_itself(town: Town, status: int) -> None:
    town.guild.sandbox.faults.fail_next(r"POST /channels/\d+/messages", status)
    _, message = await town.post(card("Emma gagne", ranks("fr")))
    assert shown(message) == ""
    assert "Emma gagne" in text_of(message)
    town.guild.sandbox.record.clear()


async def test_what_is_not_the_files_fault_is_not_tried_without_it(town: Town) -> None:
    town.guild.sandbox.faults.fail_next(r"POST /channels/\d+/messages", 401)
    with pytest.raises(TryLater):
        await town.post(card("Emma gagne", ranks("fr")))
    assert len(town.guild.room.messages) == 0
    town.guild.sandbox.record.clear()


async def test_a_drawing_that_fails_leaves_the_words(town: Town) -> None:
    town.sketcher.is_tired = True
    name, message = await town.post(card("Emma gagne", ranks("fr")))
    assert shown(message) == ""
    assert "Emma gagne" in text_of(message)
    town.sketcher.is_tired = False
    await town.edit(name, card("Emma gagne", ranks("fr")))
    assert shown(message) != ""
    town.sketcher.is_tired = True
    await town.edit(name, card("Œuvre gagne", ranks("fr")))
    assert shown(message) == ""


async def test_a_card_full_of_buttons_goes_without_its_picture(town: Town) -> None:
    rows = (25, 6)
    buttons = tuple(Buttons(tuple(Button(str(n), Tap(n)) for n in range(count))) for count in rows)
    _, message = await town.post(Card(blocks=(Paragraph((Plain("Emma"),)), Picture(ranks("fr")), *buttons)))
    assert len(labels(message)) == sum(rows)
    assert shown(message) == ""


def answer_with(town: Town, reply: Reply, audience: Audience, *, is_slow: bool = False) -> None:
    catalogue = town.guild.catalogue

    async def run(caller: Caller, request: Nothing) -> Reply:
        if is_slow:
            await town.guild.probe.gate.wait()
        return reply

    command = catalogue.commands["vote", "list"]
    catalogue.commands["vote", "list"] = replace(command, run=run, audience=audience)


@pytest.mark.parametrize("is_slow", [False, True])
@pytest.mark.parametrize("audience", Audience)
async def test_an_answer_has_its_picture_at_once_or_after_a_deferral(
    town: Town, audience: Audience, is_slow: bool
) -> None:
    answer_with(town, Reply(card("Emma gagne", ranks("fr"))), audience, is_slow=is_slow)
    answer = await town.guild.sandbox.people.types(town.guild.alice, town.guild.room, "/vote list")
    if is_slow:
        assert answer.kind == "deferred"
        town.guild.probe.gate.set()
    message = await answer.shown()
    assert shown(message) == ranks("fr").frame.alt
    assert bool(message.flags & EPHEMERAL) == (audience is Audience.PRIVATE)


async def test_a_private_note_has_a_picture_of_its_own(town: Town) -> None:
    answer_with(town, Reply(card("Ici"), card("Pour vous", ranks("fr"))), Audience.PUBLIC)
    answer = await town.guild.sandbox.people.types(town.guild.alice, town.guild.room, "/vote list")
    assert shown(await answer.shown()) == ""
    note = await answer.follow_up()
    assert shown(note) == ranks("fr").frame.alt
    assert note.flags & EPHEMERAL


async def test_a_press_replaces_one_picture_by_another_and_by_none(town: Town) -> None:
    views = [card("Tours", bars("fr")), card("Fin")]

    async def run(caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        if not views:
            raise Refusal("vote-closed")
        return Reply(views.pop(0), replaces=True)

    presses = town.guild.catalogue.presses
    presses["tp"] = replace(presses["tp"], run=run)
    _, message = await town.post(card("Emma gagne", ranks("fr")))
    people = town.guild.sandbox.people
    await people.presses(town.guild.bob, message, "Détails")
    assert shown(message) == bars("fr").frame.alt
    await people.presses(town.guild.bob, message, "Détails")
    assert shown(message) == ""
    assert "Fin" in text_of(message)


async def test_where_the_bot_may_not_attach_an_answer_does_not_even_try(town: Town) -> None:
    town.forbid_files()
    answer_with(town, Reply(card("Emma gagne", ranks("fr"))), Audience.PRIVATE)
    answer = await town.guild.sandbox.people.types(town.guild.alice, town.guild.room, "/vote list")
    message = await answer.shown()
    assert shown(message) == ""
    assert "Emma gagne" in text_of(message)
    assert all(not request.parts for request in town.guild.sandbox.requests)


async def test_a_picture_from_the_studio_arrives_as_it_was_drawn() -> None:
    studio = Studio()
    async with guild(studio.draw) as opened:
        town = Town(opened, Sketcher())
        _, message = await town.post(card("Emma gagne", ranks("fr")))
        path = message.attachments[0]["url"].partition("/attachments/")[2]
        assert opened.sandbox.world.files[f"/attachments/{path}"][1] == await studio.draw(ranks("fr"))
        assert (message.attachments[0]["width"], message.attachments[0]["height"]) > (1199, 400)
