"""The parameters of one call, read as the server reads them: strings of a form, JSON values, file parts."""

import json
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.wire import wrong


@dataclass(frozen=True, slots=True)
class Part:
    """One uploaded file, in memory."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    values: dict[str, Any]
    parts: dict[str, Part] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else checked_text(str(value))

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none is read as the default and told as a wrong request."""
        if name not in self:
            return default
        try:
            return int(self.values[name])
        except (TypeError, ValueError, OverflowError):
            raise wrong(f'Invalid parameter "{name}": expected an Integer') from None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "yes", "1"}

    def structure(self, name: str, complaint: str, kind: type[Any]) -> Any:
        """A JSON object or array; None when absent. `complaint` words the refusal of broken JSON."""
        if name not in self:
            return None
        value = self.values[name]
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise wrong(complaint) from None
        checked_text(json.dumps(value, ensure_ascii=False))
        if not isinstance(value, kind):
            raise wrong(complaint)
        return value

    def part(self, name: str) -> Part | None:
        """The file sent as this parameter, in a part of its name or through `attach://`."""
        value = self.text(name)
        return self.parts.get(value.removeprefix("attach://") if value.startswith("attach://") else name)


def checked_text(text: str) -> str:
    """The text itself; ApiError when it holds half a surrogate pair, which has no place in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise wrong("strings must be encoded in UTF-8") from None
    return text
