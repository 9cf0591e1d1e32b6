"""Telegram's chats and people as the core's places and arrivals; must not ask the network anything."""

from __future__ import annotations

import re
from dataclasses import dataclass

import telegram
from telegram.constants import ChatType

from core.kernel.identity import Account, Address, Arrival, Place, PlaceKind, Platform, RequestKey

TELEGRAM = Platform("telegram")


def private_address(user: telegram.User) -> Address:
    """Return where one person is written to alone."""
    return Address(TELEGRAM, str(user.id), kind=PlaceKind.PRIVATE)


def address_of(message: telegram.MaybeInaccessibleMessage) -> Address:
    """Return where a message stands. A thread counts only when it is a topic: elsewhere it is a chain of replies."""
    chat = message.chat
    if chat.type == ChatType.PRIVATE:
        return Address(TELEGRAM, str(chat.id), kind=PlaceKind.PRIVATE)
    room = ""
    if isinstance(message, telegram.Message) and message.is_topic_message and message.message_thread_id:
        room = str(message.message_thread_id)
    return Address(TELEGRAM, str(chat.id), room)


_ROOM = re.compile(r"(\d*)(?:r(\d+))?")
"""A topic, and the head of a chain of answers in it; either may be missing."""


def topic_of(to: Address) -> int | None:
    """Return the topic that an address names, or None."""
    found = _ROOM.fullmatch(to.room)
    return int(found[1]) if found and found[1] else None


def head_of(to: Address) -> int:
    """Return the message that everything in an address's room answers, or 0."""
    found = _ROOM.fullmatch(to.room)
    return int(found[2]) if found and found[2] else 0


def account_of(user: telegram.User) -> Account:
    return Account(TELEGRAM, str(user.id))


@dataclass(frozen=True, slots=True)
class Scene:
    """One act as it reached the bot: who, where, and for which place it counts."""

    update: int
    user: telegram.User
    where: Address
    """Where it happens, and where its answer is shown."""
    place: Address
    """What "here" means: another place than `where` when a form or a link brought the person into private."""
    message: int = 0
    """The message to answer or to replace."""
    can_whisper: bool = False
    """Whether a toast can answer the person alone."""

    @property
    def is_private(self) -> bool:
        return self.where.kind is PlaceKind.PRIVATE

    @property
    def is_for_group(self) -> bool:
        return self.place.kind is PlaceKind.SHARED

    def arrival(self, *, runs_place: bool = False) -> Arrival:
        return Arrival(
            account_of(self.user),
            self.user.full_name,
            self.user.username or "",
            Place(self.place, self.can_whisper or self.is_private, joins_commands=True),
            self.user.language_code or "",
            runs_place,
            RequestKey(f"t{self.update}"),
        )


def is_anonymous(message: telegram.Message) -> bool:
    """Return whether an administrator speaks in the group's own name: nobody can tell who it is."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id
