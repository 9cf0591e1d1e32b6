"""A town with a real bot in it under a clock that can be moved; the bot notes the events that a test waits for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord

from sandbox.discord import (
    PRIVILEGED,
    Channel,
    ChannelKind,
    ChannelPlan,
    DiscordSandbox,
    RateLimits,
    SandboxSettings,
    flags,
)
from sandbox.page.clock import MovableClock
from tests.sandbox.discord.bots import Bot, online, plain_intents
from tests.sandbox.discord.conftest import Town, found

NOTED = ("thread_", "raw_thread_", "guild_channel_create", "scheduled_event_", "raw_poll_", "raw_reaction_", "message")


class Witness(Bot):
    """Notes what it hears of threads, events, polls, reactions and messages."""

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        super().dispatch(event, *args, **kwargs)
        if event.startswith(NOTED):
            self.heard.put_nowait((event, args[-1]))

    def has_heard(self, wanted: str) -> list[Any]:
        """What waits under that name, without waiting; everything is taken."""
        waiting = [self.heard.get_nowait() for _ in range(self.heard.qsize())]
        return [thing for name, thing in waiting if name == wanted]


@dataclass(frozen=True, slots=True)
class Stage:
    town: Town
    bot: Witness
    clock: MovableClock

    @property
    def salon(self) -> discord.TextChannel:
        channel = self.bot.get_channel(self.town.salon.id)
        assert isinstance(channel, discord.TextChannel)
        return channel

    @property
    def guild(self) -> discord.Guild:
        guild = self.bot.get_guild(self.town.guild.id)
        assert guild is not None
        return guild

    def deny(self, *rights: str, where: Channel | None = None) -> None:
        user = self.town.sandbox.application.user
        self.town.sandbox.build.set_rights(where or self.town.salon, user, deny=flags(*rights))

    def forum(self, *tags: str) -> Channel:
        return self.town.sandbox.build.add_channel(self.town.guild, "avis", ChannelPlan(ChannelKind.FORUM, tags=tags))

    def leap(self, **hours: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**hours))
        self.town.sandbox.hours.look()


@asynccontextmanager
async def staged(intents: discord.Intents | None = None, limits: RateLimits | None = None) -> AsyncIterator[Stage]:
    clock = MovableClock()
    settings = SandboxSettings(privileged_intents=PRIVILEGED, now=clock.now, rate_limits=limits or RateLimits())
    async with DiscordSandbox(settings) as sandbox:
        town = found(sandbox)
        bot = Witness(intents or plain_intents())
        async with online(sandbox, bot):
            yield Stage(town, bot, clock)
        assert sandbox.unhandled == []
