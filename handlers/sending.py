"""Sends and edits what was drawn, over a live connection; must not decide who sees what."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError
from telegram.ext import ExtBot

from core.kernel.identity import Address
from core.ui.cards import View
from core.ui.charts import Draw, no_picture
from core.ui.words import Words
from handlers.documents import post_document
from handlers.limits import label_of
from handlers.pacer import Lane
from handlers.places import head_of, topic_of
from handlers.render import Drawn, Painter
from handlers.transport import NotSent

log = logging.getLogger(__name__)

Bot = ExtBot[Lane]
Result = TypeVar("Result")
RECONNECT_SECONDS = (0.5, 2.0, 5.0)
"""How long a reply waits before it is tried again when no connection could be made: nothing has left yet."""
PICTURE = "picture.png"
_NOT_MODIFIED = "message is not modified"
_NO_TEXT = "there is no text in the message to edit"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Line:
    """The bot and its painter, for as long as the connection lives."""

    bot: Bot
    painter: Painter
    patience_seconds: float
    """How long a press may go without any answer."""
    draw: Draw = no_picture

    async def post(self, to: Address, view: View, words: Words, *, lane: Lane, answering: int = 0) -> telegram.Message:
        """Send a view, as an answer to the message of that number when there is one, or to the head of the room's
        chain; raises TelegramError."""
        answering = answering or head_of(to)
        drawn = self.painter.draw(view, words, to)
        file = drawn.card.attachment
        if file is not None and (sent := await post_document(self.bot, to, drawn, file, lane)) is not None:
            return sent
        picture = await self.draw(drawn.chart) if drawn.chart else None
        sent = await self._post_photo(to, drawn, picture, lane, answering) if picture and drawn.fits_caption else None
        if sent is not None:
            return sent
        message = await self.bot.send_message(
            int(to.space),
            drawn.text,
            parse_mode=ParseMode.HTML,
            reply_markup=drawn.keyboard,
            message_thread_id=topic_of(to),
            link_preview_options=_NO_PREVIEW,
            reply_parameters=_answer(answering),
            rate_limit_args=lane,
        )
        if picture and not drawn.fits_caption:
            await self._add_photo(to, picture, message.message_id, lane)
        return message

    async def _post_photo(
        self, to: Address, drawn: Drawn, picture: bytes, lane: Lane, answering: int
    ) -> telegram.Message | None:
        """Send picture, words and buttons as one message; None when no picture is taken here. Raises TelegramError."""
        try:
            return await self.bot.send_photo(
                int(to.space),
                picture,
                drawn.caption,
                parse_mode=ParseMode.HTML,
                show_caption_above_media=True,
                reply_markup=drawn.keyboard,
                message_thread_id=topic_of(to),
                reply_parameters=_answer(answering),
                filename=PICTURE,
                rate_limit_args=lane,
            )
        except BadRequest as problem:
            # Nothing was posted. If it was not for the picture, the words alone are refused in the same way.
            log.warning("Telegram takes no picture here: %s", type(problem).__name__)
            return None

    async def _add_photo(self, to: Address, picture: bytes, message: int, lane: Lane) -> None:
        """Send a picture without a sound, after the words that are too long to go with it and are there already."""
        try:
            await self.bot.send_photo(
                int(to.space),
                picture,
                disable_notification=True,
                message_thread_id=topic_of(to),
                reply_parameters=_answer(message),
                filename=PICTURE,
                rate_limit_args=lane,
            )
        except TelegramError as problem:
            log.warning("a picture could not be added: %s", type(problem).__name__)

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
        """Replace a message; one that looks so already is fine. Raises TelegramError.

        A new picture takes the place of the old one, or of a text. A view without one changes the words alone: a photo
        cannot become a text again, and keeps its picture.
        """
        drawn = self.painter.draw(view, words, to)
        picture = await self.draw(drawn.chart) if drawn.chart else None
        if picture and drawn.fits_caption and await self._tried(self._edit_photo(to, message, drawn, picture)):
            return
        try:
            await self._edit_text(to, message, drawn)
        except BadRequest as problem:
            if _NO_TEXT not in problem.message.lower():
                raise
            if not (picture and await self._tried(self._edit_photo(to, message, drawn, picture))):
                await self._edit_caption(to, message, drawn)

    async def _tried(self, act: Awaitable[None]) -> bool:
        """Return whether Telegram took what it may refuse for the picture's sake."""
        try:
            await act
        except BadRequest as problem:
            log.warning("Telegram takes no picture here: %s", type(problem).__name__)
            return False
        return True

    async def _edit_photo(self, to: Address, message: int, drawn: Drawn, picture: bytes) -> None:
        photo = InputMediaPhoto(picture, drawn.caption, ParseMode.HTML, filename=PICTURE, show_caption_above_media=True)
        await self.bot.edit_message_media(photo, int(to.space), message, reply_markup=drawn.keyboard)

    async def _edit_text(self, to: Address, message: int, drawn: Drawn) -> None:
        with _fine_if_same():
            await self.bot.edit_message_text(
                drawn.text,
                int(to.space),
                message,
                parse_mode=ParseMode.HTML,
                reply_markup=drawn.keyboard,
                link_preview_options=_NO_PREVIEW,
            )

    async def _edit_caption(self, to: Address, message: int, drawn: Drawn) -> None:
        with _fine_if_same():
            await self.bot.edit_message_caption(
                int(to.space),
                message,
                caption=drawn.caption,
                parse_mode=ParseMode.HTML,
                show_caption_above_media=True,
                reply_markup=drawn.keyboard,
            )

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
                message_thread_id=topic_of(to),
                reply_parameters=_answer(answering),
            )
        )

    async def can_reach(self, user: Address) -> bool:
        """Return whether a person can be written to alone; asked without leaving a trace."""
        try:
            await self.bot.send_chat_action(int(user.space), telegram.constants.ChatAction.TYPING)
        except TelegramError:
            return False
        return True


@contextmanager
def _fine_if_same() -> Iterator[None]:
    """Telegram refuses an edit that changes nothing."""
    try:
        yield
    except BadRequest as problem:
        if _NOT_MODIFIED not in problem.message.lower():
            raise


def _answer(message: int) -> ReplyParameters | None:
    return ReplyParameters(message, allow_sending_without_reply=True) if message else None


async def persist(act: Callable[[], Awaitable[Result]]) -> Result:
    """Run a call, and again after each pause while no connection can be made; raises TelegramError."""
    for pause in RECONNECT_SECONDS:
        try:
            return await act()
        except NotSent:
            await asyncio.sleep(pause)
    return await act()
