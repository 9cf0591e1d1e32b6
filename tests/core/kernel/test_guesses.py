"""The limit on guessing: at most so many in any hour, whatever their rhythm, and none lost or counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.guesses import GUESS_WINDOW, MAX_GUESSES, note_guess, wait_refusal
from core.kernel.identity import PersonId, RequestKey
from tests.core.votes.town import START

MALLORY, BOB = PersonId(1), PersonId(2)


@dataclass(slots=True)
class Notebook:
    """Attempts and acts as plain lists; also shows whether a person was held before their attempts were counted."""

    attempts: list[tuple[PersonId, datetime]] = field(default_factory=list)
    acts: set[RequestKey] = field(default_factory=set)
    held: set[PersonId] = field(default_factory=set)

    def hold(self, persons: Sequence[PersonId], /) -> None:
        self.held.update(persons)

    def count_attempts(self, person: PersonId, since: datetime, /) -> int:
        assert person in self.held
        return sum(1 for each, at in self.attempts if each == person and at > since)

    def note_attempt(self, person: PersonId, at: datetime, /) -> None:
        self.attempts.append((person, at))

    def forget_attempt(self, person: PersonId, at: datetime, /) -> None:
        self.attempts.remove((person, at))

    def first_time(self, request: RequestKey, /) -> bool:
        is_new = request not in self.acts
        self.acts.add(request)
        return is_new

    def guess(self, person: PersonId, request: str, at: datetime) -> bool:
        return note_guess(self, self, person, RequestKey(request), at)


@given(st.lists(st.integers(0, 2400), max_size=40))
def test_no_hour_ever_holds_more_guesses_than_allowed(pauses: list[int]) -> None:
    notebook, now, let_through = Notebook(), START, list[datetime]()
    for number, pause in enumerate(pauses):
        now += timedelta(seconds=pause)
        if notebook.guess(MALLORY, f"r{number}", now):
            let_through.append(now)
    for first in let_through:
        assert sum(1 for each in let_through if first <= each < first + GUESS_WINDOW) <= MAX_GUESSES


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_an_act_that_arrives_again_is_counted_once(acts: list[int]) -> None:
    notebook = Notebook()
    for act in acts:
        notebook.guess(MALLORY, f"r{act}", START)
    assert len(notebook.attempts) == min(len(set(acts)), MAX_GUESSES)


def test_one_persons_guesses_cost_nobody_else_any() -> None:
    notebook = Notebook()
    answers = [notebook.guess(MALLORY, f"m{number}", START) for number in range(MAX_GUESSES + 1)]
    assert answers == [True] * MAX_GUESSES + [False]
    assert notebook.guess(BOB, "b", START)


def test_a_refused_guess_does_not_make_the_wait_longer() -> None:
    notebook = Notebook()
    for number in range(MAX_GUESSES):
        notebook.guess(MALLORY, f"r{number}", START)
    for minute in range(1, 60):
        assert not notebook.guess(MALLORY, f"again{minute}", START + timedelta(minutes=minute))
    assert notebook.guess(MALLORY, "later", START + GUESS_WINDOW)


def test_a_link_and_a_set_up_of_one_act_do_not_share_its_key() -> None:
    notebook = Notebook()
    notebook.guess(MALLORY, "r", START)
    assert notebook.first_time(RequestKey("r"))


def test_who_must_wait_is_told_how_long() -> None:
    refusal = wait_refusal("link-wait")
    assert (refusal.message, refusal.arguments) == ("link-wait", {"minutes": 60})
