"""Looks at Discord from outside, without connecting: is the token good, what may the bot do where; must not send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord.http import Route

from core.kernel.errors import AdapterRefused
from core.kernel.identity import Address

NEEDED = {"view_channel": "right-view-channel", "send_messages": "right-send-messages"}


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
        """Return the message ids of rights the bot lacks in a channel, by Discord's own order of overwrites."""
        http = self._client.http
        try:
            channel: dict[str, Any] = dict(await http.get_channel(int(address.room or address.space)))
            guild: dict[str, Any] = dict(await http.get_guild(int(address.space)))
            member: dict[str, Any] = dict(await http.get_member(int(address.space), self._me))
        except discord.HTTPException:
            return [NEEDED["view_channel"]]
        held = _held(guild, member, channel, str(self._me))
        return [message for right, message in NEEDED.items() if not getattr(held, right)]

    @property
    def _me(self) -> int:
        return self._client.user.id if self._client.user else 0


def _held(guild: dict[str, Any], member: dict[str, Any], channel: dict[str, Any], me: str) -> discord.Permissions:
    """Return what a member may do in a channel (Discord's documentation, "Permission Hierarchy")."""
    mine = {str(guild["id"]), *map(str, member["roles"])}
    held = 0
    for role in guild["roles"]:
        if str(role["id"]) in mine:
            held |= int(role["permissions"])
    if held & discord.Permissions(administrator=True).value:
        return discord.Permissions.all()
    overwrites = {str(each["id"]): (int(each["allow"]), int(each["deny"])) for each in channel["permission_overwrites"]}
    allow, deny = overwrites.get(str(guild["id"]), (0, 0))
    held = held & ~deny | allow
    roles = [overwrites[role] for role in mine - {str(guild["id"])} if role in overwrites]
    for _, denied in roles:
        held &= ~denied
    for allowed, _ in roles:
        held |= allowed
    allow, deny = overwrites.get(me, (0, 0))
    return discord.Permissions(held & ~deny | allow)
