"""What the bot lacks in a group: asked for the bot at work and for the check-up; must not send anything."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot, ChatMemberRestricted
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden, TelegramError

from core.kernel.errors import Unavailable
from core.kernel.identity import Address


async def missing_rights(bot: Bot, address: Address) -> Sequence[str]:
    """Return the message ids of the rights the bot lacks, () in a private chat; raises Unavailable."""
    if int(address.space) > 0:
        return []
    try:
        member = await bot.get_chat_member(int(address.space), bot.id)
    except (BadRequest, Forbidden):
        return ["right-telegram-member"]
    except TelegramError as problem:
        raise Unavailable("refused-unavailable") from problem
    if member.status in {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}:
        return ["right-telegram-member"]
    if isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        return ["right-send-messages"]
    return []
