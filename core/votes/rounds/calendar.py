"""The rounds of the present edition with their moments, as far as they are known; must not move a season."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.votes.model import Poll
from core.votes.rounds.model import Season, SeasonState
from core.votes.rounds.plan import Round


class Progress(StrEnum):
    """Where a round stands in its edition."""

    DONE = "done"
    NOW = "now"
    STILL = "still"
    COMING = "coming"
    LATER = "later"
    """Nobody knows when: the season stands still before it."""


@dataclass(frozen=True, slots=True)
class Lap:
    """One round; `ends` is there where it is known."""

    round: Round
    progress: Progress
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A season with the poll of its present round and the names of the books that stand in it."""

    season: Season
    poll: Poll | None
    books: tuple[str, ...] = ()

    @property
    def laps(self) -> tuple[Lap, ...]:
        """The rounds of the edition under way, or of the one that is waited for."""
        season, plan = self.season, self.season.plan
        if season.state.is_over:
            return ()
        laps = []
        begins = season.at if season.state is SeasonState.WAITING else None
        for step, each in enumerate(plan.rounds):
            if begins is not None:
                ends = plan.ends(begins, step)
                laps.append(Lap(each, Progress.COMING, ends))
                begins = ends
            elif step == season.step and season.state is not SeasonState.STILL:
                begins = self.ends
                laps.append(Lap(each, Progress.NOW, begins))
            elif step == season.step:
                laps.append(Lap(each, Progress.STILL))
            else:
                laps.append(Lap(each, Progress.DONE if step < season.step else Progress.LATER))
        return tuple(laps)

    @property
    def ends(self) -> datetime:
        """When the present round ends: a vote may last longer than was planned."""
        return self.poll.closes_at if self.season.state is SeasonState.VOTING and self.poll else self.season.at

    def next_editions(self, count: int) -> tuple[datetime, ...]:
        """Return when the next editions begin, the one that is waited for among them."""
        season = self.season
        first = season.edition if season.state is SeasonState.WAITING else season.edition + 1
        if season.state.is_over:
            return ()
        found = [season.plan.begins(edition) for edition in range(first, first + count)]
        return tuple(each for each in found if each is not None)
