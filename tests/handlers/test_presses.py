"""Presses on the wire: toasts, replaced messages, private goings-on, and presses that are late, old or forged."""

import logging
from dataclasses import replace

import pytest

from core.ui.cards import Reply, notice
from sandbox.telegram.entities import Chat
from tests.handlers.probe import Paper
from tests.handlers.town import Town


async def paper_in(town: Town) -> Chat:
    """Return a group where the probe's paper is posted."""
    group = await town.group()
    town.say(town.alice, "/paper@agora_bot", group)
    await town.sees(town.alice, "Bulletin", group)
    return group


async def test_a_short_note_is_a_toast_for_the_presser_alone(town: Town) -> None:
    async with town.running():
        group = await paper_in(town)
        toast = await town.toast(town.bob, "Emma", group)
        assert (toast.text, toast.is_alert) == ("Noted: Emma.", False)
        assert len(town.texts(town.bob, group)) == 1
    assert town.probe.marks == [(str(town.bob.id), "1")]


@pytest.mark.parametrize(("message", "shown"), [("marked", "Noted: Emma."), ("paper-long", "")])
async def test_what_the_new_message_says_anyway_is_a_toast_or_nothing(town: Town, message: str, shown: str) -> None:
    town.probe.replies.append(Reply(Paper(), replaces=True, echo=notice(message, what="Emma")))
    async with town.running():
        group = await paper_in(town)
        before = len(town.texts(town.bob, group))
        toast = await town.toast(town.bob, "Emma", group)
        assert (toast.text or "", toast.is_alert) == (shown, False)
        assert (len(town.texts(town.bob, group)), len(town.texts(town.bob))) == (before, 0)


async def test_a_chosen_option_says_so_in_words(town: Town) -> None:
    async with town.running():
        group = await paper_in(town)
        paper = await town.sees(town.alice, "Bulletin", group)
        assert paper.labels[0] == ["Emma", "✓ choisi\xa0: Germinal"]
        assert paper.labels[1] == ["Nana"]


async def test_a_view_takes_the_place_of_what_was_pressed(town: Town) -> None:
    async with town.running():
        group = await paper_in(town)
        paper = await town.sees(town.alice, "Bulletin", group)
        await town.toast(town.bob, "Déplier", group)
        await town.sandbox.sight.until(lambda: any("Replier" in row for row in paper.labels))
        again = town.sandbox.people.forge_press(town.bob, group, "pf_1", paper)
        await town.sandbox.sight.answer_to(again)
    assert len(town.texts(town.bob, group)) == 1
    assert len(town.sandbox.record.not_modified) == 1


async def test_a_replaced_message_that_is_gone_comes_anew(town: Town) -> None:
    async with town.running():
        group = await paper_in(town)
        town.sandbox.faults.fail_next("editMessageText", 400, "Bad Request: message to edit not found")
        await town.toast(town.bob, "Déplier", group)
        await town.sandbox.sight.until(lambda: len(town.texts(town.bob, group)) == 2)
    assert all("Bulletin" in text for text in town.texts(town.bob, group))


@pytest.mark.parametrize("label", ["long", "show"])
async def test_a_long_note_goes_to_the_private_chat(town: Town, label: str) -> None:
    async with town.running():
        group = await paper_in(town)
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        toast = await town.toast(town.bob, label, group)
        assert toast.text == "I have answered you in private."
        await town.sees(town.bob, "A long word" if label == "long" else "Paper")


async def test_a_long_text_for_a_stranger_is_an_alert_cut_visibly(town: Town) -> None:
    async with town.running():
        group = await paper_in(town)
        toast = await town.toast(town.bob, "long", group)
        assert toast.is_alert
        assert toast.text.endswith("…")
        assert len(toast.text) <= 200


async def test_what_a_stranger_should_go_on_with_opens_behind_a_link(town: Town) -> None:
    async with town.running():
        group = await paper_in(town)
        toast = await town.toast(town.bob, "show", group)
        town.sandbox.people.open_link(town.bob, toast.url)
        paper = await town.sees(town.bob, "Paper")
        assert any("Fold" in row for row in paper.labels)


