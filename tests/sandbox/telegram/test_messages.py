"""Copies, forwards, deletions, pins, reactions, files, native polls and the government of members."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram import ChatPermissions, ReactionTypeEmoji
from telegram.error import BadRequest

from sandbox.telegram.entities import Status
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.methods_media import picture_size
from sandbox.telegram.server import TelegramSandbox
from tests.sandbox.telegram.conftest import Town
from tests.sandbox.telegram.pictures import PNG_2X3, png


async def test_copies_and_forwards(town: Town) -> None:
    town.start(town.alice)
    group = town.group()
    async with town.app(poll=False) as app:
        original = await app.bot.send_message(town.alice.id, "<b>Emma</b>", parse_mode="HTML")
        copied = await app.bot.copy_message(group.id, town.alice.id, original.message_id)
        forwarded = await app.bot.forward_message(group.id, town.alice.id, original.message_id)
        with pytest.raises(BadRequest, match="Message to forward not found"):
            await app.bot.forward_message(group.id, town.alice.id, 99)
        secret = await app.bot.send_message(town.alice.id, "Code", protect_content=True)
        with pytest.raises(BadRequest, match="protected content"):
            await app.bot.copy_message(group.id, town.alice.id, secret.message_id)
    copy = group.messages[copied.message_id]
    assert (copy.text, copy.entities, copy.origin) == ("Emma", [{"type": "bold", "offset": 0, "length": 4}], None)
    assert forwarded.forward_origin
    assert forwarded.forward_origin.type == "user"


async def test_replies_need_what_they_answer(town: Town) -> None:
    town.start(town.alice)
    async with town.app(poll=False) as app:
        with pytest.raises(BadRequest, match="Message to be replied not found"):
            await app.bot.send_message(town.alice.id, "Oui", reply_to_message_id=99)
        sent = await app.bot.send_message(
            town.alice.id, "Oui", reply_to_message_id=99, allow_sending_without_reply=True
        )
    assert sent.reply_to_message is None
    assert town.broken_rules() == []


async def test_deletions_need_a_right(town: Town) -> None:
    group = town.group(supergroup=True)
    said = town.sandbox.people.say(town.alice, group, "/vote")
    async with town.app(poll=False) as app:
        with pytest.raises(BadRequest, match="Message can't be deleted"):
            await app.bot.delete_message(group.id, said.id)
        own = await app.bot.send_message(group.id, "Oui")
        assert await own.delete()
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await own.delete()
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await own.edit_text("Non")
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await app.bot.edit_message_text("Non", group.id, said.id)
        town.sandbox.build.promote(group, town.bot, "can_delete_messages")
        assert await app.bot.delete_messages(group.id, [said.id, 99])
    assert said.is_deleted
    assert said not in town.sandbox.sight.visible_to(town.alice, group)


async def test_messages_can_be_deleted_for_two_days() -> None:
    moment = [datetime(2026, 3, 1, tzinfo=UTC)]
    async with TelegramSandbox(lambda: moment[0]) as sandbox:
        bot = sandbox.build.add_bot("Agora", "agora_bot")
        town = Town(sandbox, bot, sandbox.build.add_user("Alice"), sandbox.build.add_user("Bob"))
        town.start(town.alice)
        async with town.app(poll=False) as app:
            sent = await app.bot.send_message(town.alice.id, "Oui")
            assert sent.date == moment[0]
            moment[0] += timedelta(hours=48, seconds=1)
            with pytest.raises(BadRequest, match="can't be deleted for everyone"):
                await sent.delete()
            moment[0] -= timedelta(seconds=1)
            assert await sent.delete()


async def test_pins_need_a_right_in_groups(town: Town) -> None:
    group = town.group(supergroup=True)
    async with town.app() as app:
        sent = await app.bot.send_message(group.id, "Règles")
        with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
            await sent.pin()
        town.sandbox.build.promote(group, town.bot, "can_pin_messages")
        assert await sent.pin()
        update = await town.hears(lambda one: one.message and one.message.pinned_message)
        assert update.message
        pinned = (await app.bot.get_chat(group.id)).pinned_message
        assert await app.bot.unpin_chat_message(group.id)
        with pytest.raises(BadRequest, match="Message to unpin not found"):
            await app.bot.unpin_chat_message(group.id)
        assert await app.bot.unpin_all_chat_messages(group.id)
    assert pinned
    assert pinned.message_id == sent.message_id
    assert group.pinned == []


async def test_reactions_of_both_sides(town: Town) -> None:
    group = town.group(supergroup=True)
    town.sandbox.build.promote(group, town.bot)
    said = town.sandbox.people.say(town.alice, group, "Emma !")
    async with town.app() as app:
        assert await app.bot.set_message_reaction(group.id, said.id, ReactionTypeEmoji("👍"))
        town.sandbox.people.react(town.bob, said, "❤")
        update = await town.hears(lambda one: one.message_reaction)
        with pytest.raises(BadRequest, match="Reactions_too_many"):
            await app.bot.set_message_reaction(group.id, said.id, ["👍", "❤"])
    assert update.message_reaction
    assert update.message_reaction.user
    assert update.message_reaction.user.id == town.bob.id
    assert update.message_reaction.new_reaction == (ReactionTypeEmoji("❤"),)
    assert said.reactions[town.bot.id] == [{"type": "emoji", "emoji": "👍"}]


async def test_files_go_there_and_back(town: Town) -> None:
    town.start(town.alice)
    async with town.app(poll=False) as app:
        document = (await app.bot.send_document(town.alice.id, b"titre;auteur", filename="livres.csv")).document
        assert document
        assert (document.file_name, document.file_size) == ("livres.csv", 12)
        file = await app.bot.get_file(document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"titre;auteur"
        photo = await app.bot.send_photo(town.alice.id, PNG_2X3, caption="<i>Emma</i>", parse_mode="HTML")
        again = await app.bot.send_photo(town.alice.id, photo.photo[-1].file_id)
        with pytest.raises(BadRequest, match="Wrong file_id"):
            await app.bot.get_file("unknown")
        with pytest.raises(BadRequest, match="There is no text in the message to edit"):
            await photo.edit_text("Non")
        with pytest.raises(BadRequest, match="Message caption is too long"):
            await app.bot.send_photo(town.alice.id, PNG_2X3, caption="x" * 1025)
        with pytest.raises(BadRequest, match="Image_process_failed"):
            await app.bot.send_photo(town.alice.id, b"no picture")
        with pytest.raises(BadRequest, match="Wrong file identifier"):
            await app.bot.send_document(town.alice.id, "unknown")
    assert [(size.width, size.height) for size in again.photo] == [(2, 3)]
    assert photo.caption == "Emma"
    uploads = town.sandbox.record.of("sendDocument")[0].files.values()
    assert [(upload.filename, upload.size_bytes) for upload in uploads] == [("livres.csv", 12)]


def test_sizes_of_pictures_are_read() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x03\x00\x02" + bytes(12)
    assert picture_size(png(640, 480)) == (640, 480)
    assert picture_size(b"GIF89a\x02\x00\x03\x00") == (2, 3)
    assert picture_size(jpeg) == (2, 3)
    assert picture_size(b"\xff\xd8\xff") == (0, 0)
    assert picture_size(b"<svg/>") == (0, 0)


async def test_native_polls(town: Town) -> None:
    group = town.group()
    async with town.app() as app:
        sent = await app.bot.send_poll(group.id, "Emma ?", ["Oui", "Non"], is_anonymous=False)
        message = group.messages[sent.message_id]
        with pytest.raises(CannotDo, match="one answer"):
            town.sandbox.people.vote(town.bob, message, 0, 1)
        town.sandbox.people.vote(town.bob, message, 1)
        update = await town.hears(lambda one: one.poll_answer)
        stopped = await app.bot.stop_poll(group.id, sent.message_id)
        with pytest.raises(BadRequest, match="Poll has already been closed"):
            await app.bot.stop_poll(group.id, sent.message_id)
        with pytest.raises(BadRequest, match="Poll must have at least one answer option"):
            await app.bot.send_poll(group.id, "Emma ?", [])
    assert update.poll_answer
    assert update.poll_answer.option_ids == (1,)
    assert [option.voter_count for option in stopped.options] == [0, 1]
    with pytest.raises(CannotDo, match="no open poll"):
        town.sandbox.people.vote(town.bob, message, 0)


async def test_members_are_governed_with_the_right_to_it(town: Town) -> None:
    group = town.group(supergroup=True)
    async with town.app(poll=False) as app:
        with pytest.raises(BadRequest, match="Not enough rights to restrict/unrestrict chat member"):
            await app.bot.ban_chat_member(group.id, town.bob.id)
        town.sandbox.build.promote(group, town.bot, "can_restrict_members", "can_promote_members", "can_pin_messages")
        assert await app.bot.restrict_chat_member(group.id, town.bob.id, ChatPermissions.no_permissions())
        assert group.member(town.bob).status is Status.RESTRICTED
        assert await app.bot.ban_chat_member(group.id, town.bob.id)
        assert (await app.bot.get_chat_member(group.id, town.bob.id)).status == "kicked"
        with pytest.raises(CannotDo, match="banned"):
            town.sandbox.doors.join(town.bob, group)
        assert await app.bot.unban_chat_member(group.id, town.bob.id, only_if_banned=True)
        town.sandbox.doors.join(town.bob, group)
        assert await app.bot.promote_chat_member(group.id, town.bob.id, can_pin_messages=True)
        with pytest.raises(BadRequest, match="User is an administrator of the chat"):
            await app.bot.ban_chat_member(group.id, town.bob.id)
        with pytest.raises(BadRequest, match="Can't remove chat owner"):
            await app.bot.ban_chat_member(group.id, town.alice.id)
        admins = await app.bot.get_chat_administrators(group.id)
        assert {member.user.id for member in admins} == {town.alice.id, town.bob.id, town.bot.id}
        assert await app.bot.get_chat_member_count(group.id) == 3
        with pytest.raises(BadRequest, match="User not found"):
            await app.bot.get_chat_member(group.id, 99)
    assert town.broken_rules() == []


async def test_the_whole_chat_can_be_silenced(town: Town) -> None:
    group = town.group(supergroup=True)
    town.sandbox.build.promote(group, town.bot)
    async with town.app(poll=False) as app:
        assert await app.bot.set_chat_permissions(group.id, ChatPermissions.no_permissions())
        await app.bot.send_message(group.id, "Silence, s'il vous plaît")
    with pytest.raises(CannotDo, match="may not write"):
        town.sandbox.people.say(town.bob, group, "Mais")


async def test_typing_shows_to_observers(town: Town) -> None:
    town.start(town.alice)
    with town.sandbox.world.changes.queue() as changes:
        async with town.app(poll=False) as app:
            await app.bot.send_chat_action(town.alice.id, "typing")
    change = changes.get_nowait()
    assert (change.name, change.details["action"]) == ("action", "typing")
    refused = await town.raw("sendChatAction", chat_id=town.alice.id, action="dancing")
    assert refused["description"] == "Bad Request: wrong parameter action in request"


async def test_private_chats_have_two_members(town: Town) -> None:
    town.start(town.alice)
    async with town.app(poll=False) as app:
        assert (await app.bot.get_chat_member(town.alice.id, town.alice.id)).status == "member"
        assert await app.bot.get_chat_member_count(town.alice.id) == 2
        with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
            await app.bot.get_chat_administrators(town.alice.id)
        with pytest.raises(BadRequest, match="Participant_id_invalid"):
            await app.bot.get_chat_member(town.alice.id, town.bob.id)
