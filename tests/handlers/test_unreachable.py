"""Answers that do not arrive: who blocked the bot, a connection that fails; somebody is told, nothing runs twice."""

from __future__ import annotations

import logging

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut

from handlers.sending import RECONNECT_SECONDS, persist
from handlers.transport import NotSent
from sandbox.telegram.faults import Fault
from sandbox.telegram.wire import ApiError
from tests.handlers.leaping import leap
from tests.handlers.town import Town


def fail_towards(town: Town, chat: int, status: int, description: str) -> None:
    """Let the next message to one chat fail."""
    town.sandbox.faults.add(Fault("sendMessage", ApiError(status, description, {}), chat_id=chat))


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: chat not found"),
    ],
)
async def test_who_shut_the_door_meanwhile_is_told_in_the_group_to_open_it(
    town: Town, status: int, description: str
) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        fail_towards(town, town.bob.id, status, description)
        said = town.say(town.bob, "/echo@agora_bot Emma", group)
        told = await town.sees(town.bob, "Ouvrez notre conversation", group)
        assert told.reply_to is said
        assert any(button.get("url") == "https://t.me/agora_bot" for button in told.buttons)
    assert town.probe.echoes == ["Emma"]


async def test_a_note_for_who_blocked_the_bot_becomes_an_alert(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        town.say(town.bob, "/paper@agora_bot", group)
        await town.sees(town.bob, "Bulletin", group)
        town.sandbox.doors.block(town.bob, town.bot)
        toast = await town.toast(town.bob, "long", group)
        assert toast.is_alert
        assert toast.text.startswith("A long word")
        assert len(town.texts(town.bob, group)) == 1


async def test_who_blocked_the_bot_and_comes_back_is_served(town: Town) -> None:
    async with town.running():
        group = await town.group()
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        town.sandbox.doors.block(town.bob, town.bot)
        town.say(town.bob, "/echo@agora_bot Emma", group)
        await town.sees(town.bob, "Continuons en privé", group)
        town.sandbox.people.follow(town.bob, group, "Ouvrir la conversation")
        await town.sees(town.bob, "You said: Emma")
    assert town.probe.echoes == ["Emma"]


@pytest.mark.parametrize(("status", "description"), [(500, "Internal Server Error"), (502, "Bad Gateway")])
async def test_an_answer_that_may_have_arrived_is_not_sent_again(
    town: Town, status: int, description: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        fail_towards(town, town.bob.id, status, description)
        town.say(town.bob, "/echo lost")
        town.say(town.bob, "/echo after")
        await town.sees(town.bob, "You said: after")
        assert not any("lost" in text for text in town.texts(town.bob))
    assert town.probe.echoes == ["lost", "after"]
    assert "an answer did not arrive: NetworkError" in caplog.text


async def test_an_answer_that_must_wait_a_moment_arrives_once(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        await town.sees(town.bob, "Hello")
        town.sandbox.faults.throttle_next("sendMessage", 1)
        town.say(town.bob, "/echo Emma")
        await town.sees(town.bob, "You said: Emma")
    assert sum("Emma" in text for text in town.texts(town.bob)) == 1
    assert town.probe.echoes == ["Emma"]


async def test_a_press_whose_toast_fails_has_its_effect_all_the_same(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with town.running():
        town.start(town.bob)
        town.say(town.bob, "/paper")
        paper = await town.sees(town.bob, "Paper")
        town.sandbox.faults.fail_next("answerCallbackQuery", 500, "Internal Server Error")
        press = town.press(town.bob, "Unfold")
        await town.sandbox.sight.until(lambda: any("Fold" in row for row in paper.labels))
        await town.toast(town.bob, "Emma")
    assert "a press could not be answered: NetworkError" in caplog.text
    press.was_blamed = True
    town.sandbox.world.presses.pop(press.id)


async def test_a_button_on_a_message_too_old_to_change_brings_a_new_one(town: Town) -> None:
    async with town.running():
        town.start(town.bob)
        town.say(town.bob, "/paper")
        await town.sees(town.bob, "Paper")
        town.sandbox.faults.fail_next("editMessageText", 400, "Bad Request: message can't be edited")
        await town.toast(town.bob, "Unfold")
        await town.sandbox.sight.until(lambda: sum("Paper" in text for text in town.texts(town.bob)) == 2)


@pytest.mark.parametrize("failures", range(len(RECONNECT_SECONDS) + 1))
def test_what_never_left_is_tried_again_after_each_pause(failures: int) -> None:
    tries: list[int] = []

    async def act() -> str:
        tries.append(len(tries))
        if len(tries) <= failures:
            raise NotSent("no connection")
        return "sent"

    assert leap(persist(act)) == "sent"
    assert len(tries) == failures + 1


def test_what_never_leaves_is_given_up_in_the_end() -> None:
    tries: list[int] = []

    async def act() -> None:
        tries.append(1)
        raise NotSent("no connection")

    with pytest.raises(NotSent):
        leap(persist(act))
    assert len(tries) == len(RECONNECT_SECONDS) + 1


@pytest.mark.parametrize("problem", [TimedOut(), NetworkError("lost"), Forbidden("blocked"), BadRequest("bad")])
def test_what_may_have_left_or_was_refused_is_not_tried_again(problem: TelegramError) -> None:
    tries: list[int] = []

    async def act() -> None:
        tries.append(1)
        raise problem

    with pytest.raises(type(problem)):
        leap(persist(act))
    assert tries == [1]
