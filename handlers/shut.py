"""Groups that the bot may not write in: how a refusal is recognised, and what the one who asked is told of it.

Must not write in such a group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from core.kernel.errors import Unavailable
from core.kernel.identity import Address, Caller, Standing
from core.ui.cards import Block, Bullets, Card, Paragraph
from core.ui.words import Words
from handlers.rights import RUNS, SEND, membership, missing_rights

_REASONS = {
    "blocked": "blocked",
    "initiate conversation": "never-started",
    "kicked": "removed",
    "not a member": "removed",
    "deactivated": "deactivated",
    "chat not found": "chat-gone",
    "chat was deleted": "chat-gone",
    "thread not found": "topic-gone",
    "topic_closed": "topic-closed",
    "topic_deleted": "topic-gone",
    "not enough rights": "no-right",
    "no rights": "no-right",
    "no write access": "no-right",
    "need administrator rights": "no-right",
    "chat_write_forbidden": "no-right",
    "chat_restricted": "no-right",
    "chat_send_plain_forbidden": "no-right",
    "message to edit not found": "message-gone",
    "message can't be edited": "message-gone",
}
"""A short word for the operator by a part of what Telegram says, which may also quote a text and is not kept."""
_RIGHTS: dict[str, Sequence[str]] = {
    "removed": ("right-telegram-member",),
    "chat-gone": ("right-telegram-member",),
    "topic-closed": ("right-telegram-topics",),
    "topic-gone": (),
    "no-right": (SEND,),
}
"""What the bot lacks where it cannot write at all; of "no-right", only when Telegram does not tell more."""


def reason_of(problem: TelegramError) -> str:
    """Return a short word for what Telegram refuses for good, "refused" when it is none that is known."""
    said = problem.message.lower()
    return next((word for part, word in _REASONS.items() if part in said), "refused")


@dataclass(frozen=True, slots=True)
class ShutNotice:
    """That the bot cannot write in the group; to its staff, what it lacks."""

    rights: Sequence[str] = ()

    def as_card(self, words: Words) -> Card:
        blocks: list[Block] = [Paragraph(words.line("telegram-shut"))]
        if self.rights:
            blocks.append(Paragraph(words.line("telegram-shut-rights")))
            blocks.append(Bullets(tuple(words.line(each) for each in self.rights)))
        return Card(blocks=tuple(blocks))


@dataclass(frozen=True, slots=True)
class ShutRooms:
    """Remembers who of a group's staff was told what the bot lacks there, until it can write there again."""

    bot: telegram.Bot
    _told: set[tuple[str, str]] = field(default_factory=set)

    @staticmethod
    def reason(problem: TelegramError) -> str | None:
        """Return why nothing can be written in that place, or None when the failure is another one."""
        reason = reason_of(problem) if isinstance(problem, BadRequest | Forbidden) else ""
        return reason if reason in _RIGHTS else None

    async def notice_for(self, caller: Caller, user: telegram.User, place: Address, reason: str) -> ShutNotice:
        """Return what to tell: everybody that it is so, the staff what is missing, once."""
        if (place.space, caller.account.user) in self._told or not await self._is_staff(caller, user, place):
            return ShutNotice()
        rights: Sequence[str] = ()
        if reason == "no-right":
            try:
                rights = await missing_rights(self.bot, place)
            except Unavailable:
                rights = ()
        return ShutNotice(rights or _RIGHTS[reason])

    def note_told(self, caller: Caller, place: Address, notice: ShutNotice) -> None:
        if notice.rights:
            self._told.add((place.space, caller.account.user))

    def note_open(self, place: Address) -> None:
        """The bot has written there: when it is shut again, its staff is told again."""
        for key in [key for key in self._told if key[0] == place.space]:
            self._told.discard(key)

    async def _is_staff(self, caller: Caller, user: telegram.User, place: Address) -> bool:
        if caller.runs_place or caller.standing >= Standing.BOOKSELLER:
            return True
        try:
            return await membership(self.bot, place, user) in RUNS
        except Unavailable:
            return False
