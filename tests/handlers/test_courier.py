"""Letters on the wire: where they arrive, how they look, and what each failure means for them."""

from __future__ import annotations

from typing import Any

import pytest

from core.delivery.ports import Courier
from core.kernel.identity import Address, OutboxId, PlaceKind
from core.kernel.outbox import Moved, PerhapsDelivered, TryLater, Undeliverable
from core.ui.cards import Button, Buttons, Card, Paragraph, Picture, notice
from core.ui.spans import Plain
from handlers.client import TelegramAdapter
from handlers.places import TELEGRAM
from sandbox.telegram.entities import Chat
from tests.handlers.probe import Mark, Paper
from tests.handlers.town import Town
from tests.pictures.samples import ranks

VIEW = notice("marked", what="Emma")


def address(chat: Chat, topic: str = "") -> Address:
    return Address(TELEGRAM, str(chat.id), topic)


async def post(town: Town, to: Address, view: Any = VIEW) -> str:
    courier: Courier = town.adapter.courier
    return (await courier.post(OutboxId(1), to, view, town.dictionary.words("fr"))).message


async def edit(town: Town, message: str, to: Address, view: Any = VIEW) -> None:
    await town.adapter.courier.edit(message, to, view, town.dictionary.words("fr"))


async def test_a_letter_is_posted_edited_and_edited_again_in_vain(town: Town) -> None:
    async with town.running():
        group = await town.group()
        message = await post(town, address(group))
        shown = await town.sees(town.alice, "Noté", group)
        assert message == f"{group.id}/{shown.id}"
        for _ in range(2):
            await edit(town, message, address(group), Paper())
        assert "Bulletin" in (shown.text or "")
        assert shown.labels[0][0] == "Emma"
    assert len(town.sandbox.record.not_modified) == 1
    assert town.adapter.courier.platform == TELEGRAM
    assert not town.adapter.courier.recognises_repeats


async def test_a_letter_goes_into_its_topic_and_never_into_one_called_general(town: Town) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        await post(town, address(group, str(topic.id)))
        assert (await town.sees(town.alice, "Noté", group)).topic is topic
        await post(town, address(group), notice("marked", what="Nana"))
        assert (await town.sees(town.alice, "Nana", group)).topic is None


async def test_a_letter_to_one_person(town: Town) -> None:
    async with town.running():
        alone = Address(TELEGRAM, str(town.alice.id), kind=PlaceKind.PRIVATE)
        with pytest.raises(Undeliverable, match="never-started"):
            await post(town, alone)
        town.start(town.alice)
        await post(town, alone)
        town.sandbox.doors.block(town.alice, town.bot)
        with pytest.raises(Undeliverable, match="blocked"):
            await post(town, alone)


@pytest.mark.parametrize(
    ("status", "description", "expected", "word"),
    [
        (403, "Forbidden: bot was kicked from the supergroup chat", Undeliverable, "removed"),
        (400, "Bad Request: chat not found", Undeliverable, "chat-gone"),
        (400, "Bad Request: message thread not found", Undeliverable, "topic-gone"),
        (400, "Bad Request: TOPIC_CLOSED", Undeliverable, "topic-closed"),
        (400, "Bad Request: not enough rights to send text messages to the chat", Undeliverable, "no-right"),
        (400, "Bad Request: have no write access to the chat", Undeliverable, "no-right"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", Undeliverable, "no-right"),
        (400, "Bad Request: some reader's words", Undeliverable, "refused"),
        (502, "Bad Gateway", PerhapsDelivered, ""),
        (500, "Internal Server Error", PerhapsDelivered, ""),
    ],
)
async def test_each_refusal_has_its_meaning(
    town: Town, status: int, description: str, expected: type[Exception], word: str
) -> None:
    async with town.running():
        group = await town.group()
        town.sandbox.faults.fail_next("sendMessage", status, description)
        with pytest.raises(expected) as caught:
            await post(town, address(group))
    assert str(caught.value) == word
    assert caught.value.__suppress_context__


async def test_a_pause_that_is_asked_for_is_kept_or_passed_on(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.sandbox.faults.throttle_next("sendMessage", 90)
        with pytest.raises(TryLater) as later:
            await post(town, address(group))
        assert later.value.seconds == 90
        town.sandbox.faults.throttle_next("sendMessage", 1)
        await post(town, address(group))
        assert [call.status for call in town.sandbox.record.of("sendMessage")] == [429, 429, 200]


@pytest.mark.parametrize("fault", ["lose_next", "drop_next"])
async def test_a_lost_connection_leaves_doubt(town: Town, fault: str) -> None:
    async with town.running():
        group = await town.group()
        getattr(town.sandbox.faults, fault)("sendMessage")
        with pytest.raises(PerhapsDelivered):
            await post(town, address(group))


async def test_a_group_that_moved_takes_its_letters_along(town: Town) -> None:
    async with town.running():
        group = await town.group(supergroup=False)
        new = town.sandbox.build.migrate(group)
        with pytest.raises(Moved) as moved:
            await post(town, address(group))
        assert moved.value.to == address(new)
        await post(town, moved.value.to)


async def test_a_message_that_is_gone_cannot_be_edited(town: Town) -> None:
    async with town.running():
        group = await town.group()
        for message in (f"{group.id}/999", "", "x/y"):
            with pytest.raises(Undeliverable, match="message-gone"):
                await edit(town, message, address(group))


async def test_while_there_is_no_connection_letters_wait(town: Town) -> None:
    adapter = TelegramAdapter(town.bot.token, town.sandbox.api_root, town.house)
    town.adapter = adapter
    group = await town.group()
    with pytest.raises(TryLater):
        await post(town, address(group))


async def test_missing_rights_and_names_are_told(town: Town) -> None:
    async with town.running() as adapter:
        group = await town.group()
        courier = adapter.courier
        assert list(await courier.missing_rights(address(group))) == []
        assert await courier.name_of(address(group)) == "Lecteurs"
        town.sandbox.build.restrict(group, town.bot, "can_send_messages")
        assert list(await courier.missing_rights(address(group))) == ["right-send-messages"]
        town.sandbox.doors.remove(town.alice, town.bot, group)
        await town.sandbox.sight.until(lambda: town.left)
        assert list(await courier.missing_rights(address(group))) == ["right-telegram-member"]
        assert await courier.name_of(Address(TELEGRAM, "-5")) == ""
        alone = Address(TELEGRAM, str(town.alice.id), kind=PlaceKind.PRIVATE)
        assert list(await courier.missing_rights(alone)) == []
    for message in ("right-telegram-member", "right-send-messages", "platform-telegram"):
        assert town.dictionary.has(message)


async def test_a_digest_is_the_same_only_for_messages_that_look_the_same(town: Town) -> None:
    def card(text: str = "Emma", label: str = "Oui", press: str = "a", alt: str = "fr") -> Card:
        return Card(blocks=(Paragraph((Plain(text),)), Picture(ranks(alt)), Buttons((Button(label, Mark(press)),))))

    async with town.running():
        group = await town.group()
        words = town.dictionary.words("fr")
        digest = town.adapter.courier.digest
        same = digest(address(group), card(), words)
        others = [card(text="Nana"), card(label="Non"), card(press="b"), card(alt="en"), Card(card().title)]
        assert digest(address(group), card(), words) == same
        digests = {digest(address(group), each, words) for each in (card(), *others)}
    assert len(digests) == 1 + len(others)
    assert all(len(each) == 32 for each in digests)
    with pytest.raises(TryLater):
        town.adapter.courier.digest(address(group), card(), words)
