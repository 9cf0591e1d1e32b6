"""Scottish STV against a count of single papers by hand's rules, against hand-made wards and against official ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from random import Random
from typing import Any

import pytest

from core.votes.counting.model import Election, Outcome, Ranking, Rung, Tie
from core.votes.counting.scottish import count_scottish_stv
from tests.core.votes.counting.drawn import MANY, QUICK, drawn_ranked, lot_of, single_papers

WARDS = Path(__file__).parents[4] / ".." / "shared" / "data" / "votes" / "scottish_2017_wards.json"


def ranked(text: str) -> list[tuple[Ranking, int]]:
    """`8 A>BC` is eight papers with A first, B and C together second."""
    lines = [line.split() for line in text.split(",")]
    return [
        (tuple(tuple(ord(letter) - 65 for letter in place) for place in places.split(">")), int(times))
        for times, places in lines
    ]


def tallies(outcome: Outcome) -> list[list[str]]:
    return [[f"{float(tally):.5f}" for _, tally in sorted(stage.tallies.items())] for stage in outcome.stages]


class Ward:
    """A count as clerks do it: every paper on its own, on somebody's heap, and a chalkboard of past stages."""

    def __init__(self, election: Election[Ranking]) -> None:
        self.election = election
        self.standing = list(election.standing)
        papers = [[list(place) for place in paper] for paper in single_papers(election)]
        self.quota = sum(any(set(place) & set(self.standing) for place in paper) for paper in papers)
        self.quota = self.quota // (election.seats + 1) + 1
        self.status = dict.fromkeys(self.standing, "continuing")
        self.paid: set[int] = set()
        self.board: list[dict[int, Decimal]] = []
        self.elected: list[list[int]] = []
        self.excluded: list[int] = []
        self.ties: list[Tie] = []
        self.stages: list[tuple[dict[int, Decimal], set[int], list[int]]] = []
        self.heap: list[tuple[int, list[list[int]], Decimal]] = []
        for paper in papers:
            self.hand_on(paper, Decimal(1))

    def of(self, status: str) -> list[int]:
        return [title for title in self.standing if self.status[title] == status]

    def hand_on(self, paper: list[list[int]], value: Decimal) -> None:
        rest = list(paper)
        while rest:
            place = rest.pop(0)
            here = [title for title in place if self.status.get(title) == "continuing"]
            if len(here) > 1:
                return
            if here:
                self.heap.append((here[0], rest, value))
                return

    def chalk(self) -> dict[int, Decimal]:
        row = {}
        for title in self.standing:
            held = sum((value for holder, _, value in self.heap if holder == title), Decimal(0))
            row[title] = Decimal(self.quota) if title in self.paid else held
        self.board.append(row)
        return row

    def differ(self, tied: list[int], *, largest: bool) -> tuple[int, Rung]:
        """Go back stage by stage; whoever stays furthest is kept, until one is left or the stages run out."""
        best = list(tied)
        for row in reversed(self.board):
            furthest = (max if largest else min)(row[title] for title in best)
            best = [title for title in best if row[title] == furthest]
        lot = [title for title in lot_of(self.election) if title in best]
        return (lot[0] if largest else lot[-1]), (Rung.METHOD if len(best) == 1 else Rung.LOT)

    def pick(self, titles: list[int], *, largest: bool) -> int:
        row = self.board[-1]
        furthest = (max if largest else min)(row[title] for title in titles)
        tied = sorted(title for title in titles if row[title] == furthest)
        choice, rung = self.differ(tied, largest=largest)
        if len(tied) > 1:
            self.ties.append(Tie(tuple(tied), rung))
        return choice

    def together(self, titles: list[int]) -> list[list[int]]:
        histories: dict[tuple[Decimal, ...], list[int]] = {}
        for title in titles:
            histories.setdefault(tuple(row[title] for row in reversed(self.board)), []).append(title)
        return [histories[history] for history in sorted(histories, reverse=True)]

    def count(self) -> None:
        while True:
            row = self.chalk()
            places = self.election.seats - sum(self.status[title] == "elected" for title in self.standing)
            left = self.of("continuing")
            new = left if len(left) <= places else [title for title in left if row[title] >= self.quota]
            for title in new:
                self.status[title] = "elected"
            self.elected += self.together(new)
            if not self.of("continuing") or len(new) == places:
                self.stages.append((row, set(new), []))
                return
            rich = [title for title in self.of("elected") if title not in self.paid and row[title] > self.quota]
            if rich:
                self.stages.append((row, set(new), []))
                self.pay(self.pick(rich, largest=True), row)
            else:
                out = self.pick(self.of("continuing"), largest=False)
                self.stages.append((row, set(new), [out]))
                self.excluded.append(out)
                self.status[out] = "excluded"
                self.move(out, lambda value: value)

    def pay(self, title: int, row: dict[int, Decimal]) -> None:
        self.paid.add(title)
        surplus = row[title] - self.quota

        def share(value: Decimal) -> Decimal:
            exact = Fraction(surplus) * Fraction(value) / Fraction(row[title])
            return Decimal(floor(exact * 100_000)) / 100_000

        self.move(title, share)

    def move(self, title: int, share: Callable[[Decimal], Decimal]) -> None:
        moving = [(rest, value) for holder, rest, value in self.heap if holder == title]
        self.heap = [held for held in self.heap if held[0] != title]
        for rest, value in moving:
            self.hand_on(rest, share(value))

    def outcome(self) -> Outcome:
        self.count()
        favour = lot_of(self.election)
        order = [*self.elected, *self.together(self.of("continuing")), *([out] for out in reversed(self.excluded))]
        winners: list[int] = []
        for place in order:
            open_to = [title for title in place if self.admitted(title, winners)]
            before = len(winners)
            for title in sorted(place, key=favour.index):
                if len(winners) < self.election.seats and self.admitted(title, winners):
                    winners.append(title)
            if len(open_to) > 1 and len(winners) > before:
                self.ties.append(Tie(tuple(sorted(open_to)), Rung.LOT))
        return Outcome(tuple(winners), tuple(map(tuple, order)), ties=tuple(self.ties), quota=self.quota)

    def admitted(self, title: int, winners: list[int]) -> bool:
        cap = self.election.cap
        return cap is None or all(
            title not in group or sum(winner in group for winner in winners) < cap.most for group in cap.groups
        )


