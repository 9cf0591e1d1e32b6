"""Answers that come late, or cannot be drawn, or are about to be cut off: never silence, never told to the wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Caller
from core.ui.cards import Button, Buttons, Card, Reply, notice
from core.ui.catalogue import Audience, Command, Suggestion
from core.ui.spans import Plain
from core.ui.words import Dictionary
from sandbox.discord import Answer, text_of
from tests.cogs.probe import LOCALES, Guild, Nothing, Tap, guild

EPHEMERAL = 64


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    async with guild() as opened:
        yield opened


def change(town: Guild, path: tuple[str, ...], **changed: Any) -> None:
    commands: dict[tuple[str, ...], Command[Any]] = town.catalogue.commands
    commands[path] = replace(commands[path], **changed)


def seen_by_bob(town: Guild) -> list[str]:
    return [text_of(each) for each in town.sandbox.people.visible_to(town.bob, town.room)]


async def late(town: Guild, reply: Reply | Refusal) -> Answer:
    """Alice's public command that had to be put off, and then ended so."""

    async def run(caller: Caller, request: Nothing) -> Reply:
        await town.probe.gate.wait()
        if isinstance(reply, Refusal):
            raise reply
        return reply

    change(town, ("vote", "list"), run=run, audience=Audience.PUBLIC)
    answer = await town.sandbox.people.types(town.alice, town.room, "/vote list")
    assert answer.kind == "deferred"
    assert len(seen_by_bob(town)) == 1
    town.probe.gate.set()
    return answer


@pytest.mark.parametrize("ending", [Refusal("vote-closed"), Reply(note=notice("vote-closed"))])
async def test_what_is_private_stays_private_after_a_public_deferral(town: Guild, ending: Reply | Refusal) -> None:
    answer = await late(town, ending)
    await answer.says("clos")
    assert (await answer.follow_up()).flags & EPHEMERAL
    assert seen_by_bob(town) == []


async def test_a_late_view_is_public_and_its_note_private(town: Guild) -> None:
    answer = await late(town, Reply(notice("nominated", title="Nana"), notice("vote-closed")))
    await answer.says("clos")
    [public] = seen_by_bob(town)
    assert "Nana" in public


async def test_a_command_with_nothing_to_say_does_not_seem_to_think_for_ever(town: Guild) -> None:
    answer = await late(town, Reply())
    await town.sandbox.world.changes.until(lambda: answer.message is not None and answer.message.deleted, 10)
    assert seen_by_bob(town) == []


async def test_a_message_that_discord_refuses_becomes_an_apology(town: Guild, caplog: pytest.LogCaptureFixture) -> None:
    async def run(caller: Caller, request: Nothing) -> Reply:
        pressed = tuple(Button(str(each), Tap(each)) for each in range(2))
        return Reply(Card(blocks=(Buttons(pressed),)))

    town.sandbox.faults.fail_next(r"POST /interactions/\d+/[^/]+/callback", 400)
    change(town, ("vote", "list"), run=run)
    answer = await town.sandbox.people.types(town.alice, town.room, "/vote list")
    [incident] = [record.args for record in caplog.records if record.msg == "incident %s"]
    assert incident
    assert str(incident[0]) in await answer.says(str(incident[0]))  # type: ignore[index]


async def test_proposals_that_fail_or_are_not_for_the_caller_are_an_empty_list(town: Guild) -> None:
    class Broken:
        async def suggest(self, caller: Caller, typed: str, limit: int) -> Sequence[Suggestion]:
            raise ValueError(typed)

        async def resolve(self, caller: Caller, typed: str) -> Sequence[Suggestion]:
            return ()

    async def answers() -> int:
        town.sandbox.record.clear()
        found = await town.sandbox.people.suggestions(
            town.alice, town.room, "/vote open", {"book": "l"}, {"title": "x", "closes": "demain"}
        )
        assert found == []
        return sum(request.path.endswith("/callback") for request in town.sandbox.requests)

    kept = town.catalogue.sources["works"]
    town.catalogue.sources["works"] = Broken()
    assert await answers() == 1
    town.catalogue.sources["works"] = kept
    command = town.catalogue.commands["vote", "open"]
    change(town, command.path, needs=town.catalogue.commands["vote", "retract"].needs)
    assert await answers() == 1


async def test_a_form_that_takes_too_long_to_prepare_is_refused_in_time(town: Guild) -> None:
    async def prefill(caller: Caller) -> Mapping[str, str]:
        await town.probe.gate.wait()
        return {}

    change(town, ("vote", "nominate"), prefill=prefill)
    answer = await town.sandbox.people.types(town.alice, town.room, "/vote nominate")
    assert answer.kind == "message"
    assert answer.message is not None
    assert answer.message.flags & EPHEMERAL


async def test_a_shared_message_keeps_its_language_whoever_presses(town: Guild) -> None:
    async def run(caller: Caller, request: Nothing) -> Reply:
        return Reply(Card((Plain("Salon"),), (Buttons((Button("aller", Tap(1)),)),)))

    async def tap(caller: Caller, press: Tap, values: tuple[str, ...]) -> Reply:
        return Reply(notice("vote-closed"), replaces=True)

    town.catalogue.presses["tp"] = replace(town.catalogue.presses["tp"], run=tap)
    dictionary = Dictionary(LOCALES)
    for audience, language in ((Audience.PUBLIC, "fr"), (Audience.PRIVATE, "en")):
        change(town, ("vote", "list"), run=run, audience=audience)
        panel = await (await town.sandbox.people.types(town.bob, town.room, "/vote list")).shown()
        await (await town.sandbox.people.presses(town.bob, panel, "aller")).shown()
        assert text_of(panel) == dictionary.words(language)("vote-closed")


async def test_a_form_closed_by_mistake_opens_filled_again_and_says_so_when_it_is_gone(town: Guild) -> None:
    form = await town.sandbox.people.types(town.alice, town.room, "/vote nominate")
    refused = await town.sandbox.people.submits(form, {"question": "Ma question", "books": "Livre 1\nNon"})
    message = await refused.shown()
    for _ in range(2):
        again = await town.sandbox.people.presses(town.alice, message, "Corriger")
        assert again.modal is not None
        assert again.modal["components"][0]["component"]["value"] == "Ma question"
    assert town.adapter.client is not None
    town.adapter.client.reception._forms._forms.clear()  # noqa: SLF001 - as after a restart
    gone = await town.sandbox.people.presses(town.alice, message, "Corriger")
    assert "quart d’heure" in await gone.says("quart d’heure")


async def test_what_is_in_hand_is_answered_before_the_bot_disconnects(town: Guild) -> None:
    started = asyncio.Event()

    async def run(caller: Caller, request: Nothing) -> Reply:
        started.set()
        await town.probe.gate.wait()
        return Reply(notice("nominated", title="Nana"))

    change(town, ("vote", "list"), run=run)
    typing = asyncio.create_task(town.sandbox.people.types(town.alice, town.room, "/vote list"))
    await asyncio.wait_for(started.wait(), 10)
    closing = asyncio.create_task(town.adapter.close())
    await asyncio.sleep(0)
    assert not closing.done()
    town.probe.gate.set()
    assert "Nana" in await (await typing).says("Nana")
    await asyncio.wait_for(closing, 10)
