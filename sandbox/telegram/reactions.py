"""The emoji that Telegram takes as reactions, and what it says to any other; must not put them on messages."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.wire import wrong

REACTIONS = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)
"""As the Bot API lists them (ReactionTypeEmoji)."""
_SELECTOR = "\ufe0f"
"""Keyboards and libraries put it after some emoji, and the Bot API's list leaves it out: with and without are one."""


def is_reaction(emoji: object) -> bool:
    return isinstance(emoji, str) and emoji.replace(_SELECTOR, "") in REACTIONS


def check_reactions(chosen: list[Any]) -> None:
    """Raise what the server answers when a bot may not react so: once, with one of its emoji, and with none that is
    the reader's own or paid for."""
    if len(chosen) > 1:
        raise wrong("REACTIONS_TOO_MANY")
    for kind in chosen:
        if not isinstance(kind, dict) or kind.get("type") != "emoji" or not is_reaction(kind.get("emoji")):
            raise wrong("REACTION_INVALID")
