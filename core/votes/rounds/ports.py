"""What rounds need from one transaction; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.kernel.identity import PersonId, PollId, ShopId, WorkId
from core.votes.model import NewTitle
from core.votes.rounds.model import AlreadyRead, Cause, HeldRound, NewSeason, Season, SeasonId


class Readings(Protocol):
    """Books that a shop's readers have read together: they are not nominated again."""

    def note(self, shop: ShopId, work: WorkId, at: datetime, cause: Cause, /) -> None:
        """From now on the book counts as read; where it did before, nothing changes."""
        ...

    def get(self, shop: ShopId, work: WorkId, /) -> AlreadyRead | None: ...

    def forget(self, shop: ShopId, work: WorkId, /) -> bool:
        """The book may be nominated again; False where it could be."""
        ...


class Seasons(Protocol):
    """Seasons, one row each: where it stands is all in it."""

    def add(self, season: NewSeason, /) -> SeasonId: ...

    def get(self, season: SeasonId, /) -> Season | None: ...

    def lock(self, season: SeasonId, /) -> Season | None:
        """Return the season and keep every other writer off it: the first statement of every write about one."""
        ...

    def keep(self, season: Season, /) -> None:
        """Keep where the season stands now."""
        ...

    def of_poll(self, poll: PollId, /) -> SeasonId | None:
        """The season whose present round is this poll."""
        ...

    def note_round(self, season: Season, /) -> None:
        """The season's present round is voted on in its present poll: that stays known once later rounds follow."""
        ...

    def held(self, poll: PollId, /) -> HeldRound | None:
        """The round that a poll was, or is, with those that followed; None for a vote of its own."""
        ...

    def of_shop(self, shop: ShopId, /) -> Sequence[Season]:
        """The shop's seasons that are not over, the oldest first."""
        ...


class WriteIns(Protocol):
    """Titles that readers add to a paper while it is open."""

    def add(self, poll: PollId, title: NewTitle, person: PersonId, /) -> int:
        """Put the title on the paper after the others and return its position."""
        ...

    def of_person(self, poll: PollId, person: PersonId, /) -> int | None:
        """The position of the title that this person added."""
        ...

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        """What `gone` added was added by `kept`, who adds no more where both had."""
        ...
