"""The command reference, written from the catalogue itself; must not know where it is kept."""

from __future__ import annotations

import unicodedata
from typing import Any

from core.ui.catalogue import Catalogue, Command, standing_message
from core.ui.fields import Asked
from core.ui.words import Dictionary, Words

HEADER = """# Commands

Written by `make docs` from the catalogue. The English names are always accepted, the French ones too; each reader sees
the ones of their language. On Discord, type `/`; on Telegram, the words of a command are joined by `_`.
"""


def write_reference(catalogue: Catalogue, dictionary: Dictionary) -> str:
    """Return the reference as Markdown, commands in alphabetical order."""
    french, english = dictionary.words("fr"), dictionary.words("en")
    sections = [_section(catalogue.commands[path], french, english) for path in sorted(catalogue.commands)]
    return HEADER + "".join(sections)


def joined_name(name: str) -> str:
    """Return a localised command name as platforms without spaces and accents need it: "vote clore" as vote_clore."""
    whole = name.lower().replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()
    return "_".join(plain.split())


def _section(command: Command[Any], french: Words, english: Words) -> str:
    name = f"{command.message}.name"
    lines = [
        f"\n## `/{english(name)}` · `/{french(name)}`\n",
        f"{english(command.message)}  ",
        f"{french(command.message)}\n",
        (
            f"- For: {english(standing_message(command.needs))}. Telegram: `/{joined_name(english(name))}`, "
            f"`/{joined_name(french(name))}`. Answer: {command.audience.value}."
        ),
    ]
    lines += [_field(asked, french, english) for asked in command.fields]
    return "\n".join(lines) + "\n"


def _field(asked: Asked, french: Words, english: Words) -> str:
    optional = "" if asked.is_required else " (optional)"
    return f"- **{english(asked.message)}** / *{french(asked.message)}*{optional}: {english(asked.message + '.ask')}"
