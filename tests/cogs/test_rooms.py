"""Rooms on Discord: what each kind of channel gives, what a second try finds, what a missing right costs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from cogs.courier import DiscordCourier
from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import Landed, PerhapsDelivered, TryLater, Undeliverable
from core.ui.cards import Button, Buttons, Card, Paragraph, View, notice
from core.ui.rooms import Opening, Shutting, Slowing
from core.ui.spans import Plain
from core.ui.words import Dictionary, Words
from sandbox.discord import Channel, ChannelKind, flags, text_of
from sandbox.discord.build import ChannelPlan
from sandbox.discord.threads import REQUIRE_TAG
from tests.cogs.probe import LOCALES, Guild, Tap, guild
from tests.wire.discord_openapi import discord_spec

WORDS = Dictionary(LOCALES).words("fr")
SAY = notice("nominated", title="Emma")
START_POST, START_THREAD = r"POST /channels/\d+/threads", r"POST /channels/\d+/messages/\d+/threads"
CHANGE = r"PATCH /channels/\d+$"
MANAGE, OPEN, SEND = flags("MANAGE_THREADS"), flags("CREATE_PUBLIC_THREADS"), flags("SEND_MESSAGES")


@dataclass(frozen=True, slots=True)
class Head:
    """A head with a press of its own."""

    number: int = 3

    def as_card(self, words: Words) -> Card:
        return Card(blocks=(Paragraph((Plain("Emma"),)), Buttons((Button("Je viens", Tap(self.number)),))))


HEAD = Opening(Head(), "Emma, de Jane Austen")


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    """What was asked for by a fault is no violation."""
    async with guild() as opened:
        yield opened
        if (spec := discord_spec()) is not None:
            assert [problem for request in opened.sandbox.requests for problem in spec.check(request)] == []
        opened.sandbox.record.clear()


def forum(town: Guild, *, tags: tuple[str, ...] = (), is_strict: bool = False) -> Channel:
    place = next(iter(town.sandbox.world.guilds.values()))
    made = town.sandbox.build.add_channel(place, "forum", ChannelPlan(ChannelKind.FORUM, tags=tags))
    if is_strict:
        made.settings["flags"] = REQUIRE_TAG
    return made


def at(town: Guild, channel: Channel) -> Address:
    return Address(town.courier.platform, str(next(iter(town.sandbox.world.guilds))), str(channel.id))


async def send(town: Guild, channel: Channel, view: View = HEAD, letter: int = 1) -> Landed:
    return await town.courier.post(OutboxId(letter), at(town, channel), view, WORDS)


def opened(town: Guild, landed: Landed) -> Channel:
    assert landed.room is not None
    return town.sandbox.world.channels[int(landed.room.room)]


def said(channel: Channel) -> list[str]:
    return [text_of(each) for each in channel.messages.values() if each.kind == 0]


def threads(town: Guild) -> list[Channel]:
    return [each for each in town.sandbox.world.channels.values() if each.thread]


def forget_numbers(town: Guild) -> None:
    """As Discord does after a few minutes."""
    town.sandbox.world.nonces.clear()


def forbid(town: Guild, channel: Channel, rights: int) -> None:
    town.sandbox.build.set_rights(channel, town.sandbox.application.user, deny=rights)


async def test_in_a_channel_the_head_is_announced_and_its_thread_has_its_number(town: Guild) -> None:
    landed = await send(town, town.room)
    thread = opened(town, landed)
    [head] = town.room.messages.values()
    assert (thread.id, thread.name, thread.parent_id) == (head.id, "Emma, de Jane Austen", town.room.id)
    assert landed == Landed(f"{town.room.id}/{head.id}", at(town, thread))
    await send(town, thread, SAY, 2)
    assert said(thread) == [WORDS("nominated", title="Emma")]


async def test_a_forum_gets_a_post_whose_head_can_be_edited(town: Guild) -> None:
    landed = await send(town, forum(town))
    post = opened(town, landed)
    assert (post.name, said(post)) == ("Emma, de Jane Austen", ["Emma"])
    assert landed.message == f"{post.id}/{post.id}"
    await town.courier.edit(landed.message, at(town, post), SAY, WORDS)
    assert said(post) == [WORDS("nominated", title="Emma")]


async def test_a_forum_that_asks_for_a_tag_gets_one_that_is_free(town: Guild) -> None:
    strict = forum(town, tags=("équipe", "débats"), is_strict=True)
    strict.tags[0]["moderated"] = True
    forbid(town, strict, MANAGE)
    assert opened(town, await send(town, strict)).applied_tags == [int(strict.tags[1]["id"])]
    assert opened(town, await send(town, forum(town, tags=("a",)), letter=2)).applied_tags == []


async def test_from_a_post_of_a_forum_the_new_one_stands_beside_it(town: Guild) -> None:
    place = forum(town)
    first = opened(town, await send(town, place))
    second = opened(town, await send(town, first, Opening(Head(4), "Nana"), 2))
    assert (second.parent_id, second.name) == (place.id, "Nana")
    assert said(first) == ["Emma"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("x" * 300, "x" * 99 + "…"), (" a\n b ", "a b"), ("", "…"), ("@everyone <#1>", "@everyone <#1>")],
)
async def test_a_name_of_any_length_is_fitted_visibly(town: Guild, name: str, shown: str) -> None:
    for number, channel in enumerate((town.room, forum(town))):
        assert opened(town, await send(town, channel, Opening(Head(), name), number + 1)).name == shown
    assert town.sandbox.mass_mentions == []


async def test_a_post_whose_answer_was_lost_is_found_again_by_its_presses(town: Guild) -> None:
    place = forum(town)
    other = opened(town, await send(town, place, Opening(Head(4), HEAD.name)))
    town.sandbox.faults.lose_next(START_POST)
    with pytest.raises(PerhapsDelivered):
        await send(town, place, letter=2)
    landed = await send(town, place, letter=2)
    assert [each.id for each in threads(town)] == [other.id, opened(town, landed).id]


async def test_a_courier_that_knows_nothing_any_more_finds_message_and_thread(town: Guild) -> None:
    """As after a kill between opening and recording: Discord drops a second message of one number."""
    for place in (town.room, forum(town)):
        first = await send(town, place, letter=place.id % 1000)
        again = await DiscordCourier(lambda: town.adapter.client).post(
            OutboxId(place.id % 1000), at(town, place), HEAD, WORDS
        )
        assert again == first
    assert len(threads(town)) == 2
    assert len(town.room.messages) == 1


async def test_a_thread_that_failed_is_tried_again_under_the_same_message(town: Guild) -> None:
    town.sandbox.faults.fail_next(START_THREAD, 503)
    with pytest.raises(TryLater):
        await send(town, town.room)
    [head] = town.room.messages.values()
    forget_numbers(town)
    landed = await send(town, town.room)
    assert opened(town, landed).id == head.id
    assert len(town.room.messages) == 1


async def test_without_the_right_to_open_threads_the_channel_itself_is_the_room(town: Guild) -> None:
    forbid(town, town.room, OPEN)
    landed = await send(town, town.room)
    [head] = town.room.messages.values()
    assert (landed.room, threads(town)) == (at(town, town.room), [])
    assert head.pinned_at is not None
    forbid(town, town.room, OPEN | flags("PIN_MESSAGES", "MANAGE_MESSAGES"))
    assert (await send(town, town.room, letter=2)).room == at(town, town.room)


async def test_a_guild_with_all_the_threads_it_may_have_gets_none(town: Guild) -> None:
    town.sandbox.faults.fail_next(START_THREAD, 400, 160006)
    assert (await send(town, town.room)).room == at(town, town.room)


async def test_where_nothing_can_be_posted_at_all_the_letter_is_given_up(town: Guild) -> None:
    place = forum(town)
    forbid(town, place, SEND)
    with pytest.raises(Undeliverable, match="50013"):
        await send(town, place)
    with pytest.raises(Undeliverable, match="10003"):
        await town.courier.post(OutboxId(2), Address(town.courier.platform, "1", "123"), HEAD, WORDS)


async def test_a_room_is_slowed_freed_shut_and_still_spoken_in_by_the_bot(town: Guild) -> None:
    thread = opened(town, await send(town, town.room))
    assert thread.thread is not None
    for letter, seconds, expected in ((2, 60, 60), (3, 10**6, 21600), (4, 0, 0)):
        await send(town, thread, Slowing(SAY, seconds), letter)
        assert thread.slowmode_s == expected
    for letter in (5, 6):
        await send(town, thread, Shutting(SAY), letter)
        assert (thread.thread.archived, thread.thread.locked) == (True, True)
    assert len(said(thread)) == 5


async def test_a_head_in_a_post_that_was_put_away_is_edited_and_put_away_again(town: Guild) -> None:
    landed = await send(town, forum(town))
    post = opened(town, landed)
    assert post.thread is not None
    await send(town, post, Shutting(SAY), 2)
    await town.courier.edit(landed.message, at(town, post), SAY, WORDS)
    assert said(post)[0] == WORDS("nominated", title="Emma")
    assert (post.thread.archived, post.thread.locked) == (True, True)


async def test_without_the_right_to_manage_threads_all_is_said_and_the_room_is_only_put_away(town: Guild) -> None:
    thread = opened(town, await send(town, town.room))
    assert thread.thread is not None
    forbid(town, town.room, MANAGE)
    town.sandbox.faults.fail_next(CHANGE, 403, 50013)
    await send(town, thread, Slowing(SAY, 60), 2)
    assert thread.slowmode_s == 0
    await send(town, thread, Shutting(SAY), 3)
    assert (thread.thread.archived, thread.thread.locked) == (True, False)
    assert len(said(thread)) == 2


async def test_a_channel_or_a_thread_of_others_is_never_shut(town: Guild) -> None:
    theirs = town.sandbox.doors.starts_thread(town.alice, town.room, "À nous")
    assert theirs.thread is not None
    for letter, channel in enumerate((town.room, theirs)):
        await send(town, channel, Shutting(SAY), 2 * letter + 1)
        await send(town, channel, Slowing(SAY, 60), 2 * letter + 2)
    assert (theirs.thread.archived, theirs.thread.locked, theirs.slowmode_s, town.room.slowmode_s) == (
        False,
        False,
        0,
        0,
    )


async def test_a_deed_that_failed_is_done_by_the_next_try_and_its_message_stands_once(town: Guild) -> None:
    thread = opened(town, await send(town, town.room))
    assert thread.thread is not None
    town.sandbox.faults.fail_next(CHANGE, 503)
    with pytest.raises(TryLater):
        await send(town, thread, Shutting(SAY), 2)
    forget_numbers(town)
    await send(town, thread, Shutting(SAY), 2)
    assert (thread.thread.locked, len(said(thread))) == (True, 1)


async def test_a_room_that_was_deleted_is_a_named_refusal(town: Guild) -> None:
    thread = opened(town, await send(town, town.room))
    assert town.adapter.client is not None
    await town.adapter.client.http.delete_channel(thread.id)
    views: tuple[View, ...] = (SAY, Slowing(SAY, 60), Shutting(SAY))
    for letter, view in enumerate(views):
        with pytest.raises(Undeliverable, match="10003"):
            await send(town, thread, view, letter + 2)
