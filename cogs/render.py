"""Draws neutral views as Discord components (v2); pure, so that every view can be looked at in a test."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, assert_never
from urllib.parse import quote

from cogs import limits
from core.ui.cards import (
    Attachment,
    Block,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Paragraph,
    Picker,
    Picture,
    Quote,
    View,
)
from core.ui.charts import Chart
from core.ui.spans import (
    Code,
    Emphasis,
    Line,
    Link,
    Moment,
    MomentStyle,
    Plain,
    Span,
    Spoiler,
    Strong,
    cut,
    plain_text,
    shorten,
)
from core.ui.words import Words

Component = dict[str, Any]
ACTION_ROW, BUTTON, STRING_SELECT, TEXT_DISPLAY, MEDIA_GALLERY, FILE, CONTAINER = 1, 2, 3, 10, 12, 13, 17
_STYLES = {ButtonStyle.MAIN: 1, ButtonStyle.PLAIN: 2, ButtonStyle.DANGER: 4}
_MARKS = re.compile(r"([\\*_~`|<>\[\]#@]|:(?=//)|^\s*(?:[-+]|\d+\.)(?=\s))", re.MULTILINE)
_SHORTEST = 60
"""Below this many characters a line says nothing any more: the last lines go instead, behind a mark."""
_GONE = "…"
_UNSAFE_IN_URL = re.compile(r"[\s<>]")

Renderer = Callable[[Any, Words], Card]
BETTER: Mapping[type[object], Renderer] = {}
"""Views that Discord draws better than by their card."""


def card_of(view: View, words: Words) -> Card:
    """Return the card of a view, as Discord draws it best."""
    better = BETTER.get(type(view))
    return better(view, words) if better else view.as_card(words)


def render(view: View, words: Words, file: str = "") -> list[Component]:
    """Return the message's components; raises ValueError for a card with more controls than a message can hold.

    `file` names what is sent along and shown in the place of the card's picture or attachment; without it the card is
    its words alone.
    """
    parts = _fit(card_of(view, words), file)
    inner = [_text_display(part) if isinstance(part, list) else part for part in parts] or [_text_display([_GONE])]
    if count_components(inner) + 1 > limits.COMPONENTS:
        raise ValueError(f"{count_components(inner) + 1} components")
    return [{"type": CONTAINER, "components": _with_own_ids(inner)}]


def count_components(components: Sequence[Component]) -> int:
    """Return how many components there are, nested ones included."""
    return sum(1 + count_components(each.get("components", ())) for each in components)


Part = list[str] | Component
"""A run of drawn lines that become one text display, or a row of controls, a picture or a file."""


def _fit(card: Card, file: str) -> list[Part]:
    """Draw with shorter and shorter lines until the text fits, then without the last ones."""
    longest = limits.TEXT_TOTAL
    parts = _draw(card, longest, file)
    while _text_length(parts) > limits.TEXT_TOTAL:
        if longest == _SHORTEST:
            return _without_the_last(parts)
        longest = max(_SHORTEST, int(longest * 0.7))
        parts = _draw(card, longest, file)
    return parts


def _text_length(parts: Sequence[Part]) -> int:
    return sum(len(_text_display(part)["content"]) for part in parts if isinstance(part, list))


def _without_the_last(parts: Sequence[Part]) -> list[Part]:
    """Keep the lines that fit, in reading order, and every control; each run keeps room for the mark that ends it."""
    runs = sum(isinstance(part, list) for part in parts)
    left = limits.TEXT_TOTAL - runs * len(f"\n{_GONE}")
    kept: list[Part] = []
    for part in parts:
        if not isinstance(part, list):
            kept.append(part)
            continue
        lines: list[str] = []
        for line in part:
            left -= len(line) + 1
            if left < 0:
                lines.append(_GONE)
                left = 0
                break
            lines.append(line)
        kept.append(lines)
    return kept


def _text_display(lines: Sequence[str]) -> Component:
    return {"type": TEXT_DISPLAY, "content": "\n".join(lines)}


def _draw(card: Card, longest: int, file: str) -> list[Part]:
    parts: list[Part] = []
    texts = _marked("### ", card.title, longest)
    for block in card.blocks:
        if isinstance(block, Buttons | Picker):
            parts.append(texts)
            parts.extend(_controls(block))
            texts = []
        elif isinstance(block, Picture) and file:
            parts.extend((texts, _gallery(block, file)))
            texts = []
        elif isinstance(block, Attachment) and file:
            parts.extend((texts, {"type": FILE, "file": {"url": f"attachment://{file}"}}))
            texts = []
        else:
            texts.extend(_texts(block, longest))
    parts.extend((texts, _marked("-# ", card.footer, longest)))
    return [part for part in parts if not isinstance(part, list) or "".join(part).strip()]


def _marked(mark: str, line: Line, longest: int) -> list[str]:
    text = draw_line(shorten(line, longest)).strip().replace("\n", " ")
    return [mark + text] if text else []


def _texts(block: Block, longest: int) -> list[str]:
    match block:
        case Paragraph(line) | Attachment(instead=line):
            return [draw_line(shorten(line, longest))]
        case Quote(line):
            return ["> " + draw_line(shorten(line, longest)).replace("\n", "\n> ")]
        case Bullets(items, is_numbered):
            marks = [f"{number}. " if is_numbered else "- " for number in range(1, len(items) + 1)]
            lines = [draw_line(shorten(item, longest)).replace("\n", " ") for item in items]
            return [mark + line for mark, line in zip(marks, lines, strict=True)]
        case Buttons() | Picker() | Picture():
            return []
        case _:
            assert_never(block)


def _gallery(block: Picture, file: str) -> Component:
    media = {"url": f"attachment://{file}"}
    return {"type": MEDIA_GALLERY, "items": [{"media": media, "description": alternative_text(block.chart)}]}


def alternative_text(chart: Chart) -> str:
    """Return what stands for a picture, its no-break spaces kept, shortened visibly where it is too long."""
    return plain_text(shorten((Plain(chart.frame.alt),), limits.ALTERNATIVE_TEXT))


def _controls(block: Buttons | Picker) -> list[Component]:
    if isinstance(block, Picker):
        return [{"type": ACTION_ROW, "components": [_menu(block)]}]
    buttons = [_button(each) for each in block.buttons]
    rows = [buttons[start : start + limits.BUTTONS_A_ROW] for start in range(0, len(buttons), limits.BUTTONS_A_ROW)]
    return [{"type": ACTION_ROW, "components": row} for row in rows]


def _menu(picker: Picker) -> Component:
    chosen = [option.value for option in picker.options if option.is_chosen][: picker.most]
    options = [
        {
            "label": cut(option.label, limits.OPTION_LABEL),
            "value": option.value,
            **({"description": cut(option.detail, limits.OPTION_LABEL)} if option.detail else {}),
            **({"default": True} if option.value in chosen else {}),
        }
        for option in picker.options
    ]
    return {
        "type": STRING_SELECT,
        "custom_id": picker.press.pack(),
        "placeholder": cut(picker.prompt, limits.PLACEHOLDER),
        "min_values": picker.least,
        "max_values": picker.most,
        "options": options,
    }


def _button(button: Button) -> Component:
    return {
        "type": BUTTON,
        "style": _STYLES[button.style],
        "label": cut(button.label, limits.BUTTON_LABEL),
        "custom_id": button.press.pack(),
    }


def _with_own_ids(inner: list[Component]) -> list[Component]:
    """Two controls with the same press get ids that differ after a "~": Discord wants them unique in a message."""
    seen: dict[str, int] = {}
    for row in inner:
        for control in row.get("components", ()):
            packed = control["custom_id"]
            seen[packed] = seen.get(packed, 0) + 1
            if seen[packed] > 1:
                control["custom_id"] = f"{packed}~{seen[packed]}"
    return inner


def draw_line(line: Line) -> str:
    """Return the spans as Markdown, every text escaped."""
    return "".join(_draw_span(span) for span in line)


def _draw_span(span: Span) -> str:
    match span:
        case Plain(text):
            return escape(text)
        case Strong(text):
            return f"**{escape(text)}**" if text.strip() else text
        case Emphasis(text):
            return f"*{escape(text)}*" if text.strip() else text
        case Code(text):
            return "`" + text.replace("`", "ˋ") + "`" if text.strip() else text
        case Spoiler(text):
            return f"||{escape(text)}||" if text.strip() else text
        case Link(text, url):
            safe = _UNSAFE_IN_URL.sub(lambda found: quote(found[0]), url)
            return f"[{escape(text)}](<{safe}>)"
        case Moment(at, _, style):
            return f"<t:{int(at.timestamp())}:{'F' if style is MomentStyle.FULL else 'R'}>"
        case _:
            assert_never(span)


def escape(text: str) -> str:
    """Return a text that Discord shows letter by letter: no mark, mention, link or timestamp survives in it."""
    return _MARKS.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], text)
