"""Looks at Telegram from outside, without taking updates: is the token good, is the bot where it should be."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot
from telegram.error import InvalidToken

from core.kernel.errors import AdapterRefused
from core.kernel.identity import Address
from handlers.rights import missing_rights
from handlers.transport import AiohttpRequest


class TelegramCheckup:
    """Asks questions only, so that it can run beside the bot."""

    def __init__(self, token: str, api_root: str) -> None:
        root = api_root.rstrip("/")
        self._bot = Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
        )

    async def open(self) -> None:
        """Raises AdapterRefused when the token is refused, telegram.error.TelegramError when nobody answers."""
        try:
            await self._bot.initialize()
        except InvalidToken as problem:
            raise AdapterRefused("token-refused-telegram") from problem

    async def close(self) -> None:
        await self._bot.shutdown()

    async def missing_rights(self, address: Address, /) -> Sequence[str]:
        """Return the message ids of rights the bot lacks in a group."""
        return await missing_rights(self._bot, address)
