"""What Discord accepts as an application command: names, texts, options, choices, localisations. Checks only."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sandbox.discord.checks import check_count, check_text, objects
from sandbox.discord.wire import Json, Problem

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
PER_SCOPE = {CHAT_INPUT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
CREATIONS_A_DAY = 200
MAX_CHARACTERS = 8000
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
NAME = re.compile(r"^[-_'\w]{1,32}$")
EUROPEAN_LOCALES = frozenset(
    (
        "id",
        "da",
        "de",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "ro",
        "fi",
        "vi",
        "tr",
        "cs",
        "el",
        "bg",
        "ru",
        "uk",
    )
)
LOCALES = EUROPEAN_LOCALES | {
    "en-GB",
    "en-US",
    "es-ES",
    "es-419",
    "pt-BR",
    "sv-SE",
    "hi",
    "th",
    "zh-CN",
    "ja",
    "zh-TW",
    "ko",
}


def check_command(command: Json) -> Iterator[Problem]:
    kind = command.get("type", CHAT_INPUT)
    if kind == CHAT_INPUT:
        yield from _check_name("name", command.get("name"))
        yield from _check_localisations("name", command.get("name_localizations"), is_name=True)
        yield from check_text("description", command.get("description"), 1, 100)
        yield from _check_localisations("description", command.get("description_localizations"), is_name=False)
        yield from _check_options("options", command.get("options") or [], depth=0)
    elif kind in PER_SCOPE:
        yield from check_text("name", command.get("name"), 1, 32)
        if command.get("description") or command.get("options"):
            yield Problem("description", "Context menu commands have no description and no options.", "COMMAND_MENU")
    else:
        yield Problem("type", "Value must be one of {1, 2, 3}.", "BASE_TYPE_CHOICES")
    if command_length(command) > MAX_CHARACTERS:
        yield Problem("", f"Command exceeds maximum size ({MAX_CHARACTERS})", "APPLICATION_COMMAND_TOO_LARGE")


def check_set(commands: list[Json]) -> Iterator[Problem]:
    """A whole scope at once: each command, and no name twice within a kind."""
    names = Counter((command.get("type", CHAT_INPUT), command.get("name")) for command in commands)
    for index, command in enumerate(commands):
        for problem in check_command(command):
            yield problem.under(str(index))
        if names[command.get("type", CHAT_INPUT), command.get("name")] > 1:
            yield Problem(
                f"{index}.name", "Application command names must be unique", "APPLICATION_COMMANDS_DUPLICATE_NAME"
            )


def command_length(command: Json) -> int:
    """Characters of names, descriptions and values, the longest localisation of each counted."""
    total = _longest(command, "name") + _longest(command, "description")
    for choice in objects(command.get("choices")):
        total += _longest(choice, "name") + len(str(choice.get("value", "")))
    return total + sum(command_length(option) for option in objects(command.get("options")))


def _longest(item: Json, field: str) -> int:
    texts = [item.get(field), *(item.get(f"{field}_localizations") or {}).values()]
    return max(len(str(text or "")) for text in texts)


def _check_name(path: str, name: Any) -> Iterator[Problem]:
    if not isinstance(name, str) or not NAME.match(name) or name != name.lower():
        yield Problem(path, "Command name is invalid", "APPLICATION_COMMAND_INVALID_NAME")


def _check_localisations(field: str, texts: Any, *, is_name: bool) -> Iterator[Problem]:
    for locale, text in (texts or {}).items():
        path = f"{field}_localizations.{locale}"
        if locale not in LOCALES:
            yield Problem(path, "Not a locale of Discord.", "BASE_TYPE_CHOICES")
        yield from _check_name(path, text) if is_name else check_text(path, text, 1, 100)


def _check_options(path: str, options: Any, depth: int) -> Iterator[Problem]:
    yield from check_count(path, options, 0, 25)
    for name, count in Counter(option.get("name") for option in objects(options)).items():
        if count > 1:
            yield Problem(path, f"Option name {name!r} is not unique", "APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE")
    kinds = {option.get("type") in {SUBCOMMAND, GROUP} for option in objects(options)}
    if len(kinds) > 1:
        yield Problem(path, "Sub-commands and options cannot be mixed", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")
    required = [bool(option.get("required")) for option in objects(options)]
    if required != sorted(required, reverse=True):
        yield Problem(
            path,
            "Required options must be placed before non-required options",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        )
    for index, option in enumerate(objects(options)):
        for problem in _check_option(option, depth):
            yield problem.under(f"{path}.{index}")


def _check_option(option: Json, depth: int) -> Iterator[Problem]:
    kind = option.get("type")
    yield from _check_name("name", option.get("name"))
    yield from _check_localisations("name", option.get("name_localizations"), is_name=True)
    yield from check_text("description", option.get("description"), 1, 100)
    yield from _check_localisations("description", option.get("description_localizations"), is_name=False)
    if not isinstance(kind, int) or kind not in range(1, 12):
        yield Problem("type", "Value is not an option type.", "BASE_TYPE_CHOICES")
    elif kind in {SUBCOMMAND, GROUP}:
        if depth > (1 if kind == SUBCOMMAND else 0):
            yield Problem("type", "Sub-commands are nested too deep.", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID")
        yield from _check_options("options", option.get("options") or [], depth + 1)
    else:
        yield from _check_value_option(option, kind)


def _check_value_option(option: Json, kind: int) -> Iterator[Problem]:
    choices = option.get("choices") or []
    yield from check_count("choices", choices, 0, 25)
    if option.get("autocomplete") and (choices or kind not in {STRING, INTEGER, NUMBER}):
        yield Problem(
            "autocomplete",
            "Autocomplete is for text and numbers without choices.",
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE",
        )
    for index, choice in enumerate(objects(choices)):
        yield from check_text(f"choices.{index}.name", choice.get("name"), 1, 100)
        yield from _check_localisations(f"choices.{index}.name", choice.get("name_localizations"), is_name=False)
        if kind == STRING:
            yield from check_text(f"choices.{index}.value", choice.get("value"), 1, 100)
        elif isinstance(choice.get("value"), (bool, str)) or choice.get("value") is None:
            yield Problem(f"choices.{index}.value", "Could not interpret value as number.", "NUMBER_TYPE_COERCE")
    for bound, high in (("min_length", 6000), ("max_length", 6000)):
        value = option.get(bound)
        if value is not None and (kind != STRING or not isinstance(value, int) or not 0 <= value <= high):
            yield Problem(bound, f"Only for strings, at most {high}.", "NUMBER_TYPE_RANGE")
    for bound in ("min_value", "max_value"):
        if option.get(bound) is not None and kind not in {INTEGER, NUMBER}:
            yield Problem(bound, "Only for numbers.", "NUMBER_TYPE_RANGE")


def check_choices(choices: Any) -> Iterator[Problem]:
    """The answer to an autocomplete."""
    yield from check_count("choices", choices, 0, 25)
    for index, choice in enumerate(objects(choices)):
        yield from check_text(f"choices.{index}.name", choice.get("name"), 1, 100)
        if isinstance(choice.get("value"), str):
            yield from check_text(f"choices.{index}.value", choice["value"], 1, 100)
        elif choice.get("value") is None:
            yield Problem(f"choices.{index}.value", "This field is required", "BASE_TYPE_REQUIRED")
