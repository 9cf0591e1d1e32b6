"""Whatever is shown while a vote is open, and its result, no two counts ever differ by fewer than five ballots."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.votes.integrity.live import LiveCounts, Participation, next_counts, participation
from core.votes.integrity.papers import Form, Kind

FORM = Form(Kind.APPROVAL, 3, 3)
TEXTS = ("[]", "[0]", "[1]", "[2]", "[0,1]", "[0,2]", "[1,2]", "[0,1,2]")
Step = tuple[int, str]
"""A voter and the ballot they cast, over and over; None shows the counts if they may be shown."""
STEPS = st.lists(st.none() | st.tuples(st.integers(0, 29), st.sampled_from(TEXTS[:4])), min_size=20, max_size=120)


def key_of(voter: int) -> bytes:
    return hashlib.sha256(b"%d" % voter).digest()


@dataclass(slots=True)
class Town:
    """Every voter's ballot now, and what of it each count ever shown holds."""

    ballots: dict[int, str] = field(default_factory=dict)
    entered: dict[int, str] = field(default_factory=dict)
    live: LiveCounts | None = None
    shown: list[tuple[LiveCounts, dict[int, str]]] = field(default_factory=list)

    def refresh(self) -> bool:
        fresh = {key_of(voter): text for voter, text in self.ballots.items() if voter not in self.entered}
        following = next_counts(FORM, self.live, fresh)
        if following is None:
            return False
        self.live = following.live
        self.entered |= {voter: text for voter, text in self.ballots.items() if key_of(voter) in following.entered}
        self.shown.append((self.live, dict(self.entered)))
        return True

    def close(self) -> None:
        self.shown.append((LiveCounts(tuple(sums(self.ballots)), len(self.ballots)), dict(self.ballots)))


def sums(ballots: dict[int, str]) -> list[int]:
    return [sum(str(title) in text for text in ballots.values()) for title in range(FORM.titles)]


def differing(some: dict[int, str], others: dict[int, str]) -> set[int]:
    return {voter for voter in some.keys() | others.keys() if some.get(voter) != others.get(voter)}


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_no_two_counts_ever_shown_nor_the_result_differ_by_fewer_than_five_ballots(steps: list[Step | None]) -> None:
    town = Town()
    for step in steps:
        if step is None:
            town.refresh()
        else:
            town.ballots[step[0]] = step[1]
    town.refresh()
    town.close()
    for (counts, some), (later, others) in combinations(town.shown, 2):
        assert [*counts.counts] == sums(some)
        assert (counts.ballots, later.ballots) == (len(some), len(others))
        changed = differing(some, others)
        assert not changed or len(changed) >= 5
        assert len({others[voter] for voter in changed if voter not in some}) != 1, "all alike tells each of them"


def test_four_who_change_their_mind_and_back_lay_nobody_bare() -> None:
    town = Town({voter: f"[{voter % 2}]" for voter in range(20)})
    assert town.refresh()
    five = sorted(town.entered)[:5]
    town.ballots |= dict.fromkeys(five, "[2]")
    town.refresh()
    town.ballots |= {voter: f"[{voter % 2}]" for voter in five[:4]} | {five[4]: "[0,1,2]"}
    town.refresh()
    town.ballots |= {voter: f"[{voter % 2}]" for voter in range(20, 40)}
    assert town.refresh()
    first, last = town.shown[0][1], town.shown[-1][1]
    assert len(differing(first, last)) >= 5
    assert not differing(first, last) & set(five)


def test_nothing_is_shown_before_ten_ballots_of_which_five_are_held_back() -> None:
    mixed = {key_of(voter): f"[{voter % 3}]" for voter in range(10)}
    following = next_counts(FORM, None, mixed)
    assert following is not None
    assert following.live.ballots == 5
    assert following.entered == frozenset(sorted(mixed)[:5])
    assert next_counts(FORM, None, dict(list(mixed.items())[:9])) is None


def test_ballots_that_are_all_alike_wait_for_another() -> None:
    alike = {bytes([voter]): "[1]" for voter in range(10)}
    assert next_counts(FORM, None, alike | {bytes([9]): "[0]"}) is None, "those that would enter are alike"
    assert next_counts(FORM, None, alike | {bytes([0]): "[0]"}) is None, "those held back are alike"
    assert next_counts(FORM, None, alike | {bytes([0]): "[0]", bytes([9]): "[0]"}) is not None


@pytest.mark.parametrize(
    ("form", "text", "counts"),
    [
        (Form(Kind.RANKED, 3, 3), "[2,0]", (0, 0, 1)),
        (Form(Kind.RANKED_TIES, 3, 3), "[[0,2],1]", (1, 0, 1)),
        (Form(Kind.SCORE, 3, 5), "[5,null,2]", (5, 0, 2)),
        (Form(Kind.POINTS, 3, 9), "[null,9,null]", (0, 9, 0)),
        (Form(Kind.APPROVAL, 3, 3), "[0,2]", (1, 0, 1)),
    ],
)
def test_each_kind_shows_what_its_bars_mean(form: Form, text: str, counts: tuple[int, ...]) -> None:
    others = {Kind.SCORE: "[null,null,null]", Kind.POINTS: "[null,null,null]"}
    blank = others.get(form.kind, "[]")
    fresh = {bytes([place]): blank for place in range(10)} | {bytes([1]): text, bytes([9]): text}
    following = next_counts(form, LiveCounts((1, 1, 1), 30), fresh)
    assert following is not None
    assert following.live == LiveCounts(tuple(1 + count for count in counts), 35)


def test_the_number_of_ballots_is_exact_from_ten_on() -> None:
    assert [participation(ballots).ballots for ballots in (0, 1, 4, 5, 9, 10, 11)] == [0, 0, 0, 5, 5, 10, 11]
    assert participation(9) == Participation(5, is_exact=False)
    assert participation(10) == Participation(10, is_exact=True)
