"""The buttons and menus of the spoiler gate; must not run anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.ui.presses import Press


@dataclass(frozen=True, slots=True)
class ShowPlace(Press):
    """Where am I? Asked in private."""

    prefix: ClassVar[str] = "gw"
    debate: int


@dataclass(frozen=True, slots=True)
class Arrive(Press):
    """I am there."""

    prefix: ClassVar[str] = "ga"
    debate: int
    stage: int


@dataclass(frozen=True, slots=True)
class ChoosePlace(Press):
    """I am where the menu says."""

    prefix: ClassVar[str] = "gm"
    debate: int


@dataclass(frozen=True, slots=True)
class Speak(Press):
    """Say something in this debate."""

    prefix: ClassVar[str] = "gd"
    debate: int


@dataclass(frozen=True, slots=True)
class ReadOn(Press):
    """What was said up to where I am, the latest, or what came before one of them."""

    prefix: ClassVar[str] = "gr"
    debate: int
    before: int
    """0 for the latest."""


@dataclass(frozen=True, slots=True)
class CallSpoiler(Press):
    """This gives too much away; for its author and the team, who decide, what to do with it."""

    prefix: ClassVar[str] = "gs"
    contribution: int


@dataclass(frozen=True, slots=True)
class FileAt(Press):
    """It tells up to there, said by its author or the team."""

    prefix: ClassVar[str] = "gf"
    contribution: int
    stage: int


@dataclass(frozen=True, slots=True)
class ChooseFile(Press):
    """It tells up to where the menu says."""

    prefix: ClassVar[str] = "gl"
    contribution: int


@dataclass(frozen=True, slots=True)
class TakeBack(Press):
    """Forget what I said."""

    prefix: ClassVar[str] = "gt"
    contribution: int
