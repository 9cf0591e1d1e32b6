"""Members and the full description of chats as the Bot API writes them; reads state, changes none."""

from sandbox.telegram.entities import Bot, Chat, ChatKind, Member, Message, Status
from sandbox.telegram.payloads import chat_payload, message_payload, user_payload
from sandbox.telegram.rights import GROUP_RIGHTS, PERMISSIONS, RIGHTS
from sandbox.telegram.wire import Json

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def member_payload(member: Member, viewer: Bot | None = None) -> Json:
    """One of the six kinds of chat member; `viewer` is the bot that asks."""
    payload: Json = {"user": user_payload(member.user), "status": member.status.value}
    match member.status:
        case Status.OWNER:
            payload["is_anonymous"] = member.is_anonymous
        case Status.ADMINISTRATOR:
            payload["can_be_edited"] = bool(viewer and "can_promote_members" in member.rights)
            payload["is_anonymous"] = member.is_anonymous
            payload.update({right: right in member.rights for right in (*RIGHTS, *GROUP_RIGHTS)})
        case Status.RESTRICTED:
            payload["is_member"] = True
            payload["until_date"] = member.until
            payload.update({name: member.permissions.get(name, False) for name in PERMISSIONS})
        case Status.BANNED:
            payload["until_date"] = member.until
        case Status.MEMBER | Status.LEFT:
            pass
    return payload


def full_chat_payload(chat: Chat) -> Json:
    """What getChat answers."""
    payload: Json = {
        **chat_payload(chat),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.username:
        payload["active_usernames"] = [chat.username]
    if not chat.is_private:
        payload["permissions"] = dict(chat.permissions)
    if chat.kind is ChatKind.SUPERGROUP and chat.asks_to_join:
        payload["join_by_request"] = True
    if pinned := newest_pinned(chat):
        payload["pinned_message"] = message_payload(pinned, nested=False)
    return payload


def newest_pinned(chat: Chat) -> Message | None:
    standing = (chat.messages[message_id] for message_id in reversed(chat.pinned))
    return next((message for message in standing if not message.is_deleted), None)
