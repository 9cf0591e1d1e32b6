"""What votes need from one transaction for the sake of what is shown of ballots; must not say how it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from core.kernel.identity import PersonId, PollId
from core.votes.integrity.seals import CastBallot
from core.votes.model import NamedMarks


class SecrecyRows(Protocol):
    """What is shown of ballots while a poll is open, and what is kept to prove it."""

    def changed(self, poll: PollId, /) -> int:
        """How many open ballots the last seal does not hold as they are."""
        ...

    def standing(self, poll: PollId, /) -> Sequence[CastBallot]:
        """The open ballots, as they would be sealed."""
        ...

    def keep_sealed(self, poll: PollId, /) -> None:
        """Remember which ballots stand at a seal."""
        ...

    def live(self, poll: PollId, /) -> str:
        """The live counts shown last, as core.votes.running.watching writes them; "" before any."""
        ...

    def fresh(self, poll: PollId, /) -> Mapping[bytes, str]:
        """The canonical texts, by ballot key, of the open ballots that never entered a live count; none that waits for
        a bookseller's word."""
        ...

    def show_live(self, poll: PollId, shown: str, entered: Iterable[bytes], /) -> None: ...

    def hide_nonces(self, poll: PollId, leaves: Iterable[tuple[CastBallot, str]], /) -> None:
        """Keep of these sealed ballots the leaf in place of the nonce: they are never published one by one."""
        ...

    def voted(self, poll: PollId, /) -> Sequence[tuple[PersonId, str]]:
        """Whose ballot stands and does not wait for a bookseller's word, with the name they are shown under."""
        ...

    def name(self, poll: PollId, ballots: Sequence[NamedMarks], /) -> None:
        """Keep the roll call of a poll that was opened with one."""
        ...

    def named(self, poll: PollId, /) -> Sequence[NamedMarks]: ...

    def named_polls(self, person: PersonId, /) -> Sequence[PollId]:
        """The roll calls in which a person's name stands, the lowest number first, as several are locked."""
        ...

    def unname(self, poll: PollId, person: PersonId, /) -> None:
        """Take a person's name out of a roll call: the choice stays, behind the others, as nobody's."""
        ...

    def merge_named(self, kept: PersonId, gone: PersonId, /) -> None:
        """The lines of `gone` are those of `kept`."""
        ...

    def strike(self, poll: PollId, position: int, reason: str, /) -> None:
        """Note that a title was withdrawn, and why; the first reason stays."""
        ...
