"""A form and the places around it: begun in one chat and then in another, moved, lapsed, cut off, no longer allowed."""

from __future__ import annotations

from typing import Any

import pytest

from core.kernel.identity import Address, Standing
from core.ui.drafts import Draft
from handlers.links import ContinueDraft, pack_start
from sandbox.telegram.entities import Chat, Message
from tests.handlers.town import Town

PAST = {"alice": "Cette question est passée", "bob": "That question is past"}


async def draft_of(town: Town) -> Draft | None:
    return await town.storage.read(lambda rows: rows.drafts.get("telegram", str(town.bob.id)))


async def begin(town: Town, place: Chat | None = None, line: str = "/notice@agora_bot") -> Message:
    """Bob, who has opened his private chat, begins a form and is asked its first question there."""
    before = town.sandbox.sight.visible_to(town.bob, town.bot)
    town.say(town.bob, line, place)
    return await town.sees(town.bob, "What shall I repeat?", after=before[-1] if before else None)


async def test_a_second_form_takes_the_place_of_the_first_wherever_it_began(town: Town) -> None:
    async with town.running():
        first, second = await town.group(), await town.group(home=False)
        town.start(town.bob)
        await begin(town, first)
        town.say(town.bob, "/letter@agora_bot", second)
        await town.sees(town.bob, "Which subject?")
        town.say(town.bob, "Emma")
        await town.sees(town.bob, "Which text?")
        kept = await draft_of(town)
        assert kept is not None
        assert (kept.command, kept.space) == ("letter", str(second.id))
    assert town.probe.echoes == town.texts(town.bob, first) == []


async def test_an_answer_counts_for_the_group_of_the_form_that_is_open(town: Town) -> None:
    async with town.running():
        first, second = await town.group(), await town.group(home=False)
        await town.settles_in(town.bob, first)
        await begin(town, second)
        await begin(town, first)
        town.say(town.bob, "Ce soir")
        await town.sees(town.bob, "Bob affiche : Ce soir", first)
        assert town.texts(town.bob, second) == []


async def test_the_forms_of_two_people_in_one_group_do_not_touch(town: Town) -> None:
    async with town.running():
        group = await town.group()
        for person, question in ((town.alice, "Que faut-il répéter"), (town.bob, "What shall I repeat?")):
            town.start(person)
            town.say(person, "/notice@agora_bot", group)
            await town.sees(person, question)
        town.say(town.bob, "Demain")
        await town.sees(town.bob, "Bob affiche : Demain", group)
        town.say(town.alice, "Ce soir")
        await town.sees(town.alice, "Alice affiche : Ce soir", group)


async def test_the_answer_of_a_form_begun_in_a_topic_comes_into_that_topic(town: Town) -> None:
    async with town.running():
        group = await town.group(forum=True)
        topic = town.sandbox.build.add_topic(group, "Polars")
        await town.settles_in(town.bob, group)
        town.say(town.bob, "/notice@agora_bot", group, topic=topic)
        await town.sees(town.bob, "What shall I repeat?")
        town.say(town.bob, "Ce soir")
        posted = await town.sees(town.bob, "Bob affiche", group)
        assert posted.topic is topic


async def test_a_form_follows_its_group_into_the_supergroup_it_becomes(town: Town) -> None:
    async with town.running():
        group = await town.group(supergroup=False)
        await town.settles_in(town.bob, group)
        await begin(town, group)
        new = town.sandbox.build.migrate(group)
        await town.sandbox.sight.until(lambda: town.moved)
        (move,) = town.moved
        await town.storage.write(lambda rows: rows.communities.move(*move))
        town.say(town.bob, "Ce soir")
        await town.sees(town.bob, "Bob affiche : Ce soir", new)


@pytest.mark.parametrize("ending", ["/cancel", "/annuler", "/cancel@agora_bot"])
async def test_a_form_is_cancelled_from_the_group_too_and_in_either_language(town: Town, ending: str) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        await begin(town, group)
        town.say(town.bob, ending, group)
        await town.sees(town.bob, "Cancelled")
        said = town.say(town.bob, "Ce soir")
        await town.sees(town.bob, "did not understand", after=said)
        assert town.texts(town.bob, group) == []


async def test_a_command_for_another_bot_typed_in_a_group_is_no_answer(town: Town) -> None:
    town.bot.reads_all = True
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        await begin(town, group)
        town.say(town.bob, "/echo@other_bot x", group)
        town.say(town.bob, "bonsoir", group)
        town.say(town.bob, "/where@agora_bot", group)
        await town.sees(town.bob, "visits")
        open_form = await draft_of(town)
        assert open_form is not None
        assert open_form.step == "text"


