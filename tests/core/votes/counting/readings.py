"""The definitions read slowly, ballot by ballot and pair by pair: what the quick counts are compared with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby, pairwise, permutations
from typing import Any

from core.votes.counting.model import Approvals, Election, Ranking, Rung, Scores, Tie, Unranked

Order = list[list[int]]
Fought = dict[tuple[int, int], int]


def single_ballots(election: Election[Ranking]) -> list[list[list[int]]]:
    """Every ballot by itself, withdrawn titles deleted."""
    ballots = []
    for paper, times in election.papers:
        places = [[title for title in place if title not in election.withdrawn] for place in paper]
        ballots += [[place for place in places if place]] * times
    return ballots


def rank_on(ballot: list[list[int]], title: int) -> int | None:
    return next((rank for rank, place in enumerate(ballot) if title in place), None)


def fight_ranked(election: Election[Ranking]) -> Fought:
    fought: Fought = {}
    for one, other in permutations(election.standing, 2):
        wins = 0
        for ballot in single_ballots(election):
            mine, theirs = rank_on(ballot, one), rank_on(ballot, other)
            if mine is not None and (
                (theirs is not None and mine < theirs) or (theirs is None and election.unranked is Unranked.LAST)
            ):
                wins += 1
        fought[one, other] = wins
    return fought


def fight_scored(election: Election[Scores]) -> Fought:
    return {
        (one, other): sum(times for paper, times in election.papers if (paper[one] or 0) > (paper[other] or 0))
        for one, other in permutations(election.standing, 2)
    }


def fight_approved(election: Election[Approvals]) -> Fought:
    return {
        (one, other): sum(times for paper, times in election.papers if one in paper and other not in paper)
        for one, other in permutations(election.standing, 2)
    }


def firsts(election: Election[Ranking]) -> dict[int, int]:
    """How many ballots have each title at the top, alone or not."""
    return {
        title: sum(1 for ballot in single_ballots(election) if ballot and title in ballot[0])
        for title in election.standing
    }


def choices(election: Election[Ranking]) -> dict[int, int]:
    """How many ballots have each title at the top alone."""
    return {
        title: sum(1 for ballot in single_ballots(election) if ballot and ballot[0] == [title])
        for title in election.standing
    }


def climb(
    tied: Sequence[int], fought: Fought, tops: dict[int, int], lot: Sequence[int], sign: int = 1
) -> tuple[int, Tie | None]:
    """The printed ladder, to choose (1) or to exclude (-1)."""
    left = sorted(tied)
    if len(left) == 1:
        return left[0], None
    net = dict.fromkeys(left, 0)
    for one, other in combinations(left, 2):
        if fought[one, other] != fought[other, one]:
            winner, loser = (one, other) if fought[one, other] > fought[other, one] else (other, one)
            net[winner] += 1
            net[loser] -= 1
    for rung, figures in ((Rung.DUELS, net), (Rung.TOP, tops)):
        best = max(sign * figures[title] for title in left)
        left = [title for title in left if sign * figures[title] == best]
        if len(left) == 1:
            return left[0], Tie(tuple(sorted(tied)), rung)
    ranks = [list(lot).index(title) for title in left]
    return list(lot)[min(ranks) if sign > 0 else max(ranks)], Tie(tuple(sorted(tied)), Rung.LOT)


Pick = Callable[[Sequence[int]], tuple[int, Tie | None]]


def place(order: Order, election: Election[Any], pick: Pick) -> tuple[list[int], list[Tie]]:
    """Give the seats down a complete order, a title of a full group passed over; a tie counts for something where two
    of the tied could have had the seat, one of whom got it, or where the lot fell on one who could not."""
    strict: list[tuple[int, list[int], Tie | None]] = []
    for level in order:
        left = list(level)
        while left:
            title, tie = pick(left)
            strict.append((title, list(left), tie))
            left.remove(title)
    winners: list[int] = []
    ties: list[Tie] = []

    def is_full(title: int) -> bool:
        return election.cap is not None and any(
            title in group and sum(each in group for each in winners) >= election.cap.most
            for group in election.cap.groups
        )

    for title, tied, tie in strict:
        if len(winners) == election.seats:
            break
        if tie is not None and sum(not is_full(each) for each in tied) > 1 and (tie.is_by_lot or not is_full(title)):
            ties.append(tie)
        if not is_full(title):
            winners.append(title)
    return winners, ties


def by_figure(titles: Sequence[int], figures: dict[int, Fraction] | dict[int, int]) -> Order:
    return [
        sorted(title for title in titles if figures[title] == figure)
        for figure in sorted({figures[title] for title in titles}, reverse=True)
    ]


def borda(election: Election[Ranking]) -> dict[int, Fraction]:
    points = dict.fromkeys(election.standing, Fraction(0))
    for ballot in single_ballots(election):
        ranks = {title: rank_on(ballot, title) for title in election.standing}
        for one, other in permutations(election.standing, 2):
            mine, theirs = ranks[one], ranks[other]
            if mine == theirs:
                points[one] += Fraction(1, 2)
            elif mine is not None and (theirs is None or mine < theirs):
                points[one] += 1
    return points


def schulze(election: Election[Ranking], fought: Fought) -> Order:
    """The strongest of all paths without a circle, tried one by one."""
    standing = election.standing

    def strength(route: Sequence[int]) -> int:
        links = pairwise(route)
        return min(fought[a, b] if fought[a, b] > fought[b, a] else 0 for a, b in links)

    def strongest(one: int, other: int) -> int:
        between = [title for title in standing if title not in {one, other}]
        routes = ((one, *middle, other) for size in range(len(between) + 1) for middle in permutations(between, size))
        return max(map(strength, routes))

    paths = {(one, other): strongest(one, other) for one, other in permutations(standing, 2)}
    return unbeaten(standing, lambda one, other: one != other and paths[one, other] > paths[other, one])


def ranked_pairs(election: Election[Ranking], fought: Fought) -> tuple[Order, list[Tie]]:
    standing, lot = election.standing, list(election.lot)
    victories = [pair for pair in permutations(standing, 2) if fought[pair] > fought[pair[::-1]]]

    def strength(pair: tuple[int, int]) -> tuple[int, int]:
        return -fought[pair], fought[pair[::-1]]

    def leads(links: set[tuple[int, int]], start: int, goal: int) -> bool:
        reached = {start}
        while more := {b for a, b in links if a in reached} - reached:
            reached |= more
        return goal in reached

    victories.sort(key=lambda pair: (*strength(pair), lot.index(pair[0]), lot.index(pair[1])))
    locked: set[tuple[int, int]] = set()
    ties: list[Tie] = []
    for _, group in groupby(victories, strength):
        equal = list(group)
        possible = {pair for pair in equal if not leads(locked, *pair[::-1])}
        circling = {title for pair in possible if leads(locked | possible, *pair[::-1]) for title in pair}
        if circling:
            ties.append(Tie(tuple(sorted(circling)), Rung.LOT))
        for winner, loser in equal:
            if not leads(locked, loser, winner):
                locked.add((winner, loser))
    return unbeaten(standing, lambda one, other: (one, other) in locked), ties


def unbeaten(titles: Sequence[int], beats: Callable[[int, int], bool]) -> Order:
    left, order = list(titles), []
    while left:
        level = [title for title in left if not any(beats(other, title) for other in left)]
        order.append(sorted(level))
        left = [title for title in left if title not in level]
    return order


@dataclass
class Rounds:
    """What an instant runoff shows: tallies and who went in each round, the order and the ties on the way."""

    tallies: list[dict[int, int]]
    gone: Order
    order: Order
    ties: list[Tie]


def irv(election: Election[Ranking], fought: Fought) -> Rounds:
    """Recount every ballot from the start in every round, but those that were exhausted in an earlier one."""
    inside, tops, ballots = list(election.standing), firsts(election), single_ballots(election)
    gone: Order = []
    rounds: list[dict[int, int]] = []
    ties: list[Tie] = []
    while True:
        tallies = dict.fromkeys(inside, 0)
        for ballot in ballots:
            left = [kept for level in ballot if (kept := [title for title in level if title in inside])]
            if left and len(left[0]) == 1:
                tallies[left[0][0]] += 1
            else:
                ballot.clear()
        rounds.append(tallies)
        if len(inside) <= 2:
            return Rounds(rounds, gone, by_figure(inside, tallies) + gone[::-1], ties)
        lowest = min(tallies.values())
        last = [title for title in inside if tallies[title] == lowest]
        above = [tally for tally in tallies.values() if tally > lowest]
        if len(last) == 1 or not above or lowest * len(last) >= min(above):
            out, tie = climb(last, fought, tops, election.lot, -1)
            last = [out]
            ties += [tie] if tie else []
        gone.append(last)
        inside = [title for title in inside if title not in last]


def star(election: Election[Scores], fought: Fought) -> tuple[Order, list[int], list[Tie]]:
    """Return the order, the two finalists and the ties up to the end of the final."""
    sums = {t: sum((p[t] or 0) * times for p, times in election.papers) for t in election.standing}
    fives = top_scores(election)
    leaders = by_figure(list(sums), sums)
    if len(sums) < 2:
        return leaders, [], []
    finalists: list[int] = leaders[0] if len(leaders[0]) == 2 else []
    ties: list[Tie] = []
    while len(finalists) < 2:
        left = [title for title in sums if title not in finalists]
        best = [title for title in left if sums[title] == max(sums[each] for each in left)]
        title, tie = climb(best, fought, fives, election.lot)
        finalists = [*finalists, title]
        ties += [tie] if tie else []
    one, other = sorted(finalists)
    for rung, first, second in (
        (None, fought[one, other], fought[other, one]),
        (Rung.METHOD, sums[one], sums[other]),
        (Rung.TOP, fives[one], fives[other]),
        (Rung.LOT, -list(election.lot).index(one), -list(election.lot).index(other)),
    ):
        if first != second:
            ties += [Tie((one, other), rung)] if rung else []
            final = [[one], [other]] if first > second else [[other], [one]]
            break
    else:
        raise AssertionError("a lot has no equal places")
    return final + by_figure([title for title in sums if title not in finalists], sums), finalists, ties


def top_scores(election: Election[Scores]) -> dict[int, int]:
    return {t: sum(times for p, times in election.papers if p[t] == 5) for t in election.standing}
