"""The one answer Telegram wants for each press: a toast, an alert, a link or nothing; must not choose its words."""

from __future__ import annotations

import asyncio
import logging

import telegram
from telegram.error import BadRequest, TelegramError

from handlers.sending import Line

log = logging.getLogger(__name__)


class PressToast:
    """Answered exactly once, in time even when the work is slow. Without a press there is nothing to answer."""

    def __init__(self, line: Line, query: telegram.CallbackQuery | None) -> None:
        self._line = line
        self._query = query
        self._early: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.is_open = query is not None
        """Whether something can still be shown."""
        if query is not None:
            self._timer = asyncio.get_running_loop().call_later(line.patience_seconds, self._end_early)

    async def show(self, text: str = "", *, is_alert: bool = False, url: str = "") -> None:
        """Answer the press; nothing happens when it was answered before."""
        if not self.is_open or self._query is None:
            return
        self.is_open = False
        if self._timer:
            self._timer.cancel()
        try:
            await self._line.bot.answer_callback_query(
                self._query.id, text or None, show_alert=is_alert or None, url=url or None
            )
        except BadRequest as problem:
            # Too old: the press came before a long stop. Its effect stands, only the toast is lost.
            log.info("a press was answered too late: %s", problem.message)
        except TelegramError as problem:
            log.warning("a press could not be answered: %s", type(problem).__name__)

    async def finish(self) -> None:
        """End the waiting sign of a press that nothing answered."""
        await self.show()
        if self._early is not None:
            await self._early

    def _end_early(self) -> None:
        self._early = asyncio.get_running_loop().create_task(self.show())
