"""Native polls and reactions by a real bot and by people: rules, votes, the end by the clock, the result."""

from datetime import timedelta
from typing import Any

import discord
import pytest

from sandbox.discord import Message, NotOffered, flags
from sandbox.discord.wire import ApiError
from tests.sandbox.discord.bots import code_of
from tests.sandbox.discord.staging import Stage, staged


def asked(*answers: str, hours: int = 1, multiple: bool = False) -> discord.Poll:
    poll = discord.Poll("Quel livre ?", duration=timedelta(hours=hours), multiple=multiple)
    for answer in answers:
        poll.add_answer(text=answer)
    return poll


async def opened(stage: Stage, *answers: str, multiple: bool = False) -> tuple[discord.Message, Message]:
    sent = await stage.salon.send(poll=asked(*answers, multiple=multiple))
    return sent, stage.town.salon.messages[sent.id]


async def test_a_vote_replaces_the_last_one_and_can_be_taken_back() -> None:
    async with staged(discord.Intents.all()) as stage:
        gestures, alice = stage.town.sandbox.gestures, stage.town.alice
        _, message = await opened(stage, "Emma", "Nana")
        gestures.votes(alice, message, "Emma")
        gestures.votes(alice, message, "2")
        gestures.withdraws(alice, message)
        heard = [
            (name, (await stage.bot.hears(f"raw_poll_vote_{name}")).answer_id)
            for name in ("add", "remove", "add", "remove")
        ]
        assert heard == [("add", 1), ("remove", 1), ("add", 2), ("remove", 2)]
        with pytest.raises(NotOffered):
            gestures.votes(alice, message, "Emma", "Nana")
    assert message.poll_votes == {1: [], 2: []}


async def test_a_poll_of_several_answers_takes_them_together() -> None:
    async with staged() as stage:
        sent, message = await opened(stage, "Emma", "Nana", "Zadig", multiple=True)
        stage.town.sandbox.gestures.votes(stage.town.alice, message, "Emma", "Zadig")
        read = (await stage.salon.fetch_message(sent.id)).poll
    assert read is not None
    assert [(answer.text, answer.vote_count, answer.self_voted) for answer in read.answers] == [
        ("Emma", 1, False),
        ("Nana", 0, False),
        ("Zadig", 1, False),
    ]


@pytest.mark.parametrize("intents", [discord.Intents(guilds=True, guild_messages=True, message_content=True)])
async def test_votes_are_told_only_to_a_bot_that_asks_for_them(intents: discord.Intents) -> None:
    async with staged(intents) as stage:
        _, message = await opened(stage, "Emma", "Nana")
        stage.town.sandbox.gestures.votes(stage.town.alice, message, "Emma")
        stage.town.sandbox.gestures.reacts(stage.town.alice, message, "📚")
        await stage.salon.send("ensuite")
        await stage.bot.hears("message")
        await stage.bot.hears("message")
        assert stage.bot.has_heard("raw_poll_vote_add") == stage.bot.has_heard("raw_reaction_add") == []


async def test_a_poll_ends_by_the_clock_and_its_result_is_posted_once() -> None:
    async with staged(discord.Intents.all()) as stage:
        gestures, town = stage.town.sandbox.gestures, stage.town
        sent, message = await opened(stage, "Emma", "Nana")
        await stage.bot.hears("message")
        gestures.votes(town.alice, message, "Nana")
        stage.leap(minutes=61)
        stage.leap(minutes=1)
        result = await stage.bot.hears("message")
        ended = await stage.salon.fetch_message(sent.id)
        with pytest.raises(ApiError):
            gestures.votes(town.bob, message, "Emma")
        assert await code_of(ended.end_poll()) == 520001
        await stage.salon.send("et voilà")
        assert (await stage.bot.hears("message")).content == "et voilà"
    assert result.type is discord.MessageType.poll_result
    assert result.reference.message_id == sent.id
    assert ended.poll is not None
    assert ended.poll.is_finalised()
    assert ended.poll.victor_answer_id == 2 or ended.poll.answers[1].vote_count == 1
    assert ended.edited_at is None


async def test_a_tie_has_no_winner() -> None:
    async with staged() as stage:
        sent, message = await opened(stage, "Emma", "Nana")
        stage.town.sandbox.gestures.votes(stage.town.alice, message, "Emma")
        stage.town.sandbox.gestures.votes(stage.town.bob, message, "Nana")
        await sent.end_poll()
    told = {field["name"]: field["value"] for field in list(stage.town.salon.messages.values())[-1].embeds[0]["fields"]}
    assert told == {"poll_question_text": "Quel livre ?", "victor_answer_votes": "1", "total_votes": "2"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": {"text": ""}},
        {"question": {"text": "x" * 301}},
        {"answers": []},
        {"answers": [{"poll_media": {"text": "x"}}] * 11},
        {"answers": [{"poll_media": {"text": "x" * 56}}]},
        {"duration": 0},
        {"duration": 769},
    ],
)
async def test_a_bad_poll_is_refused_and_counted(wrong: dict[str, Any]) -> None:
    async with staged() as stage:
        poll = {"question": {"text": "Quel livre ?"}, "answers": [{"poll_media": {"text": "Emma"}}], "duration": 1}
        route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=stage.town.salon.id)
        assert await code_of(stage.bot.http.request(route, json={"poll": poll | wrong})) == 50035
        assert len(stage.town.sandbox.violations) == 1


async def test_polls_have_their_own_right_and_one_ends_ones_own() -> None:
    async with staged() as stage:
        sent, message = await opened(stage, "Emma")
        message.author = stage.town.alice
        assert await code_of(sent.end_poll()) == 50005
        assert await code_of((await stage.salon.send("x")).end_poll()) == 520006
        stage.deny("SEND_POLLS")
        assert await code_of(stage.salon.send(poll=asked("Emma"))) == 50013


async def test_anybody_may_join_a_reaction_but_a_new_one_asks_for_its_right() -> None:
    async with staged(discord.Intents.all()) as stage:
        town, gestures = stage.town, stage.town.sandbox.gestures
        said = town.sandbox.people.says(town.bob, town.salon, "Emma !")
        message = await stage.salon.fetch_message(said.id)
        await message.add_reaction("📚")
        town.sandbox.build.set_rights(town.salon, town.alice, deny=flags("ADD_REACTIONS"))
        gestures.reacts(town.alice, said, "📚")
        with pytest.raises(NotOffered) as refused:
            gestures.reacts(town.alice, said, "🔥")
        assert refused.value.reason == "no-reaction"
        read = await stage.salon.fetch_message(said.id)
        assert [(each.count, each.me) for each in read.reactions] == [(2, True)]
        await read.clear_reaction("📚")
        assert (await stage.bot.hears("raw_reaction_clear_emoji")).message_id == said.id
        assert await code_of(read.clear_reaction("📚")) == 10014
    assert said.reactions == {}


async def test_a_message_takes_twenty_kinds_of_reactions_from_anybody() -> None:
    async with staged() as stage:
        said = stage.town.sandbox.people.says(stage.town.bob, stage.town.salon, "Emma !")
        for number in range(20):
            stage.town.sandbox.gestures.reacts(stage.town.alice, said, chr(0x1F600 + number))
        with pytest.raises(ApiError):
            stage.town.sandbox.gestures.reacts(stage.town.alice, said, "📚")
        assert await code_of(stage.salon.get_partial_message(said.id).add_reaction("📚")) == 30010
