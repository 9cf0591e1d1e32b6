"""What follows a count needs from one transaction: who breaks a tie, the runoff, the statement; must not decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.kernel.identity import Address, PersonId, PollId, ShopId


@dataclass(frozen=True, slots=True)
class Judge:
    """Who has the casting vote of a poll, and the titles they chose so far."""

    person: PersonId
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Where a person can be written to in private, and in which language, "" when nobody knows."""

    to: Address
    locale: str


class AftermathRows(Protocol):
    """What is kept of a poll beyond its count."""

    def name_judge(self, poll: PollId, judge: PersonId, /) -> None: ...

    def judge(self, poll: PollId, /) -> Judge | None: ...

    def choose(self, poll: PollId, titles: Sequence[int], /) -> None:
        """Keep what the judge chose so far."""
        ...

    def forget_judge(self, poll: PollId, /) -> None:
        """The tie is decided, or there was none: nobody needs to be named any more."""
        ...

    def merge(self, kept: PersonId, gone: PersonId, /) -> None:
        """What was for `gone` to decide is for `kept`."""
        ...

    def pair(self, poll: PollId, runoff: PollId, /) -> None:
        """The tie of `poll` is broken by the vote `runoff`; the first pair stands."""
        ...

    def runoff(self, poll: PollId, /) -> PollId | None: ...

    def seat(self, poll: PollId, jurors: Sequence[PersonId], /) -> None:
        """Name the jury of a poll that opens."""
        ...

    def dismiss(self, poll: PollId, /) -> None:
        """The poll is over: who was of its jury is forgotten, since few ballots bear its name."""
        ...

    def is_juror(self, poll: PollId, person: PersonId, /) -> bool: ...

    def staff(self, shop: ShopId, /) -> Sequence[PersonId]:
        """The booksellers and managers of a shop; the standings' own rows answer."""
        ...

    def state(self, poll: PollId, words: str, /) -> None:
        """Keep the statement on a poll's outcome in place of an earlier one; "" takes it back."""
        ...

    def statement(self, poll: PollId, /) -> str: ...

    def opener(self, poll: PollId, /) -> PersonId | None:
        """Who opened a poll."""
        ...

    def name_of(self, person: PersonId, /) -> str:
        """How a person is called on the account they have had longest; "" for nobody."""
        ...

    def letterboxes(self, person: PersonId, /) -> Sequence[Letterbox]:
        """Where the bot may write to a person."""
        ...
