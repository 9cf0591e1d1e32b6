"""Files in Telegram's messages: sent with words and buttons, and what is said where none can go."""

from __future__ import annotations

import pytest

from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import PerhapsDelivered
from core.ui.cards import Attachment, Button, Buttons, Card, Paragraph, Reply
from core.ui.spans import Plain
from handlers.limits import CAPTION, DOCUMENT_BYTES
from handlers.places import TELEGRAM
from sandbox.telegram.entities import Chat, Message
from tests.handlers.probe import Mark
from tests.handlers.town import Town

INSTEAD = "Demandez le fichier à la librairie"


def card(told: str = "Voici le vote", content: bytes = b"PK\0\1") -> Card:
    file = Attachment("vote-1f.zip", content, (Plain(INSTEAD),))
    return Card(blocks=(Paragraph((Plain(told),)), file, Buttons((Button("Détails", Mark("1")),))))


async def post(town: Town, chat: Chat, view: Card, topic: str = "") -> Message:
    to = Address(TELEGRAM, str(chat.id), topic)
    landed = await town.adapter.courier.post(OutboxId(1), to, view, town.dictionary.words("fr"))
    return chat.messages[int(landed.message.partition("/")[2])]


def file_in(town: Town, message: Message) -> tuple[str, bytes] | None:
    """Return name and content of the file of a message."""
    if not message.media:
        return None
    file = message.media["document"]
    return file["file_name"], town.sandbox.world.files[file["file_id"]].content


async def test_a_letter_is_one_message_of_words_file_and_buttons_in_its_topic(town: Town) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        message = await post(town, group, card(), str(topic.id))
        assert file_in(town, message) == ("vote-1f.zip", b"PK\0\1")
        assert (message.caption, message.labels, message.topic) == ("Voici le vote", [["Détails"]], topic)
        assert town.sandbox.record.of("sendMessage") == []


async def test_where_no_file_may_be_sent_another_way_to_it_is_told(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.sandbox.build.restrict(group, town.bot, "can_send_documents")
        message = await post(town, group, card())
        assert file_in(town, message) is None
        assert (message.text, message.labels) == (f"Voici le vote\n\n{INSTEAD}", [["Détails"]])


async def test_a_file_that_is_too_large_is_not_even_tried(town: Town) -> None:
    async with town.running():
        group = await town.group()
        message = await post(town, group, card(content=bytes(DOCUMENT_BYTES + 1)))
        assert INSTEAD in message.text
        assert town.sandbox.record.of("sendDocument") == []


async def test_words_too_long_for_a_caption_are_cut_visibly_and_the_file_goes(town: Town) -> None:
    async with town.running():
        group = await town.group()
        message = await post(town, group, card("x" * (CAPTION + 1)))
        assert file_in(town, message) is not None
        assert message.caption.endswith("x…")
        assert message.labels == [["Détails"]]


async def test_a_file_that_may_have_left_is_not_followed_by_words(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.sandbox.faults.lose_next("sendDocument")
        with pytest.raises(PerhapsDelivered):
            await post(town, group, card())
        assert town.sandbox.record.of("sendMessage") == []


async def test_an_answer_asked_for_in_a_group_brings_its_file_in_private(town: Town) -> None:
    town.probe.replies = [Reply(note=card())]
    async with town.running():
        group = await town.group()
        town.start(town.alice)
        message = await post(town, group, Card(blocks=(Buttons((Button("Le fichier", Mark("1")),)),)))
        assert message.labels == [["Le fichier"]]
        await town.toast(town.alice, "Le fichier", group)
        told = await town.sees(town.alice, "Voici le vote")
        assert file_in(town, told) == ("vote-1f.zip", b"PK\0\1")
