"""Which round of a season a poll is, as its paper and its charter say it; must not know seasons or polls."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StageKind(StrEnum):
    """The rounds of a season, in their order."""

    NONE = ""
    """A vote of its own."""
    NOMINATIONS = "nominations"
    LONG_LIST = "long"
    SHORTLIST = "short"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Stage:
    """A poll's place in its season."""

    kind: StageKind = StageKind.NONE
    number: int = 0
    """From 1, among the rounds that are voted on."""
    rounds: int = 0
    """How many of them there are."""
    write_ins: bool = False
    """Whether each reader may add a title while the poll is open."""

    @property
    def is_inner(self) -> bool:
        """Whether its winners go on to another round."""
        return self.kind in {StageKind.LONG_LIST, StageKind.SHORTLIST}


NO_STAGE = Stage()
