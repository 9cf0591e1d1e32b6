"""Seasons and what was read already, as plain values; must not read or write anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.kernel.identity import CommunityId, PersonId, PollId, ShopId, WorkId
from core.votes.rounds.plan import Plan, Round

SeasonId = int


class Cause(StrEnum):
    """Why a book counts as already read."""

    WON = "won"
    """It won a vote of the shop."""
    NOTED = "noted"
    """A bookseller said so."""
    SELECTED = "selected"
    """The shop made it a selection."""


@dataclass(frozen=True, slots=True)
class AlreadyRead:
    """A book that the shop's readers have read together, and since when."""

    title: str
    at: datetime
    cause: Cause


class SeasonState(StrEnum):
    """Where a season stands."""

    WAITING = "waiting"
    """The next edition begins at its moment."""
    NOMINATING = "nominating"
    """Books are nominated until its moment."""
    VOTING = "voting"
    """The poll of the present round is open or being counted."""
    STILL = "still"
    """It cannot go on by itself: a bookseller decides."""
    ENDED = "ended"
    STOPPED = "stopped"

    @property
    def is_over(self) -> bool:
        return self in {SeasonState.ENDED, SeasonState.STOPPED}


class Obstacle(StrEnum):
    """Why a season stands still, or why an edition was left out."""

    NONE = ""
    SCARCE = "scarce"
    """Too few titles."""
    SILENT = "silent"
    """Nobody voted, or nothing was chosen."""
    CANCELLED = "cancelled"
    """The round's poll was cancelled."""
    ROOMLESS = "roomless"
    """No channel is tied to the shop any more."""


@dataclass(frozen=True, slots=True)
class HeldRound:
    """A round of a season that was voted on, or is."""

    season: SeasonId
    edition: int
    step: int
    later: tuple[PollId, ...]
    """The polls of the rounds that followed it in its edition, the earliest first; those cancelled too."""


@dataclass(frozen=True, slots=True)
class NewSeason:
    """A season as it is declared; `at` is when its first edition begins."""

    shop: ShopId
    community: CommunityId | None
    opener: PersonId
    question: str
    plan: Plan
    titles: tuple[WorkId, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Season:
    """A declared sequence of rounds, and where it stands."""

    id: SeasonId
    shop: ShopId
    community: CommunityId | None
    """Where it was opened from."""
    opener: PersonId
    question: str
    plan: Plan
    state: SeasonState
    edition: int
    """Counts the editions from 0, those left out too: the plan's moments are numbered alike."""
    step: int
    """The present round's place in the plan."""
    poll: PollId | None
    """The present round's poll, or the last there was in this edition."""
    titles: tuple[WorkId, ...]
    """The books that stand in the present round."""
    carried: tuple[WorkId, ...]
    """Books that were carried over from the last edition to this one: they are not a second time."""
    at: datetime
    """While waiting or nominating: when it goes on by itself."""
    reason: Obstacle = Obstacle.NONE

    @property
    def round(self) -> Round:
        return self.plan.rounds[self.step]

    @property
    def is_planned(self) -> bool:
        """Whether it is one vote that has not opened yet."""
        return self.plan.is_single and self.state is SeasonState.WAITING
