"""A card on its way to Discord, with its picture or file where it can have one; must not decide where it goes."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeVar

import discord

from cogs.limits import FILE_BYTES
from cogs.render import Component, alternative_text, card_of, render
from core.ui.cards import Card, View
from core.ui.charts import Draw
from core.ui.words import Words

log = logging.getLogger(__name__)

Result = TypeVar("Result")
PICTURE = "picture.png"
_REFUSED = frozenset({400, 403, 413})
"""What Discord answers when it takes no file: nothing was posted, and the words may still be welcome."""


class RawView(discord.ui.LayoutView):
    """A view made of ready components; presses come back by their data, so nothing is kept to listen."""

    def __init__(self, components: list[Component]) -> None:
        super().__init__(timeout=None)
        self._components = components
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        return self._components

    def has_components_v2(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a message, and the message's components with the file in its place."""

    components: list[Component]
    name: str
    content: bytes = field(repr=False)
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Illustrated:
    """A message ready to be sent: its words are drawn already, should the file not be taken."""

    words: list[Component]
    enclosure: Enclosure | None = None

    async def send(self, act: Callable[[RawView, list[discord.File]], Awaitable[Result]]) -> Result:
        """Act with the file, or with the words alone when Discord refuses it; raises discord.HTTPException."""
        if self.enclosure is not None:
            sent = self.enclosure
            file = discord.File(BytesIO(sent.content), sent.name, description=sent.alt)
            try:
                return await act(RawView(sent.components), [file])
            except discord.HTTPException as problem:
                if problem.status not in _REFUSED:
                    raise
                log.warning("Discord takes no file here: %s %s", problem.status, problem.code)
        return await act(RawView(self.words), [])


async def illustrate(view: View, words: Words, draw: Draw | None) -> Illustrated:
    """Return the message of a view; raises ValueError for a card with more controls than a message can hold. Without
    `draw`, no file is taken where it goes."""
    card = card_of(view, words)
    alone = render(card, words)
    return Illustrated(alone, await _enclosed(card, words, draw) if draw else None)


async def _enclosed(card: Card, words: Words, draw: Draw) -> Enclosure | None:
    file = card.attachment
    name = file.name if file else PICTURE
    if (card.chart is None and file is None) or (components := _with_file(card, words, name)) is None:
        return None
    if file is not None:
        return Enclosure(components, file.name, file.content) if len(file.content) <= FILE_BYTES else None
    picture = await draw(card.chart) if card.chart else None
    return Enclosure(components, PICTURE, picture, alternative_text(card.chart)) if card.chart and picture else None


def _with_file(card: Card, words: Words, name: str) -> list[Component] | None:
    """Return the components with the file, or None when all that a message can hold is taken by controls."""
    try:
        return render(card, words, name)
    except ValueError:
        return None
