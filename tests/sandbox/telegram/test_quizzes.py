"""A quiz knows its right answers, or is refused as at the vendor; a poll is asked for none."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Poll

from tests.sandbox.telegram.conftest import Town

REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "correct quiz option list must be non-empty"),
    ({"correct_option_ids": []}, "correct quiz option list must be non-empty"),
    ({"correct_option_ids": [1, 0]}, "correct quiz option list must be increasing"),
    ({"correct_option_ids": [1, 1]}, "correct quiz option list must be increasing"),
    ({"correct_option_ids": [0, 2]}, "wrong quiz correct_option_id"),
    ({"correct_option_id": -1}, "wrong quiz correct_option_id"),
    ({"correct_option_ids": ["Oui"]}, "correct option identifier must be of type Number"),
    ({"correct_option_ids": [True]}, "correct option identifier must be of type Number"),
    ({"correct_option_ids": "0 or 1"}, "can't parse correct option identifiers JSON object"),
)


@pytest.mark.parametrize(("more", "refusal"), REFUSED)
async def test_a_quiz_without_right_answers_is_refused(town: Town, more: dict[str, Any], refusal: str) -> None:
    group = town.group()
    answer = await town.raw(
        "sendPoll", chat_id=group.id, question="Emma ?", options=["Oui", "Non"], type="quiz", **more
    )
    assert (answer["status"], answer["description"]) == (400, f"Bad Request: {refusal}")
    assert not any(message.ballot for message in group.messages.values())


async def test_a_quiz_keeps_its_right_answers_and_a_poll_has_none(town: Town) -> None:
    group = town.group()
    async with town.app(poll=False) as app:
        await app.bot.send_poll(group.id, "Emma ?", ["Oui", "Non"], type=Poll.QUIZ, correct_option_ids=[1])
        town_poll = await town.raw(
            "sendPoll", chat_id=group.id, question="Emma ?", options=["Oui"], correct_option_ids=[7]
        )
    quiz, poll = [message.ballot for message in group.messages.values() if message.ballot]
    assert (quiz.kind, quiz.correct_option_ids) == ("quiz", [1])
    assert (poll.kind, poll.correct_option_ids) == ("regular", [])
    assert town_poll["ok"]
