"""Elections counted by hand, each for one rule: what the methods make of them, and which rung breaks which tie."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from core.votes.counting.condorcet import count_ranked_pairs, count_schulze
from core.votes.counting.irv import count_irv
from core.votes.counting.ladder import Ladder
from core.votes.counting.model import Cap, Election, Outcome, Ranking, Rung, Stage, Tie, Unranked
from core.votes.counting.points import count_cumulative
from core.votes.counting.star import count_star
from core.votes.counting.sums import count_approval, count_borda, count_plurality_of_ranked, count_score
from tests.core.votes.counting.elections import NAMES, approved, ranked, scored

BURLINGTON = Path(__file__).parents[4] / ".." / "shared" / "data" / "votes" / "burlington_2009.json"

TENNESSEE = ranked("42 A>B>C>D", "26 B>C>D>A", "15 C>D>B>A", "17 D>C>B>A")
"""Memphis, Nashville, Chattanooga, Knoxville: each voter prefers the nearest as a capital."""


def order(outcome: Outcome) -> str:
    return ">".join("=".join(NAMES[title] for title in place) for place in outcome.order)


def tie(between: str, rung: Rung) -> Tie:
    return Tie(tuple(NAMES.index(name) for name in between), rung)


def test_the_capital_of_tennessee_depends_on_the_method() -> None:
    assert order(count_plurality_of_ranked(TENNESSEE)) == "A>B>D>C"
    # Nashville: 42 x 2 + 26 x 3 + 15 x 1 + 17 x 1 = 194.
    assert dict(count_borda(TENNESSEE).stages[0].tallies) == {0: 126, 1: 194, 2: 173, 3: 107}
    for count in (count_schulze, count_ranked_pairs):
        outcome = count(TENNESSEE)
        assert order(outcome) == "B>C>D>A"
        assert outcome.duels == ((0, 42, 42, 42), (58, 0, 68, 68), (58, 32, 0, 83), (58, 32, 17, 0))
    outcome = count_irv(TENNESSEE)
    assert outcome.stages == (
        Stage({0: 42, 1: 26, 2: 15, 3: 17}, excluded=(2,)),
        Stage({0: 42, 1: 26, 3: 32}, excluded=(1,)),
        Stage({0: 42, 3: 58}, elected=(3,)),
    )
    assert order(outcome) == "D>A>B>C"


def test_a_circle_is_opened_at_its_weakest_duel() -> None:
    # A beats B 20 to 15, B beats C 21 to 14, C beats A 18 to 17.
    election = ranked("10 A>B>C", "4 B>C>A", "10 C>A>B", "4 C>B>A", "7 B>A>C")
    for count in (count_schulze, count_ranked_pairs):
        outcome = count(election)
        assert outcome.duels == ((0, 20, 17), (15, 0, 21), (18, 14, 0))
        assert (order(outcome), outcome.winners, outcome.ties) == ("A>B>C", (0,), ())


def test_the_example_by_which_schulze_explained_his_method() -> None:
    election = ranked(
        *("5 A>C>B>E>D", "5 A>D>E>C>B", "8 B>E>D>A>C", "3 C>A>B>E>D"),
        *("7 C>A>E>B>D", "2 C>B>A>D>E", "7 D>C>E>B>A", "8 E>B>A>D>C"),
    )
    assert order(count_schulze(election)) == "E>A>C>B>D"


def test_winning_votes_count_not_margins() -> None:
    """A beats B by 10 to 9, B beats C by 8 to 1, C beats A by 9 to 8, so the widest margin is the fewest votes."""
    votes = {(0, 1): (10, 9), (1, 2): (8, 1), (2, 0): (9, 8)}
    papers = []
    for (winner, loser), (won, lost) in votes.items():
        papers += [(((winner,), (loser,)), won), (((loser,), (winner,)), lost)]
    election = Election(3, papers, unranked=Unranked.IGNORE)
    for count in (count_schulze, count_ranked_pairs):
        outcome = count(election)
        assert outcome.duels == ((0, 10, 8), (9, 0, 8), (9, 1, 0))
        assert order(outcome) == "C>A>B"


def test_of_equal_winning_votes_the_duel_lost_less_is_locked_first() -> None:
    # A beats B 5 to 4, B beats C 5 to 1 and C beats A 5 to 2: the circle is opened at A over B, the closest.
    election = ranked(
        *("5 A>B", "4 B>A", "5 B>C", "1 C>B", "5 C>A", "2 A>C"), unranked=Unranked.IGNORE, lot=(0, 1, 2), titles=3
    )
    outcome = count_ranked_pairs(election)
    assert (order(outcome), outcome.ties) == ("B>C>A", ())


def test_equal_victories_in_a_circle_go_by_lot_and_only_those_are_a_tie() -> None:
    # A, B and C beat each other in a circle by 4 to 2, which is also how D beats E.
    circle = ("2 A>B>C>D>E", "2 B>C>A>D>E", "2 C>A>B>E>D")
    outcome = count_ranked_pairs(ranked(*circle, lot=(2, 1, 0, 3, 4)))
    # C over A first, then B over C; A over B would close the circle.
    assert order(outcome) == "B>C>A>D>E"
    assert outcome.ties == (tie("ABC", Rung.LOT),)
    straight = count_ranked_pairs(ranked("1 A>B>C", lot=(2, 1, 0)))
    assert (order(straight), straight.ties) == ("A>B>C", ())


def test_an_unread_title_wins_or_loses_by_what_leaving_out_means() -> None:
    election = ranked("5 B", "2 A>B")
    for count in (count_schulze, count_ranked_pairs):
        assert order(count(election)) == "B>A"
        assert order(count(replace(election, unranked=Unranked.IGNORE))) == "A>B"
    for count in (count_irv, count_borda, count_plurality_of_ranked):
        assert count(election) == count(replace(election, unranked=Unranked.IGNORE))


def test_titles_tied_on_a_ballot_share_borda_points_and_so_do_those_left_out() -> None:
    # A beats three; B and C share 2 + 1; D has 0. Then D beats three, the others share 2 + 1 + 0.
    outcome = count_borda(ranked("2 A>B=C>D", "1 D"))
    assert dict(outcome.stages[0].tallies) == {0: 7, 1: 4, 2: 4, 3: 3}
    outcome = count_borda(ranked("1 A=B", "2 C>A"))
    assert dict(outcome.stages[0].tallies) == {0: Fraction(7, 2), 1: Fraction(3, 2), 2: 4}


def test_tied_last_titles_go_together_only_when_their_sum_is_below_the_next() -> None:
    together = count_irv(ranked("6 A", "5 B", "2 C>B", "2 D>B"))
    assert [stage.excluded for stage in together.stages] == [(2, 3), ()]
    assert together.stages[1] == Stage({0: 6, 1: 9}, elected=(1,))
    assert (order(together), together.ties) == ("B>A>C=D", ())
    # Two and two are not below four, so that one goes alone: D, which one paper more puts behind C than before it.
    apart = count_irv(ranked("6 A", "4 B", "2 C>D", "2 D>C", "1 A=C>D"))
    assert apart.ties[0] == tie("CD", Rung.DUELS)
    assert [stage.excluded for stage in apart.stages] == [(3,), (1,), ()]


def test_going_together_may_leave_one_title_which_the_last_round_elects() -> None:
    outcome = count_irv(ranked("5 A", "1 B>A", "1 C"))
    assert outcome.stages == (Stage({0: 5, 1: 1, 2: 1}, excluded=(1, 2)), Stage({0: 6}, elected=(0,)))
    assert order(outcome) == "A>B=C"


def test_titles_without_a_first_place_go_together_at_once() -> None:
    outcome = count_irv(ranked("3 A>C>D", "2 B>D"))
    assert [stage.excluded for stage in outcome.stages] == [(2, 3), ()]
    assert outcome.ties == ()


def test_a_ballot_is_exhausted_where_two_titles_still_in_are_level_and_only_there() -> None:
    # D's paper reads BC next: lost while both are in. C's reads DB next, which is B's when D is out.
    outcome = count_irv(ranked("5 A", "4 B", "1 D>B=C>A", "2 C>D=B"))
    assert [dict(stage.tallies) for stage in outcome.stages] == [
        {0: 5, 1: 4, 2: 2, 3: 1},
        {0: 5, 1: 4, 2: 2},
        {0: 5, 1: 6},
    ]


def test_the_last_two_of_a_runoff_share_the_first_place_when_level() -> None:
    outcome = count_irv(ranked("2 A", "2 B", "1 C", lot=(1, 0, 2)))
    assert (order(outcome), outcome.winners, outcome.ties) == ("A=B>C", (1,), (tie("AB", Rung.LOT),))


def test_star_ties_are_broken_by_its_own_rungs() -> None:
    # Level in the final, one ballot each: seven stars against four.
    outcome = count_star(scored((1, (5, 1)), (1, (2, 3)), lot=(1, 0)))
    assert (order(outcome), outcome.winners, outcome.ties) == ("A>B", (0,), (tie("AB", Rung.METHOD),))
    # Level in the final and in stars, seven each: only A has a five.
    outcome = count_star(scored((1, (5, 4)), (1, (2, 3)), lot=(1, 0)))
    assert (order(outcome), outcome.winners, outcome.ties) == ("A>B", (0,), (tie("AB", Rung.TOP),))
    # Level in everything: the lot is the method's own, so that no place is shared.
    outcome = count_star(scored((1, (4, 2)), (1, (2, 4)), lot=(1, 0)))
    assert (order(outcome), outcome.winners, outcome.ties) == ("B>A", (1,), (tie("AB", Rung.LOT),))


def test_a_tie_for_the_second_finalist_goes_head_to_head_then_by_fives_then_by_lot() -> None:
    # B and C have four stars each; two of three ballots prefer C.
    outcome = count_star(scored((1, (5, 4, 2)), (2, (5, 0, 1)), lot=(0, 1, 2)))
    assert outcome.ties == (tie("BC", Rung.DUELS),)
    assert outcome.stages == (Stage({0: 15, 1: 4, 2: 4}), Stage({0: 3, 2: 0}, elected=(0,)))
    assert order(outcome) == "A>C>B"
    # Seven stars each and a ballot each: C has the five.
    outcome = count_star(scored((1, (5, 4, 2)), (1, (5, 3, 5)), lot=(0, 1, 2)))
    assert outcome.ties == (tie("BC", Rung.TOP),)
    outcome = count_star(scored((1, (5, 4, 2)), (1, (5, 2, 4)), lot=(0, 2, 1)))
    assert outcome.ties == (tie("BC", Rung.LOT),)
    assert order(outcome) == "A>C>B"


def test_of_three_level_at_the_top_of_star_two_go_on_one_place_at_a_time() -> None:
    # Six stars each. A beats B and C; then C beats B.
    outcome = count_star(scored((2, (2, 0, 1)), (1, (2, 2, 2)), (1, (0, 4, 2)), (1, (0, 0, 0)), lot=(1, 2, 0)))
    assert outcome.stages[0].tallies == {0: 6, 1: 6, 2: 6}
    assert outcome.ties == (tie("ABC", Rung.DUELS), tie("BC", Rung.DUELS))
    assert order(outcome) == "A>C>B"
    # Two level at the top are the finalists without any tie.
    outcome = count_star(scored((2, (3, 0, 1)), (1, (0, 6, 1))))
    assert (order(outcome), outcome.ties) == ("A>B>C", ())


def test_top_scores_are_fives_or_what_a_wider_scale_gave_to_a_title_that_stands() -> None:
    # Five stars each; B has the five, but two ballots of three prefer A, and that is asked first.
    preferred = count_score(scored((1, (1, 5)), (2, (2, 0)), lot=(1, 0)))
    assert (preferred.winners, preferred.ties) == ((0,), (tie("AB", Rung.DUELS),))
    # Seven stars and one ballot each: B has the five, and C's ten went with C.
    level = scored((1, (3, 5, 10)), (1, (4, 2, 0)), lot=(0, 1, 2))
    assert count_score(replace(level, withdrawn=frozenset({2}))).ties == (tie("AB", Rung.TOP),)
    assert count_score(replace(level, withdrawn=frozenset({2}))).winners == (1,)
    # Eleven stars and one ballot each, from 0 to 10: the top score is the nine, not the five.
    wide = scored((1, (5, 9, 0)), (1, (6, 2, 0)), lot=(0, 1, 2))
    assert count_score(wide).winners == (1,)


def test_each_rung_passes_on_only_those_still_level() -> None:
    # A and B each beat C and are level with each other; C has the most first places and the lot's favour.
    duels, tops = ((0, 2, 3), (2, 0, 3), (1, 1, 0)), [1, 2, 9]
    ladder = Ladder((2, 0, 1), lambda: duels, lambda: tops)
    assert (ladder.best([2, 1, 0]), ladder.worst([0, 1, 2])) == (1, 2)
    assert ladder.ties == [tie("ABC", Rung.TOP), tie("ABC", Rung.DUELS)]
    assert ladder.best([2]) == 2
    assert len(ladder.ties) == 2
    # Four level in every duel: A and B have a first place each, C and D none, whatever the lot says of D.
    outcome = count_schulze(ranked("1 A>C>D>B", "1 B>D>C>A", lot=(3, 1, 0, 2)))
    assert order(outcome) == "A=B=C=D"
    assert (outcome.winners, outcome.ties) == ((1,), (tie("ABCD", Rung.LOT),))


def test_to_exclude_the_lot_takes_the_one_it_favours_least_of_those_level_at_the_bottom() -> None:
    # A beats B and C, which are level in everything.
    duels = ((0, 2, 2), (1, 0, 1), (1, 1, 0))
    ladder = Ladder((1, 2, 0), lambda: duels, lambda: [0, 0, 0])
    assert ladder.worst([0, 1, 2]) == 2
    assert Ladder((), lambda: duels, lambda: [0, 0, 0]).worst([1, 2]) == 2
    assert Ladder((), lambda: duels, lambda: [0, 0, 0]).best([1, 2]) == 1


def test_a_method_can_bring_its_own_rungs() -> None:
    past = {0: (3, 1), 1: (3, 2), 2: (3, 2)}
    own = [(Rung.METHOD, lambda _: past)]
    ladder = Ladder((2, 1, 0), lambda: (), list, own)
    assert (ladder.worst([0, 1, 2]), ladder.best([0, 1, 2])) == (0, 2)
    assert ladder.ties == [tie("ABC", Rung.METHOD), tie("ABC", Rung.LOT)]


def test_a_shared_first_place_is_a_first_place_for_the_ladder_but_a_vote_for_nobody() -> None:
    # No duel is won. A and C share two first places, B has one of its own, and the lot favours B, then A.
    election = ranked("1 A=C>B", "1 B>A=C", "1 A=C", lot=(1, 0, 2), unranked=Unranked.IGNORE)
    outcome = count_schulze(election)
    assert (outcome.winners, outcome.ties) == ((0,), (tie("ABC", Rung.LOT),))
    assert dict(count_plurality_of_ranked(election).stages[0].tallies) == {0: 0, 1: 1, 2: 0}


def test_a_tie_is_told_only_between_titles_of_which_two_could_take_the_place() -> None:
    election = approved("3 A", "2 B", "2 C", "1 D", seats=2, lot=(1, 2, 0, 3), cap=Cap((frozenset({0, 1}),)))
    assert (count_approval(election).winners, count_approval(election).ties) == ((0, 2), ())
    assert count_approval(replace(election, cap=None)).ties == (tie("BC", Rung.LOT),)
    assert count_approval(replace(election, cap=None)).winners == (0, 1)
    # All of a shared place win, but who is first is told, so it is a tie.
    all_win = count_approval(replace(election, cap=None, seats=3))
    assert (all_win.winners, all_win.ties) == ((0, 1, 2), (tie("BC", Rung.LOT),))
    # A tie for a place that nobody gets is none.
    assert count_approval(replace(election, cap=None, seats=1)).ties == ()


RANKED_COUNTS = (count_borda, count_irv, count_plurality_of_ranked, count_ranked_pairs, count_schulze)
SCORE_COUNTS = (count_cumulative, count_score, count_star)


@pytest.mark.parametrize("count", [*RANKED_COUNTS, *SCORE_COUNTS, count_approval])
def test_without_ballots_all_are_level_and_the_lot_decides(count: Callable[[Election[Any]], Outcome]) -> None:
    outcome = count(Election(2, [], lot=(1, 0)))
    assert outcome.winners == (1,)
    assert outcome.ties == (tie("AB", Rung.LOT),)
    assert outcome.order == (((1,), (0,)) if count is count_star else ((0, 1),))


@pytest.mark.parametrize("count", [*RANKED_COUNTS, *SCORE_COUNTS, count_approval])
def test_one_title_wins_alone_and_none_wins_where_all_were_withdrawn(
    count: Callable[[Election[Any]], Outcome],
) -> None:
    alone = count(Election(2, [], seats=2, withdrawn=frozenset({0})))
    assert (alone.winners, alone.order, alone.ties) == ((1,), ((1,),), ())
    assert [stage.elected for stage in alone.stages] in ([(1,)], [])
    nobody = count(Election(1, [], withdrawn=frozenset({0})))
    assert (nobody.winners, nobody.order, nobody.ties) == ((), (), ())


@pytest.mark.skipif(not BURLINGTON.exists(), reason="the published data does not lie beside the checkout")
def test_burlington_separates_three_methods_as_published() -> None:
    told = json.loads(BURLINGTON.read_text())
    papers = [(tuple((title,) for title in ballot), times) for ballot, times in told["ballots"]]
    election: Election[Ranking] = Election(len(told["candidates"]), papers)
    published, outcome = told["published"], count_irv(election)
    for stage, name in zip(outcome.stages[-2:], ("three_left", "final"), strict=True):
        assert {str(title): tally for title, tally in stage.tallies.items()} == published[name]
    first = outcome.stages[0].tallies
    assert {title: first[int(title)] for title in published["first"]} == published["first"]
    assert outcome.winners == (published["winner"],)
    assert count_schulze(election).winners == count_ranked_pairs(election).winners == (published["condorcet_winner"],)
    assert count_plurality_of_ranked(election).winners == (published["plurality_leader"],)
