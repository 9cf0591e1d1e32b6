"""What a count must reach for its winners to stand: quorum, majority, readers; must not count by any method.

Source: voting.md 1.2 (reader floor) and 4.5 (quorum, "none of these", majority). The same functions rule in the house
and in verify.py, which read the thresholds from a poll's config.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from typing import Any

from core.votes.counting.duels import ranking_duels
from core.votes.counting.model import Election, Outcome
from core.votes.counting.sums import first_places

MAX_QUORUM = 10_000
LEAST_READERS = 3
READERS_PERCENT = 10
LIKED_FROM = 3
"""The score, of 0 to 5, from which a ballot is for a title: the upper half."""
SHARING = frozenset({"phragmen", "equal_shares", "scottish_stv", "eph"})
"""Methods whose places are shares of the voters and no ranking: behind "none of these", the next place still counts."""
Count = Callable[[Election[Any]], Outcome]
Behind = Callable[[Mapping[str, Any], Election[Any], Outcome, int], tuple[int, int]]
Reading = tuple[Callable[[Mapping[str, Any], Election[Any]], frozenset[int]], Behind]


class Failing(StrEnum):
    """What happens where too few have voted at the close."""

    EXTEND = "extend"
    """The vote lasts longer, once; if there are too few then, no title is chosen."""
    ADVISORY = "advisory"
    """The result is told as an advice."""
    NOTHING = "nothing"
    """No title is chosen."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a poll asks of its count, fixed before it opens; nothing where nothing is said."""

    quorum: int = 0
    """Ballots that there must be."""
    quorum_percent: int = 0
    """The same, in percent of the roll at the close, rounded up."""
    failing: Failing = Failing.EXTEND
    majority: int = 0
    """What a winner must reach, in percent of what `READINGS` says."""
    floor: bool = False
    """Whether a title of which few ballots speak cannot win: see `readers_needed`."""
    none_wins: bool = False
    """Whether "none of these" takes a place that stays empty, and closes those behind it."""

    @property
    def has_quorum(self) -> bool:
        return bool(self.quorum or self.quorum_percent)

    def needed(self, eligible: int) -> int:
        """Return how many ballots the quorum asks for, with so many on the roll."""
        return max(self.quorum, -(-self.quorum_percent * eligible // 100))


NO_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the thresholds said of a count."""

    winners: tuple[int, ...]
    """Those who stand, in order of election."""
    needed: int
    """Ballots that the quorum asked for; 0 where there was none."""
    is_quorate: bool
    little_read: tuple[int, ...]
    """Titles that could not win, because too few ballots speak of them."""
    short: tuple[tuple[int, int, int], ...]
    """Titles that would have won a place but for the majority: title, ballots behind it, out of how many."""
    is_none: bool
    """Whether "none of these" took a place."""


def readers_needed(ballots: int) -> int:
    """Return how many ballots must speak of a title for it to win: a tenth of all, rounded up, at least 3, and never
    more than there are."""
    return min(ballots, max(LEAST_READERS, -(-ballots * READERS_PERCENT // 100)))


def unbarred(_terms: Mapping[str, Any], _election: Election[Any]) -> frozenset[int]:
    """Return no title: an approval is a reader already."""
    return frozenset()


def little_scored(terms: Mapping[str, Any], election: Election[Any]) -> frozenset[int]:
    """Return the titles that too few ballots score."""
    return _little_read(
        terms, election, lambda paper: [title for title, score in enumerate(paper) if score is not None]
    )


def little_ranked(terms: Mapping[str, Any], election: Election[Any]) -> frozenset[int]:
    """Return the titles that too few ballots rank."""
    return _little_read(terms, election, lambda paper: chain(*paper))


def _little_read(
    terms: Mapping[str, Any], election: Election[Any], said: Callable[[Any], Iterable[int]]
) -> frozenset[int]:
    asked, readers = terms.get("thresholds"), Counter[int]()
    if not asked or not asked["floor"]:
        return frozenset()
    for paper, times in election.papers:
        for title in said(paper):
            readers[title] += times
    needed = readers_needed(election.ballots)
    return frozenset(title for title in election.standing if readers[title] < needed and title != asked["none"])


def approving(_: Mapping[str, Any], election: Election[Any], _outcome: Outcome, title: int) -> tuple[int, int]:
    """Return how many ballots choose a title, out of all."""
    return sum(times for paper, times in election.papers if title in paper), election.ballots


def scoring(terms: Mapping[str, Any], election: Election[Any], _outcome: Outcome, title: int) -> tuple[int, int]:
    """Return how many ballots score a title above "none of these", out of those that do not score both alike, no score
    being nothing; where that is not on the paper, how many give it 3 or more, out of all."""
    none = terms["thresholds"]["none"]
    if none is None:
        return sum(times for paper, times in election.papers if (paper[title] or 0) >= LIKED_FROM), election.ballots
    ahead = [(((paper[title] or 0) - (paper[none] or 0)), times) for paper, times in election.papers]
    return sum(times for by, times in ahead if by > 0), sum(times for by, times in ahead if by)


def pointing(terms: Mapping[str, Any], election: Election[Any], outcome: Outcome, title: int) -> tuple[int, int]:
    """Return how many ballots give a title more than "none of these", out of those that do not give both alike; where
    that is not on the paper, how many give it any point, out of all."""
    if terms["thresholds"]["none"] is not None:
        return scoring(terms, election, outcome, title)
    return sum(times for paper, times in election.papers if paper[title]), election.ballots


def ranking(terms: Mapping[str, Any], election: Election[Any], outcome: Outcome, title: int) -> tuple[int, int]:
    """Return the duel of a title against "none of these", as the terms read a book left out; where that is not on the
    paper, its closest duel of a method of duels, what it holds in its last round of one that transfers votes, out of
    all, and how many ballots put it first, out of all, of one by points."""
    none = terms["thresholds"]["none"]
    if none is not None or outcome.duels:
        duels = outcome.duels or ranking_duels(election)
        rivals = [each for each in election.standing if each != title] if none is None else [none]
        fights = [(duels[title][each], duels[title][each] + duels[each][title]) for each in rivals]
        return min(fights, key=lambda fight: Fraction(fight[0], fight[1] or 1), default=(1, 1))
    if terms["method"] == "borda":
        return first_places(election)[title], election.ballots
    held = [stage.tallies[title] for stage in outcome.stages if title in stage.tallies]
    return int(held[-1]), election.ballots


READINGS: Mapping[str, Reading] = {
    "approval": (unbarred, approving),
    "score": (little_scored, scoring),
    "points": (unbarred, pointing),
    "ranked": (little_ranked, ranking),
    "ranked_ties": (little_ranked, ranking),
}
"""By kind of ballot, what says which titles are little read, and how many ballots are behind one out of how many."""


def ruling_on(
    terms: Mapping[str, Any], election: Election[Any], outcome: Outcome, eligible: int, behind: Behind
) -> Ruling | None:
    """Return who stands of the winners of a count, with so many on the roll; None where the terms ask nothing.

    First "none of these", then the majority, which leaves a place empty, then the quorum.
    """
    asked = terms.get("thresholds")
    if not asked:
        return None
    winners, none = list(outcome.winners), asked["none"]
    if none in winners:
        at = winners.index(none)
        winners[at:] = winners[at + 1 :] if terms["method"] in SHARING else []
    backing = {title: behind(terms, election, outcome, title) for title in winners if asked["majority"]}
    short = [title for title, (for_it, of) in backing.items() if not of or for_it * 100 < asked["majority"] * of]
    needed = max(asked["quorum"], -(-asked["quorum_percent"] * eligible // 100))
    is_quorate = election.ballots + election.abstained >= needed
    is_void = not is_quorate and asked["failing"] != "advisory"
    return Ruling(
        winners=tuple(title for title in winners if title not in short and not is_void),
        needed=needed,
        is_quorate=is_quorate,
        little_read=tuple(sorted(election.barred)),
        short=tuple((title, *backing[title]) for title in short),
        is_none=none in outcome.winners,
    )


def concluded(
    terms: Mapping[str, Any], election: Election[Any], count: Count, reading: Reading, eligible: int
) -> tuple[Outcome, Ruling | None]:
    """Return the count of an election by its own lot, and what its thresholds say with so many on the roll."""
    little_read, behind = reading
    election = replace(election, barred=little_read(terms, election))
    outcome = count(election)
    return outcome, ruling_on(terms, election, outcome, eligible, behind)
