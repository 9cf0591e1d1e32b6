"""Command names as Telegram needs them, every language's always accepted; must not run anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import telegram
from telegram import BotCommand, MessageEntity

from core.kernel.collation import fold
from core.kernel.identity import Standing
from core.ui.catalogue import Catalogue, Command
from core.ui.fields import Asked, Choice, Someone
from core.ui.reference import joined_name
from core.ui.spans import cut
from core.ui.words import LOCALES, Dictionary
from handlers import limits

CANCEL = "cancel"
"""Ends a form; not a command of the catalogue, since only a guided form needs it. Its texts are `cmd-cancel`."""
START = "start"
_LINE = re.compile(r"/(?P<name>\w{1,64})(?:@(?P<bot>\w{1,64}))?(?:\s+(?P<rest>.*))?", re.DOTALL)
_BETWEEN = re.compile(r"(?<=\s)\|(?=\s)")
"""The white space is looked at and left: in "a | | b" the two marks share one."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that begins with a command; `is_ours` when it names this very bot."""

    name: str
    rest: str
    is_ours: bool


class Names:
    """Every command by every name it has in any language."""

    def __init__(self, catalogue: Catalogue, dictionary: Dictionary) -> None:
        """Raises ValueError when two commands share a name."""
        self._dictionary = dictionary
        self._commands: dict[str, Command[Any]] = {}
        for path, command in catalogue.commands.items():
            for name in ("_".join(path), *(self.name_of(command.message, locale) for locale in LOCALES)):
                if self._commands.setdefault(name, command) is not command:
                    raise ValueError(f"two commands are called /{name}")
        self._cancels = {CANCEL, *(self.name_of(f"cmd-{CANCEL}", locale) for locale in LOCALES)}

    def name_of(self, message: str, locale: str) -> str:
        """Return the name of the command with these texts, without the slash."""
        return joined_name(self._dictionary.words(locale)(f"{message}.name"))

    def is_cancel(self, typed: Typed) -> bool:
        return typed.name in self._cancels

    def find(self, typed: Typed) -> tuple[Command[Any], str] | None:
        """Return the command and what follows it; "/vote open", as it is typed elsewhere, is /vote_open."""
        found = self._commands.get(typed.name)
        if found is not None:
            return found, typed.rest
        second, rest = (*typed.rest.split(maxsplit=1), "", "")[:2]
        found = self._commands.get(f"{typed.name}_{joined_name(second)}")
        return (found, rest.strip()) if found is not None else None

    def menu(self, catalogue: Catalogue, locale: str, standing: Standing) -> list[BotCommand]:
        """Return what the menu shows; it is only a help, what a person may do is checked when they do it."""
        messages = [
            command.message
            for path, command in catalogue.commands.items()
            if command.needs <= standing and path != (START,)
        ]
        words = self._dictionary.words(locale)
        return [
            BotCommand(self.name_of(message, locale), cut(words(message), limits.COMMAND_DESCRIPTION))
            for message in (*messages, f"cmd-{CANCEL}")[: limits.COMMANDS]
        ]


def read_line(message: telegram.Message, username: str) -> Typed | None:
    """Return the command a message begins with; None for plain text and for another bot's command."""
    found = _LINE.fullmatch(_with_ids(message))
    if found is None or (found["bot"] and found["bot"].lower() != username.lower()):
        return None
    return Typed(_unaccented(found["name"]), (found["rest"] or "").strip(), bool(found["bot"]))


def _unaccented(name: str) -> str:
    """Return a command's name as Telegram has it: it allows no accents, and "/débat_ouvrir" is what a reader types."""
    return "_".join(fold(part) for part in name.split("_"))


def bot_of_line(message: telegram.Message) -> str:
    """Return the username of the bot that a message's command names, or ""."""
    found = _LINE.fullmatch(message.text or "")
    return (found["bot"] or "") if found else ""


def _with_ids(message: telegram.Message) -> str:
    """Return the text with "@<id>" where somebody without a username was picked from the members' list."""
    text = message.text or ""
    for entity in reversed(message.entities):
        if entity.type == MessageEntity.TEXT_MENTION and entity.user:
            units = text.encode("utf-16-le", errors="surrogatepass")
            begin, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
            text = (units[:begin] + f"@{entity.user.id}".encode("utf-16-le") + units[end:]).decode(
                "utf-16-le", errors="replace"
            )
    return text


def read_answers(command: Command[Any], rest: str, message: telegram.Message) -> dict[str, str]:
    """Return what a line answers: all of it the first field, or one field after the other between " | ".

    A person is also meant by replying to them.
    """
    answers: dict[str, str] = {}
    fields = list(command.fields)
    replied = message.reply_to_message.from_user if message.reply_to_message else None
    someone = next((each for each in fields if isinstance(each.field, Someone)), None)
    if someone is not None and replied is not None and not replied.is_bot and "@" not in rest:
        answers[someone.name] = f"@{replied.id}"
        fields.remove(someone)
    parts = _BETWEEN.split(rest, maxsplit=max(len(fields) - 1, 0))
    if len(parts) == 1 and len(fields) > 1 and fields[0] is someone and rest.startswith("@"):
        # A person is one word: what follows it needs no mark.
        parts = rest.split(maxsplit=1)
    return answers | {each.name: part.strip() for each, part in zip(fields, parts, strict=False) if part.strip()}


def as_value(asked: Asked, typed: str, dictionary: Dictionary) -> str:
    """Return the value of a choice whose label was typed, in any language, or words of it that no other option has;
    any other answer as it is."""
    wanted = fold(typed)
    if not isinstance(asked.field, Choice) or not wanted:
        return typed
    labels = [
        (fold(dictionary.words(locale)(f"{asked.message}-{option.value}")), option.value)
        for locale in LOCALES
        for option in asked.field.options
    ]
    whole = {value for label, value in labels if label == wanted}
    partly = {value for label, value in labels if f" {wanted} " in f" {label} "}
    return next((found.pop() for found in (whole, partly) if len(found) == 1), typed)
