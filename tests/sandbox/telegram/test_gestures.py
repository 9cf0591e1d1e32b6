"""What people do with files and standing messages, as a real bot hears of it, and what their client denies."""

import base64
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram.error import BadRequest

from sandbox.telegram.build import ALL_RIGHTS
from sandbox.telegram.entities import Chat, Message
from sandbox.telegram.gestures import Parcel
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.parameters import Part
from sandbox.telegram.stickers import WEBP
from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.pictures import PNG_2X3
from tests.sandbox.telegram.test_control import post

COVER = Part("emma.png", "image/png", PNG_2X3)
LIST = Part("livres.csv", "text/csv", b"Emma;Austen")


@pytest.fixture
def group(town: Town) -> Chat:
    """A group whose bot hears everything."""
    group = town.group(supergroup=True)
    town.sandbox.build.promote(group, town.bot)
    return group


async def test_a_picture_arrives_with_its_caption_and_can_be_fetched(town: Town, group: Chat) -> None:
    async with town.app() as app:
        parcel = Parcel([COVER], as_photos=True, caption="/emma à lire", is_covered=True)
        (sent,) = town.sandbox.gestures.send_files(town.alice, group, parcel)
        update = await town.hears(lambda one: one.message and one.message.photo)
        assert update.message
        photo = update.message.photo[-1]
        content = await (await app.bot.get_file(photo.file_id)).download_as_bytearray()
    assert (update.message.message_id, update.message.caption) == (sent.id, "/emma à lire")
    assert [entity.type for entity in update.message.caption_entities] == ["bot_command"]
    assert (photo.width, photo.height, update.message.has_media_spoiler) == (2, 3, True)
    assert bytes(content) == PNG_2X3


async def test_several_files_make_an_album_that_only_the_first_captions(town: Town, group: Chat) -> None:
    async with town.app():
        sent = town.sandbox.gestures.send_files(town.alice, group, Parcel([LIST, LIST], caption="Les deux"))
        await town.hears(lambda one: one.message and one.message.message_id == sent[-1].id)
    heard = [one.message for one in town.heard if one.message and one.message.document]
    assert [one.caption for one in heard] == ["Les deux", None]
    assert heard[0].media_group_id
    assert heard[0].media_group_id == heard[1].media_group_id
    again = town.sandbox.gestures.send_files(town.alice, group, Parcel([LIST, LIST]))
    assert again[0].media["media_group_id"] != heard[0].media_group_id


@pytest.mark.parametrize(
    ("parcel", "reason"),
    [
        (Parcel([]), "too-many-files"),
        (Parcel([COVER] * 11), "too-many-files"),
        (Parcel([LIST], as_photos=True), "no-picture"),
        (Parcel([Part("vide.txt", "text/plain", b"")]), "empty"),
        (Parcel([Part("a.png", "image/png", b"x" * (10 * 2**20 + 1))], as_photos=True), "too-large"),
        (Parcel([COVER], caption="x" * 1025), "too-long"),
    ],
)
def test_a_parcel_that_the_client_does_not_take_leaves_nothing(
    town: Town, group: Chat, parcel: Parcel, reason: str
) -> None:
    before = len(group.messages)
    with pytest.raises(CannotDo) as refused:
        town.sandbox.gestures.send_files(town.alice, group, parcel)
    assert (refused.value.reason, len(group.messages)) == (reason, before)


def test_files_are_denied_to_whom_the_group_denies_them(town: Town, group: Chat) -> None:
    town.sandbox.build.restrict(group, town.bob, "can_send_photos")
    with pytest.raises(CannotDo) as refused:
        town.sandbox.gestures.send_files(town.bob, group, Parcel([COVER], as_photos=True))
    assert refused.value.reason == "no-media"
    assert town.sandbox.gestures.send_files(town.bob, group, Parcel([COVER]))


async def test_a_sticker_arrives_and_is_the_same_file_each_time(town: Town, group: Chat) -> None:
    async with town.app() as app:
        first = town.sandbox.gestures.send_sticker(town.alice, group, "📚")
        update = await town.hears(lambda one: one.message and one.message.sticker)
        assert update.message
        sticker = update.message.sticker
        assert sticker
        file = await app.bot.get_file(sticker.file_id)
        assert bytes(await file.download_as_bytearray()) == WEBP
    assert (sticker.emoji, sticker.type, sticker.is_animated) == ("📚", "regular", False)
    assert town.sandbox.gestures.send_sticker(town.bob, group, "📚").media == first.media
    with pytest.raises(CannotDo):
        town.sandbox.gestures.send_sticker(town.alice, group, "🦖")