def assert_like_by_hand(election: Election[Ranking]) -> None:
    ward = Ward(election)
    expected, got = ward.outcome(), count_scottish_stv(election)
    assert (got.quota, got.winners, got.order) == (expected.quota, expected.winners, expected.order), election
    assert [dict(stage.tallies) for stage in got.stages] == [row for row, _, _ in ward.stages], election
    assert [(set(stage.elected), list(stage.excluded)) for stage in got.stages] == [
        (elected, excluded) for _, elected, excluded in ward.stages
    ], election
    assert got.ties == expected.ties, election


def test_small_elections_come_out_as_by_hand() -> None:
    draw = Random(2011)
    for _ in range(QUICK):
        assert_like_by_hand(drawn_ranked(draw))


@pytest.mark.long
def test_ten_thousand_small_elections_come_out_as_by_hand() -> None:
    draw = Random(399)
    for _ in range(MANY):
        assert_like_by_hand(drawn_ranked(draw))


def test_a_surplus_moves_every_paper_at_part_value_cut_after_five_decimals() -> None:
    # 14 papers for 2 places: quota 5. A has 9, 4 too many: each paper is worth 4/9 = 0.44444|4.
    # B gets 5 x 0.44444, C 3 x 0.44444; one paper has no next choice, and its part is lost with the cut-off decimals.
    outcome = count_scottish_stv(Election(3, ranked("5 A>B, 3 A>C, 1 A, 2 B, 3 C"), seats=2))
    assert outcome.quota == 5
    assert tallies(outcome) == [
        ["9.00000", "2.00000", "3.00000"],
        ["5.00000", "4.22220", "4.33332"],
        ["5.00000", "0.00000", "4.33332"],
    ]
    assert [(stage.elected, stage.excluded) for stage in outcome.stages] == [((0,), ()), ((), (1,)), ((2,), ())]
    assert (outcome.winners, outcome.order, outcome.ties) == ((0, 2), ((0,), (2,), (1,)), ())


def test_a_paper_moved_twice_is_cut_at_each_move() -> None:
    # Quota 6 of 22 for 3 places. A's 10 papers move at 4/10; B then holds 5 + 10 x 0.4 = 9, a surplus of 3: A's papers
    # go on at 3 x 0.4 / 9 = 0.13333|3, B's own five at 3 / 9 = 0.33333|3.
    outcome = count_scottish_stv(Election(5, ranked("10 A>B>C, 5 B>D, 2 C, 2 D, 3 E"), seats=3))
    assert outcome.quota == 6
    assert tallies(outcome)[1] == ["6.00000", "9.00000", "2.00000", "2.00000", "3.00000"]
    assert tallies(outcome)[2] == ["6.00000", "6.00000", "3.33330", "3.66665", "3.00000"]


def test_equal_titles_are_told_apart_by_the_last_stage_on_which_they_differed() -> None:
    # Quota 6 of 16 for 2 places. C (2) goes first and its papers make A and B level at 5; B had fewer before.
    outcome = count_scottish_stv(Election(4, ranked("5 A, 3 B, 2 C>B, 6 D"), seats=2))
    assert [stage.excluded for stage in outcome.stages] == [(2,), (1,), ()]
    assert outcome.ties == (Tie((0, 1), Rung.METHOD),)
    assert outcome.winners == (3, 0)


def test_titles_level_on_every_stage_go_by_the_lot() -> None:
    election = Election(3, ranked("4 A, 2 B, 2 C"))
    outcome = count_scottish_stv(election)
    assert outcome.stages[0].excluded == (2,), "without a lot the lower index is favoured"
    assert outcome.ties == (Tie((1, 2), Rung.LOT),)
    assert count_scottish_stv(replace(election, lot=(2, 0, 1))).stages[0].excluded == (1,)


