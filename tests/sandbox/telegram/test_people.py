"""Acting as a person: what their client lets them do, where, and what the bot then hears of it."""

from typing import Any

import pytest

from sandbox.telegram.entities import Chat, Message
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.parameters import Part
from tests.sandbox.telegram.conftest import Town

CSV = Part("livres.csv", "text/csv", b"titre;auteur")


def told(town: Town, kind: str = "message") -> list[dict[str, Any]]:
    """What the bot has been sent of this kind, and has not confirmed."""
    return [update[kind] for update in town.bot.queue.batch(100) if kind in update]


async def board(town: Town, place: Chat, *labels: str, **button: Any) -> Message:
    """A message of the bot with one button per label, each under its own data unless told otherwise."""
    row = [{"text": label, **(button or {"callback_data": label.lower()})} for label in labels]
    sent = await town.raw("sendMessage", chat_id=place.id, text="Choisir", reply_markup={"inline_keyboard": [row]})
    return place.messages[sent["result"]["message_id"]]


@pytest.mark.parametrize("text", ["", "   \n", "x" * 4097])
def test_an_edit_must_leave_a_text_that_fits(town: Town, text: str) -> None:
    said = town.start(town.alice)
    with pytest.raises(CannotDo, match="1 to 4096 characters"):
        town.sandbox.people.edit(town.alice, said, text)
    assert (said.text, said.edited_at) == ("/start", None)
    assert told(town, "edited_message") == []


def test_an_edit_finds_its_entities_anew(town: Town) -> None:
    said = town.start(town.alice)
    town.sandbox.people.edit(town.alice, said, "  voir https://t.me/agora_bot  ")
    assert [(one["type"], one["offset"]) for one in said.entities] == [("url", 5)]
    assert [edited["text"] for edited in told(town, "edited_message")] == ["voir https://t.me/agora_bot"]


def test_nobody_edits_in_a_group_they_left(town: Town) -> None:
    group = town.group()
    said = town.sandbox.people.say(town.bob, group, "Bonjour")
    town.sandbox.doors.leave(town.bob, group)
    with pytest.raises(CannotDo, match="Bob is not in"):
        town.sandbox.people.edit(town.bob, said, "Au revoir")
    assert said.text == "Bonjour"


def test_a_deleted_message_is_not_edited(town: Town) -> None:
    said = town.start(town.alice)
    said.is_deleted = True
    with pytest.raises(CannotDo, match="standing"):
        town.sandbox.people.edit(town.alice, said, "/help")


def test_nobody_writes_in_a_group_that_moved(town: Town) -> None:
    group = town.group()
    moved = town.sandbox.build.migrate(group)
    with pytest.raises(CannotDo, match="has become a supergroup"):
        town.sandbox.people.say(town.alice, group, "/vote")
    assert town.sandbox.people.say(town.alice, moved, "/vote").chat is moved


def test_nobody_writes_in_a_topic_that_is_gone(town: Town) -> None:
    forum = town.group(forum=True)
    topic = town.sandbox.build.add_topic(forum, "Polars")
    topic.is_deleted = True
    with pytest.raises(CannotDo, match="no such topic"):
        town.sandbox.people.say(town.alice, forum, "Bonjour", topic=topic)


def test_a_topic_belongs_to_one_forum(town: Town) -> None:
    forum, other = town.group(forum=True), town.group(forum=True)
    topic = town.sandbox.build.add_topic(forum, "Polars")
    with pytest.raises(CannotDo, match="no such topic"):
        town.sandbox.people.say(town.alice, other, "Bonjour", topic=topic)


def test_the_general_topic_can_be_closed(town: Town) -> None:
    forum = town.group(forum=True)
    topic = town.sandbox.build.add_topic(forum, "Polars")
    forum.general_is_closed = True
    with pytest.raises(CannotDo, match="closed"):
        town.sandbox.people.say(town.bob, forum, "Bonjour")
    assert town.sandbox.people.say(town.bob, forum, "Bonjour", topic=topic).topic is topic


def test_a_reply_stays_in_its_topic(town: Town) -> None:
    forum = town.group(forum=True)
    topic = town.sandbox.build.add_topic(forum, "Polars")
    said = town.sandbox.people.say(town.alice, forum, "Bonjour", topic=topic)
    assert town.sandbox.people.say(town.bob, forum, "Salut", reply_to=said).topic is topic


def test_a_caption_fits_or_is_not_sent(town: Town) -> None:
    town.start(town.alice)
    with pytest.raises(CannotDo, match="0 to 1024 characters"):
        town.sandbox.people.upload(town.alice, town.bot, CSV, "x" * 1025)
    assert town.sandbox.people.upload(town.alice, town.bot, CSV, "x" * 1024).caption == "x" * 1024
    assert len(told(town)) == 2


@pytest.mark.parametrize(
    ("caption", "is_heard"), [("/import@agora_bot", True), ("pour @agora_bot", True), ("pour @bob", False), ("", False)]
)
def test_privacy_mode_reads_captions_too(town: Town, caption: str, is_heard: bool) -> None:
    group = town.group()
    town.bot.queue.drop()
    town.sandbox.people.upload(town.alice, group, CSV, caption)
    assert [message.get("caption") for message in told(town)] == ([caption] if is_heard else [])