async def test_a_form_waits_through_a_restart_and_its_old_buttons_still_work(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        await begin(town, group)
    async with town.running():
        town.press(town.bob, "Cancel")
        await town.sees(town.bob, "Cancelled")
    assert await draft_of(town) is None


async def test_a_form_that_lapsed_says_so_to_a_button_and_is_gone(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        question = await begin(town, group)
        town.clock.move(minutes=31)
        for expected in ("half an hour", PAST["bob"]):
            toast = await town.sandbox.sight.answer_to(
                town.sandbox.people.press(town.bob, town.bot, "Cancel", question)
            )
            assert toast.is_alert
            assert expected in toast.text
    assert await draft_of(town) is None


async def test_a_form_lives_half_an_hour_from_its_last_answer(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        town.say(town.bob, "/letter")
        await town.sees(town.bob, "Which subject?")
        town.clock.move(minutes=29)
        town.say(town.bob, "Emma")
        await town.sees(town.bob, "Which text?")
        town.clock.move(minutes=29)
        town.say(town.bob, "A fine book")
        await town.sees(town.bob, "Emma / A fine book")


async def test_a_form_whose_command_is_no_more_is_past(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        await keep(town, command="book-lend", step="title")
        town.say(town.bob, "Emma")
        await town.sees(town.bob, "no longer works")


async def test_a_form_ends_when_its_person_may_not_any_more(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        await town.promote_to(Standing.BOOKSELLER, town.bob)
        await keep(town, command="staff", step="")
        town.start(town.bob, pack_start(ContinueDraft(await number(town))))
        await town.sees(town.bob, "Hello Bob, L’Agora")
        town.say(town.bob, "/where")
        await town.sees(town.bob, "visits")
        await town.promote_to(Standing.READER, town.bob)
        await keep(town, command="staff", step="")
        town.start(town.bob, pack_start(ContinueDraft(await number(town))))
        await town.sees(town.bob, "This command is for: bookseller")
    assert await draft_of(town) is None


async def test_a_form_that_somebody_else_began_is_not_theirs_to_answer(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        question = await begin(town)
        packed = next(question.buttons)["callback_data"]
        town.start(town.alice)
        await town.sees(town.alice, "Bonjour")
        toast = await town.sandbox.sight.answer_to(town.sandbox.people.forge_press(town.alice, town.bot, packed))
        assert PAST["alice"] in toast.text
        kept = await draft_of(town)
        assert kept is not None


async def test_a_forged_button_of_an_open_form_moves_nothing(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        question = await begin(town)
        turn = next(question.buttons)["callback_data"].split("_")[1]
        before = await draft_of(town)
        for data in (f"F_{turn}_o_5", f"F_{turn}_z_0", f"F_{turn}_d_0", f"F_{turn}_s_0", "F_0_o_0"):
            press = town.sandbox.people.forge_press(town.bob, town.bot, data, question)
            toast = await town.sandbox.sight.answer_to(press)
            assert toast.is_alert
            assert "no longer works" in toast.text or PAST["bob"] in toast.text
            assert await draft_of(town) == before
    assert town.probe.echoes == []


async def test_a_question_whose_message_was_deleted_is_asked_anew(town: Town) -> None:
    async with town.running():
        await town.settles_in(town.bob, await town.group())
        town.probe.people["bob"] = 42
        town.say(town.bob, "/order_book Autumn | 3")
        await town.sees(town.bob, "Which cover?")
        town.sandbox.faults.fail_next("editMessageText", 400, "Bad Request: message to edit not found")
        town.press(town.bob, "Soft")
        asked = await town.sees(town.bob, "Which book?")
        assert asked.edited_at is None


async def keep(town: Town, **changed: Any) -> None:
    """Put a form of Bob's where one of an earlier version could be."""
    place = Address("telegram", str(town.bob.id))  # type: ignore[arg-type]
    draft = {"command": "letter", "step": "subject", "answers": {}, **changed}
    until = town.clock.now().replace(year=2030)
    new = Draft(
        0, "telegram", str(town.bob.id), place.space, "", draft["command"], draft["answers"], draft["step"], until
    )
    await town.storage.write(lambda rows: rows.drafts.put(new))


async def number(town: Town) -> int:
    draft = await draft_of(town)
    assert draft is not None
    return draft.id
