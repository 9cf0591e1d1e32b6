"""Carries letters to Discord and tells what became of them; must not decide whether they should go."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence

import aiohttp
import discord

from cogs.client import Client
from cogs.house import DISCORD
from cogs.illustration import Illustrated, illustrate
from cogs.render import card_of, render
from cogs.rights import missing_rights
from cogs.rooms import DiscordRooms, while_awake
from core.kernel.digests import digest_of
from core.kernel.identity import Address, OutboxId, PlaceKind, Platform
from core.kernel.outbox import Landed, PerhapsDelivered, TryLater, Undeliverable
from core.ui.cards import View
from core.ui.rooms import Opening, Shutting, Slowing, said_by
from core.ui.words import Words

SENDS_PER_SECOND = 45
"""Under the 50 a second that Discord allows a bot over everything; channels' own limits discord.py knows by itself."""


class Pacer:
    """Hands out the next free slot, so that letters never burst."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        """Return when it is one's turn."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        slot = max(self._next, now)
        self._next = slot + self._gap
        if slot > now:
            await asyncio.sleep(slot - now)


class DiscordCourier:
    """Satisfies core.delivery.ports.Courier and the communities' Inspection."""

    platform: Platform = DISCORD
    recognises_repeats = True
    """A message's nonce is its letter's id, and Discord drops a second one within a few minutes."""

    def __init__(self, client: Callable[[], Client | None]) -> None:
        self._client = client
        self._pacer = Pacer(SENDS_PER_SECOND)
        self._rooms = DiscordRooms()

    def digest(self, to: Address, view: View, words: Words) -> str:  # noqa: ARG002 - it looks the same everywhere
        """Return what stands for the message as it would be drawn, its picture as what it is drawn from."""
        card = card_of(view, words)
        try:
            return digest_of(json.dumps(render(card, words)), repr(card.chart))
        except ValueError as problem:
            raise Undeliverable("discord-too-many-controls") from problem

    async def post(self, letter: OutboxId, to: Address, view: View, words: Words) -> Landed:
        drawn = await self._drawn(view, words)
        if isinstance(view, Opening | Slowing | Shutting) and to.kind is PlaceKind.SHARED:
            return await self._do(letter, to, view, drawn)
        channel = await self._channel(to)
        await self._pacer.turn()
        try:
            message = await drawn.send(lambda raw, files: channel.send(view=raw, files=files, nonce=str(letter)))
        except Exception as problem:
            raise _meaning(problem) from problem
        return Landed(f"{message.channel.id}/{message.id}")

    async def _do(
        self, letter: OutboxId, to: Address, view: Opening | Slowing | Shutting, drawn: Illustrated
    ) -> Landed:
        client = self._live()
        await self._pacer.turn()
        try:
            if isinstance(view, Opening):
                return await self._rooms.open(client, letter, to, view, drawn)
            return await self._rooms.tend(client, letter, to, view, drawn)
        except Exception as problem:
            raise _meaning(problem) from problem

    async def edit(self, message: str, to: Address, view: View, words: Words) -> None:  # noqa: ARG002 - it names its own place
        channel_id, _, message_id = message.partition("/")
        if not (channel_id.isdecimal() and message_id.isdecimal()):
            raise Undeliverable("message-gone")
        drawn = await self._drawn(view, words)
        await self._pacer.turn()
        posted = self._live().get_partial_messageable(int(channel_id)).get_partial_message(int(message_id))
        try:
            # Naming the files takes away those of before: a picture goes when the view that comes has none.
            await while_awake(
                self._live(),
                int(channel_id),
                lambda: drawn.send(lambda raw, files: posted.edit(view=raw, attachments=files)),
            )
        except Exception as problem:
            raise _meaning(problem) from problem

    async def missing_rights(self, address: Address, /) -> Sequence[str]:
        """Return the message ids of rights the bot lacks in a channel."""
        client = self._live()
        return await missing_rights(client.http, client.user.id if client.user else 0, address)

    async def name_of(self, address: Address, /) -> str:
        guild = self._live().get_guild(int(address.space)) if address.space else None
        return guild.name if guild else ""

    async def _channel(self, to: Address) -> discord.abc.Messageable:
        client = self._live()
        if to.kind is PlaceKind.SHARED:
            return client.get_partial_messageable(int(to.room or to.space))
        try:
            return await client.create_dm(discord.Object(int(to.space)))
        except Exception as problem:
            raise _meaning(problem) from problem

    async def _drawn(self, view: View, words: Words) -> Illustrated:
        """Return what is sent; a letter that can never be drawn is given up, for no later try would do better."""
        try:
            return await illustrate(said_by(view), words, self._live().house.draw)
        except ValueError as problem:
            raise Undeliverable("discord-too-many-controls") from problem

    def _live(self) -> Client:
        client = self._client()
        if client is None or client.is_closed():
            raise TryLater
        return client


def _meaning(problem: Exception) -> Exception:
    """Return what a failure means for the letter."""
    if isinstance(problem, discord.RateLimited):
        return TryLater(problem.retry_after)
    if isinstance(problem, discord.DiscordServerError):
        return TryLater()
    if isinstance(problem, discord.HTTPException):
        if problem.status in {401, 429}:
            # A refused token is the bot's trouble and not the letter's: the adapter says so, and the letter waits.
            return TryLater()
        return Undeliverable(f"discord-{problem.status}-{problem.code}")
    if isinstance(problem, aiohttp.ClientConnectorError):
        return TryLater()
    if isinstance(problem, TimeoutError | aiohttp.ClientError | OSError):
        return PerhapsDelivered()
    return problem
