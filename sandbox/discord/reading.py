"""What a person reads on a message: its text, its buttons, its menus. Pure; used by the acting side and by tests."""

from sandbox.discord.entities import Message
from sandbox.discord.rules_components import BUTTON, SELECTS, TEXT, nested
from sandbox.discord.wire import Json


def text_of(message: Message) -> str:
    """Everything readable, one piece a line: content, embeds, text displays."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [str((embed.get("author") or {}).get("name") or ""), str(embed.get("title") or "")]
        parts.append(str(embed.get("description") or ""))
        parts += [f"{field['name']}\n{field['value']}" for field in embed.get("fields") or []]
        parts.append(str((embed.get("footer") or {}).get("text") or ""))
    parts += [str(component["content"]) for component in nested(message.components) if component["type"] == TEXT]
    return "\n".join(part for part in parts if part)


def buttons_of(message: Message) -> list[Json]:
    return [component for component in nested(message.components) if component["type"] == BUTTON]


def menus_of(message: Message) -> list[Json]:
    return [component for component in nested(message.components) if component["type"] in SELECTS]


def labels_of(message: Message) -> list[str]:
    """The buttons' labels in order; an emoji stands for a missing one."""
    return [str(button.get("label") or (button.get("emoji") or {}).get("name")) for button in buttons_of(message)]
