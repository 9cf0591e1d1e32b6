"""The neutral card: blocks of text and controls that every platform can draw; must not hold any platform's limits.

Text too long for a platform is shortened there with a mark. What cannot be shortened (too many options) is refused
here, when the card is built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Protocol, runtime_checkable

from core.ui.charts import Chart
from core.ui.presses import Press
from core.ui.spans import Line
from core.ui.words import Words

MAX_OPTIONS = 25
MAX_BUTTONS = 25
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}\.[a-z0-9]{2,5}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one item a line; numbered from 1 where the order means something."""

    items: tuple[Line, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    line: Line


class ButtonStyle(Enum):
    MAIN = "main"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A labelled press. `in_private` asks the platform to go on where only the presser sees the answer."""

    label: str
    press: Press
    style: ButtonStyle = ButtonStyle.PLAIN
    in_private: bool = False


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.buttons) <= MAX_BUTTONS:
            raise ValueError(f"{len(self.buttons)} buttons")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a picker. `value` is sent with the picker's own press where a platform picks several at once;
    `press` is the same choice made alone, by one tap."""

    label: str
    value: str
    press: Press
    detail: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Picker:
    """A choice of `least` to `most` options: one menu where the platform has menus, else a button each."""

    prompt: str
    options: tuple[Option, ...]
    press: Press
    least: int = 1
    most: int = 1

    def __post_init__(self) -> None:
        if not 1 <= len(self.options) <= MAX_OPTIONS:
            raise ValueError(f"{len(self.options)} options")
        if not 0 <= self.least <= self.most <= len(self.options):
            raise ValueError(f"{self.least} to {self.most} of {len(self.options)}")
        if len({option.value for option in self.options}) != len(self.options):
            raise ValueError("two options share a value")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart; the card says the same in words, because a picture may not arrive or may not be seen."""

    chart: Chart


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to keep, under a name that every platform leaves as it is. `instead` is said where no file can go, or
    none of this size: it must tell another way to the file."""

    name: str
    content: bytes = field(repr=False)
    instead: Line

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.name) or not self.content:
            raise ValueError(f"no file to send: {self.name}")


Block = Paragraph | Bullets | Quote | Buttons | Picker | Picture | Attachment


@dataclass(frozen=True, slots=True)
class Card:
    """A message: a title, blocks in reading order, and a footer in small type."""

    title: Line = ()
    blocks: tuple[Block, ...] = ()
    footer: Line = ()

    def __post_init__(self) -> None:
        if sum(isinstance(block, Picture | Attachment) for block in self.blocks) > 1:
            raise ValueError("two pictures or files in one card")

    @property
    def chart(self) -> Chart | None:
        return next((block.chart for block in self.blocks if isinstance(block, Picture)), None)

    @property
    def attachment(self) -> Attachment | None:
        return next((block for block in self.blocks if isinstance(block, Attachment)), None)

    def beside_file(self) -> Card:
        """Return the words and controls that go with the file, without what is said in its stead."""
        return replace(self, blocks=tuple(block for block in self.blocks if not isinstance(block, Attachment)))

    def as_card(self, words: Words) -> Card:  # noqa: ARG002 - a card is already drawn in somebody's words
        return self


@runtime_checkable
class View(Protocol):
    """Something to show: it can always become a card; a platform may know a better way for its own kind."""

    def as_card(self, words: Words, /) -> Card: ...


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence from the catalogues: what most private answers are, short enough for a toast."""

    message: str
    arguments: tuple[tuple[str, object], ...] = ()

    def as_card(self, words: Words) -> Card:
        return Card(blocks=(Paragraph(words.line(self.message, **dict(self.arguments))),))


def notice(message: str, **arguments: object) -> Notice:
    """Return the notice of a message id and its arguments."""
    return Notice(message, tuple(arguments.items()))


@dataclass(frozen=True, slots=True)
class Reply:
    """What an act answers. `view` goes to the place (or, for a private command, to the caller); `note` to the caller
    alone. With `replaces`, the view takes the place of the message whose button was pressed."""

    view: View | None = None
    note: View | None = None
    replaces: bool = False
    echo: View | None = None
    """What the view that replaces says too, in one sentence: a passing sign where the platform has one, else nothing,
    so that ten presses on one message do not leave ten answers behind."""
