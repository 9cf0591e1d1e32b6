"""STAR: score, then automatic runoff; must not count anything else.

The two highest sums meet; the one that more ballots score higher wins. The method ends in a lot of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.votes.counting.duels import score_duels
from core.votes.counting.ladder import Ladder, give_places, in_levels, level
from core.votes.counting.model import Election, Outcome, Rung, Scores, Stage, Tie
from core.votes.counting.sums import score_sums, top_scores


def count_star(election: Election[Scores]) -> Outcome:
    """Tie for a finalist's place: head to head, more top scores, lot, one place at a time. Tie in the final: higher
    sum, more top scores, lot. Behind the finalists, the order is by sums."""
    sums = score_sums(election)
    ladder = Ladder(election.lot, lambda: score_duels(election), lambda: top_scores(election))
    levels = in_levels(election.standing, lambda title: sums[title])
    totals = Stage({title: sums[title] for title in election.standing})
    finalists = give_places(levels, Election(election.titles, (), seats=2), ladder)
    if len(finalists) < 2:
        return Outcome(finalists, levels, (totals, Stage({}, finalists)) if finalists else (), ties=tuple(ladder.ties))
    # Two that are level for both places need no ladder to be finalists.
    if len(levels[0]) == 2:
        ladder.ties.clear()
    first, second = finalists
    preferred = {first: ladder.duels[first][second], second: ladder.duels[second][first]}
    final = _final(sorted(finalists), preferred, sums, top_scores(election), ladder)
    rest = tuple(kept for place in levels if (kept := tuple(title for title in place if title not in finalists)))
    order = (*final, *rest)
    winners = give_places(_settled(final, ladder) + rest, election, ladder)
    return Outcome(winners, order, (totals, Stage(preferred, winners)), ties=tuple(ladder.ties))


def _final(
    finalists: Sequence[int], preferred: dict[int, int], sums: Sequence[int], tops: Sequence[int], ladder: Ladder
) -> tuple[tuple[int, ...], ...]:
    """Return the finalists in order; level only where nothing but the lot parts them."""
    for is_tie_break, figure in ((False, preferred), (True, sums), (True, tops)):
        leading = level(finalists, lambda title, by=figure: by[title])  # type: ignore[misc]
        if len(leading) == 1:
            if is_tie_break:
                ladder.ties.append(Tie(tuple(finalists), Rung.METHOD))
            return (tuple(leading), tuple(title for title in finalists if title not in leading))
    ladder.ties.append(Tie(tuple(finalists), Rung.LOT))
    return (tuple(finalists),)


def _settled(final: tuple[tuple[int, ...], ...], ladder: Ladder) -> tuple[tuple[int, ...], ...]:
    if len(final) == 2:
        return final
    first = ladder.by_lot(final[0])
    return ((first,), tuple(title for title in final[0] if title != first))
