"""Rooms on Telegram: topics and chains, what a second try does again, what a missing right costs."""

from __future__ import annotations

import pytest

from core.kernel.identity import Address, OutboxId, PlaceKind
from core.kernel.outbox import Landed, Moved, PerhapsDelivered, Undeliverable
from core.ui.cards import View, notice
from core.ui.rooms import Opening, Shutting, Slowing
from handlers.courier import TelegramCourier
from handlers.places import TELEGRAM, head_of, topic_of
from sandbox.telegram.entities import Chat, Topic
from tests.handlers.town import Town

HEAD = Opening(notice("marked", what="Emma"), "Emma, de Jane Austen")
SAY = notice("marked", what="Nana")


async def send(town: Town, to: Address, view: View = HEAD, letter: int = 1) -> Landed:
    return await town.adapter.courier.post(OutboxId(letter), to, view, town.dictionary.words("fr"))


def at(chat: Chat, room: str = "") -> Address:
    return Address(TELEGRAM, str(chat.id), room)


async def forum(town: Town, *rights: str) -> Chat:
    """Return a group with topics, in which the bot has these rights: all of them when none is named."""
    group = await town.group(forum=True)
    town.sandbox.build.promote(group, town.bot, *rights)
    return group


def opened(chat: Chat, landed: Landed) -> Topic:
    assert landed.room is not None
    return chat.topics[int(landed.room.room)]


async def opened_room(town: Town, group: Chat, view: View = HEAD) -> Address:
    landed = await send(town, at(group), view)
    assert landed.room is not None
    return landed.room


def said(chat: Chat, topic: Topic | None = None) -> list[str]:
    bots = [each for each in chat.messages.values() if each.sender.is_bot and each.text and not each.is_deleted]
    return [each.text for each in bots if each.topic is topic]


async def test_a_group_with_topics_gets_one_with_the_head_pinned_in_it(town: Town) -> None:
    async with town.running():
        group = await forum(town)
        landed = await send(town, at(group))
        topic = opened(group, landed)
        assert (topic.name, said(group, topic)) == ("Emma, de Jane Austen", ["Noté : Emma."])
        assert landed == Landed(f"{group.id}/{group.pinned[0]}", at(group, str(topic.id)))
        await send(town, at(group, str(topic.id)), SAY, 2)
        assert said(group, topic) == ["Noté : Emma.", "Noté : Nana."]
    town.check()


@pytest.mark.parametrize("supergroup", [True, False])
async def test_a_group_without_topics_gets_a_chain_of_answers_to_the_head(town: Town, supergroup: bool) -> None:
    async with town.running():
        group = await town.group(supergroup=supergroup)
        landed = await send(town, at(group))
        head = await town.sees(town.alice, "Emma", group)
        assert landed == Landed(f"{group.id}/{head.id}", at(group, f"r{head.id}"))
        room = at(group, f"r{head.id}")
        for letter in (2, 3):
            await send(town, room, SAY, letter)
            assert (await town.sees(town.alice, "Nana", group, after=head)).reply_to is head
        group.messages[head.id].is_deleted = True
        await send(town, room, notice("marked", what="Germinal"), 4)
        assert (await town.sees(town.alice, "Germinal", group)).reply_to is None
    town.check()


async def test_without_the_right_to_manage_topics_the_chain_stands_where_the_group_hears_the_bot(town: Town) -> None:
    async with town.running():
        group = await forum(town, "can_pin_messages")
        heard = town.sandbox.build.add_topic(group, "Annonces")
        landed = await send(town, at(group, str(heard.id)))
        [head] = [each for each in group.messages.values() if each.text == "Noté : Emma."]
        assert landed.room == at(group, f"{heard.id}r{head.id}")
        await send(town, at(group, f"{heard.id}r{head.id}"), SAY, 2)
        answer = await town.sees(town.alice, "Nana", group)
        assert (answer.topic, answer.reply_to) == (heard, head)
        assert group.pinned == [head.id]
        await send(town, at(group, f"{heard.id}r{head.id}"), Shutting(SAY), 3)
        assert (group.pinned, heard.is_closed) == ([], False)
    town.check()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x" * 300, "x" * 127 + "…"),
        ("😀" * 100, "😀" * 63 + "…"),
        (" a\n b ", "a b"),
        ("", "…"),
        ("<b>&@all", "<b>&@all"),
    ],
)
async def test_a_name_of_any_length_is_fitted_visibly(town: Town, name: str, shown: str) -> None:
    async with town.running():
        group = await forum(town)
        assert opened(group, await send(town, at(group), Opening(SAY, name))).name == shown
    town.check()


async def test_a_topic_whose_first_message_failed_is_not_opened_twice(town: Town) -> None:
    async with town.running():
        group = await forum(town)
        for status in (500, 502):
            town.sandbox.faults.fail_next("sendMessage", status, "Bad Gateway")
            with pytest.raises(PerhapsDelivered):
                await send(town, at(group))
        landed = await send(town, at(group))
        assert [each.id for each in group.topics.values()] == [opened(group, landed).id]
        second = await send(town, at(group), letter=2)
        assert opened(group, second) is not opened(group, landed)


