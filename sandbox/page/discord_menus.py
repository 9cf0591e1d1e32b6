"""What a person's client offers on a message or on somebody, for the menus that a page opens; must not act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.discord.entities import HAS_THREAD, Channel, Message, User
from sandbox.discord.offers import listed
from sandbox.discord.rules_commands import MESSAGE_MENU
from sandbox.discord.world import World
from sandbox.discord.writing import (
    must_delete,
    must_own,
    must_react,
    must_see_message,
    must_start_thread,
    must_write,
    passes,
)

EMOJI = ("👍", "❤️", "📚", "😂", "🎉", "👀")


@dataclass(frozen=True, slots=True)
class MessageMenu:
    """Which of the client's own entries a message has for this person, and the applications' under their names."""

    message: Message
    may_reply: bool
    may_react: bool
    may_start_thread: bool
    may_edit: bool
    may_delete: bool
    commands: Sequence[str]
    emoji: Sequence[str] = EMOJI

    @property
    def is_empty(self) -> bool:
        own = (self.may_reply, self.may_react, self.may_start_thread, self.may_edit, self.may_delete)
        return not any(own) and not self.commands


def message_menu(world: World, user: User, message: Message) -> MessageMenu:
    """Raise NotOffered for a message that the person does not see."""
    must_see_message(world, user, message)
    channel = world.channels[message.channel_id]
    is_shared = not message.ephemeral and not message.loading
    in_guild = channel.guild_id is not None and channel.thread is None
    return MessageMenu(
        message,
        is_shared and passes(must_write, world, user, channel),
        is_shared and passes(must_react, world, user, message),
        is_shared and in_guild and not message.flags & HAS_THREAD and passes(must_start_thread, world, user, channel),
        passes(must_own, world, user, message),
        passes(must_delete, world, user, message),
        menu_commands(world, user, channel, MESSAGE_MENU) if is_shared else (),
    )


def menu_commands(world: World, user: User, channel: Channel, kind: int) -> list[str]:
    return [
        (command.get("name_localizations") or {}).get(user.locale) or command["name"]
        for _, command in listed(world, user, channel, kind)
    ]
