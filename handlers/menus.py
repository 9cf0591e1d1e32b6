"""Keeps the command menus up to date in every scope and language; must not decide who may do what."""

from __future__ import annotations

import asyncio

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

from core.kernel.identity import Standing
from core.ui.catalogue import Catalogue
from core.ui.words import LOCALES
from handlers.names import Names
from handlers.sending import Bot

SCOPES: tuple[tuple[BotCommandScope, Standing], ...] = (
    (BotCommandScopeDefault(), Standing.NETWORK_OWNER),
    (BotCommandScopeAllPrivateChats(), Standing.NETWORK_OWNER),
    (BotCommandScopeAllGroupChats(), Standing.READER),
    (BotCommandScopeAllChatAdministrators(), Standing.NETWORK_OWNER),
)
"""In a group everybody would see the staff's commands: there they are shown to administrators only."""


async def offer_menus(bot: Bot, names: Names, catalogue: Catalogue) -> None:
    """Set the menus that differ from what Telegram has; a reader of any other language gets the first one's.

    A list counts for one exact scope and language, so that each of them needs its own.
    """
    wanted = [
        (scope, code, names.menu(catalogue, code or LOCALES[0], standing))
        for scope, standing in SCOPES
        for code in ("", *LOCALES)
    ]
    await asyncio.gather(*(_offer(bot, scope, code, menu) for scope, code, menu in wanted))


async def _offer(bot: Bot, scope: BotCommandScope, code: str, menu: list[BotCommand]) -> None:
    if list(await bot.get_my_commands(scope, code or None)) != menu:
        await bot.set_my_commands(menu, scope, code or None)
