"""Carries letters to Telegram and tells what became of them; must not decide whether they should go."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from core.kernel.digests import digest_of
from core.kernel.identity import Address, OutboxId, PlaceKind, Platform
from core.kernel.outbox import Landed, Moved, PerhapsDelivered, TryLater, Undeliverable
from core.ui.cards import View
from core.ui.rooms import Opening, Shutting, Slowing
from core.ui.words import Words
from handlers.pacer import Lane, seconds_of
from handlers.places import TELEGRAM
from handlers.rights import missing_rights
from handlers.rooms import TelegramRooms
from handlers.sending import Line
from handlers.shut import reason_of
from handlers.transport import NotSent

log = logging.getLogger(__name__)


class TelegramCourier:
    """Satisfies core.delivery.ports.Courier and the communities' Inspection."""

    recognises_repeats = False
    """Telegram knows no key for a message: what is in doubt is settled by the letter's own rule."""

    def __init__(self, line: Callable[[], Line | None]) -> None:
        self._line = line
        self._rooms = TelegramRooms()

    @property
    def platform(self) -> Platform:
        return TELEGRAM

    def digest(self, to: Address, view: View, words: Words) -> str:
        """Return what stands for the message as it would be drawn, its picture as what it is drawn from."""
        drawn = self._live().painter.draw(view, words, to)
        return digest_of(drawn.text, drawn.keyboard.to_json() if drawn.keyboard else "", repr(drawn.chart))

    async def post(self, letter: OutboxId, to: Address, view: View, words: Words) -> Landed:
        """Post the view, as "chat/message"; raises Undeliverable, TryLater, PerhapsDelivered or Moved."""
        line = self._live()
        try:
            if to.kind is PlaceKind.SHARED and isinstance(view, Opening):
                return await self._rooms.open(line, letter, to, view, words)
            if to.kind is PlaceKind.SHARED and isinstance(view, Slowing | Shutting):
                return await self._rooms.tend(line, letter, to, view, words)
            message = await line.post(to, view, words, lane=Lane.BROADCAST)
        except TelegramError as problem:
            raise meaning_of(problem, to) from None
        return Landed(f"{message.chat.id}/{message.message_id}")

    async def edit(self, message: str, to: Address, view: View, words: Words) -> None:
        """Replace a posted message; a message that already looks so is fine."""
        number = message.rpartition("/")[2]
        if not number.isdecimal():
            raise Undeliverable("message-gone")
        try:
            await self._live().edit(to, int(number), view, words)
        except TelegramError as problem:
            raise meaning_of(problem, to) from None

    async def missing_rights(self, address: Address, /) -> Sequence[str]:
        """Return the message ids of the rights the bot lacks in a group."""
        return await missing_rights(self._live().bot, address)

    async def name_of(self, address: Address, /) -> str:
        """Return the group's title, or ""."""
        try:
            chat = await self._live().bot.get_chat(int(address.space))
        except TelegramError:
            return ""
        return chat.title or ""

    def _live(self) -> Line:
        line = self._line()
        if line is None:
            raise TryLater
        return line


def meaning_of(problem: TelegramError, to: Address) -> Exception:
    """Return what a failure means for the letter. The order matters: much of the library's is a NetworkError."""
    match problem:
        case RetryAfter():
            return TryLater(seconds_of(problem))
        case ChatMigrated():
            return Moved(replace(to, space=str(problem.new_chat_id)))
        case Forbidden() | BadRequest():
            return Undeliverable(reason_of(problem))
        case NotSent():
            return TryLater()
        case NetworkError():
            return PerhapsDelivered()
    return TryLater()