def test_the_larger_surplus_pays_first_and_equal_ones_by_the_lot() -> None:
    # Quota 4 of 15 for 3: A and B have 5 each; C and D wait for what they pass on.
    election = Election(4, ranked("5 A>C, 5 B>D, 2 C, 3 D"), seats=3)
    by_index = count_scottish_stv(election)
    assert by_index.quota == 4
    assert tallies(by_index)[1] == ["4.00000", "5.00000", "3.00000", "3.00000"]
    assert by_index.ties[0] == Tie((0, 1), Rung.LOT)
    assert tallies(count_scottish_stv(replace(election, lot=(1, 0, 2, 3))))[1][:2] == ["5.00000", "4.00000"]
    assert by_index.order[0] == (0, 1), "who pays first says nothing of who was elected first"
    assert not count_scottish_stv(Election(4, ranked("6 A>C, 5 B>D, 2 C, 3 D"), seats=3)).ties


def test_nobody_is_transferred_once_those_left_equal_the_places_left() -> None:
    # A is 6 over the quota, but B and C are all that is left for two places: elected at once, A keeps its 10.
    outcome = count_scottish_stv(Election(3, ranked("10 A>B, 1 B, 1 C"), seats=3))
    assert len(outcome.stages) == 1
    assert outcome.stages[0].tallies[0] == 10
    assert (outcome.winners, outcome.order) == ((0, 1, 2), ((0,), (1, 2)))


def test_the_last_exclusion_moves_its_papers_and_no_surplus_is_paid_after_it() -> None:
    # Quota 6 of 17 for 2 places: D, then C go out. Both others are elected on the stage that shows C's papers moved,
    # where A stands at its full 9.
    outcome = count_scottish_stv(Election(4, ranked("5 A>B, 5 B, 4 C>A, 3 D"), seats=2))
    assert [(stage.elected, stage.excluded) for stage in outcome.stages] == [((), (3,)), ((), (2,)), ((0, 1), ())]
    assert tallies(outcome)[-1] == ["9.00000", "5.00000", "0.00000", "0.00000"]


def test_a_place_shared_by_two_standing_titles_loses_the_paper_there() -> None:
    outcome = count_scottish_stv(Election(4, ranked("3 A>BC>D, 2 B, 2 C, 2 D, 1 BC"), seats=1))
    assert outcome.quota == 6, "a paper that ties its first place is a valid one"
    assert tallies(outcome)[0] == ["3.00000", "2.00000", "2.00000", "2.00000"]
    withdrawn = count_scottish_stv(Election(4, ranked("3 A>BC>D, 2 B, 2 C, 2 D, 1 BC"), withdrawn=frozenset({2})))
    assert tallies(withdrawn)[0] == ["3.00000", "3.00000", "2.00000"]
    assert withdrawn.quota == 5, "papers for the withdrawn alone are no longer valid"


def test_an_election_without_ballots_is_settled_by_lot() -> None:
    outcome = count_scottish_stv(Election(3, [], lot=(1, 2, 0)))
    assert (outcome.quota, outcome.winners, outcome.order) == (1, (1,), ((1,), (2,), (0,)))
    assert outcome.ties == (Tie((0, 1, 2), Rung.LOT), Tie((1, 2), Rung.LOT))


def test_more_places_than_titles_elect_them_all() -> None:
    assert count_scottish_stv(Election(1, ranked("3 A"), seats=4)).winners == (0,)
    assert count_scottish_stv(Election(2, [], withdrawn=frozenset({0, 1}))).order == ()


def official() -> list[object]:
    if not WARDS.exists():
        return [pytest.param(None, marks=pytest.mark.skip(reason="the official counts are not beside the checkout"))]
    return [pytest.param(ward, id=ward["id"]) for ward in json.loads(WARDS.read_text())["contests"]]


@pytest.mark.parametrize("ward", official())
def test_an_official_count_is_reproduced_to_the_fifth_decimal(ward: dict[str, Any]) -> None:
    papers: list[tuple[Ranking, int]] = [
        (tuple((title,) for title in ballot), times) for ballot, times in ward["ballots"]
    ]
    outcome = count_scottish_stv(Election(len(ward["candidates"]), papers, seats=ward["seats"]))
    declared = ward["published"]
    assert outcome.quota == declared["quota"]
    assert [[Decimal(text) for text in row] for row in tallies(outcome)] == [
        [Decimal(text) for text in row] for row in declared["stages"]
    ]
    numbered = list(enumerate(outcome.stages, start=1))
    assert {str(title): n for n, stage in numbered for title in stage.elected} == declared["elected_on_stage"]
    assert {str(title): n for n, stage in numbered for title in stage.excluded} == declared["excluded_on_stage"]
    assert sorted(outcome.winners) == sorted(declared["winners"])
