"""Trouble on demand and rate limits, as a real client lives through them."""

import asyncio
import re
from collections.abc import Awaitable
from typing import Any

import discord
import pytest

from sandbox.discord import Bucket, DiscordSandbox, RateLimits, SandboxSettings, text_of
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town, found

SEND = r"POST /channels/\d+/messages$"


def send(bot: Bot, town: Town, text: str) -> Awaitable[Any]:
    return bot.get_partial_messageable(town.salon.id).send(text)


@pytest.mark.parametrize("is_global", [False, True])
async def test_a_429_is_retried_by_the_client(town: Town, *, is_global: bool) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        town.sandbox.faults.throttle_next(SEND, 0.01, is_global=is_global, times=2)
        await send(bot, town, "enfin")
    assert [text_of(message) for message in town.salon.messages.values()] == ["enfin"]
    assert len(town.sandbox.record.throttled) == 2
    assert town.sandbox.faults.pending == 0
    assert town.sandbox.violations == []


async def test_a_failure_on_demand_hits_once(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        town.sandbox.faults.fail_next(SEND, 403, 50013)
        with pytest.raises(discord.Forbidden) as refused:
            await send(bot, town, "non")
        await send(bot, town, "oui")
    assert refused.value.code == 50013
    assert [text_of(message) for message in town.salon.messages.values()] == ["oui"]
    assert [(request.status, request.code) for request in town.sandbox.requests[-2:]] == [(403, 50013), (200, 0)]


async def test_a_slow_answer_comes_after_the_deed(town: Town) -> None:
    async with online(town.sandbox, Bot(plain_intents())) as bot:
        town.sandbox.faults.slow_next(SEND, 0.2)
        sending = asyncio.ensure_future(send(bot, town, "lent"))
        await town.sandbox.until(lambda: town.salon.messages)
        assert not sending.done()
        await sending


async def test_a_lost_callback_leaves_the_answer_shown(town: Town) -> None:
    bot = Bot(plain_intents())

    @bot.tree.command(name="hello", description="Hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("bonjour")

    @bot.tree.error
    async def on_error(_interaction: discord.Interaction, error: Exception) -> None:
        bot.heard.put_nowait(("error", type(error.__cause__ or error).__name__))

    async with online(town.sandbox, bot):
        town.sandbox.faults.lose_next(r"/callback$")
        assert (await town.sandbox.people.types(town.alice, town.salon, "/hello")).text == "bonjour"
        assert await bot.hears("error") in {"ServerDisconnectedError", "CommandInvokeError"}


async def test_buckets_pace_the_client_before_any_429() -> None:
    limits = RateLimits(buckets=(Bucket(re.compile(SEND), 2, 0.2),))
    async with DiscordSandbox(SandboxSettings(rate_limits=limits)) as sandbox:
        town = found(sandbox)
        async with online(sandbox, Bot(plain_intents())) as bot:
            await asyncio.gather(*(send(bot, town, str(number)) for number in range(5)))
        assert len(town.salon.messages) == 5
        assert len(sandbox.record.throttled) <= 2


async def test_a_full_bucket_answers_429_with_its_headers() -> None:
    limits = RateLimits(buckets=(Bucket(re.compile("GET /users/@me$"), 1, 60.0),))
    async with DiscordSandbox(SandboxSettings(rate_limits=limits)) as sandbox:
        found(sandbox)
        bot = Bot(plain_intents())
        async with online(sandbox, bot):
            with pytest.raises(discord.RateLimited) as limited:
                await bot.http.request(discord.http.Route("GET", "/users/@me"))
        assert 30 < limited.value.retry_after <= 60
        assert sandbox.record.throttled == ["GET /users/@me"]


async def test_the_global_limit_spares_interactions() -> None:
    limits = RateLimits(per_second=5)
    async with DiscordSandbox(SandboxSettings(rate_limits=limits)) as sandbox:
        town, bot = found(sandbox), Bot(plain_intents())
        channels = [sandbox.build.add_channel(town.guild, f"salon-{number}") for number in range(6)]

        @bot.tree.command(name="hello", description="Hello")
        async def hello(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("bonjour")

        async with online(sandbox, bot):
            await asyncio.gather(*(bot.get_partial_messageable(one.id).send("x") for one in channels))
            throttled = len(sandbox.record.throttled)
            acts = [sandbox.people.types(town.alice, town.salon, "/hello") for _ in range(20)]
            answers = await asyncio.gather(*acts)
        assert throttled >= 1
        assert len(sandbox.record.throttled) == throttled
        assert {answer.kind for answer in answers} == {"message"}
        assert all(len(channel.messages) == 1 for channel in channels)


async def test_routes_nobody_knows_are_noted() -> None:
    async with DiscordSandbox() as sandbox:
        found(sandbox)
        async with online(sandbox, Bot(plain_intents())) as bot:
            with pytest.raises(discord.NotFound):
                await bot.http.request(discord.http.Route("GET", "/sticker-packs"))
        assert sandbox.unhandled == ["GET /sticker-packs"]