async def test_a_button_for_private_leads_there_and_counts_for_the_group(town: Town) -> None:
    async with town.running():
        group = await paper_in(town)
        town.sandbox.people.follow(town.bob, group, "Mon bulletin")
        paper = await town.sees(town.bob, "Paper")
        assert "callback_data" in next(button for button in paper.buttons if button["text"] == "My paper")
    (caller,) = town.probe.callers
    assert caller.home is not None
    assert caller.place.address.space == str(group.id)


async def test_a_button_for_private_is_no_way_into_a_group(town: Town) -> None:
    async with town.running():
        group = await town.group(town.alice)
        town.say(town.alice, "/paper@agora_bot", group)
        paper = await town.sees(town.alice, "Bulletin", group)
        url = next(button["url"] for button in paper.buttons if "url" in button)
        town.sandbox.people.open_link(town.bob, url)
        await town.sees(town.bob, "Paper")
    (caller,) = town.probe.callers
    assert caller.home is None
    assert caller.place.is_private


async def test_a_refused_press_is_an_alert(town: Town) -> None:
    async with town.running():
        toast = await town.toast(town.bob, "refuse", await paper_in(town))
    assert (toast.text, toast.is_alert) == ("The answer is no: not now", True)


async def test_a_press_that_hits_a_bug_gets_a_reference(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    async with town.running():
        toast = await town.toast(town.bob, "crash", await paper_in(town))
    (incident,) = [record.message.split()[1] for record in caplog.records if record.message.startswith("incident")]
    assert toast.is_alert
    assert incident in toast.text


async def test_a_press_that_answers_nothing_is_still_answered(town: Town) -> None:
    async with town.running():
        toast = await town.toast(town.bob, "nothing", await paper_in(town))
    assert toast.text == ""


@pytest.mark.parametrize(
    "data", ["zz_1", "pm", "pm_1_2", "pf_zzzzzzzzzzzzzzzzzzzz", "ps_<b>", "F_abcdef_o_0", "F_", "_", "é" * 30, " "]
)
async def test_a_forged_press_gets_a_clear_private_answer(town: Town, data: str) -> None:
    async with town.running():
        group = await paper_in(town)
        press = town.sandbox.people.forge_press(town.bob, group, data)
        toast = await town.sandbox.sight.answer_to(press)
    assert toast.is_alert
    assert "no longer works" in toast.text or "is past" in toast.text
    assert town.probe.marks == []


async def test_a_button_of_before_a_restart_still_works(town: Town) -> None:
    async with town.running():
        group = await paper_in(town)
    async with town.running():
        assert (await town.toast(town.bob, "Emma", group)).text == "Noted: Emma."


async def test_a_press_told_too_late_is_not_an_error(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with town.running():
        group = await paper_in(town)
        town.sandbox.faults.fail_next("answerCallbackQuery", 400, "Bad Request: query is too old")
        press = town.press(town.bob, "Emma", group)
        await town.sandbox.sight.until(lambda: town.probe.marks)
        await town.toast(town.bob, "Germinal", group)
    assert caplog.records == []
    assert not press.is_answered
    press.was_blamed = True
    town.sandbox.world.presses.pop(press.id)


async def test_a_slow_press_is_ended_in_time_and_told_afterwards(town: Town) -> None:
    town.pace = replace(town.pace, patience_seconds=0.2)
    async with town.running():
        town.start(town.bob)
        town.say(town.bob, "/paper")
        await town.sees(town.bob, "Paper")
        press = town.press(town.bob, "slow")
        toast = await town.sandbox.sight.answer_to(press)
        assert toast.text == ""
        town.probe.gate.set()
        await town.sees(town.bob, "Noted: at last")


async def test_a_press_on_a_message_sent_through_the_bot_is_answered(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        person = {"id": town.bob.id, "is_bot": False, "first_name": "Bob"}
        query = {"id": "99", "from": person, "chat_instance": "1", "inline_message_id": "x", "data": "pm_1"}
        town.sandbox.push_raw(town.bot, {"callback_query": query})
        call = await town.sandbox.sight.call("answerCallbackQuery")
    assert call.parameters["callback_query_id"] == "99"
    assert town.probe.marks == []
    # The sandbox knows no such messages, and takes the answer for one to a press that never was.
    town.sandbox.record.clear()
