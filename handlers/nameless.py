"""Speakers without a name, an administrator for the group or somebody for a channel; must not run what they ask."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import telegram
from telegram.error import TelegramError

from handlers.house import TelegramHouse
from handlers.links import RunFor, link_to
from handlers.names import Names, Typed
from handlers.places import address_of, is_anonymous
from handlers.sending import Line

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Nameless:
    """A command needs to know a person: a link into their private chat finds out who they are."""

    line: Line
    house: TelegramHouse
    names: Names

    async def ask_who(self, message: telegram.Message, typed: Typed) -> None:
        """Answer a command that is known with the link; a channel's own post, forwarded by Telegram, asks nothing."""
        found = self.names.find(typed)
        if found is None or message.is_automatic_forward:
            return
        place = address_of(message)
        url = link_to(self.line.bot.username, RunFor(found[0].path, place))
        words = self.house.dictionary.words("")
        sentence = "telegram-anonymous" if is_anonymous(message) else "telegram-as-channel"
        try:
            await self.line.point(place, words, sentence, url, message.message_id)
        except TelegramError as problem:
            log.warning("somebody without a name could not be answered: %s", type(problem).__name__)
