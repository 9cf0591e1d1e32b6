"""Looks at Discord from outside, without connecting: is the token good, what may the bot do where; must not send."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord.http import Route

from cogs.rights import missing_rights
from core.kernel.errors import AdapterRefused
from core.kernel.identity import Address


class DiscordCheckup:
    """Asks the REST interface only, so that it can run beside the bot."""

    def __init__(self, token: str, api_root: str) -> None:
        self._token, self._api_root = token, api_root.rstrip("/")
        self._client = discord.Client(intents=discord.Intents.none())

    async def open(self) -> None:
        """Raises AdapterRefused when the token is refused, OSError or discord.HTTPException when nobody answers."""
        Route.BASE = self._api_root
        try:
            await self._client.login(self._token)
        except discord.LoginFailure as problem:
            raise AdapterRefused("token-refused-discord") from problem

    async def close(self) -> None:
        await self._client.close()

    async def missing_rights(self, address: Address, /) -> Sequence[str]:
        """Return the message ids of rights the bot lacks in a channel."""
        me = self._client.user
        return await missing_rights(self._client.http, me.id if me else 0, address)
