"""The terms of native polls: votes that stand, ends, explanations, hidden results; by the sandbox's own clock."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram.error import BadRequest

from sandbox.telegram.entities import Ballot, Chat
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.server import TelegramSandbox
from tests.sandbox.telegram.conftest import Town


class Hand:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 1, 18, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def group(town: Town) -> Chat:
    return town.group()


def ballot_of(chat: Chat, message_id: int) -> Ballot:
    ballot = chat.messages[message_id].ballot
    assert ballot
    return ballot


async def test_a_quiz_explains_itself_and_its_votes_stand(town: Town, group: Chat) -> None:
    async with town.app(poll=False) as app:
        sent = await app.bot.send_poll(
            group.id,
            "Qui a écrit Nana ?",
            ["Zola", "Sand"],
            type="quiz",
            correct_option_ids=[0],
            explanation="<b>Zola</b>, en 1880",
            explanation_parse_mode="HTML",
        )
    assert sent.poll
    assert (sent.poll.explanation, sent.poll.explanation_entities[0].type) == ("Zola, en 1880", "bold")
    message = group.messages[sent.message_id]
    town.sandbox.people.vote(town.bob, message, 1)
    for options in ((0,), ()):
        with pytest.raises(CannotDo) as refused:
            town.sandbox.people.vote(town.bob, message, *options)
        assert refused.value.reason == "vote-stands"
    assert ballot_of(group, message.id).votes == {town.bob.id: [1]}


async def test_a_poll_may_fix_its_votes_or_hide_its_results(town: Town, group: Chat) -> None:
    answer = await town.raw(
        "sendPoll", chat_id=group.id, question="?", options=[{"text": "a"}, {"text": "b"}], allows_revoting=False,
        hide_results_until_closes=True)  # fmt: skip
    ballot = ballot_of(group, answer["result"]["message_id"])
    assert (ballot.allows_revoting, ballot.hides_results) == (False, True)
    assert answer["result"]["poll"]["allows_revoting"] is False


async def test_a_vote_in_a_poll_that_was_passed_on_counts_once_and_is_told_to_its_bot(town: Town, group: Chat) -> None:
    sent = await town.raw("sendPoll", chat_id=group.id, question="?", options=["a", "b"], is_anonymous=False)
    message = group.messages[sent["result"]["message_id"]]
    copy = town.sandbox.gestures.forward(town.alice, message, town.group())
    town.sandbox.people.vote(town.bob, copy, 1)
    town.sandbox.people.vote(town.bob, message, 0)
    updates = (await town.raw("getUpdates"))["result"]
    assert [one["poll_answer"]["option_ids"] for one in updates if "poll_answer" in one] == [[1], [0]]
    assert ballot_of(group, message.id).votes == {town.bob.id: [0]}


async def test_a_poll_ends_by_the_clock_and_its_bot_is_told_once() -> None:
    hand = Hand()
    async with TelegramSandbox(hand.now) as sandbox:
        bot = sandbox.build.add_bot("Agora", "agora_bot")
        alice = sandbox.build.add_user("Alice", "alice")
        town = Town(sandbox, bot, alice, sandbox.build.add_user("Bob", "bob"))
        group = town.group()
        sent = await town.raw("sendPoll", chat_id=group.id, question="?", options=["a", "b"], open_period=60)
        poll = sent["result"]["poll"]
        assert (poll["open_period"], poll["close_date"]) == (60, int(hand.at.timestamp()) + 60)
        message = group.messages[sent["result"]["message_id"]]
        hand.at += timedelta(seconds=59)
        sandbox.hours.look()
        sandbox.people.vote(alice, message, 0)
        hand.at += timedelta(seconds=1)
        sandbox.hours.look()
        sandbox.hours.look()
        with pytest.raises(CannotDo) as refused:
            sandbox.people.vote(alice, message, 1)
        assert refused.value.reason == "poll-over"
        updates = (await town.raw("getUpdates"))["result"]
    assert [one["poll"]["is_closed"] for one in updates if "poll" in one] == [False, True]


@pytest.mark.long
async def test_without_a_hand_on_the_clock_the_end_comes_by_itself(town: Town, group: Chat) -> None:
    sent = await town.raw("sendPoll", chat_id=group.id, question="?", options=["a", "b"], open_period=5)
    ballot = ballot_of(group, sent["result"]["message_id"])
    await town.sandbox.sight.until(lambda: ballot.is_closed, timeout_s=20)


@pytest.mark.parametrize(
    ("terms", "complaint"),
    [
        ({"open_period": 4}, "POLL_CLOSE_DATE_INVALID"),
        ({"close_date": 1}, "POLL_CLOSE_DATE_INVALID"),
        ({"type": "quiz"}, "must be non-empty"),
        ({"type": "quiz", "correct_option_ids": [2]}, "wrong quiz correct_option_id"),
        ({"type": "quiz", "correct_option_ids": ["a"]}, "must be of type Number"),
        ({"type": "quiz", "correct_option_ids": [0], "explanation": "x" * 201}, "explanation is too long"),
    ],
)
async def test_impossible_terms_are_refused(town: Town, group: Chat, terms: dict[str, object], complaint: str) -> None:
    answer = await town.raw("sendPoll", chat_id=group.id, question="?", options=["a", "b"], **terms)
    assert (answer["status"], complaint.lower() in answer["description"].lower()) == (400, True)
    assert not any(message.ballot for message in group.messages.values())


async def test_two_ends_at_once_are_a_broken_rule(town: Town, group: Chat) -> None:
    async with town.app(poll=False) as app:
        with pytest.raises(BadRequest):
            await app.bot.send_poll(group.id, "?", ["a", "b"], open_period=3)
    soon = town.sandbox.world.date + 60
    await town.raw(
        "sendPoll", chat_id=group.id, question="?", options=["a", "b"], open_period=60, close_date=soon, explanation="x"
    )
    assert [rule for rule in town.broken_rules() if "together" in rule or "explanation" in rule] == [
        "sendPoll: only a quiz has an explanation",
        "sendPoll: open_period can't be used together with close_date",
    ]
