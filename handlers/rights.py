"""What the bot lacks in a group, and what somebody is to it, asked of Telegram; must not send anything."""

from __future__ import annotations

from collections.abc import Sequence

import telegram
from telegram import Bot, ChatMemberRestricted
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden, TelegramError

from core.kernel.errors import Unavailable
from core.kernel.identity import Address

SEND = "right-send-messages"
OUTSIDE = frozenset({None, ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})
"""What somebody is to a group they are not in; None when Telegram will not tell."""
RUNS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


async def missing_rights(bot: Bot, address: Address) -> Sequence[str]:
    """Return the message ids of the rights the bot lacks, () in a private chat; raises Unavailable."""
    if int(address.space) > 0:
        return []
    try:
        member = await bot.get_chat_member(int(address.space), bot.id)
        if member.status in OUTSIDE:
            return ["right-telegram-member"]
        if member.status in RUNS:
            return []
        if isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
            return [SEND]
        # What a group denies all its members, it denies a bot that does not administer it.
        allowed = (await bot.get_chat(int(address.space))).permissions
    except (BadRequest, Forbidden):
        return ["right-telegram-member"]
    except TelegramError as problem:
        raise Unavailable("refused-unavailable") from problem
    return [SEND] if allowed is not None and allowed.can_send_messages is False else []


async def membership(bot: Bot, place: Address, user: telegram.User) -> str | None:
    """Return what a person is in a group, or None when Telegram will not tell; raises Unavailable."""
    try:
        member = await bot.get_chat_member(int(place.space), user.id)
    except (BadRequest, Forbidden):
        return None
    except TelegramError as problem:
        # The next call may well arrive: whoever asked is told, and not left without an answer.
        raise Unavailable("refused-unavailable") from problem
    is_out = isinstance(member, ChatMemberRestricted) and not member.is_member
    return ChatMemberStatus.LEFT if is_out else member.status
