"""What a journey of one method holds: who presses what on the ballot, and what everybody reads at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.votes.charter.terms import Method

MORE, LESS, REST = "+1", "-1", "rest"
UNDO, UNREAD, PREVIOUS, NEXT, ABSTAIN, NONE, DONE = "undo", "unread", "previous", "next", "abstain", "none", "done"


@dataclass(frozen=True, slots=True)
class Told:
    """What is read in one language, a line each; the marks of a platform are left out."""

    verdict: str
    """Who won, in the sentence of the verdict; it is also what the picture says in words."""
    result: str
    """The lines between the verdict and the turnout: why, which ties, what each title got."""
    count: str
    """The figures under "How was it counted?": duels, rounds or sums."""
    proof: str
    """What the receipt of Eve, or of Dan, is said to stand for."""


@dataclass(frozen=True, slots=True)
class Script:
    """One method from its ballots to its result. A ballot is what is pressed in order, by the titles or by the names
    above; a slash begins another visit to the ballot."""

    method: Method
    ballots: Mapping[str, str]
    fr: Told
    en: Told
    first: str = "Nana"
    """What Alice casts on Telegram before she casts her ballot on Discord, in place of it."""
    titles: str = "Emma, Nana, L’Étranger, La Peste"
    rules: Mapping[str, str | int] = field(default_factory=dict)
    """What Olga asks for beside the method, by the names of the options."""

    variant: str = ""
    """What sets it apart from the other script of its method."""
    is_kept: bool = False
    """Whether some class of its voters is too small for its ballots to be published."""
    in_two_shops: bool = False
    roll: int = 8
    """How many are on the roll at the end: the readers, and Olga, who runs the shop."""

    @property
    def name(self) -> str:
        return "-".join(filter(None, (self.method.value, self.variant)))

    def told(self, locale: str) -> Told:
        return self.en if locale == "en" else self.fr

    @property
    def voters(self) -> int:
        return len(self.ballots)


def lines(text: str) -> list[str]:
    """Return the lines of a text without their indent and without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]
