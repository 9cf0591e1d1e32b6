"""From an update's JSON to the library's objects, as much of it as anybody looks at; must not act on them.

A press brings the whole message it was made on, keyboard and all: to parse it takes the library longer than everything
else that is done about the press, and only its place is of use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import Bot, Update

_PLACE = ("message_id", "date", "chat", "message_thread_id", "is_topic_message")

Raw = Mapping[str, Any]


def parse_update(raw: Raw, bot: Bot) -> Update:
    """Return the update; raises whatever the library chokes on, mostly TypeError, KeyError and AttributeError."""
    wanted = dict(raw)
    press = wanted.get("callback_query")
    if isinstance(press, Mapping) and isinstance(message := press.get("message"), Mapping):
        place = {name: message[name] for name in _PLACE if name in message}
        wanted["callback_query"] = {**press, "message": place}
    return Update.de_json(wanted, bot)
