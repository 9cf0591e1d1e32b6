"""What the spoiler gate needs from one transaction; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.debates.gate.model import Contribution, ContributionId, Milestones, NewContribution
from core.debates.ports import DebateRows
from core.kernel.identity import DebateId, PersonId


class Progress(Protocol):
    """How books are divided, and how far each person is in them."""

    def divide(self, debate: DebateId, milestones: Milestones, /) -> None: ...

    def milestones(self, debate: DebateId, /) -> Milestones | None:
        """None while the book's quarters are good enough."""
        ...

    def reach(self, debate: DebateId, person: PersonId, stage: int, at: datetime, /) -> None:
        """The person is at that stage, whatever they said before."""
        ...

    def stage(self, debate: DebateId, person: PersonId, /) -> int | None:
        """None for somebody who never said."""
        ...

    def is_used(self, debate: DebateId, /) -> bool:
        """Whether anybody said where they are."""
        ...

    def debates_of(self, person: PersonId, /) -> Sequence[DebateId]:
        """The debates in whose books this person said where they are, or of which they said something, lowest id first:
        the order in which several are locked."""
        ...

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        """Of two persons who turn out to be one, what was said last holds; at the same moment, the lesser stage."""
        ...


class Contributions(Protocol):
    """What readers said of a book through the bot."""

    def add(self, contribution: NewContribution, /) -> ContributionId: ...

    def get(self, contribution: ContributionId, /) -> Contribution | None: ...

    def file(self, contribution: ContributionId, stage: int, /, *, is_marked: bool, is_settled: bool) -> None: ...

    def withdraw(self, contribution: ContributionId, /) -> None:
        """Forget its words."""
        ...

    def of(self, debate: DebateId, /) -> Sequence[Contribution]:
        """Those that stand, oldest first."""
        ...

    def latest(
        self, debate: DebateId, stage: int, before: ContributionId | None, limit: int, /
    ) -> Sequence[Contribution]:
        """Those that stand and tell no further than this stage, latest first; only earlier ones than `before`."""
        ...

    def count(self, debate: DebateId, stage: int, /) -> int:
        """How many stand that tell no further than this stage."""
        ...

    def last_of(self, debate: DebateId, author: PersonId, /) -> Contribution | None: ...

    def merge(self, kept: PersonId, gone: PersonId, /) -> None: ...


class GateRows(DebateRows, Protocol):
    """One transaction, as far as the gate is concerned."""

    @property
    def progress(self) -> Progress: ...
    @property
    def contributions(self) -> Contributions: ...
