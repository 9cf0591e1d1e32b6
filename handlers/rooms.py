"""Rooms that letters open and shut on Telegram: topics, or else chains of answers; must not decide when.

A chain is named by the message at its head, "r<message>", after the topic it stands in, if any: "12r345". What was done
for the last letters is remembered, so that a try that comes again opens no second topic and says nothing twice. When a
process dies between opening a room and its being written down, that room stays behind: Telegram has no list of topics.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from dataclasses import dataclass, field, replace

import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from core.kernel.identity import Address, OutboxId
from core.kernel.outbox import Landed
from core.ui.rooms import Opening, Shutting, Slowing
from core.ui.spans import cut
from core.ui.words import Words
from handlers.limits import TOPIC_NAME, cut_units
from handlers.pacer import Lane
from handlers.places import head_of, topic_of
from handlers.sending import Bot, Line

log = logging.getLogger(__name__)

REMEMBERED = 256
"""Letters; far more than are in doubt at once."""
_NO_TOPICS = re.compile("not a forum|not enough rights|need administrator rights", re.IGNORECASE)
"""What Telegram answers where the bot may open no topic: then the head opens a chain."""
_GONE = re.compile("thread not found|topic_deleted|topic_id_invalid", re.IGNORECASE)
_SHUT_ALREADY = re.compile(f"topic_not_modified|{_GONE.pattern}", re.IGNORECASE)
"""What it answers for a topic that is closed already, or gone with everything in it."""


@dataclass(slots=True)
class Begun:
    """What was done for a letter so far."""

    topic: int | None = None
    """The topic opened for it; 0 where there can be none, None before it was tried."""
    message: telegram.Message | None = None
    landed: Landed | None = None
    """All of it was done, though perhaps it could not be written down."""


@dataclass(frozen=True, slots=True)
class TelegramRooms:
    """The deeds of one courier."""

    begun: OrderedDict[OutboxId, Begun] = field(default_factory=OrderedDict)

    async def open(self, line: Line, letter: OutboxId, to: Address, opening: Opening, words: Words) -> Landed:
        """Open a topic, or a chain of answers where there can be none; raises TelegramError."""
        begun = self._begun(letter)
        if begun.landed is not None:
            return begun.landed
        is_new = begun.topic is None
        if begun.topic is None:
            begun.topic = await _open_topic(line.bot, to, opening.name)
        place = replace(to, room=str(begun.topic)) if begun.topic else to
        try:
            message = await line.post(place, opening.view, words, lane=Lane.BROADCAST)
        except BadRequest as problem:
            if is_new or not begun.topic or _GONE.search(problem.message) is None:
                raise
            # Somebody deleted the topic that an earlier try had left empty.
            del self.begun[letter]
            return await self.open(line, letter, to, opening, words)
        room = place if begun.topic else replace(to, room=f"{to.room}r{message.message_id}")
        begun.landed = Landed(f"{message.chat.id}/{message.message_id}", room)
        await _pin(line.bot, to, message.message_id)
        return begun.landed

    async def tend(self, line: Line, letter: OutboxId, to: Address, deed: Slowing | Shutting, words: Words) -> Landed:
        """Say it in the room, and shut the room when that is asked; raises TelegramError.

        A bot cannot slow a group down (Telegram's documentation knows no method for it): that is said and no more.
        """
        begun = self._begun(letter)
        if begun.landed is not None:
            return begun.landed
        if begun.message is None:
            begun.message = await line.post(to, deed.view, words, lane=Lane.BROADCAST)
        if isinstance(deed, Shutting):
            await _shut(line.bot, to)
        begun.landed = Landed(f"{begun.message.chat.id}/{begun.message.message_id}")
        return begun.landed

    def _begun(self, letter: OutboxId) -> Begun:
        known = self.begun.setdefault(letter, Begun())
        if len(self.begun) > REMEMBERED:
            self.begun.popitem(last=False)
        return known


async def _open_topic(bot: Bot, to: Address, name: str) -> int:
    """Return the number of a new topic, 0 where the bot can open none; raises TelegramError."""
    if not (await bot.get_chat(int(to.space))).is_forum:
        return 0
    try:
        opened = await bot.create_forum_topic(int(to.space), cut_units(cut(name, TOPIC_NAME), TOPIC_NAME))
    except (BadRequest, Forbidden) as problem:
        if not _NO_TOPICS.search(problem.message):
            raise
        log.warning("Telegram lets the bot open no topic: it lacks the right to manage topics")
        return 0
    return opened.message_thread_id


async def _pin(bot: Bot, to: Address, message: int) -> None:
    try:
        await bot.pin_chat_message(int(to.space), message, disable_notification=True)
    except TelegramError as problem:
        log.info("a head is not pinned: %s", type(problem).__name__)


async def _shut(bot: Bot, to: Address) -> None:
    """Close a topic; a chain cannot be closed, and its head is pinned no more."""
    if head := head_of(to):
        try:
            await bot.unpin_chat_message(int(to.space), message_id=head)
        except TelegramError as problem:
            log.info("a head stays pinned: %s", type(problem).__name__)
    elif topic := topic_of(to):
        try:
            await bot.close_forum_topic(int(to.space), topic)
        except (BadRequest, Forbidden) as problem:
            if _SHUT_ALREADY.search(problem.message) is None:
                log.warning("Telegram does not let the bot close a topic: it lacks the right to manage topics")
