"""Discord's connection: registers the commands, passes on what people do, notices where the bot is no longer; must not
answer by itself."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
import discord
import yarl
from discord.http import Route

from cogs.bind import register, same_commands
from cogs.house import DISCORD, House
from cogs.reception import Reception
from core.kernel.errors import AdapterRefused, AdapterUnreachable

log = logging.getLogger(__name__)

LONGEST_WAIT_SECONDS = 60.0
GUILD_READY_SECONDS = 0.2
DRAIN_SECONDS = 3.0
"""How long what is being answered may still take when the bot stops."""


class Client(discord.Client):
    """discord.py's client with the least it needs: guilds, no members, no messages, no cache of either."""

    def __init__(self, house: House) -> None:
        # The bot never speaks aloud: the library need not warn at each start that it could not.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT_SECONDS,
            guild_ready_timeout=GUILD_READY_SECONDS,
        )
        self.house = house
        self.reception = Reception(house)
        self.is_open = asyncio.Event()
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._is_closing = False

    async def setup_hook(self) -> None:
        """Register the commands, when they differ from what Discord has."""
        assert self.application_id is not None  # noqa: S101 - set by login
        wanted = register(self.house.catalogue, self.house.dictionary)
        # The library's own call leaves the localisations out, and every start would seem to change something.
        path = Route("GET", "/applications/{application_id}/commands", application_id=self.application_id)
        present = await self.http.request(path, params={"with_localizations": "true"})
        if not same_commands(wanted, list(map(dict, present))):
            await self.http.bulk_upsert_global_commands(self.application_id, wanted)

    async def on_ready(self) -> None:
        self.is_open.set()
        await self._call_the_roll()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self.house.on_left(DISCORD, str(guild.id))

    async def _call_the_roll(self) -> None:
        """Notice the guilds that the bot was removed from while it was away: nothing else will tell."""
        for space in await self.house.spaces(DISCORD):
            if self.get_guild(int(space)) is not None:
                continue
            try:
                await self.http.get_guild(int(space))
            except (discord.Forbidden, discord.NotFound):
                await self.house.on_left(DISCORD, space)
            except discord.HTTPException as problem:
                log.warning("whether the bot is still in a guild is not known: %s", problem.status)

    async def close(self) -> None:
        """Take nothing new, answer what is in hand, then disconnect."""
        self._is_closing = True
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=DRAIN_SECONDS)
        # The library forgets it, and it would tell of being ready to a client that is closed.
        getting_ready = self._connection._ready_task  # noqa: SLF001
        if getting_ready is not None:
            getting_ready.cancel()
        await super().close()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        task = asyncio.current_task()
        if task is None or self._is_closing:
            return
        self._in_hand.add(task)
        try:
            await self.reception.hear(interaction)
        except discord.NotFound:
            log.warning("an interaction was answered too late")
        except discord.HTTPException as problem:
            log.warning("an answer was refused by Discord: %s %s", problem.status, problem.code)
        finally:
            self._in_hand.discard(task)


class DiscordAdapter:
    """Runs a client; made anew after each failure by its supervisor."""

    def __init__(self, token: str, api_root: str, house: House) -> None:
        self._token = token
        self._api_root = api_root.rstrip("/")
        self._house = house
        self.client: Client | None = None
        self.opened = asyncio.Event()

    async def run(self) -> None:
        """Stay connected until closed; raises AdapterRefused when the token is refused, AdapterUnreachable when nobody
        answers."""
        Route.BASE = self._api_root
        self.client = client = Client(self._house)
        try:
            gateway = await self._log_in(client)
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
            watching = asyncio.create_task(self._tell_open(client))
            try:
                await client.connect()
            finally:
                watching.cancel()
        except discord.LoginFailure as problem:
            raise AdapterRefused("token-refused-discord") from problem
        finally:
            self.opened.clear()
            await client.close()

    async def _log_in(self, client: Client) -> dict[str, Any]:
        """Log in and return where the gateway is."""
        try:
            await client.login(self._token)
            return dict(await client.http.request(Route("GET", "/gateway")))
        except (discord.DiscordServerError, aiohttp.ClientConnectionError, OSError) as problem:
            raise AdapterUnreachable(type(problem).__name__) from None

    async def close(self) -> None:
        if self.client is not None:
            await self.client.close()

    async def _tell_open(self, client: Client) -> None:
        await client.is_open.wait()
        log.info("Discord is on")
        self.opened.set()
