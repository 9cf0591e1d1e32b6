"""What a bot's last keyboard shows one person instead of letters: reply keyboards and forced replies; draws no HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.telegram.entities import Message, User

REQUESTS = frozenset(
    {"request_contact", "request_location", "request_poll", "request_users", "request_chat", "web_app"}
)


@dataclass(frozen=True, slots=True)
class Key:
    """`is_known` is false for a button that asks for more than a text, which the sandbox does not give."""

    text: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """Rows of keys, or, without any, the reply that the bot asks for; `placeholder` stands in the empty line.

    `answers`: a press answers the message, as clients do in groups, so that a bot in privacy mode hears it.
    """

    message: Message
    rows: Sequence[Sequence[Key]]
    placeholder: str
    is_forced: bool
    answers: bool


def shown_keyboard(messages: Sequence[Message], user: User) -> ReplyKeyboard | None:
    """Return the keyboard of the newest message that sets or removes one for this person, None without any."""
    wrote_later = False
    for message in reversed(messages):
        if message.sender is user:
            wrote_later = True
        markup = message.markup or {}
        if "inline_keyboard" in markup or not markup or not _is_meant(message, user):
            continue
        if "remove_keyboard" in markup or (
            wrote_later and (markup.get("one_time_keyboard") or "force_reply" in markup)
        ):
            return None
        rows = [[_key(button) for button in row] for row in markup.get("keyboard", ())]
        placeholder = str(markup.get("input_field_placeholder") or "")
        return ReplyKeyboard(message, rows, placeholder, "force_reply" in markup, not message.chat.is_private)
    return None


def _is_meant(message: Message, user: User) -> bool:
    """A selective keyboard is for those whom its message names or answers."""
    if not (message.markup or {}).get("selective"):
        return True
    if message.reply_to is not None and message.reply_to.sender is user:
        return True
    return any(_names(message, entity, user) for entity in message.entities)


def _names(message: Message, entity: dict[str, object], user: User) -> bool:
    if entity["type"] == "text_mention":
        named = entity.get("user")
        return isinstance(named, dict) and named.get("id") == user.id
    return entity["type"] == "mention" and bool(user.username) and f"@{user.username}" in message.text


def _key(button: object) -> Key:
    if not isinstance(button, dict):
        return Key(str(button), is_known=True)
    return Key(str(button.get("text", "")), not REQUESTS & button.keys())