async def test_a_message_is_forwarded_under_its_first_authors_name(town: Town, group: Chat) -> None:
    said = town.sandbox.people.say(town.alice, group, "Emma !")
    town.start(town.bob)
    async with town.app():
        once = town.sandbox.gestures.forward(town.bob, said, town.bot)
        twice = town.sandbox.gestures.forward(town.bob, once, group)
        update = await town.hears(
            lambda one: one.message and (one.message.chat.id, one.message.message_id) == (group.id, twice.id)
        )
    assert update.message
    assert update.message.from_user
    origin = update.message.to_dict()["forward_origin"]
    assert (update.message.from_user.id, origin["sender_user"]["id"]) == (town.bob.id, town.alice.id)


def test_what_is_protected_announced_or_unseen_is_not_forwarded(town: Town, group: Chat) -> None:
    said = town.sandbox.people.say(town.alice, group, "Emma !")
    said.is_protected = True
    announced = next(message for message in group.messages.values() if message.service)
    for message, reason in ((said, "protected"), (announced, "gone")):
        with pytest.raises(CannotDo) as refused:
            town.sandbox.gestures.forward(town.alice, message, group)
        assert refused.value.reason == reason
    said.is_protected = False
    town.sandbox.doors.leave(town.bob, group)
    town.start(town.bob)
    with pytest.raises(CannotDo) as refused:
        town.sandbox.gestures.forward(town.bob, said, town.bot)
    assert refused.value.reason == "outside"


async def test_a_deletion_tells_the_bot_nothing(town: Town, group: Chat) -> None:
    said = town.sandbox.people.say(town.bob, group, "Je retire")
    async with town.app() as app:
        await town.hears(lambda one: one.message and one.message.text == "Je retire")
        town.sandbox.gestures.delete(town.bob, said)
        town.sandbox.people.say(town.bob, group, "Ensuite")
        await town.hears(lambda one: one.message and one.message.text == "Ensuite")
        with pytest.raises(BadRequest, match="Message to be replied not found"):
            await app.bot.send_message(group.id, "Quoi ?", reply_to_message_id=said.id)
    assert [one.message.text for one in town.heard if one.message and one.message.text] == ["Je retire", "Ensuite"]
    assert said not in town.sandbox.sight.visible_to(town.alice, group)


async def test_who_may_delete_what(town: Town, group: Chat) -> None:
    theirs = town.sandbox.people.say(town.alice, group, "Emma !")
    with pytest.raises(CannotDo) as refused:
        town.sandbox.gestures.delete(town.bob, theirs)
    assert refused.value.reason == "not-yours"
    town.sandbox.build.promote(group, town.bob, "can_delete_messages")
    town.sandbox.gestures.delete(town.bob, theirs)
    with pytest.raises(CannotDo) as refused:
        town.sandbox.gestures.delete(town.bob, theirs)
    assert refused.value.reason == "gone"
    town.start(town.alice)
    sent = await town.raw("sendMessage", chat_id=town.alice.id, text="Bonjour")
    mine = town.private(town.alice).messages[sent["result"]["message_id"]]
    town.sandbox.gestures.delete(town.alice, mine)
    assert mine.is_deleted


async def test_a_member_who_may_pins_and_the_bot_is_told(town: Town, group: Chat) -> None:
    said = town.sandbox.people.say(town.alice, group, "Rendez-vous jeudi")
    async with town.app() as app:
        town.sandbox.gestures.pin(town.bob, said)
        town.sandbox.gestures.pin(town.bob, said)
        update = await town.hears(lambda one: one.message and one.message.pinned_message)
        chat = await app.bot.get_chat(group.id)
        assert chat.pinned_message
        town.sandbox.gestures.unpin(town.bob, said)
    assert (update.message and update.message.from_user and update.message.from_user.id) == town.bob.id
    assert group.pinned == []
    assert sum("pinned_message" in message.service for message in group.messages.values()) == 1
    town.sandbox.build.restrict(group, town.bob, "can_pin_messages")
    with pytest.raises(CannotDo) as refused:
        town.sandbox.gestures.pin(town.bob, said)
    assert refused.value.reason == "no-pinning"
    town.sandbox.build.promote(group, town.bob, *(set(ALL_RIGHTS) - {"can_pin_messages"}))
    with pytest.raises(CannotDo):
        town.sandbox.gestures.pin(town.bob, said)


def test_words_are_edited_for_two_days_and_only_ones_own(town: Town, group: Chat) -> None:
    people, gestures = town.sandbox.people, town.sandbox.gestures
    old, fresh = people.say(town.bob, group, "Ancien"), people.say(town.bob, group, "Récent")
    old.date -= 48 * 3600 + 1
    fresh.date -= 48 * 3600 - 60
    assert people.edit(town.bob, fresh, "Corrigé").text == "Corrigé"
    passed_on = gestures.forward(town.bob, fresh, group)
    sticker = gestures.send_sticker(town.bob, group, "📚")
    for message, reason in ((old, "too-late"), (passed_on, "not-yours"), (sticker, "not-yours")):
        with pytest.raises(CannotDo) as refused:
            people.edit(town.bob, message, "Trop tard")
        assert refused.value.reason == reason


