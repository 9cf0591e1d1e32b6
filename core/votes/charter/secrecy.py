"""How secret a poll is and what of it is published, fixed before it opens; must not count or draw.

Source: voting.md 4.3 (small groups, live counts, roll call as another mode).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from core.votes.integrity.export import SIGNATURE, Publish, publishable
from core.votes.integrity.seals import CastBallot


class Naming(StrEnum):
    """Whether each choice is shown with its name: then nothing about it is secret."""

    NEVER = "never"
    CLOSE = "close"
    """At the close."""
    OPEN = "open"
    """As soon as it is cast."""


class Openness(StrEnum):
    """What a bookseller chooses of it, in one word."""

    ADVISED = "advised"
    """Secret; every ballot is published under its tracker, or totals where long rankings could serve as signatures."""
    BALLOTS = "ballots"
    MATRIX = "matrix"
    RESULT = "result"
    LIVE = "live"
    """Secret, with totals while the vote is open."""
    NAMED = "named"
    NAMED_LIVE = "named_live"


@dataclass(frozen=True, slots=True)
class Secrecy:
    """What a poll promises of its ballots."""

    publish: Publish | None = None
    """What is published after the close; None: as advised, of a poll of before this was asked."""
    live: bool = False
    """Whether totals are shown while the poll is open, a batch at a time."""
    naming: Naming = Naming.NEVER

    @property
    def is_named(self) -> bool:
        return self.naming is not Naming.NEVER

    def settled(self, *, is_ranked: bool, most: int) -> Secrecy:
        """Return the same with what goes without saying, on ballots that name at most so many titles."""
        if self.publish is not None:
            return self
        is_signature = is_ranked and most > SIGNATURE and not self.is_named
        return replace(self, publish=Publish.MATRIX if is_signature else Publish.BALLOTS)

    def published(self, casts: Collection[CastBallot]) -> Publish:
        """Return what may be published of these ballots by settled terms: few stay secret, unless they are named."""
        wanted = self.publish or Publish.BALLOTS
        return wanted if self.is_named else publishable(wanted, casts)


AS_BEFORE = Secrecy()
_CHOSEN = {
    Openness.ADVISED: AS_BEFORE,
    Openness.BALLOTS: Secrecy(Publish.BALLOTS),
    Openness.MATRIX: Secrecy(Publish.MATRIX),
    Openness.RESULT: Secrecy(Publish.RESULT),
    Openness.LIVE: Secrecy(live=True),
    Openness.NAMED: Secrecy(Publish.BALLOTS, naming=Naming.CLOSE),
    Openness.NAMED_LIVE: Secrecy(Publish.BALLOTS, naming=Naming.OPEN),
}


def secrecy_of(chosen: Openness) -> Secrecy:
    """Return what a choice stands for."""
    return _CHOSEN[chosen]


def is_signature(secrecy: Secrecy, *, is_ranked: bool, most: int) -> bool:
    """Whether ballots are published that somebody could know again: full rankings of many titles."""
    return is_ranked and most > SIGNATURE and secrecy.publish is Publish.BALLOTS and not secrecy.is_named
