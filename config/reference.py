"""The settings reference, written from the settings themselves; must not read any value."""

from __future__ import annotations

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from config.settings import Settings

HEADER = """# Settings

Written by `make docs` from the settings themselves. They come from the environment or from a file `.env` beside
`bot.py`. Settings of a shop or a community are not here: they are changed by command.

| name | default | meaning |
|---|---|---|
"""


def write_settings_reference() -> str:
    """Return the table as Markdown, in the order of declaration."""
    return HEADER + "".join(_rows(Settings, "AGORA_"))


def _rows(model: type[BaseModel], prefix: str) -> list[str]:
    rows = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            rows += _rows(kind, f"{prefix}{name.upper()}__")
        else:
            rows.append(f"| `{prefix}{name.upper()}` | {_default(field)} | {field.description} |\n")
    return rows


def _default(field: FieldInfo) -> str:
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    return f"`{value}`" if value else "empty"
