"""What was typed into a refused form: kept for its author, for a while, within bounds."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.forms import KEPT_FORMS, KEPT_SECONDS, KeptForms
from core.kernel.identity import Account, Platform

PATH = ("vote", "nominate")


@dataclass(slots=True)
class Hand:
    """A clock that is moved by hand, in seconds."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


def account(number: int) -> Account:
    return Account(Platform("discord"), str(number))


def test_a_form_opens_filled_as_often_as_it_is_asked_and_for_its_author_alone() -> None:
    forms = KeptForms(Hand())
    forms.keep(account(1), PATH, {"title": "Nana"})
    assert forms.find(account(1), PATH) == {"title": "Nana"}
    assert forms.find(account(1), PATH) == {"title": "Nana"}
    assert forms.find(account(2), PATH) is None
    assert forms.find(account(1), ("vote", "open")) is None
    forms.drop(account(1), PATH)
    forms.drop(account(1), PATH)
    assert forms.find(account(1), PATH) is None


def test_a_form_lapses_and_lapsed_ones_are_forgotten_with_the_next() -> None:
    hand = Hand()
    forms = KeptForms(hand)
    forms.keep(account(1), PATH, {"title": "Nana"})
    hand.at += KEPT_SECONDS - 1
    assert forms.find(account(1), PATH) is not None
    hand.at += 1
    assert forms.find(account(1), PATH) is None
    forms.keep(account(2), PATH, {})
    assert len(forms._forms) == 1  # noqa: SLF001 - that nothing typed stays in memory is the point


def test_only_so_many_are_kept_and_the_oldest_go_first() -> None:
    forms = KeptForms(Hand())
    for number in range(KEPT_FORMS + 1):
        forms.keep(account(number), PATH, {"title": str(number)})
    assert forms.find(account(0), PATH) is None
    assert forms.find(account(1), PATH) == {"title": "1"}
