"""The world's things in JSON for the control endpoint and a page: more than bots are told, such as toasts."""

from collections.abc import Callable
from typing import Any

from sandbox.telegram.changes import Change
from sandbox.telegram.chat_payloads import member_payload
from sandbox.telegram.entities import Bot, Chat, Member, Message, Press, Toast, Topic, User
from sandbox.telegram.menus import MenuEntry
from sandbox.telegram.payloads import bot_payload, chat_payload, message_payload, topic_payload, user_payload
from sandbox.telegram.wire import Json


def described(thing: Any) -> Any:
    """Any result of an act, or a list of them, in JSON; None for what only this process can hold."""
    if isinstance(thing, (list, tuple)):
        return [described(one) for one in thing]
    if describe := DESCRIPTIONS.get(type(thing)):
        return describe(thing)
    return thing if isinstance(thing, (str, int, float, bool, dict)) else None


def described_message(message: Message) -> Json:
    """As bots see it, and what only a page needs: the private chat's bot, reactions, deletion."""
    payload = message_payload(message)
    payload["place"] = message.chat.bot.id if message.chat.bot else message.chat.id
    payload["is_deleted"] = message.is_deleted
    payload["reactions"] = {str(user_id): kinds for user_id, kinds in message.reactions.items() if kinds}
    if message.markup and "inline_keyboard" not in message.markup:
        payload["reply_markup"] = message.markup
    return payload


def described_press(press: Press) -> Json:
    return {
        "id": press.id,
        "user": press.user.id,
        "bot": press.bot.id,
        "message_id": press.message_id,
        "data": press.data,
        "toast": described(press.toast),
    }


def described_chat(chat: Chat) -> Json:
    return {
        **chat_payload(chat),
        "place": chat.bot.id if chat.bot else chat.id,
        "members": [described(member) for member in chat.roll if member.is_present],
        "topics": [described(topic) for topic in chat.topics.values() if not topic.is_deleted],
        "pinned": chat.pinned,
        "moved_to": chat.moved_to.id if chat.moved_to else None,
        "is_started": chat.is_started,
        "is_blocked": chat.is_blocked,
    }


def described_change(change: Change) -> Json:
    return {
        "name": change.name,
        "place": (change.chat.bot.id if change.chat.bot else change.chat.id) if change.chat else None,
        "partner": change.chat.partner.id if change.chat and change.chat.partner else None,
        "subject": described(change.subject),
        "details": {name: described(value) for name, value in change.details.items()},
    }


DESCRIPTIONS: dict[type, Callable[[Any], Json]] = {
    Message: described_message,
    Press: described_press,
    Chat: described_chat,
    User: user_payload,
    Member: member_payload,
    Bot: lambda bot: {**bot_payload(bot), "token": bot.token},
    Toast: lambda toast: {"text": toast.text, "is_alert": toast.is_alert, "url": toast.url, "user": toast.user.id},
    Topic: lambda topic: {**topic_payload(topic), "is_closed": topic.is_closed},
    MenuEntry: lambda entry: {"command": entry.command, "description": entry.description, "bot": entry.bot.id},
}
