"""Sends a card with its file as one message; must not decide who may have it."""

from __future__ import annotations

import logging

import telegram
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from core.kernel.identity import Address
from core.ui.cards import Attachment
from handlers.limits import DOCUMENT_BYTES
from handlers.pacer import Lane
from handlers.render import Drawn

log = logging.getLogger(__name__)


async def post_document(
    bot: ExtBot[Lane], to: Address, drawn: Drawn, file: Attachment, lane: Lane
) -> telegram.Message | None:
    """Send file, words and buttons as one message; None when no file is taken here. Raises TelegramError."""
    if len(file.content) > DOCUMENT_BYTES:
        return None
    try:
        return await bot.send_document(
            int(to.space),
            file.content,
            drawn.caption,
            parse_mode=ParseMode.HTML,
            reply_markup=drawn.keyboard,
            message_thread_id=int(to.room) if to.room else None,
            filename=file.name,
            # Else Telegram makes a film of what it takes for one.
            disable_content_type_detection=True,
            rate_limit_args=lane,
        )
    except BadRequest as problem:
        # Nothing was posted. If it was not for the file, the words alone are refused in the same way.
        log.warning("Telegram takes no file here: %s", type(problem).__name__)
        return None
