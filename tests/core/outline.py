"""Draws a card as plain lines, for snapshots that a person can read."""

from __future__ import annotations

from typing import assert_never

from core.ui.cards import Attachment, Block, Bullets, Buttons, Card, Paragraph, Picker, Picture, Quote
from core.ui.spans import plain_text


def outline(card: Card) -> str:
    """Return the card's words, a line a block or item, controls in brackets with their data."""
    lines = [f"# {plain_text(card.title)}"] if card.title else []
    for block in card.blocks:
        lines += _lines(block)
    if card.footer:
        lines.append(f"-- {plain_text(card.footer)}")
    return "\n".join(lines)


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(line):
            return [plain_text(line)]
        case Quote(line):
            return [f"> {plain_text(line)}"]
        case Bullets(items):
            return [f"- {plain_text(item)}" for item in items]
        case Buttons(buttons):
            return [f"[{button.label}]({button.press.pack()}, {button.style.value})" for button in buttons]
        case Picker() as picker:
            head = f"[{picker.prompt}]({picker.press.pack()}, {picker.least} to {picker.most})"
            options = [
                f"  {'x' if option.is_chosen else 'o'} {option.label} · {option.detail} ({option.press.pack()})"
                for option in picker.options
            ]
            return [head, *options]
        case Picture(chart):
            return [f"({type(chart).__name__}: {chart.frame.alt})"]
        case Attachment(name, _, instead):
            return [f"({name}, or: {plain_text(instead)})"]
        case _:
            assert_never(block)
