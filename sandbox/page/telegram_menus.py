"""What a person's client offers on a message, for the menu that a page opens; must not act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.telegram.entities import Message, User
from sandbox.telegram.gestures import must_delete, must_pin, passes
from sandbox.telegram.people import must_edit, must_react
from sandbox.telegram.world import World
from sandbox.telegram.writing import writable_chat

EMOJI = ("👍", "❤", "🔥", "🎉", "😁", "🤔")
"""Some of the emoji that Telegram takes as reactions."""


@dataclass(frozen=True, slots=True)
class TelegramMenu:
    message: Message
    who: str
    may_reply: bool
    may_react: bool
    may_forward: bool
    may_pin: bool
    is_pinned: bool
    may_edit: bool
    may_delete: bool
    emoji: Sequence[str] = EMOJI

    @property
    def is_empty(self) -> bool:
        return not any((self.may_reply, self.may_react, self.may_forward, self.may_pin, self.may_edit, self.may_delete))


def telegram_menu(world: World, user: User, message: Message, who: str) -> TelegramMenu:
    place = message.chat.bot or message.chat
    is_said = not message.service
    return TelegramMenu(
        message,
        who,
        may_reply=is_said and passes(writable_chat, world, user, place, message.topic),
        may_react=is_said and passes(must_react, world, user, message),
        may_forward=is_said and not message.is_protected,
        may_pin=is_said and passes(must_pin, world, user, message.chat),
        is_pinned=message.id in message.chat.pinned,
        may_edit=is_said and passes(must_edit, world, user, message),
        may_delete=passes(must_delete, world, user, message),
    )
