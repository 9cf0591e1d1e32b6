"""Presses on Discord: slow ones, twins, old ones, in a private conversation, and across a connection that breaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, PlaceKind, Standing
from core.ui.cards import Button, Buttons, Card, Reply, notice
from core.ui.catalogue import Audience
from core.ui.spans import Plain
from core.ui.words import Dictionary
from sandbox.discord import Message, NotOffered, text_of
from tests.cogs.probe import LOCALES, Guild, Nothing, Tap, guild

EPHEMERAL = 64
DICTIONARY = Dictionary(LOCALES)
FRENCH, ENGLISH = DICTIONARY.words("fr"), DICTIONARY.words("en")

Run = Callable[[Caller, Tap, tuple[str, ...]], Awaitable[Reply]]


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    async with guild() as opened:
        yield opened


def on_tap(town: Guild, run: Run, **more: Any) -> None:
    town.catalogue.presses["tp"] = replace(town.catalogue.presses["tp"], run=run, **more)


async def panel(town: Guild, *labels: str, audience: Audience = Audience.PUBLIC) -> Message:
    """A message in the room whose buttons bear these labels and all mean the same press."""

    async def run(caller: Caller, request: Nothing) -> Reply:
        return Reply(Card((Plain("Salon"),), (Buttons(tuple(Button(label, Tap(1)) for label in labels)),)))

    command = town.catalogue.commands["vote", "list"]
    town.catalogue.commands["vote", "list"] = replace(command, run=run, audience=audience)
    return await (await town.sandbox.people.types(town.alice, town.room, "/vote list")).shown()


async def test_a_slow_press_changes_the_message_and_tells_its_note_when_it_is_done(town: Guild) -> None:
    async def run(caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        await town.probe.gate.wait()
        return Reply(notice("nominated", title="Nana"), notice("vote-closed"), replaces=True)

    on_tap(town, run)
    message = await panel(town, "aller")
    answer = await town.sandbox.people.presses(town.bob, message, "aller")
    assert answer.kind == "deferred_update"
    assert "Salon" in text_of(message)
    town.probe.gate.set()
    note = await answer.follow_up()
    assert text_of(note) == ENGLISH("vote-closed")
    assert note.flags & EPHEMERAL
    assert text_of(message) == FRENCH("nominated", title="Nana")


async def test_what_the_new_message_says_anyway_leaves_no_second_one_behind(town: Guild) -> None:
    async def run(caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        return Reply(notice("nominated", title="Nana"), replaces=True, echo=notice("vote-closed"))

    on_tap(town, run)
    message = await panel(town, "aller")
    answer = await town.sandbox.people.presses(town.bob, message, "aller")
    assert answer.kind == "update"
    assert text_of(message) == FRENCH("nominated", title="Nana")
    assert answer.follow_ups == []


async def test_a_slow_press_that_is_refused_leaves_the_message_as_it_was(town: Guild) -> None:
    async def run(caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        await town.probe.gate.wait()
        raise Refusal("vote-closed")

    on_tap(town, run)
    message = await panel(town, "aller")
    before = text_of(message)
    answer = await town.sandbox.people.presses(town.bob, message, "aller")
    town.probe.gate.set()
    refused = await answer.follow_up()
    assert text_of(refused) == ENGLISH("vote-closed")
    assert refused.flags & EPHEMERAL
    assert refused.only_for == town.bob.id
    assert text_of(message) == before


async def test_twin_buttons_are_one_press(town: Guild) -> None:
    message = await panel(town, "un", "deux", "trois")
    for label in ("deux", "trois", "un"):
        await (await town.sandbox.people.presses(town.bob, message, label)).shown()
        message = await panel(town, "un", "deux", "trois")
    assert town.probe.ran == [(1, ())] * 3


async def test_a_press_that_says_nothing_leaves_everything_as_it_is(town: Guild) -> None:
    async def run(caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        return Reply()

    on_tap(town, run)
    message = await panel(town, "aller")
    before = text_of(message)
    answer = await town.sandbox.people.presses(town.bob, message, "aller")
    assert answer.kind == "deferred_update"
    assert text_of(message) == before
    assert answer.follow_ups == []


async def test_a_press_that_needs_more_is_refused_in_private_in_the_pressers_language(town: Guild) -> None:
    on_tap(town, town.probe.tap, needs=Standing.BOOKSELLER)
    message = await panel(town, "aller")
    for reader, words in ((town.alice, FRENCH), (town.bob, ENGLISH)):
        refused = await (await town.sandbox.people.presses(reader, message, "aller")).shown()
        assert text_of(refused) == words("refused-standing", needs=words("standing-bookseller"))
        assert refused.only_for == reader.id
    assert town.probe.ran == []


async def test_a_bug_in_a_press_is_an_apology_to_the_presser_alone(
    town: Guild, caplog: pytest.LogCaptureFixture
) -> None:
    async def run(caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        raise ValueError("secret of the house")

    on_tap(town, run)
    message = await panel(town, "aller")
    sorry = await (await town.sandbox.people.presses(town.bob, message, "aller")).shown()
    [incident] = [record.args for record in caplog.records if record.msg == "incident %s"]
    assert incident
    assert str(incident[0]) in text_of(sorry)  # type: ignore[index]
    assert "secret" not in text_of(sorry)
    assert sorry.only_for == town.bob.id
    assert "Salon" in text_of(message)


async def test_a_private_panel_is_seen_by_its_caller_alone(town: Guild) -> None:
    message = await panel(town, "aller", audience=Audience.PRIVATE)
    with pytest.raises(NotOffered):
        await town.sandbox.people.presses(town.bob, message, "aller")
    assert town.sandbox.people.visible_to(town.bob, town.room) == []
    await (await town.sandbox.people.presses(town.alice, message, "aller")).shown()
    assert "pressé 1" in text_of(message)


async def test_in_a_private_conversation_answers_stand_there_in_the_readers_language(town: Guild) -> None:
    callers: list[Caller] = []

    async def run(caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        callers.append(caller)
        return Reply(notice("vote-closed"), replaces=True)

    on_tap(town, run)
    message = await panel(town, "aller")
    dm = town.sandbox.world.dm_between(town.bob, town.sandbox.application.user)
    answer = await town.sandbox.people.forge_press(town.bob, dm, "tp_1", message)
    await answer.shown()
    assert text_of(message) == ENGLISH("vote-closed")
    [caller] = callers
    address = caller.place.address
    assert (address.kind, address.space, address.room) == (PlaceKind.PRIVATE, str(town.bob.id), "")
    assert not caller.runs_place


async def test_a_press_on_a_message_that_is_gone_is_still_counted_and_answered(
    town: Guild, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await town.sandbox.people.forge_press(town.bob, town.room, "tp_2")
    await answer.says("2")
    assert town.probe.ran == [(2, ())]


async def test_every_press_of_fifty_at_once_is_answered(town: Guild) -> None:
    message = await panel(town, "aller")
    presses = [town.sandbox.people.forge_press(town.bob, town.room, "tp_2", message) for _ in range(50)]
    answers = await asyncio.gather(*presses)
    assert {answer.kind for answer in answers} == {"message"}
    assert town.probe.ran == [(2, ())] * 50


async def test_presses_in_hand_when_the_connection_breaks_are_answered_all_the_same(town: Guild) -> None:
    started = asyncio.Event()

    async def run(caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        started.set()
        await town.probe.gate.wait()
        return Reply(note=notice("vote-closed"))

    on_tap(town, run)
    message = await panel(town, "aller")
    pressing = asyncio.create_task(town.sandbox.people.presses(town.bob, message, "aller"))
    await asyncio.wait_for(started.wait(), 10)
    town.sandbox.gateway.drop()
    during = asyncio.create_task(town.sandbox.people.presses(town.alice, message, "aller"))
    town.probe.gate.set()
    for answer, words in ((await pressing, ENGLISH), (await during, FRENCH)):
        assert text_of(await answer.shown()) == words("vote-closed")
    assert town.sandbox.gateway.protocol.resumes == 1


async def test_when_discord_asks_to_connect_anew_nothing_is_lost(town: Guild) -> None:
    message = await panel(town, "aller")
    town.sandbox.gateway.ask_reconnect()
    await town.sandbox.until(lambda: town.sandbox.gateway.protocol.resumes == 1)
    await (await town.sandbox.people.presses(town.bob, message, "aller")).shown()
    assert town.probe.ran == [(1, ())]


async def test_a_menu_brings_what_was_chosen_and_a_forged_choice_is_only_text(town: Guild) -> None:
    for values in (["3"], ["<b>", "x" * 90], []):
        answer = await town.sandbox.people.forge_press(town.bob, town.room, Tap(99).pack(), None, values)
        await answer.shown()
    assert town.probe.ran == [(99, ("3",)), (99, ("<b>", "x" * 90)), (99, ())]
