"""STAR: score, then automatic runoff; must not count anything else.

The two highest sums meet; the one that more ballots score higher wins. The method ends in a lot of its own, so that the
final leaves no tie in the order.
"""

from __future__ import annotations

from core.votes.counting.duels import score_duels
from core.votes.counting.ladder import Ladder, give_places, in_levels
from core.votes.counting.model import Election, Outcome, Rung, Scores, Stage
from core.votes.counting.sums import score_sums, top_scores


def count_star(election: Election[Scores]) -> Outcome:
    """Tie for a finalist's place: head to head, more top scores, lot, one place at a time. Tie in the final: higher
    sum, more top scores, lot. Behind the finalists, the order is by sums; fewer than two titles hold no final."""
    sums, tops, duels = score_sums(election), top_scores(election), score_duels(election)
    ladder = Ladder(election.lot, lambda: duels, lambda: tops)
    order = in_levels(election.standing, lambda title: sums[title])
    totals = {title: sums[title] for title in election.standing}
    if len(totals) < 2:
        winners = give_places(order, election, ladder)
        return Outcome(winners, order, (Stage(totals, winners),))
    finalists = order[0]
    # Two that are level for both places need no ladder to be finalists.
    if len(finalists) != 2:
        finalists = give_places(order, Election(election.titles, (), seats=2), ladder)
    one, other = sorted(finalists)
    preferred = {one: duels[one][other], other: duels[other][one]}
    first = one if preferred[one] > preferred[other] else other
    if preferred[one] == preferred[other]:
        own = (Rung.METHOD, lambda _: sums), (Rung.TOP, lambda _: tops)
        final = Ladder(election.lot, lambda: duels, lambda: tops, own)
        first = final.best(finalists)
        ladder.ties += final.ties
    rest = [tuple(title for title in place if title not in finalists) for place in order]
    order = ((first,), (one + other - first,), *filter(None, rest))
    winners = give_places(order, election, ladder)
    return Outcome(winners, order, (Stage(totals), Stage(preferred, winners)), ties=tuple(ladder.ties))