async def test_the_words_under_a_picture_are_edited_and_the_bot_is_told(town: Town, group: Chat) -> None:
    (sent,) = town.sandbox.gestures.send_files(town.bob, group, Parcel([COVER], as_photos=True, caption="Ema"))
    async with town.app():
        town.sandbox.people.edit(town.bob, sent, "Emma")
        update = await town.hears(lambda one: one.edited_message)
        town.sandbox.people.edit(town.bob, sent, "")
        with pytest.raises(CannotDo):
            town.sandbox.people.edit(town.bob, sent, "x" * 1025)
    assert update.edited_message
    assert (update.edited_message.caption, update.edited_message.text) == ("Emma", None)
    assert (sent.caption, sent.text) == ("", "")


def test_reactions_are_denied_to_whom_the_group_denies_them_and_counted(town: Town, group: Chat) -> None:
    said = town.sandbox.people.say(town.alice, group, "Emma !")
    town.sandbox.people.react(town.bob, said, "👍", "🔥", "🎉")
    with pytest.raises(CannotDo, match="3 reactions"):
        town.sandbox.people.react(town.bob, said, "👍", "🔥", "🎉", "😁")
    town.sandbox.build.restrict(group, town.bob, "can_react_to_messages")
    with pytest.raises(CannotDo) as refused:
        town.sandbox.people.react(town.bob, said)
    assert refused.value.reason == "no-reaction"
    assert len(said.reactions[town.bob.id]) == 3
    announced = next(message for message in group.messages.values() if message.service)
    with pytest.raises(CannotDo):
        town.sandbox.people.react(town.alice, announced, "👍")


@pytest.fixture
async def client(town: Town) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(town.sandbox.api_root) as client:
        yield client


async def test_the_control_endpoint_does_it_all(town: Town, group: Chat, client: aiohttp.ClientSession) -> None:
    said = town.sandbox.people.say(town.alice, group, "Emma !")
    named = {"user": "@alice", "place": group.id, "message": said.id}
    content = base64.b64encode(PNG_2X3).decode()
    files = [{"filename": "a.png", "content": content}]
    status, answer = await post(
        client, "acts/send_files", user="@alice", place=group.id, files=files, as_photos=True, reply_to=said.id
    )
    assert (status, answer["done"][0]["photo"][0]["width"]) == (200, 2)
    assert answer["done"][0]["reply_to_message"]["text"] == "Emma !"
    town.start(town.alice)
    for act, more in (
        ("send_sticker", {"emoji": "❤️"}),
        ("forward", {"to": "@agora_bot"}),
        ("pin", {}),
        ("unpin", {}),
        ("delete", {}),
    ):
        status, answer = await post(client, f"acts/{act}", **named, **more)
        assert status == 200, answer
    assert said.is_deleted
    assert newest(town.private(town.alice)).text == "Emma !"
    broken: list[tuple[object, str]] = [
        (3, "no list"),
        ([{"content": content}], "filename"),
        ([{"filename": "a", "content": "é"}], ""),
    ]
    for given, complaint in broken:
        status, answer = await post(client, "acts/send_files", user="@alice", place=group.id, files=given)
        assert (status, complaint in answer["error"]) == (422, True)


def newest(chat: Chat) -> Message:
    return chat.messages[chat.last_message_id]


async def test_reactions_reach_only_administrators_that_ask_for_them(town: Town) -> None:
    group = town.group(supergroup=True)
    said = town.sandbox.people.say(town.alice, group, "Emma !")
    await town.raw("getUpdates", allowed_updates=["message", "message_reaction"])
    town.sandbox.people.react(town.bob, said, "👍")
    assert not [one for one in await pending(town) if "message_reaction" in one]
    town.sandbox.build.promote(group, town.bot)
    town.sandbox.people.react(town.bob, said, "🔥")
    (told,) = [one["message_reaction"] for one in await pending(town) if "message_reaction" in one]
    assert [kind["emoji"] for kind in (*told["old_reaction"], *told["new_reaction"])] == ["👍", "🔥"]
    await town.raw("getUpdates", allowed_updates=[])
    town.sandbox.people.react(town.bob, said)
    assert sum("message_reaction" in one for one in await pending(town)) == 1


async def pending(town: Town) -> list[dict[str, Any]]:
    return list((await town.raw("getUpdates"))["result"])
