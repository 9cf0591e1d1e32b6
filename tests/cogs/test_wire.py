"""The real discord.py over the loopback Discord: commands, forms, presses, slowness, failures, reconnection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from cogs.client import DiscordAdapter
from core.kernel.errors import AdapterRefused, AdapterUnreachable
from core.kernel.identity import Address, OutboxId, PlaceKind
from core.kernel.outbox import PerhapsDelivered, TryLater, Undeliverable
from core.ui.cards import notice
from core.ui.words import Dictionary
from core.votes.charter.terms import Method
from sandbox.discord import flags, labels_of, menus_of, text_of
from tests.cogs.probe import LOCALES, Ask, Fill, Guild, guild

EPHEMERAL = 64
WORDS = Dictionary(LOCALES).words("fr")


@pytest.fixture
async def town() -> AsyncIterator[Guild]:
    async with guild() as opened:
        yield opened


async def test_every_kind_of_option_reaches_the_request_in_either_language(town: Guild) -> None:
    answer = await town.sandbox.people.types(
        town.alice, town.room, "/vote ouvrir", {"title": "Été", "closes": "demain 18h", "book": "Livre 3", "copies": 2}
    )
    assert "Été fr" in await answer.says("Été")
    assert answer.message is not None
    assert not answer.message.flags & EPHEMERAL
    request = town.probe.ran[0]
    assert isinstance(request, Ask)
    assert (request.book, request.copies, request.method) == ("#3", 2, Method.APPROVAL)
    answer = await town.sandbox.people.types(town.bob, town.room, "/vote open", {"title": "x", "closes": "friday 8pm"})
    assert "x en" in await answer.says("x")


async def test_autocomplete_over_a_thousand_rows_stays_within_discords_limits(town: Guild) -> None:
    found = await town.sandbox.people.suggestions(
        town.alice, town.room, "/vote open", {"book": "livre"}, {"title": "x", "closes": "demain"}
    )
    assert len(found) == 25
    assert all(len(each.name) <= 100 for each in found)
    moments = await town.sandbox.people.suggestions(town.alice, town.room, "/vote open", {"closes": ""}, {"title": "x"})
    assert "demain 18h" in [each.name for each in moments]


async def test_a_form_opens_filled_and_comes_back_with_what_was_typed_when_refused(town: Guild) -> None:
    form = await town.sandbox.people.types(town.alice, town.room, "/vote nominate")
    assert form.modal is not None
    assert form.modal["components"][1]["component"]["value"] == "Livre 1\nLivre 2"
    answer = await town.sandbox.people.submits(form, {"question": "Ma question", "books": "Livre 1\nNon"})
    await answer.shown()
    assert "Non" in answer.text
    assert answer.message is not None
    again = await town.sandbox.people.presses(town.alice, answer.message, "Corriger")
    assert again.modal is not None
    assert [label["component"]["value"] for label in again.modal["components"]] == ["Ma question", "Livre 1\nNon"]
    answer = await town.sandbox.people.submits(again, {"books": "Livre 1\nLivre 2"})
    assert "Ma question" in await answer.says("Ma question")
    assert town.probe.ran == [Fill("Ma question", ("#1", "#2"))]


async def test_a_slow_command_is_deferred_in_time_and_answered_later(town: Guild) -> None:
    answer = await town.sandbox.people.types(town.alice, town.room, "/vote list")
    assert answer.kind == "deferred"
    town.probe.gate.set()
    assert "lent" in await answer.says("lent")
    assert answer.message is not None
    assert answer.message.flags & EPHEMERAL


async def test_a_bug_is_an_apology_with_a_reference_that_the_log_has_too(
    town: Guild, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await town.sandbox.people.types(town.alice, town.room, "/vote close")
    await answer.shown()
    assert "secret of the house" not in answer.text
    [incident] = [record.args for record in caplog.records if record.msg == "incident %s"]
    assert incident
    assert str(incident[0]) in answer.text  # type: ignore[index]


async def test_refusals_are_private_and_in_the_readers_language(town: Guild) -> None:
    for path, words in (("/vote cancel", "not answering"), ("/vote retract", "This command is for")):
        answer = await town.sandbox.people.types(town.bob, town.room, path)
        assert words in await answer.says(words)
        assert answer.message is not None
        assert answer.message.flags & EPHEMERAL


async def test_presses_and_menus_answer_in_private_and_replace_only_when_asked(town: Guild) -> None:
    answer = await town.sandbox.people.types(town.alice, town.room, "/me")
    await answer.shown()
    panel = answer.message
    assert panel is not None
    assert len(menus_of(panel)[0]["options"]) == 25
    assert len([label for label in labels_of(panel) if label.startswith("Bouton")]) == 10
    pressed = await town.sandbox.people.presses(town.alice, panel, "Bouton 2")
    assert "2" in await pressed.says("2")
    chosen = await town.sandbox.people.chooses(town.alice, panel, ["Livre 3", "Livre 4"])
    await chosen.shown()
    assert town.probe.ran == [(2, ()), (99, ("3", "4"))]
    refused = await town.sandbox.people.presses(town.alice, panel, "Bouton 7")
    assert "clos" in await refused.says("clos")
    replaced = await town.sandbox.people.presses(town.alice, panel, "Bouton 1")
    await replaced.shown()
    assert "pressé 1" in text_of(panel)


@pytest.mark.parametrize("data", ["tp", "tp_", "tp_1_2", "zz_1", "form_no-such", "form_", "x" * 90, "tp_ÉÉ"])
async def test_a_forged_press_gets_a_private_answer(town: Guild, data: str) -> None:
    answer = await town.sandbox.people.forge_press(town.alice, town.room, data)
    await answer.shown()
    assert "n’est plus valable" in answer.text
    assert town.probe.ran == []


async def test_a_dropped_gateway_is_resumed_and_nothing_is_lost(town: Guild) -> None:
    town.sandbox.gateway.drop()
    answer = await town.sandbox.people.types(
        town.alice, town.room, "/vote open", {"title": "Après", "closes": "demain"}
    )
    assert "Après" in await answer.says("Après")
    assert town.sandbox.gateway.protocol.resumes == 1


async def test_commands_are_registered_once_and_not_again_when_nothing_changed(town: Guild) -> None:
    def writes() -> int:
        return sum(request.method == "PUT" for request in town.sandbox.requests if "commands" in request.path)

    assert writes() == 1
    again = DiscordAdapter(town.sandbox.token, town.sandbox.api_root, town.adapter._house)  # noqa: SLF001 - a second start
    running = asyncio.create_task(again.run())
    await asyncio.wait_for(again.opened.wait(), 10)
    await again.close()
    await asyncio.wait({running}, timeout=10)
    assert writes() == 1


async def test_a_refused_token_is_final(town: Guild) -> None:
    with pytest.raises(AdapterRefused, match="token-refused-discord"):
        await DiscordAdapter("wrong", town.sandbox.api_root, town.adapter._house).run()  # noqa: SLF001


async def test_a_platform_that_does_not_answer_is_told_apart_from_a_refusal(town: Guild, unused_tcp_port: int) -> None:
    nobody = DiscordAdapter("t", f"http://127.0.0.1:{unused_tcp_port}/api", town.adapter._house)  # noqa: SLF001
    with pytest.raises(AdapterUnreachable, match="ClientConnectorError"):
        await nobody.run()


async def test_leaving_a_guild_is_told(town: Guild) -> None:
    place = next(iter(town.sandbox.world.guilds.values()))
    town.sandbox.build.leave(place, town.sandbox.application.user)
    await asyncio.wait_for(town.has_left.wait(), 10)
    assert town.left == [("discord", str(place.id))]


async def test_a_guild_left_while_the_bot_was_away_is_noticed_at_the_next_start(town: Guild) -> None:
    here, gone = str(next(iter(town.sandbox.world.guilds))), town.sandbox.build.add_guild("Ailleurs")
    town.sandbox.build.leave(gone, town.sandbox.application.user)
    await asyncio.wait_for(town.has_left.wait(), 10)
    town.left.clear()
    town.has_left.clear()
    town.counted_on.extend([here, str(gone.id), "999"])
    again = DiscordAdapter(town.sandbox.token, town.sandbox.api_root, town.adapter._house)  # noqa: SLF001 - a second start
    running = asyncio.create_task(again.run())
    async with asyncio.timeout(10):
        while len(town.left) < 2:
            town.has_left.clear()
            await town.has_left.wait()
    await again.close()
    await asyncio.wait({running}, timeout=10)
    assert town.left == [("discord", str(gone.id)), ("discord", "999")]


async def test_a_letter_is_posted_once_for_its_id_and_edited_in_place(town: Guild) -> None:
    to = Address(town.courier.platform, str(next(iter(town.sandbox.world.guilds))), str(town.room.id))
    first = await town.courier.post(OutboxId(7), to, notice("nominated", title="Emma"), WORDS)
    again = await town.courier.post(OutboxId(7), to, notice("nominated", title="Emma"), WORDS)
    assert first == again
    await town.courier.edit(first.message, to, notice("nominated", title="Nana"), WORDS)
    assert [text_of(each) for each in town.sandbox.people.visible_to(town.bob, town.room)] == [
        WORDS("nominated", title="Nana")
    ]


async def test_what_becomes_of_a_letter_is_told_by_the_platforms_answer(town: Guild) -> None:
    to = Address(town.courier.platform, "1", str(town.room.id))
    view = notice("nominated", title="Emma")
    town.sandbox.build.set_rights(town.room, town.sandbox.application.user, deny=flags("SEND_MESSAGES"))
    with pytest.raises(Undeliverable, match="50013"):
        await town.courier.post(OutboxId(1), to, view, WORDS)
    with pytest.raises(Undeliverable, match="10003"):
        await town.courier.post(OutboxId(2), Address(to.platform, "1", "123"), view, WORDS)
    town.alice.accepts_dms = False
    private = Address(to.platform, str(town.alice.id), kind=PlaceKind.PRIVATE)
    with pytest.raises(Undeliverable, match="50007"):
        await town.courier.post(OutboxId(3), private, view, WORDS)
    town.sandbox.faults.fail_next(r"POST /channels/\d+/messages", 503)
    with pytest.raises(TryLater):
        await town.courier.post(OutboxId(4), to, view, WORDS)
    town.sandbox.record.clear()


async def test_a_lost_answer_is_doubt(town: Guild) -> None:
    to = Address(town.courier.platform, "1", str(town.room.id))
    for _ in range(6):
        town.sandbox.faults.lose_next(r"POST /channels/\d+/messages")
    with pytest.raises((PerhapsDelivered, TryLater)):
        await town.courier.post(OutboxId(9), to, notice("nominated", title="Emma"), WORDS)
