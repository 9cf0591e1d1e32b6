"""Pictures in Telegram's messages: sent with their words, edited, and the words alone wherever no picture can go."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from core.kernel.identity import Address, OutboxId, PlaceKind
from core.kernel.outbox import PerhapsDelivered, TryLater
from core.ui.cards import Button, Buttons, Card, Paragraph, Picture, Reply
from core.ui.charts import Chart
from core.ui.spans import Plain
from handlers.limits import CAPTION
from handlers.places import TELEGRAM
from pictures.studio import Studio
from sandbox.telegram.entities import Chat, Message
from tests.handlers.probe import Mark
from tests.handlers.town import Town
from tests.pictures.samples import bars, ranks
from tests.sandbox.telegram.pictures import png

LONG = "x" * (CAPTION + 1)


@dataclass(slots=True)
class Sketcher:
    """Draws a small picture whose width tells the kind of chart, or nothing while it is tired."""

    is_tired: bool = False

    async def draw(self, chart: Chart) -> bytes | None:
        return None if self.is_tired else png(WIDTHS[type(chart).__name__], 3)


WIDTHS = {"Bars": 5, "JuryAndPublic": 7}


@pytest.fixture
def sketcher(town: Town) -> Sketcher:
    sketcher = Sketcher()
    town.draw = sketcher.draw
    return sketcher


def card(told: str, chart: Chart | None = None) -> Card:
    picture = (Picture(chart),) if chart else ()
    return Card(blocks=(Paragraph((Plain(told),)), *picture, Buttons((Button("Détails", Mark("1")),))))


def width(message: Message) -> int:
    """Return the width of the picture in a message, 0 for none."""
    return message.media["photo"][0]["width"] if message.media else 0


def place(chat: Chat, topic: str = "") -> Address:
    return Address(TELEGRAM, str(chat.id), topic)


async def post(town: Town, chat: Chat, view: Card, topic: str = "") -> tuple[str, Message]:
    landed = await town.adapter.courier.post(OutboxId(1), place(chat, topic), view, town.dictionary.words("fr"))
    name = landed.message
    return name, chat.messages[int(name.partition("/")[2])]


async def edit(town: Town, chat: Chat, name: str, view: Card) -> None:
    await town.adapter.courier.edit(name, place(chat), view, town.dictionary.words("fr"))


async def test_a_letter_is_one_message_words_first_then_picture_then_buttons(town: Town, sketcher: Sketcher) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        _, message = await post(town, group, card("Emma gagne", ranks("fr")), str(topic.id))
        assert (message.text, message.caption, width(message)) == ("", "Emma gagne", 7)
        assert message.is_caption_above
        assert message.labels == [["Détails"]]
        assert message.topic is topic
        assert town.sandbox.record.of("sendMessage") == []


async def test_words_too_long_for_a_caption_stand_whole_with_their_buttons_and_the_picture_follows(
    town: Town, sketcher: Sketcher
) -> None:
    async with town.running():
        group = await town.group()
        _, message = await post(town, group, card(LONG, ranks("fr")))
        assert (message.text, width(message)) == (LONG, 0)
        assert message.labels == [["Détails"]]
        picture = town.sandbox.sight.visible_to(town.alice, group)[-1]
        assert (width(picture), picture.reply_to, picture.is_silent) == (7, message, True)


async def test_a_picture_that_cannot_follow_does_not_send_its_words_again(town: Town, sketcher: Sketcher) -> None:
    async with town.running():
        group = await town.group()
        town.sandbox.faults.lose_next("sendPhoto")
        await post(town, group, card(LONG, ranks("fr")))
        assert town.texts(town.alice, group).count(LONG) == 1


async def test_an_edit_changes_picture_and_words_together(town: Town, sketcher: Sketcher) -> None:
    async with town.running():
        group = await town.group()
        name, message = await post(town, group, card("Emma gagne", ranks("fr")))
        await edit(town, group, name, card("Œuvre gagne", bars("fr")))
        assert (message.caption, width(message), message.labels) == ("Œuvre gagne", 5, [["Détails"]])
        assert message.is_caption_above


async def test_an_edit_gives_a_text_its_picture(town: Town, sketcher: Sketcher) -> None:
    async with town.running():
        group = await town.group()
        name, message = await post(town, group, card("Vote clos"))
        await edit(town, group, name, card("Emma gagne", ranks("fr")))
        assert (message.text, message.caption, width(message)) == ("", "Emma gagne", 7)


async def test_an_edit_without_picture_changes_the_words_and_keeps_the_picture(town: Town, sketcher: Sketcher) -> None:
    async with town.running():
        group = await town.group()
        name, message = await post(town, group, card("Emma gagne", ranks("fr")))
        for _ in range(2):
            await edit(town, group, name, card("Annulé"))
        assert (message.caption, width(message), message.labels) == ("Annulé", 7, [["Détails"]])
        assert message.is_caption_above


async def test_an_edit_too_long_for_a_caption_is_shortened_visibly_and_keeps_its_buttons(
    town: Town, sketcher: Sketcher
) -> None:
    async with town.running():
        group = await town.group()
        name, message = await post(town, group, card("Emma gagne", ranks("fr")))
        await edit(town, group, name, card(LONG, bars("fr")))
        assert (width(message), message.labels) == (5, [["Détails"]])
        assert message.caption.endswith("x…")
        assert len(message.caption) >= CAPTION - 2


async def test_where_no_photo_may_be_sent_the_words_go_alone(town: Town, sketcher: Sketcher) -> None:
    async with town.running():
        group = await town.group()
        town.sandbox.build.restrict(group, town.bot, "can_send_photos")
        name, message = await post(town, group, card("Emma gagne", ranks("fr")))
        assert (message.text, width(message), message.labels) == ("Emma gagne", 0, [["Détails"]])
        assert len(town.sandbox.record.of("sendPhoto")) == 1
        await edit(town, group, name, card("Œuvre gagne", bars("fr")))
        assert (message.text, width(message), message.labels) == ("Œuvre gagne", 0, [["Détails"]])


async def test_a_drawing_that_fails_leaves_the_words(town: Town, sketcher: Sketcher) -> None:
    async with town.running():
        group = await town.group()
        sketcher.is_tired = True
        name, message = await post(town, group, card("Emma gagne", ranks("fr")))
        assert (message.text, width(message)) == ("Emma gagne", 0)
        await edit(town, group, name, card("Œuvre gagne", ranks("fr")))
        assert (message.text, width(message), message.labels) == ("Œuvre gagne", 0, [["Détails"]])


@pytest.mark.parametrize(
    ("fault", "expected"), [("lose_next", PerhapsDelivered), ("drop_next", PerhapsDelivered)], ids=["lost", "dropped"]
)
async def test_a_photo_that_may_have_left_is_not_followed_by_its_words(
    town: Town, sketcher: Sketcher, fault: str, expected: type[Exception]
) -> None:
    async with town.running():
        group = await town.group()
        getattr(town.sandbox.faults, fault)("sendPhoto")
        with pytest.raises(expected):
            await post(town, group, card("Emma gagne", ranks("fr")))
        assert town.sandbox.record.of("sendMessage") == []


async def test_a_pause_asked_for_a_photo_is_passed_on(town: Town, sketcher: Sketcher) -> None:
    async with town.running():
        group = await town.group()
        town.sandbox.faults.throttle_next("sendPhoto", 90)
        with pytest.raises(TryLater) as later:
            await post(town, group, card("Emma gagne", ranks("fr")))
        assert later.value.seconds == 90


async def test_a_press_changes_the_picture_of_its_message(town: Town, sketcher: Sketcher) -> None:
    town.probe.replies = [Reply(card("Tours", bars("fr")), replaces=True), Reply(card("Fin"), replaces=True)]
    async with town.running():
        group = await town.group()
        _, message = await post(town, group, card("Emma gagne", ranks("fr")))
        await town.toast(town.alice, "Détails", group)
        await town.sees(town.alice, "Tours", group)
        assert (message.caption, width(message)) == ("Tours", 5)
        await town.toast(town.alice, "Détails", group)
        await town.sees(town.alice, "Fin", group)
        assert (message.caption, width(message)) == ("Fin", 5)


async def test_a_picture_from_the_studio_arrives_in_private_as_it_was_drawn(town: Town) -> None:
    studio = Studio()
    town.draw = studio.draw
    async with town.running():
        town.start(town.alice)
        alone = Address(TELEGRAM, str(town.alice.id), kind=PlaceKind.PRIVATE)
        words = town.dictionary.words("fr")
        await town.adapter.courier.post(OutboxId(1), alone, card("Emma gagne", ranks("fr")), words)
        message = await town.sees(town.alice, "Emma gagne")
        file = town.sandbox.world.files[message.media["photo"][0]["file_id"]]
        assert file.content == await studio.draw(ranks("fr"))
