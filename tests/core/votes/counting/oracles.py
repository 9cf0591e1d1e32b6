"""Elections in the words of other people's libraries, which count them beside Agora's; must not count anything itself.

pyrankvote counts instant runoff and, for one seat, what Scottish STV comes to; starvote counts STAR. For the other
methods there is no independent library that is light, free and counts by the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyrankvote
import starvote

from core.votes.counting.model import Election, Outcome, Ranking, Rung, Scores, Stage
from core.votes.counting.sums import score_sums

Tallies = Mapping[int, float]
"""What each title still in has in a round."""
Verdict = tuple[int, Sequence[Tallies]]
"""The winner, and the rounds where the library tells them."""
HIGHEST = 5


@dataclass(frozen=True, slots=True)
class Oracle:
    """One of Agora's counts beside a library's."""

    library: str
    method: str
    ballot_type: str
    write: Callable[[Election[Any]], Callable[[], Verdict]]
    """Writes an election for one seat in the library's words; calling what it returns counts it."""
    compares: Callable[[Election[Any], Outcome], bool]
    """Whether the rules of both say the same of such an election; each exception has its reason there."""


def instant_runoff(election: Election[Ranking]) -> Callable[[], Verdict]:
    """Ask for an instant runoff; papers without shared places only."""
    candidates, ballots = _ranked(election)
    return lambda: _rounds(pyrankvote.instant_runoff_voting(candidates, ballots).rounds)


def single_transfer(election: Election[Ranking]) -> Callable[[], Verdict]:
    """Ask for a single transferable vote; papers without shared places only."""
    candidates, ballots = _ranked(election)
    return lambda: _rounds(pyrankvote.single_transferable_vote(candidates, ballots, number_of_seats=1).rounds)


def automatic_runoff(election: Election[Scores]) -> Callable[[], Verdict]:
    """Ask for STAR."""
    ballots = _scored(election.papers)
    return lambda: (int(starvote.star_voting(ballots, maximum_score=HIGHEST, tiebreaker=None)[0]), ())


def is_never_level(_: Election[Any], outcome: Outcome) -> bool:
    """In a tie Agora climbs its printed ladder, pyrankvote asks for second choices and then draws. It also excludes at
    once all those who together hold exactly as much as the next one, though they could still draw level with that."""
    held = [sorted(stage.tallies.values()) for stage in outcome.stages]
    return not outcome.ties and not any(
        sum(tallies[:above]) == tallies[above] > 0 for tallies in held for above in range(1, len(tallies))
    )


def has_no_tie_of_its_own(election: Election[Scores], outcome: Outcome) -> bool:
    """The ladders of STAR agree up to the lot, but for three or more level for a finalist's place: Agora weighs the
    duels they won and lost, as its printed ladder says; starvote adds up the ballots of all these duels."""
    sums = sorted(score_sums(election), reverse=True)
    return sums.count(sums[1]) <= 2 and not any(tie.rung is Rung.LOT for tie in outcome.ties)


ORACLES = (
    Oracle("pyrankvote", "irv", "ranked", instant_runoff, is_never_level),
    Oracle("pyrankvote", "scottish_stv", "ranked", single_transfer, is_never_level),
    Oracle("starvote", "star", "score", automatic_runoff, has_no_tie_of_its_own),
)


def same_rounds(rounds: Iterable[Tallies], stages: Sequence[Stage]) -> Iterator[tuple[Tallies, Tallies]]:
    """Yield a library's rounds, each with what Agora's stage of the same titles says.

    pyrankvote ends once somebody holds half of the ballots, and where several cannot catch up any more it excludes some
    of them in one round, not always the last ones; Agora goes down one by one. So not every round has its stage.
    """
    told: dict[frozenset[int], Tallies] = {}
    out: set[int] = set()
    for stage in stages:
        tallies = {title: float(tally) for title, tally in stage.tallies.items() if title not in out}
        told[frozenset(tallies)] = tallies
        out.update(stage.excluded)
    for theirs in rounds:
        if frozenset(theirs) in told:
            yield theirs, told[frozenset(theirs)]


def _ranked(election: Election[Ranking]) -> tuple[list[Any], list[Any]]:
    candidates = [pyrankvote.Candidate(str(title)) for title in range(election.titles)]
    ballots = [
        pyrankvote.Ballot([candidates[title] for (title,) in paper])
        for paper, times in election.papers
        for _ in range(times)
    ]
    return candidates, ballots


def _rounds(rounds: Iterable[Any]) -> Verdict:
    told: list[Tallies] = []
    out: set[int] = set()
    elected: list[int] = []
    for each in rounds:
        results = [(int(row.candidate.name), row.number_of_votes, row.status) for row in each.candidate_results]
        told.append({title: votes for title, votes, _ in results if title not in out})
        out.update(title for title, _, status in results if status == "Rejected")
        elected = [title for title, _, status in results if status == "Elected"]
    (winner,) = elected
    return winner, told


def _scored(papers: Iterable[tuple[Scores, int]]) -> list[dict[str, int]]:
    return [
        {str(title): score or 0 for title, score in enumerate(paper)} for paper, times in papers for _ in range(times)
    ]
