"""Where a basic group is now: a button pressed on a message of before its move still names the old chat.

Must not move anything that is stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import telegram
from telegram.error import ChatMigrated, TelegramError

from core.kernel.identity import Address

LOWEST_BASIC_GROUP = -999_999_999_999
"""Supergroups and channels are numbered below (ChatId.h of https://github.com/tdlib/td)."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Asks Telegram once for each basic group and remembers the answer while the connection lives."""

    bot: telegram.Bot
    _now: dict[str, str] = field(default_factory=dict)

    def note(self, old: Address, new: Address) -> None:
        """The group has just become a supergroup."""
        self._now[old.space] = new.space

    async def present(self, place: Address) -> Address:
        """Return the place under its present number; as it is while Telegram cannot tell."""
        if not LOWEST_BASIC_GROUP <= int(place.space) < 0:
            return place
        if place.space not in self._now:
            try:
                # Of a group that has moved the members are not told, and this leaves no trace in one that has not.
                await self.bot.get_chat_member_count(int(place.space))
            except ChatMigrated as moved:
                self._now[place.space] = str(moved.new_chat_id)
            except TelegramError:
                return place
            else:
                self._now[place.space] = place.space
        return replace(place, space=self._now[place.space])
