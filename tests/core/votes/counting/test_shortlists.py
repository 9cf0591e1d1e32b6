"""Phragmén, equal shares and E Pluribus Hugo against slow readings of their definitions and against worked examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from random import Random

import pytest

from core.votes.counting.equal_shares import count_equal_shares
from core.votes.counting.hugo import count_eph
from core.votes.counting.model import Approvals, Cap, Election, Outcome, Rung, Tie
from core.votes.counting.phragmen import count_phragmen
from tests.core.votes.counting.drawn import MANY, QUICK, drawn_approvals, lot_of, single_papers
from tests.core.votes.counting.elections import approved

Entry = tuple[list[int], dict[int, Fraction], Tie | None, str]


def broken(election: Election[Approvals], tied: list[int], *, best: bool) -> tuple[int, Tie | None]:
    """The printed ladder, read from the ballots one by one."""
    if len(tied) == 1:
        return tied[0], None
    papers = [set(paper) for paper in single_papers(election)]

    def over(one: int, other: int) -> int:
        return sum(one in paper and other not in paper for paper in papers)

    def sign(number: int) -> int:
        return (number > 0) - (number < 0)

    def duels(title: int) -> int:
        return sum(sign(over(title, other) - over(other, title)) for other in left)

    def marks(title: int) -> int:
        return sum(title in paper for paper in papers)

    left = list(tied)
    for rung, figure in ((Rung.DUELS, duels), (Rung.TOP, marks)):
        values = {title: figure(title) for title in left}
        wanted = (max if best else min)(values.values())
        left = [title for title in left if values[title] == wanted]
        if len(left) == 1:
            return left[0], Tie(tuple(tied), rung)
    favour = [title for title in lot_of(election) if title in left]
    return favour[0 if best else -1], Tie(tuple(tied), Rung.LOT)


def open_titles(election: Election[Approvals], entered: list[int], cap: Cap | None) -> list[int]:
    groups = cap.groups if cap else ()
    full = {t for group in groups if cap and len(group.intersection(entered)) >= cap.most for t in group}
    return [title for title in election.standing if title not in entered and title not in full]


def lightest(election: Election[Approvals], loads: list[Fraction], entered: list[int], cap: Cap | None) -> list[Entry]:
    """Phragmén voter by voter; behind the seats whoever is level enters together."""
    papers, course = single_papers(election), []
    while hopeful := open_titles(election, entered, cap):
        costs = {}
        for title in hopeful:
            backers = [voter for voter, paper in enumerate(papers) if title in paper]
            if backers:
                costs[title] = (1 + sum(loads[voter] for voter in backers)) / Fraction(len(backers))
        tied = [title for title in costs if costs[title] == min(costs.values())] if costs else hopeful
        picked, tie = tied, None
        if len(entered) < election.seats:
            first, tie = broken(election, tied, best=True)
            picked = [first]
        for voter, paper in enumerate(papers):
            if set(paper).intersection(picked) and costs:
                loads[voter] = costs[picked[0]]
        entered += picked
        course.append((picked, costs, tie, "load"))
    return course


def by_phragmen(election: Election[Approvals], cap: Cap | None) -> list[Entry]:
    return lightest(election, [Fraction(0)] * election.ballots, [], cap)


def share_of(purses: list[Fraction]) -> Fraction | None:
    """Let all pay alike, and whoever cannot pay all they have, until nobody new runs dry."""
    rich, owed = list(purses), Fraction(1)
    while rich:
        share = owed / len(rich)
        dry = [money for money in rich if money < share]
        if not dry:
            return share
        owed -= sum(dry)
        rich = [money for money in rich if money >= share]
    return None


def by_equal_shares(election: Election[Approvals], cap: Cap | None) -> list[Entry]:
    """Equal shares voter by voter."""
    papers = single_papers(election)
    entered: list[int] = []
    course: list[Entry] = []
    purses = [Fraction(election.seats, election.ballots)] * election.ballots if election.ballots else []
    while True:
        costs = {}
        for title in open_titles(election, entered, cap):
            share = share_of([purses[voter] for voter, paper in enumerate(papers) if title in paper])
            if share is not None:
                costs[title] = share
        if not costs:
            break
        title, tie = broken(election, [t for t in costs if costs[t] == min(costs.values())], best=True)
        for voter, paper in enumerate(papers):
            if title in paper:
                purses[voter] -= min(purses[voter], costs[title])
        entered.append(title)
        course.append(([title], costs, tie, "share"))
    return course + lightest(election, [-money for money in purses], entered, cap)


def check_places(
    count: Callable[[Election[Approvals]], Outcome],
    read: Callable[[Election[Approvals], Cap | None], list[Entry]],
    draw: Random,
    times: int,
) -> None:
    for _ in range(times):
        election = drawn_approvals(draw)
        got, whole = count(election), read(election, None)
        won = (read(election, election.cap) if election.cap else whole)[: election.seats]
        places = groupby(whole, lambda entry: (entry[3], entry[1].get(entry[0][0])))
        assert got.winners == tuple(title for (title,), *_ in won), election
        assert got.order == tuple(tuple(sorted(t for titles, *_ in place for t in titles)) for _, place in places), (
            election
        )
        ties = [tie for _, _, tie, _ in won if tie]
        ties += [tie for _, _, tie, _ in whole if tie and tie.is_by_lot and tie not in ties]
        assert list(got.ties) == ties, election
        stages = [(dict(stage.tallies), stage.elected, stage.excluded) for stage in got.stages]
        assert stages == [(costs, (title,), ()) for (title,), costs, _, _ in won], election


def by_hugo(election: Election[Approvals]) -> tuple[Outcome, list[tuple[dict[int, Fraction], tuple[int, ...]]]]:
    papers, left = single_papers(election), list(election.standing)
    gone: list[tuple[int, ...]] = []
    ties: list[Tie] = []
    rounds: list[tuple[dict[int, Fraction], tuple[int, ...]]] = []
    nominations = {title: sum(title in paper for paper in papers) for title in left}

    def points() -> dict[int, Fraction]:
        split = dict.fromkeys(left, Fraction(0))
        for paper in papers:
            surviving = [title for title in paper if title in left]
            for title in surviving:
                split[title] += Fraction(1, len(surviving))
        return split

    while len(left) > election.seats:
        now = points()
        ranked = sorted(left, key=now.__getitem__)
        pool = [title for title in left if now[title] <= now[ranked[1]]]
        few = min(nominations[title] for title in pool)
        fewest = [title for title in pool if nominations[title] == few]
        low = min(now[title] for title in fewest)
        out = [title for title in fewest if now[title] == low]
        if len(left) - len(out) < election.seats:
            picked, tie = broken(election, out, best=False)
            ties += [tie] if tie else []
            out = [picked]
        rounds.append((now, tuple(out)))
        gone.insert(0, tuple(out))
        left = [title for title in left if title not in out]
    now = points()
    kept = []
    for value in sorted({(now[title], nominations[title]) for title in left}, reverse=True):
        kept.append(tuple(title for title in left if (now[title], nominations[title]) == value))
    return Outcome((), (*kept, *gone), ties=tuple(ties)), rounds


def check_hugo(draw: Random, times: int) -> None:
    for _ in range(times):
        election = replace(drawn_approvals(draw), cap=None)
        got, (expected, rounds) = count_eph(election), by_hugo(election)
        assert got.order == expected.order, election
        assert [(dict(stage.tallies), stage.excluded) for stage in got.stages if stage.excluded] == rounds, election
        assert got.ties[: len(expected.ties)] == expected.ties, election
        survivors = {title for place in expected.order for title in place} - {t for _, out in rounds for t in out}
        assert set(got.winners) == survivors, election
        flat = [title for place in got.order for title in place]
        assert [place for place in got.order if len(place) > 1] or list(got.winners) == flat[: election.seats], election


def test_phragmen_is_as_read_voter_by_voter() -> None:
    check_places(count_phragmen, by_phragmen, Random(1894), QUICK)


def test_equal_shares_are_as_read_voter_by_voter() -> None:
    check_places(count_equal_shares, by_equal_shares, Random(2020), QUICK)


def test_hugo_is_as_read_ballot_by_ballot() -> None:
    check_hugo(Random(2017), QUICK)


@pytest.mark.long
def test_ten_thousand_counts_of_phragmen_are_as_read() -> None:
    check_places(count_phragmen, by_phragmen, Random(1), MANY)


@pytest.mark.long
def test_ten_thousand_counts_by_equal_shares_are_as_read() -> None:
    check_places(count_equal_shares, by_equal_shares, Random(2), MANY)


@pytest.mark.long
def test_ten_thousand_counts_of_hugo_are_as_read() -> None:
    check_hugo(Random(3), MANY)


def figures(outcome: Outcome) -> list[dict[int, Fraction]]:
    return [{title: Fraction(tally) for title, tally in stage.tallies.items()} for stage in outcome.stages]


def test_phragmen_gives_a_minority_its_share() -> None:
    # Two thirds of 9 read ABC, a third DE; 3 places. A costs 6 voters 1/6 each, then B 2/6; D costs 3 voters 1/3: level
    # with B, and more voters approve B, so B is second by the ladder; then D at 1/3, before C at 3/6.
    outcome = count_phragmen(approved("6 ABC", "3 DE", seats=3))
    assert outcome.winners == (0, 1, 3)
    assert outcome.order == ((0,), (1, 3), (2,), (4,))
    assert figures(outcome)[1] == {
        1: Fraction(1, 3),
        2: Fraction(1, 3),
        3: Fraction(1, 3),
        4: Fraction(1, 3),
    }
    assert outcome.ties[0] == Tie((0, 1, 2), Rung.LOT)
    assert outcome.ties[1].between == (1, 2, 3, 4)
    assert outcome.ties[2] == Tie((3, 4), Rung.LOT)


def test_places_without_a_supporter_go_by_the_ladder_as_a_declared_tie() -> None:
    outcome = count_phragmen(approved("2 A", titles=4, seats=2, lot=(3, 2, 1, 0)))
    assert outcome.winners == (0, 3)
    assert outcome.order == ((0,), (1, 2, 3))
    assert outcome.ties == (Tie((1, 2, 3), Rung.LOT),)
    assert outcome.stages[1].tallies == {}


def test_the_cap_is_passed_over_at_each_step_but_not_in_the_order() -> None:
    election = approved("5 AB", "4 AB", "2 C", seats=2)
    assert count_phragmen(election).winners == (0, 1)
    capped = count_phragmen(replace(election, cap=Cap((frozenset({0, 1}),))))
    assert capped.winners == (0, 2)
    assert capped.order == ((0,), (1,), (2,))
    assert figures(capped)[1].keys() == {2}


def test_equal_shares_let_nobody_pay_twice_and_give_what_is_left_by_phragmen() -> None:
    # 10 voters, 2 places: 0.2 each. A: 6 voters, 1/6 each, leaving 1/30. B has 4 voters with 0.8 and one of A's with
    # 1/30: not enough. The place left goes by the money left: B's backers have 0.8 + 1/30, the load is (1 - 5/6) / 5.
    outcome = count_equal_shares(approved("5 A", "1 AB", "4 B", "0 C", seats=2))
    assert outcome.winners == (0, 1)
    assert figures(outcome) == [{0: Fraction(1, 6), 1: Fraction(1, 5)}, {1: Fraction(1, 30)}]
    assert outcome.order == ((0,), (1,), (2,))


def test_empty_ballots_count_as_voters_who_spend_nothing() -> None:
    # With 2 empty ballots in 6 and 3 places, each has 1/2: A's three pay 1/3 each. With 7 empty: 3/11 each, 9/11 < 1.
    bought = count_equal_shares(approved("3 A", "1 B", "2 ", seats=3))
    assert figures(bought)[0] == {0: Fraction(1, 3)}
    unbought = count_equal_shares(approved("3 A", "1 B", "7 ", seats=3))
    assert figures(unbought)[0] == {0: Fraction(2, 33), 1: Fraction(8, 11)}


def test_hugo_compares_the_two_lowest_by_nominations() -> None:
    # Points: A 1+1+1 = 3 alone; B and C share three ballots: 1.5 each, D one alone: 1. Lowest are D (1) and, level for
    # second lowest, B and C; D has fewest nominations and goes. Then B and C are level in both and go together.
    outcome = count_eph(approved("3 A", "3 BC", "1 D"))
    assert [(dict(stage.tallies), stage.excluded) for stage in outcome.stages] == [
        ({0: 3, 1: Fraction(3, 2), 2: Fraction(3, 2), 3: 1}, (3,)),
        ({0: 3, 1: Fraction(3, 2), 2: Fraction(3, 2)}, (1, 2)),
        ({0: 3}, ()),
    ]
    assert outcome.stages[-1].elected == (0,)
    assert outcome.order == ((0,), (1, 2), (3,))
    assert outcome.ties == ()


def test_a_slate_shares_its_points_until_only_one_of_it_is_left() -> None:
    # 10 vote the slate ABCDE, 7 vote F: one place of two for each side, where approvals would have given both to it.
    outcome = count_eph(approved("4 ABCDE", "3 ABCD", "3 ABC", "7 F", seats=2))
    assert 5 in outcome.winners
    assert outcome.winners[0] in {0, 1, 2}


def test_going_together_never_leaves_fewer_than_the_places() -> None:
    outcome = count_eph(approved("2 A", "2 B", "2 C", seats=2, lot=(2, 0, 1)))
    assert outcome.stages[0].excluded == (1,)
    assert outcome.ties[0] == Tie((0, 1, 2), Rung.LOT)
    assert set(outcome.winners) == {0, 2}


def test_behind_the_seats_no_lot_is_drawn_for_the_order() -> None:
    # One place. B and C have the same two backers: whichever came first, the other would have to wait for D.
    outcome = count_phragmen(approved("9 A", "2 BC", "1 D"))
    assert outcome.winners == (0,)
    assert outcome.order == ((0,), (1, 2), (3,))
    assert outcome.ties == ()
    assert count_phragmen(approved("9 A", "2 BC", "1 D", seats=3)).order == ((0,), (1,), (2, 3))
