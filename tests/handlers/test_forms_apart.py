"""A person's forms one after the other: an earlier one, its buttons and its late end never touch a newer one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.ui.drafts import Draft
from sandbox.telegram.entities import Chat, Message
from sandbox.telegram.faults import Gate
from tests.handlers.town import Town


async def draft_of(town: Town) -> Draft | None:
    return await town.storage.read(lambda rows: rows.drafts.get("telegram", str(town.bob.id)))


async def asked(town: Town, line: str, question: str, place: Chat | None = None) -> Message:
    """Bob types a line and is asked this in private."""
    before = town.sandbox.sight.visible_to(town.bob, town.bot)
    town.say(town.bob, line, place)
    return await town.sees(town.bob, question, after=before[-1] if before else None)


async def at_the_end(town: Town) -> tuple[Chat, Gate]:
    """Bob's first form is answered in whole, and what it led to is on its way into the group."""
    group = await town.group()
    await town.settles_in(town.bob, group)
    await asked(town, "/notice@agora_bot", "What shall I repeat?", group)
    gate = town.sandbox.faults.hold_next("sendMessage")
    town.say(town.bob, "Ce soir")
    await gate.reached.wait()
    return group, gate


async def test_a_form_that_ends_late_leaves_the_one_begun_meanwhile_open(town: Town) -> None:
    async with town.running():
        group, gate = await at_the_end(town)
        await asked(town, "/letter@agora_bot", "Which subject?", await town.group(home=False))
        gate.opened.set()
        await town.sees(town.bob, "Bob affiche : Ce soir", group)
        await asked(town, "Emma", "Which text?")
        await asked(town, "A fine book", "Emma / A fine book")
    assert await draft_of(town) is None


async def test_an_answer_to_a_form_that_gave_way_meanwhile_is_past(town: Town) -> None:
    async with town.running():
        group, other = await town.group(), await town.group(home=False)
        await town.settles_in(town.bob, group)
        await asked(town, "/letter", "Which subject?")
        # The answer waits until Telegram tells who runs the other group; by then the form is another one.
        await asked(town, "/letter@agora_bot", "Which subject?", other)
        gate = town.sandbox.faults.hold_next("getChatMember")
        town.say(town.bob, "Emma")
        await gate.reached.wait()
        await asked(town, "/notice@agora_bot", "What shall I repeat?", group)
        gate.opened.set()
        await town.sees(town.bob, "That question is past")
        kept = await draft_of(town)
        assert kept is not None
        assert (kept.command, kept.space, kept.step) == ("notice", str(group.id), "text")


async def test_an_answer_to_a_form_cancelled_meanwhile_does_not_bring_it_back(town: Town) -> None:
    async with town.running():
        group, other = await town.group(), await town.group(home=False)
        await town.settles_in(town.bob, group)
        await asked(town, "/letter@agora_bot", "Which subject?", other)
        gate = town.sandbox.faults.hold_next("getChatMember")
        town.say(town.bob, "Emma")
        await gate.reached.wait()
        await asked(town, "/cancel", "Cancelled", group)
        gate.opened.set()
        await town.sees(town.bob, "That question is past")
    assert await draft_of(town) is None


async def test_a_cancel_button_of_an_earlier_form_is_past(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        old = await asked(town, "/letter", "Which subject?")
        await asked(town, "/notice", "What shall I repeat?")
        toast = await town.sandbox.sight.answer_to(town.sandbox.people.press(town.bob, town.bot, "Cancel", old))
        assert toast.is_alert
        assert "That question is past" in toast.text
        kept = await draft_of(town)
        assert kept is not None
        assert kept.command == "notice"


async def test_the_cancel_button_under_an_earlier_question_gives_the_whole_form_up(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        first = await asked(town, "/letter", "Which subject?")
        await asked(town, "Emma", "Which text?")
        town.sandbox.people.press(town.bob, town.bot, "Cancel", first)
        await town.sees(town.bob, "Cancelled")
    assert await draft_of(town) is None


async def test_a_form_kept_before_forms_had_a_name_is_cancelled_by_its_own_button(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        question = await asked(town, "/letter", "Which subject?")
        kept = await draft_of(town)
        assert kept is not None
        older = replace(kept, answers={"?": '{"turn": "abc123", "seen": 1}'})
        await town.storage.write(lambda rows: rows.drafts.put(older))
        press = town.sandbox.people.forge_press(town.bob, town.bot, "F_abc123_x_0", question)
        await town.sandbox.sight.answer_to(press)
        await town.sees(town.bob, "Cancelled")
    assert await draft_of(town) is None


async def test_a_command_in_the_middle_of_a_form_begins_and_says_what_it_ends(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        first = await asked(town, "/letter", "Which subject?")
        assert "earlier questions" not in first.body
        begun = await asked(town, "/notice", "What shall I repeat?")
        assert "The earlier questions (“Write a letter”) are left" in begun.body
        town.clock.move(minutes=31)
        again = await asked(town, "/letter", "Which subject?")
        assert "earlier questions" not in again.body


@pytest.mark.parametrize("line", ["/x@other_bot", "/echo@other_bot Emma", "/cancel@other_bot", "/start@other_bot D_1"])
async def test_a_command_for_another_bot_is_no_answer_and_moves_nothing(town: Town, line: str) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        await asked(town, "/letter", "Which subject?")
        before = await draft_of(town)
        await asked(town, line, "not for me: I leave it")
        assert await draft_of(town) == before
        await asked(town, "Emma", "Which text?")
    assert town.probe.echoes == []