async def test_what_was_done_and_could_not_be_written_down_is_not_done_again(town: Town) -> None:
    async with town.running():
        group = await forum(town)
        first, again = [await send(town, at(group)) for _ in range(2)]
        assert (first, len(group.topics), said(group, opened(group, first))) == (again, 1, ["Noté : Emma."])
        assert first.room is not None
        told = [await send(town, first.room, Shutting(SAY), 2) for _ in range(2)]
        assert (told[0], len(said(group, opened(group, first)))) == (told[1], 2)


async def test_a_process_that_dies_between_opening_and_recording_leaves_the_topic_it_forgot(town: Town) -> None:
    """Telegram has no key for a topic and no list of them: the head is doubled, and every later letter goes to the one
    that was written down."""
    async with town.running():
        group = await forum(town)
        lost = await send(town, at(group))
        line = town.adapter.courier._line  # noqa: SLF001 - a courier of the next life on the same connection
        again = await TelegramCourier(line).post(OutboxId(1), at(group), HEAD, town.dictionary.words("fr"))
        assert opened(group, lost) is not opened(group, again)
        assert len(group.topics) == 2
    town.check()


async def test_what_may_have_been_opened_and_was_not_heard_of_is_opened_again(town: Town) -> None:
    async with town.running():
        group = await forum(town)
        town.sandbox.faults.lose_next("createForumTopic")
        with pytest.raises(PerhapsDelivered):
            await send(town, at(group))
        await send(town, at(group))
        assert len(group.topics) == 2


async def test_a_topic_is_shut_after_its_last_word_and_the_bot_may_still_speak(town: Town) -> None:
    async with town.running():
        group = await forum(town)
        room = await opened_room(town, group)
        topic = group.topics[int(room.room)]
        await send(town, room, Slowing(SAY, 60), 2)
        for letter in (3, 4):
            await send(town, room, Shutting(SAY), letter)
            assert topic.is_closed
        assert len(said(group, topic)) == 4


async def test_a_close_that_failed_is_done_by_the_next_try_and_its_message_stands_once(town: Town) -> None:
    async with town.running():
        group = await forum(town)
        room = await opened_room(town, group)
        town.sandbox.faults.fail_next("closeForumTopic", 502, "Bad Gateway")
        with pytest.raises(PerhapsDelivered):
            await send(town, room, Shutting(SAY), 2)
        await send(town, room, Shutting(SAY), 2)
        topic = group.topics[int(room.room)]
        assert (topic.is_closed, said(group, topic)) == (True, ["Noté : Emma.", "Noté : Nana."])


async def test_a_right_lost_in_the_middle_leaves_the_topic_open_and_is_no_loop(town: Town) -> None:
    async with town.running():
        group = await forum(town)
        room = await opened_room(town, group)
        town.sandbox.build.demote(group, town.bot)
        await send(town, room, Shutting(SAY), 2)
        topic = group.topics[int(room.room)]
        assert (topic.is_closed, said(group, topic)[-1]) == (False, "Noté : Nana.")
        town.sandbox.build.close_topic(group, topic)
        with pytest.raises(Undeliverable, match="topic-closed"):
            await send(town, room, SAY, 3)
        with pytest.raises(Undeliverable, match="topic-closed"):
            await send(town, room, Shutting(SAY), 4)


async def test_a_topic_that_was_deleted_is_a_named_refusal(town: Town) -> None:
    views: tuple[View, ...] = (SAY, Slowing(SAY, 60), Shutting(SAY))
    async with town.running():
        group = await forum(town)
        room = await opened_room(town, group)
        town.sandbox.topics.delete(town.alice, group, group.topics[int(room.room)])
        for letter, view in enumerate(views):
            with pytest.raises(Undeliverable, match="topic-gone"):
                await send(town, room, view, letter + 2)


async def test_a_topic_deleted_before_its_head_came_is_opened_anew(town: Town) -> None:
    async with town.running():
        group = await forum(town)
        town.sandbox.faults.fail_next("sendMessage", 502, "Bad Gateway")
        with pytest.raises(PerhapsDelivered):
            await send(town, at(group))
        [first] = group.topics.values()
        town.sandbox.topics.delete(town.alice, group, first)
        assert opened(group, await send(town, at(group))) is not first


async def test_a_head_goes_along_with_a_group_that_moved(town: Town) -> None:
    async with town.running():
        group = await town.group(supergroup=False)
        new = town.sandbox.build.migrate(group)
        with pytest.raises(Moved) as moved:
            await send(town, at(group))
        landed = await send(town, moved.value.to)
        assert landed.room is not None
        assert (landed.room.space, topic_of(landed.room)) == (str(new.id), None)


async def test_a_person_alone_has_no_rooms_and_reads_what_is_said(town: Town) -> None:
    async with town.running():
        town.start(town.alice)
        alone = Address(TELEGRAM, str(town.alice.id), kind=PlaceKind.PRIVATE)
        assert (await send(town, alone)).room is None
        await town.sees(town.alice, "Emma")


@pytest.mark.parametrize(
    ("room", "topic", "head"), [("", None, 0), ("12", 12, 0), ("r5", None, 5), ("12r5", 12, 5), ("x", None, 0)]
)
def test_a_room_names_its_topic_and_its_head(room: str, topic: int | None, head: int) -> None:
    address = Address(TELEGRAM, "-1", room)
    assert (topic_of(address), head_of(address)) == (topic, head)
