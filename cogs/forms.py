"""Forms: a command that wants several lines opens a modal, and opens again with what was typed; must not run it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import discord

from cogs import limits
from core.kernel.identity import Account
from core.ui.catalogue import Command
from core.ui.fields import Asked, Choice, Lines, Text
from core.ui.spans import cut
from core.ui.words import Words

FORM_PREFIX = "form"
"""A modal's id is this and the command's path; the prefix of the button that opens a form again, too."""
LABEL, TEXT_INPUT, STRING_SELECT = 18, 4, 3
SHORT, LONG = 1, 2
KEPT_FORMS = 500
KEPT_SECONDS = 15 * 60.0
"""As long as Discord lets anybody answer what the form belongs to."""


class RawModal(discord.ui.Modal):
    """A modal made of a ready payload; answers come back by their ids, so nothing is kept to listen."""

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__(title=payload["title"], custom_id=payload["custom_id"])
        self._payload = payload
        self.stop()

    def to_dict(self) -> dict[str, Any]:
        return self._payload


def split_fields(command: Command[Any]) -> tuple[tuple[Asked, ...], tuple[Asked, ...]]:
    """Return what the form asks, and what does not fit it and is asked on the line: the last of the optional fields."""
    return command.fields[: limits.MODAL_FIELDS], command.fields[limits.MODAL_FIELDS :]


def draw_form(
    command: Command[Any], words: Words, filled: Mapping[str, str], key: str = "", settled: Collection[str] = ()
) -> dict[str, Any]:
    """Return the modal's payload. `key` is where what the line or a button answered is kept; what is `settled` by a
    button is not asked. Raises ValueError for a command that needs more than a form can ask."""
    in_form, on_line = split_fields(command)
    if any(asked.is_required for asked in on_line):
        raise ValueError(f"{command.path}: {len(command.fields)} fields in a form")
    return {
        "title": cut(words(command.message), limits.MODAL_TITLE),
        "custom_id": f"{FORM_PREFIX}_{'-'.join(command.path)}" + (f"?{key}" if key else ""),
        "components": [
            _label(asked, words, filled.get(asked.name, asked.default))
            for asked in in_form
            if asked.name not in settled
        ],
    }


def _label(asked: Asked, words: Words, value: str) -> dict[str, Any]:
    return {
        "type": LABEL,
        "label": cut(words(asked.message), limits.MODAL_LABEL),
        "description": cut(words(f"{asked.message}.ask"), limits.DESCRIPTION),
        "component": _input(asked, words, value),
    }


def _input(asked: Asked, words: Words, value: str) -> dict[str, Any]:
    base: dict[str, Any] = {"custom_id": asked.name, "required": asked.is_required}
    if isinstance(asked.field, Choice):
        message = asked.field.message
        options = [
            {
                "label": cut(words(f"{message}-{each.value}"), limits.OPTION_LABEL),
                "value": each.value,
                **({"default": True} if each.value == value else {}),
            }
            for each in asked.field.options
        ]
        return base | {"type": STRING_SELECT, "options": options, "min_values": 1 if asked.is_required else 0}
    is_long = isinstance(asked.field, Lines) or (isinstance(asked.field, Text) and asked.field.is_long)
    text = base | {"type": TEXT_INPUT, "style": LONG if is_long else SHORT, "max_length": limits.MODAL_TEXT}
    return text | ({"value": value[: limits.MODAL_TEXT]} if value else {})


def on_line(command: Command[Any], answers: Mapping[str, str]) -> dict[str, str]:
    """Return those answers that a command's form does not ask."""
    return {asked.name: answers[asked.name] for asked in split_fields(command)[1] if answers.get(asked.name)}


def read_form(data: Mapping[str, Any]) -> tuple[tuple[str, ...], dict[str, str], str]:
    """Return the path, the answers and the key of a submitted modal; the path and the key may name nothing."""
    named, _, key = str(data.get("custom_id", "")).partition("?")
    path = tuple(named.removeprefix(f"{FORM_PREFIX}_").split("-"))
    answers: dict[str, str] = {}
    for label in data.get("components", ()):
        inner: Mapping[str, Any] = label.get("component") or next(iter(label.get("components", ())), {})
        values = inner.get("values")
        answers[str(inner.get("custom_id", ""))] = str(values[0] if values else inner.get("value", "") or "")
    return path, answers, key


@dataclass(slots=True)
class KeptForms:
    """What people typed into forms that were refused, so that they can correct it: a few hundred, in memory, for some
    minutes. Losing one costs typing, never data."""

    now: Callable[[], float] = monotonic
    """Seconds that only grow."""
    _forms: OrderedDict[tuple[Account, tuple[str, ...]], tuple[float, dict[str, str]]] = field(
        default_factory=OrderedDict
    )

    def keep(self, account: Account, path: tuple[str, ...], answers: dict[str, str]) -> None:
        self._forms[account, path] = (self.now() + KEPT_SECONDS, answers)
        self._forms.move_to_end((account, path))
        while self._forms and (len(self._forms) > KEPT_FORMS or self._oldest_until() <= self.now()):
            self._forms.popitem(last=False)

    def find(self, account: Account, path: tuple[str, ...]) -> dict[str, str] | None:
        """Return what was typed, as often as it is asked: a form that was closed by mistake opens filled again."""
        until, answers = self._forms.get((account, path), (0.0, None))
        return answers if until > self.now() else None

    def drop(self, account: Account, path: tuple[str, ...]) -> None:
        self._forms.pop((account, path), None)

    def _oldest_until(self) -> float:
        return next(iter(self._forms.values()))[0]
