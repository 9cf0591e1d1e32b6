"""Files in Discord's messages: answers and letters with a file to keep, and what is said where none can go."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from cogs.limits import FILE_BYTES
from core.kernel.identity import Address, Caller, OutboxId
from core.ui.cards import Attachment, Button, Buttons, Card, Paragraph, Reply
from core.ui.catalogue import Audience
from core.ui.charts import no_picture
from core.ui.spans import Plain
from core.ui.words import Dictionary
from sandbox.discord import Message, flags, text_of
from tests.cogs.probe import LOCALES, Guild, Nothing, Tap, guild
from tests.wire.discord_openapi import discord_spec

WORDS = Dictionary(LOCALES).words("fr")
EPHEMERAL, FILE = 64, 13
INSTEAD = "Demandez le fichier à la librairie"


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    async with guild(no_picture) as opened:
        yield opened
        spec = discord_spec()
        if spec is not None:
            assert [problem for request in opened.sandbox.requests for problem in spec.check(request)] == []


def card(content: bytes = b"PK") -> Card:
    file = Attachment("vote-1f.zip", content, (Plain(INSTEAD),))
    return Card(blocks=(Paragraph((Plain("Voici le vote"),)), file, Buttons((Button("Détails", Tap(1)),))))


async def post(town: Guild, shown: Card) -> Message:
    to = Address(town.courier.platform, "1", str(town.room.id))
    landed = await town.courier.post(OutboxId(1), to, shown, WORDS)
    return town.room.messages[int(landed.message.partition("/")[2])]


def file_in(town: Guild, message: Message) -> tuple[str, bytes] | None:
    """Return name and content of the file that a message shows."""
    shown = [each for each in message.components[0]["components"] if each["type"] == FILE]
    if not shown:
        assert message.attachments == []
        return None
    [attachment] = message.attachments
    assert shown[0]["file"]["url"] == attachment["url"]
    path = attachment["url"].partition("/attachments/")[2]
    return attachment["filename"], town.sandbox.world.files[f"/attachments/{path}"][1]


def is_whole(message: Message) -> bool:
    """Whether a message has the words and the button of the card, and its file or what is said in its stead."""
    has_button = "Détails" in str(message.components)
    return (
        "Voici le vote" in text_of(message)
        and has_button
        and (INSTEAD in text_of(message)) == (not message.attachments)
    )


async def test_a_letter_brings_its_file_under_its_name(town: Guild) -> None:
    message = await post(town, card(b"PK\0\1"))
    assert file_in(town, message) == ("vote-1f.zip", b"PK\0\1")
    assert is_whole(message)


async def test_where_no_file_may_be_attached_another_way_to_it_is_told(town: Guild) -> None:
    town.sandbox.build.set_rights(town.room, town.sandbox.application.user, deny=flags("ATTACH_FILES"))
    message = await post(town, card())
    assert file_in(town, message) is None
    assert is_whole(message)
    town.sandbox.record.clear()


async def test_a_file_that_is_too_large_is_not_even_tried(town: Guild) -> None:
    message = await post(town, card(bytes(FILE_BYTES + 1)))
    assert file_in(town, message) is None
    assert is_whole(message)
    assert not any(request.parts for request in town.sandbox.requests)


async def test_a_private_answer_brings_its_file_to_the_caller_alone(town: Guild) -> None:
    async def run(caller: Caller, request: Nothing) -> Reply:
        return Reply(card())

    command = town.catalogue.commands["vote", "list"]
    town.catalogue.commands["vote", "list"] = replace(command, run=run, audience=Audience.PRIVATE)
    message = await (await town.sandbox.people.types(town.alice, town.room, "/vote list")).shown()
    assert file_in(town, message) == ("vote-1f.zip", b"PK")
    assert message.flags & EPHEMERAL
    assert is_whole(message)
