"""The catalogue as Discord's commands: what is registered, and what an interaction's data mean; must not answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cogs import limits
from cogs.forms import split_fields
from core.ui.catalogue import Catalogue, Command
from core.ui.fields import Asked, Choice, Lines, Lookup, Someone, Text, When, WholeNumber
from core.ui.spans import cut
from core.ui.words import Dictionary, Words

Payload = dict[str, Any]
SUB_COMMAND, STRING, INTEGER, USER = 1, 3, 4, 6
CHAT_INPUT = 1
LANGUAGES = ("fr",)
"""Discord's languages that get names of their own; the canonical names are the English ones."""


def register(catalogue: Catalogue, dictionary: Dictionary) -> list[Payload]:
    """Return the payload of all commands, for a bulk overwrite."""
    groups: dict[str, list[Command[Any]]] = {}
    for path, command in catalogue.commands.items():
        groups.setdefault(path[0], []).append(command)
    return [_top_level(name, commands, dictionary) for name, commands in groups.items()]


def _top_level(name: str, commands: list[Command[Any]], dictionary: Dictionary) -> Payload:
    first = commands[0]
    base = {"name": name, "type": CHAT_INPUT, "name_localizations": _names(first, 0, dictionary)}
    if len(first.path) == 1:
        return base | _described(first.message, dictionary) | {"options": _options(first, dictionary)}
    summary = " · ".join(command.path[1] for command in commands)
    options = [
        {
            "type": SUB_COMMAND,
            "name": command.path[1],
            "name_localizations": _names(command, 1, dictionary),
            **_described(command.message, dictionary),
            "options": _options(command, dictionary),
        }
        for command in commands
    ]
    return base | {"description": cut(summary, limits.DESCRIPTION), "options": options}


def _names(command: Command[Any], word: int, dictionary: Dictionary) -> dict[str, str]:
    return {
        language: dictionary.words(language)(f"{command.message}.name").split()[word].lower() for language in LANGUAGES
    }


def _described(message: str, dictionary: Dictionary) -> Payload:
    return {
        "description": cut(dictionary.words("en")(message), limits.DESCRIPTION),
        "description_localizations": {
            language: cut(dictionary.words(language)(message), limits.DESCRIPTION) for language in LANGUAGES
        },
    }


def _options(command: Command[Any], dictionary: Dictionary) -> list[Payload]:
    if command.is_form:
        return [_option(each, dictionary) for each in split_fields(command)[1]]
    asked = sorted(command.fields, key=lambda each: not each.is_required)
    return [_option(each, dictionary) for each in asked]


def _option(asked: Asked, dictionary: Dictionary) -> Payload:
    base = {"name": asked.name, "required": asked.is_required, **_described(f"{asked.message}.ask", dictionary)}
    names = {language: option_name(asked, dictionary.words(language)) for language in LANGUAGES}
    base["name_localizations"] = names
    match asked.field:
        case Text(_, least, most):
            return base | {"type": STRING, "min_length": min(least, 6000), "max_length": most}
        case WholeNumber(_, least, most):
            return base | {"type": INTEGER, "min_value": least, "max_value": most}
        case Choice(message, options):
            return base | {"type": STRING, "choices": [_choice(message, each.value, dictionary) for each in options]}
        case Someone():
            return base | {"type": USER}
        case Lookup() | When() | Lines():
            return base | {"type": STRING, "autocomplete": True}


def option_name(asked: Asked, words: Words) -> str:
    """Return a field's label as an option's name: lower case, words joined by "-"."""
    letters = [letter if letter.isalnum() else "-" for letter in words(asked.message).lower()]
    return "-".join(filter(None, "".join(letters).split("-")))[:32].strip("-")


def _choice(message: str, value: str, dictionary: Dictionary) -> Payload:
    localised = {
        language: cut(dictionary.words(language)(f"{message}-{value}"), limits.CHOICE_NAME) for language in LANGUAGES
    }
    name = cut(dictionary.words("en")(f"{message}-{value}"), limits.CHOICE_NAME)
    return {"name": name, "name_localizations": localised, "value": value}


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as somebody typed it: its path, the answers by field, and the field being completed."""

    path: tuple[str, ...]
    answers: dict[str, str]
    focused: str = ""


def read_command(data: Payload) -> Typed:
    """Return what an interaction's data say; nothing of it is trusted to exist."""
    path = [str(data.get("name", ""))]
    options: list[Payload] = list(data.get("options", ()))
    while options and options[0].get("type") in {SUB_COMMAND, 2}:
        path.append(str(options[0].get("name", "")))
        options = list(options[0].get("options", ()))
    answers = {str(each["name"]): _answer(each) for each in options}
    focused = next((str(each["name"]) for each in options if each.get("focused")), "")
    return Typed(tuple(path), answers, focused)


def _answer(option: Payload) -> str:
    value = str(option.get("value", ""))
    return f"@{value}" if option.get("type") == USER else value


def same_commands(wanted: Iterable[Payload], registered: Iterable[Payload]) -> bool:
    """Return whether what Discord has is what we would send, ids and defaults left aside."""
    return sorted(map(repr, map(_essence, wanted))) == sorted(map(repr, map(_essence, registered)))


def _essence(payload: Any) -> Any:
    if isinstance(payload, dict):
        return sorted(_kept(payload))
    if isinstance(payload, list):
        return [_essence(each) for each in payload]
    return payload


_KEPT = {
    "name",
    "type",
    "description",
    "name_localizations",
    "description_localizations",
    "options",
    "choices",
    "required",
    "autocomplete",
    "min_length",
    "max_length",
    "min_value",
    "max_value",
    "value",
    *LANGUAGES,
}


def _kept(payload: Payload) -> Iterator[tuple[str, Any]]:
    for name, value in payload.items():
        if name in _KEPT and value not in (None, False, [], {}):
            yield name, _essence(value)
