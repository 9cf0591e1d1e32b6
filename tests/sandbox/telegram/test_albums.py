"""Albums of a bot: uploaded or sent again, with captions and covers, whole or not at all."""

import pytest
from telegram import InputMediaDocument, InputMediaPhoto

from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.pictures import PNG_2X3, png


async def test_pictures_leave_together_with_a_caption_each(town: Town) -> None:
    group = town.group()
    async with town.app(poll=False) as app:
        first, second = await app.bot.send_media_group(
            group.id,
            [
                InputMediaPhoto(PNG_2X3, caption="<b>Emma</b>", parse_mode="HTML", has_spoiler=True),
                InputMediaPhoto(png(5, 4), caption="Nana"),
            ],
        )
        content = await (await app.bot.get_file(second.photo[-1].file_id)).download_as_bytearray()
    assert first.media_group_id == second.media_group_id
    assert (first.has_media_spoiler, second.has_media_spoiler) == (True, None)
    assert [entity.type for entity in first.caption_entities] == ["bold"]
    assert [group.messages[each.message_id].caption for each in (first, second)] == ["Emma", "Nana"]
    assert bytes(content) == png(5, 4)


async def test_documents_are_sent_again_by_their_id(town: Town) -> None:
    group = town.group()
    async with town.app(poll=False) as app:
        sent = await app.bot.send_document(group.id, b"Emma", filename="emma.txt")
        assert sent.document
        again = [InputMediaDocument(sent.document.file_id), InputMediaDocument(b"Nana", filename="nana.txt")]
        album = await app.bot.send_media_group(group.id, again)
        assert [each.document and each.document.file_name for each in album] == ["emma.txt", "nana.txt"]
        copy = await app.bot.forward_message(group.id, group.id, album[0].message_id)
    assert copy.media_group_id is None


@pytest.mark.parametrize(
    ("media", "complaint"),
    [
        ([], "There are no messages to send"),
        ([{"type": "photo", "media": "sandbox-photo-1"}], "Too few messages"),
        ([{"type": "photo", "media": "sandbox-photo-1"}] * 11, "Too many messages"),
        (
            [{"type": "photo", "media": "sandbox-photo-1"}, {"type": "document", "media": "x"}],
            "Document can't be mixed",
        ),
        ([{"type": "photo", "media": "sandbox-photo-1"}, {"type": "photo", "media": "x"}], "Wrong file identifier"),
        ([{"type": "photo", "media": "sandbox-photo-1"}, {"type": "photo"}], "media not found"),
        ([{"type": "photo", "media": "sandbox-photo-1"}, 3], "expected an Object"),
        ([{"type": "photo", "media": "sandbox-photo-1"}, {"type": "poll", "media": "x"}], "invalid media type"),
    ],
)
async def test_a_broken_album_leaves_nothing_behind(town: Town, media: list[object], complaint: str) -> None:
    group = town.group()
    async with town.app(poll=False) as app:
        await app.bot.send_photo(group.id, PNG_2X3)
        before = len(group.messages)
    answer = await town.raw("sendMediaGroup", chat_id=group.id, media=media)
    assert (answer["status"], complaint.lower() in answer["description"].lower()) == (400, True)
    assert len(group.messages) == before


async def test_a_kind_that_the_sandbox_does_not_know_is_told(town: Town) -> None:
    group = town.group()
    answer = await town.raw("sendMediaGroup", chat_id=group.id, media=[{"type": "video", "media": "x"}] * 2)
    assert (answer["status"], town.sandbox.unhandled) == (400, ["sendMediaGroup video"])
