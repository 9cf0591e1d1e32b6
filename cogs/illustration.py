"""A card on its way to Discord, with its picture where it can have one; must not decide where it goes."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar

import discord

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
class Illustrated:
    """A message ready to be sent: its words are drawn already, and `pictured` is the same with the picture in it."""

    words: list[Component]
    pictured: list[Component] | None = None
    picture: bytes = b""
    alt: str = ""

    async def send(self, act: Callable[[RawView, list[discord.File]], Awaitable[Result]]) -> Result:
        """Act with the picture, or with the words alone when Discord refuses the file; raises discord.HTTPException."""
        if self.pictured is not None:
            file = discord.File(BytesIO(self.picture), PICTURE, description=self.alt)
            try:
                return await act(RawView(self.pictured), [file])
            except discord.HTTPException as problem:
                if problem.status not in _REFUSED:
                    raise
                log.warning("Discord takes no picture here: %s %s", problem.status, problem.code)
        return await act(RawView(self.words), [])


async def illustrate(view: View, words: Words, draw: Draw) -> Illustrated:
    """Return the message of a view; raises ValueError for a card with more controls than a message can hold."""
    card = card_of(view, words)
    alone = render(card, words)
    if card.chart is None or (pictured := _pictured(card, words)) is None:
        return Illustrated(alone)
    picture = await draw(card.chart)
    if picture is None:
        return Illustrated(alone)
    return Illustrated(alone, pictured, picture, alternative_text(card.chart))


def _pictured(card: Card, words: Words) -> list[Component] | None:
    """Return the components with the picture, or None when all that a message can hold is taken by controls."""
    try:
        return render(card, words, PICTURE)
    except ValueError:
        return None
