"""What a letter does to a room besides being said: views that open, slow or shut one; must not know any platform.

Where a platform has no such thing, or a right is missing, the view is posted all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.ui.cards import Card, View
from core.ui.words import Words


@dataclass(frozen=True, slots=True)
class Opening:
    """The view stands at the head of a room of its own, opened for it beside the letter's address."""

    view: View
    name: str
    """A reader's words, of any length; each platform fits them visibly."""

    def as_card(self, words: Words) -> Card:
        return self.view.as_card(words)


@dataclass(frozen=True, slots=True)
class Slowing:
    """From this view on, everybody waits in the room between two messages of theirs."""

    view: View
    seconds: int
    """0: nobody waits any more."""

    def as_card(self, words: Words) -> Card:
        return self.view.as_card(words)


@dataclass(frozen=True, slots=True)
class Shutting:
    """After this view, only the bot and those who run the place write in the room."""

    view: View

    def as_card(self, words: Words) -> Card:
        return self.view.as_card(words)


def said_by(view: View) -> View:
    """Return what is said, whatever else is done with the room."""
    return view.view if isinstance(view, Opening | Slowing | Shutting) else view
