"""Letters on Discord: each failure at delivery and at an edit has its meaning, and nothing is posted twice."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from cogs.courier import DiscordCourier
from core.kernel.identity import Address, OutboxId, PlaceKind
from core.kernel.outbox import PerhapsDelivered, TryLater, Undeliverable
from core.ui.cards import View, notice
from core.ui.words import Dictionary
from sandbox.discord import Channel, User, flags, text_of
from tests.cogs.probe import LOCALES, Guild, guild

WORDS = Dictionary(LOCALES).words("fr")
EMMA, NANA = notice("nominated", title="Emma"), notice("nominated", title="Nana")
POST, EDIT = r"POST /channels/\d+/messages", r"PATCH /channels/\d+/messages/\d+"


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    """What was asked for by a fault is no violation."""
    async with guild() as opened:
        yield opened
        opened.sandbox.record.clear()


def shared(town: Guild, channel: Channel | None = None) -> Address:
    return Address(town.courier.platform, "1", str((channel or town.room).id))


def private(town: Guild) -> Address:
    return Address(town.courier.platform, str(town.alice.id), kind=PlaceKind.PRIVATE)


async def post(town: Guild, letter: int = 1, to: Address | None = None, view: View = EMMA) -> str:
    return (await town.courier.post(OutboxId(letter), to or shared(town), view, WORDS)).message


async def edit(town: Guild, message: str, view: View = NANA) -> None:
    await town.courier.edit(message, shared(town), view, WORDS)


def shown(town: Guild) -> list[str]:
    return [text_of(each) for each in town.sandbox.people.visible_to(town.bob, town.room)]


async def test_a_letter_names_where_it_went(town: Guild) -> None:
    message = await post(town)
    [posted] = town.room.messages.values()
    assert message == f"{town.room.id}/{posted.id}"
    assert posted.nonce == "1"


async def test_letters_with_numbers_of_their_own_are_all_posted(town: Guild) -> None:
    assert len({await post(town, letter) for letter in (1, 2, 3)}) == 3
    assert len(shown(town)) == 3


async def test_a_letter_to_one_person_opens_their_conversation(town: Guild) -> None:
    message = await post(town, to=private(town))
    dm = town.sandbox.world.dm_between(town.alice, town.sandbox.application.user)
    assert message.startswith(f"{dm.id}/")
    [posted] = dm.messages.values()
    assert "Emma" in text_of(posted)
    await town.courier.edit(message, private(town), NANA, WORDS)
    assert "Nana" in text_of(posted)


async def test_a_letter_in_doubt_is_sent_again_and_seen_once(town: Guild) -> None:
    town.sandbox.faults.lose_next(POST)
    with pytest.raises(PerhapsDelivered):
        await post(town, 7)
    [posted] = town.room.messages.values()
    assert await post(town, 7) == f"{town.room.id}/{posted.id}"
    assert len(shown(town)) == 1


async def test_a_short_pause_is_sat_out_and_a_long_one_is_passed_on(town: Guild) -> None:
    town.sandbox.faults.throttle_next(POST, 0.05)
    await post(town, 1)
    town.sandbox.faults.throttle_next(POST, 90)
    with pytest.raises(TryLater) as later:
        await post(town, 2)
    assert later.value.seconds == pytest.approx(90, abs=1)
    assert len(shown(town)) == 1


REFUSALS: tuple[tuple[int, int, type[Exception], str], ...] = (
    (400, 50035, Undeliverable, "discord-400-50035"),
    (403, 50001, Undeliverable, "discord-403-50001"),
    (403, 50013, Undeliverable, "discord-403-50013"),
    (404, 10003, Undeliverable, "discord-404-10003"),
    (401, 0, TryLater, "0.0"),
    (503, 0, TryLater, "0.0"),
)


@pytest.mark.parametrize("act", ["post", "edit"])
async def test_each_refusal_has_its_meaning(town: Guild, act: str) -> None:
    message = await post(town)
    for status, code, expected, word in REFUSALS:
        town.sandbox.faults.fail_next(POST if act == "post" else EDIT, status, code)
        with pytest.raises(expected) as caught:
            await (post(town, 2) if act == "post" else edit(town, message))
        assert str(caught.value) == word
    assert ["Emma" in text for text in shown(town)] == [True]


async def test_what_was_deleted_cannot_be_edited(town: Guild) -> None:
    message = await post(town)
    [posted] = town.room.messages.values()
    town.sandbox.gestures.deletes(owner(town), posted)
    with pytest.raises(Undeliverable, match="10008"):
        await edit(town, message)


async def test_without_the_right_to_look_there_is_neither_post_nor_edit(town: Guild) -> None:
    message = await post(town)
    town.sandbox.build.set_rights(town.room, town.sandbox.application.user, deny=flags("VIEW_CHANNEL"))
    with pytest.raises(Undeliverable, match="50001"):
        await post(town, 2)
    with pytest.raises(Undeliverable, match="50001"):
        await edit(town, message)


async def test_a_message_that_names_no_place_is_gone(town: Guild) -> None:
    for message in ("", "/", "x/y", "123", "123/", "/456", "é/²"):
        with pytest.raises(Undeliverable, match="message-gone"):
            await edit(town, message)


async def test_a_lost_edit_is_tried_again_by_itself_and_changes_nothing_else(town: Guild) -> None:
    message = await post(town)
    town.sandbox.faults.lose_next(EDIT)
    try:
        await edit(town, message)
    except PerhapsDelivered:
        await edit(town, message)
    assert shown(town) == [WORDS("nominated", title="Nana")]


async def test_while_a_conversation_cannot_be_opened_the_letter_waits_or_is_given_up(town: Guild) -> None:
    town.sandbox.faults.fail_next(r"POST /users/@me/channels", 503)
    with pytest.raises(TryLater):
        await post(town, to=private(town))
    nobody = Address(town.courier.platform, "123", kind=PlaceKind.PRIVATE)
    with pytest.raises(Undeliverable, match="discord-4"):
        await post(town, to=nobody)


async def test_without_a_connection_everything_waits(town: Guild) -> None:
    for client in (None, town.adapter.client):
        courier = DiscordCourier(lambda client=client: client)  # type: ignore[misc]
        if client is not None:
            await client.close()
        with pytest.raises(TryLater):
            await courier.post(OutboxId(1), shared(town), EMMA, WORDS)
        with pytest.raises(TryLater):
            await courier.edit("1/2", shared(town), EMMA, WORDS)
        with pytest.raises(TryLater):
            await courier.missing_rights(shared(town))
        with pytest.raises(TryLater):
            await courier.name_of(shared(town))


async def test_a_place_is_called_by_its_guilds_name_or_not_at_all(town: Guild) -> None:
    here = Address(town.courier.platform, str(next(iter(town.sandbox.world.guilds))), str(town.room.id))
    assert await town.courier.name_of(here) == "L’Agora"
    assert await town.courier.name_of(Address(town.courier.platform, "123")) == ""
    assert await town.courier.name_of(private(town)) == ""


def owner(town: Guild) -> User:
    place = next(iter(town.sandbox.world.guilds.values()))
    return place.members[place.owner_id].user
