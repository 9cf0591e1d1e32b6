"""Button data: a small dataclass packed into at most 64 bytes and parsed back; must not be trusted by anybody.

The packed form uses only A-Z a-z 0-9 _ and -, so that the same text fits a button, a select menu and a deep link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import ClassVar, Self

from core.kernel.tokens import from_short, to_short

MAX_PACKED_BYTES = 64
_WORD = re.compile(r"[A-Za-z0-9-]*")


class BadPress(ValueError):  # noqa: N818
    """The data of a press does not parse: it is forged, damaged or from another age."""


@dataclass(frozen=True, slots=True)
class Press:
    """Base of all presses; subclasses are frozen dataclasses of int and str fields and set a `prefix` of their own.

    An int is a non-negative row id. A str holds A-Z a-z 0-9 and "-" only.
    """

    prefix: ClassVar[str] = ""

    def pack(self) -> str:
        """Return the button data; raises ValueError when it does not fit the alphabet or the 64 bytes."""
        parts = [self.prefix]
        for each in fields(self):
            value = getattr(self, each.name)
            parts.append(to_short(value) if isinstance(value, int) else value)
        if not all(_WORD.fullmatch(part) for part in parts):
            raise ValueError(parts)
        packed = "_".join(parts)
        if len(packed) > MAX_PACKED_BYTES:
            raise ValueError(packed)
        return packed

    @classmethod
    def unpack(cls, parts: list[str]) -> Self:
        """Return the press these parts were packed from; raises BadPress."""
        wanted = fields(cls)
        if len(parts) != len(wanted) or not all(_WORD.fullmatch(part) for part in parts):
            raise BadPress(cls.prefix)
        try:
            values = [
                from_short(part) if each.type in {int, "int"} else part
                for each, part in zip(wanted, parts, strict=True)
            ]
        except ValueError as problem:
            raise BadPress(cls.prefix) from problem
        return cls(*values)


def split_press(packed: str) -> tuple[str, list[str]]:
    """Return the prefix and the parts of button data that may be anything; raises BadPress."""
    if not packed or len(packed) > MAX_PACKED_BYTES:
        raise BadPress(packed[:MAX_PACKED_BYTES])
    prefix, *parts = packed.split("_")
    return prefix, parts