def test_an_anonymous_administrator_sends_files_as_the_group(town: Town) -> None:
    group = town.group(supergroup=True)
    town.sandbox.build.promote(group, town.alice, anonymous=True)
    sent = town.sandbox.people.upload(town.alice, group, CSV)
    assert (sent.sender.id, sent.sender_chat) == (1_087_968_824, group)


def test_what_a_member_may_not_send_stays_with_them(town: Town) -> None:
    group = town.group(supergroup=True)
    town.sandbox.build.restrict(group, town.bob, "can_send_documents")
    with pytest.raises(CannotDo, match="Bob may not write"):
        town.sandbox.people.upload(town.bob, group, CSV)
    assert town.sandbox.people.say(town.bob, group, "Bonjour").text == "Bonjour"


async def test_a_press_names_the_button_by_part_of_its_label(town: Town) -> None:
    town.start(town.alice)
    chat = town.private(town.alice)
    paper = await board(town, chat, "Emma (3)", "Germinal (1)")
    press = town.sandbox.people.press(town.alice, town.bot, "Germinal")
    assert (press.data, press.message) == ("germinal (1)", paper)
    with pytest.raises(CannotDo, match=r"sees no button '\('"):
        town.sandbox.people.press(town.alice, town.bot, "(")


async def test_a_press_goes_to_the_newest_message_with_the_button_unless_one_is_given(town: Town) -> None:
    town.start(town.alice)
    chat = town.private(town.alice)
    first, second = await board(town, chat, "Emma"), await board(town, chat, "Emma")
    assert town.sandbox.people.press(town.alice, town.bot, "Emma").message is second
    assert town.sandbox.people.press(town.alice, town.bot, "Emma", first).message is first


async def test_a_link_is_followed_and_a_button_pressed_never_the_other_way(town: Town) -> None:
    group = town.group()
    await board(town, group, "Site", url="https://example.org/")
    await board(town, group, "Emma")
    with pytest.raises(CannotDo, match="'Site' sends nothing"):
        town.sandbox.people.press(town.alice, group, "Site")
    with pytest.raises(CannotDo, match="'Emma' opens no link"):
        town.sandbox.people.follow(town.alice, group, "Emma")
    with pytest.raises(CannotDo, match="leads to no bot"):
        town.sandbox.people.follow(town.alice, group, "Site")


async def test_a_press_reaches_the_bot_whose_message_it_is(town: Town) -> None:
    other = town.sandbox.build.add_bot("Vitrine", "vitrine_bot")
    group = town.group()
    town.sandbox.doors.add(town.alice, other, group)
    await board(town, group, "Emma")
    other.queue.drop()
    press = town.sandbox.people.press(town.bob, group, "Emma")
    assert (press.bot, len(other.queue)) == (town.bot, 0)
    assert [query["from"]["id"] for query in told(town, "callback_query")] == [town.bob.id]


async def test_a_forged_press_may_be_sent_to_any_bot(town: Town) -> None:
    other = town.sandbox.build.add_bot("Vitrine", "vitrine_bot")
    press = town.sandbox.people.forge_press(town.alice, town.group(), "x", bot=other)
    assert (press.bot, len(other.queue)) == (other, 1)


def test_nobody_presses_where_no_bot_is(town: Town) -> None:
    empty = town.sandbox.build.add_group("Sans robot", [town.alice])
    with pytest.raises(CannotDo, match="no bot is there"):
        town.sandbox.people.forge_press(town.alice, empty, "x")


async def test_a_press_shows_the_message_as_it_now_stands(town: Town) -> None:
    town.start(town.alice)
    paper = await board(town, town.private(town.alice), "Emma")
    await town.raw("editMessageText", chat_id=town.alice.id, message_id=paper.id, text="Clos")
    town.sandbox.people.forge_press(town.alice, town.bot, "emma", paper)
    paper.is_deleted = True
    town.sandbox.people.forge_press(town.alice, town.bot, "emma", paper)
    shown, gone = (query["message"] for query in told(town, "callback_query"))
    assert (shown["text"], shown["date"] > 0) == ("Clos", True)
    assert (gone["message_id"], gone["date"], "text" in gone) == (paper.id, 0, False)


def test_reactions_replace_each_other_and_go(town: Town) -> None:
    town.bot.queue.allow(["message_reaction"])
    said = town.start(town.alice)
    for emoji in (["👍"], ["❤", "🔥"], []):
        town.sandbox.people.react(town.alice, said, *emoji)
    changes = told(town, "message_reaction")
    assert [len(change["new_reaction"]) for change in changes] == [1, 2, 0]
    assert [change["old_reaction"] for change in changes[1:]] == [change["new_reaction"] for change in changes[:2]]


def test_reactions_in_a_group_are_told_to_administrators_only(town: Town) -> None:
    group = town.group(supergroup=True)
    town.bot.queue.allow(["message_reaction"])
    said = town.sandbox.people.say(town.alice, group, "Emma !")
    town.sandbox.people.react(town.bob, said, "👍")
    assert told(town, "message_reaction") == []
    carol = town.sandbox.build.add_user("Carol")
    with pytest.raises(CannotDo, match="Carol is not in"):
        town.sandbox.people.react(carol, said, "👍")
