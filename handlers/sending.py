"""Sends and edits what was drawn, over a live connection; must not decide who sees what."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.ext import ExtBot

from core.kernel.identity import Address
from core.ui.cards import View
from core.ui.words import Words
from handlers.limits import label_of
from handlers.pacer import Lane
from handlers.render import Painter
from handlers.transport import NotSent

log = logging.getLogger(__name__)

Bot = ExtBot[Lane]
Result = TypeVar("Result")
RECONNECT_SECONDS = (0.5, 2.0, 5.0)
"""How long a reply waits before it is tried again when no connection could be made: nothing has left yet."""
_NOT_MODIFIED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Line:
    """The bot and its painter, for as long as the connection lives."""

    bot: Bot
    painter: Painter
    patience_seconds: float
    """How long a press may go without any answer."""

    async def post(self, to: Address, view: View, words: Words, *, lane: Lane, answering: int = 0) -> telegram.Message:
        """Send a view, as an answer to the message of that number when there is one; raises TelegramError."""
        drawn = self.painter.draw(view, words, to)
        return await self.bot.send_message(
            int(to.space),
            drawn.text,
            parse_mode=ParseMode.HTML,
            reply_markup=drawn.keyboard,
            message_thread_id=int(to.room) if to.room else None,
            link_preview_options=_NO_PREVIEW,
            reply_parameters=ReplyParameters(answering, allow_sending_without_reply=True) if answering else None,
            rate_limit_args=lane,
        )

    async def say(self, to: Address, view: View, words: Words, answering: int = 0) -> telegram.Message:
        """Send a reply, and again while no connection can be made; to a group that has just become a supergroup, there.

        Raises TelegramError.
        """
        try:
            return await persist(lambda: self.post(to, view, words, lane=Lane.REPLY, answering=answering))
        except ChatMigrated as moved:
            there = replace(to, space=str(moved.new_chat_id))
            return await persist(lambda: self.post(there, view, words, lane=Lane.REPLY))

    async def edit(self, to: Address, message: int, view: View, words: Words) -> None:
        """Replace a message; one that looks so already is fine. Raises TelegramError."""
        drawn = self.painter.draw(view, words, to)
        try:
            await self.bot.edit_message_text(
                drawn.text,
                int(to.space),
                message,
                parse_mode=ParseMode.HTML,
                reply_markup=drawn.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as problem:
            if _NOT_MODIFIED not in problem.message.lower():
                raise

    async def replace(self, to: Address, message: int, view: View, words: Words) -> None:
        """Replace a message, or send a new one when that message can no longer be changed; raises TelegramError."""
        try:
            await persist(lambda: self.edit(to, message, view, words))
        except BadRequest as problem:
            if not any(words in problem.message.lower() for words in _GONE):
                raise
            await self.say(to, view, words)

    async def point(self, to: Address, words: Words, message: str, url: str, answering: int) -> None:
        """Say in a few words that it goes on elsewhere, with a button that leads there; raises TelegramError."""
        button = InlineKeyboardButton(label_of(words("open-private")), url=url)
        await persist(
            lambda: self.bot.send_message(
                int(to.space),
                words(message),
                reply_markup=InlineKeyboardMarkup([[button]]),
                message_thread_id=int(to.room) if to.room else None,
                reply_parameters=ReplyParameters(answering, allow_sending_without_reply=True) if answering else None,
            )
        )

    async def can_reach(self, user: Address) -> bool:
        """Return whether a person can be written to alone; asked without leaving a trace."""
        try:
            await self.bot.send_chat_action(int(user.space), telegram.constants.ChatAction.TYPING)
        except TelegramError:
            return False
        return True


async def persist(act: Callable[[], Awaitable[Result]]) -> Result:
    """Run a call, and again after each pause while no connection can be made; raises TelegramError."""
    for pause in RECONNECT_SECONDS:
        try:
            return await act()
        except NotSent:
            await asyncio.sleep(pause)
    return await act()
