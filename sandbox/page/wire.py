"""One request of the bot and its answer, as engineers read it in the panel; must not know a platform."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_TOLD = 20_000


@dataclass(frozen=True, slots=True)
class WireLine:
    """`number` finds the exchange again; `status` is that of the answer, 0 while there is none."""

    number: int
    status: int
    line: str

    @property
    def is_refused(self) -> bool:
        return self.status >= 400


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked and what was answered, each as text of at most LONGEST_TOLD characters."""

    line: WireLine
    asked: str
    answered: str


def exchange(line: WireLine, asked: Mapping[str, Any], answered: object) -> Exchange:
    """Return an exchange as it is shown; values that are JSON written in a string are opened up."""
    return Exchange(line, _told({name: _opened(value) for name, value in asked.items() if value}), _told(answered))


def _opened(value: Any) -> Any:
    if not isinstance(value, str) or value[:1] not in "[{":
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _told(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}\n…"
