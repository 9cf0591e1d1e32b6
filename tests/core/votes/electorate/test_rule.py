"""Who may vote by a rule: all of, any of, and what each leaf asks, as of the opening."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.kernel.identity import PersonId, Standing
from core.ui.spans import plain_text
from core.ui.words import LOCALES
from core.votes.charter.terms import Terms, read_terms
from core.votes.electorate.commands import Electorate, rule_of
from core.votes.electorate.rule import ON_THE_ROLL, Asks, Known, Rule, Status, is_met, joined
from core.votes.electorate.views import who_line
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import START

DAY = timedelta(days=1)
SINCE = st.none() | st.integers(0, 9).map(lambda days: START - days * DAY)
KNOWN = st.builds(
    Known,
    person=st.just(PersonId(1)),
    since=SINCE,
    made_at=SINCE,
    standing=st.sampled_from(Standing),
    lists=st.frozensets(st.integers(1, 3), max_size=2),
    facts=st.frozensets(st.sampled_from(["attended", "bought"]), max_size=2),
)
LEAVES = st.one_of(
    st.builds(Rule, st.sampled_from([Asks.MEMBER, Asks.ACCOUNT]), st.integers(0, 9)),
    st.builds(Rule, st.just(Asks.STANDING), st.integers(0, 5)),
    st.builds(Rule, st.just(Asks.LISTED), st.integers(1, 3)),
    st.builds(Rule, st.just(Asks.FACT), name=st.sampled_from(["attended", "bought"])),
)
RULES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        Rule, st.sampled_from([Asks.ALL, Asks.ANY]), of=st.lists(inner, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=6,
)


@given(RULES, RULES, KNOWN)
def test_all_of_is_both_and_any_of_is_either(one: Rule, other: Rule, known: Known) -> None:
    both, either = Rule(Asks.ALL, of=(one, other)), Rule(Asks.ANY, of=(one, other))
    first, second = is_met(one, known, START), is_met(other, known, START)
    assert is_met(both, known, START) == (first and second)
    assert is_met(either, known, START) == (first or second)


@given(RULES)
def test_a_rule_is_kept_with_the_terms_and_read_back(rule: Rule) -> None:
    assert read_terms(Terms(voters=rule).write()).voters == rule


@pytest.mark.parametrize(
    ("rule", "known", "met"),
    [
        (Rule(Asks.MEMBER, 1), Known(PersonId(1), START - DAY), True),
        (Rule(Asks.MEMBER, 1), Known(PersonId(1), START - DAY + timedelta(seconds=1)), False),
        (Rule(Asks.MEMBER, 0), Known(PersonId(1), START), True),
        (Rule(Asks.MEMBER, 0), Known(PersonId(1), START + timedelta(seconds=1)), False),
        (Rule(Asks.MEMBER, 0), Known(PersonId(1), None), False),
        (Rule(Asks.ACCOUNT, 7), Known(PersonId(1), None, None), True),
        (Rule(Asks.ACCOUNT, 7), Known(PersonId(1), None, START - 6 * DAY), False),
        (Rule(Asks.ACCOUNT, 7), Known(PersonId(1), None, START - 7 * DAY), True),
        (Rule(Asks.STANDING, Standing.CARD_HOLDER), Known(PersonId(1), None), False),
        (Rule(Asks.STANDING, Standing.CARD_HOLDER), Known(PersonId(1), None, standing=Standing.ANIMATOR), True),
        (Rule(Asks.LISTED, 3), Known(PersonId(1), None, lists=frozenset({3})), True),
        (Rule(Asks.LISTED, 3), Known(PersonId(1), None, lists=frozenset({2})), False),
        (Rule(Asks.FACT, name="attended"), Known(PersonId(1), None, facts=frozenset({"attended"})), True),
        (Rule(Asks.FACT, name="attended"), Known(PersonId(1), None, facts=frozenset({"bought"})), False),
    ],
)
def test_each_rule_asks_for_what_it_says(rule: Rule, known: Known, met: bool) -> None:
    assert is_met(rule, known, START) is met


@pytest.mark.parametrize("who", [Electorate.LISTED, Electorate.EITHER])
def test_a_list_must_be_named_where_it_votes(who: Electorate) -> None:
    with pytest.raises(Refusal, match="voters-which-list"):
        rule_of(who, 1, 0, 0)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_paper_says_who_votes_unless_it_goes_without_saying(locale: str) -> None:
    words = DICTIONARY.words(locale)
    assert who_line(rule_of(Electorate.MEMBERS, 1, 0, 0), words) == ()
    either = rule_of(Electorate.EITHER, 30, 7, 4).naming({4: "Jury"})
    said = plain_text(who_line(either, words))
    told = {
        "fr": "Votent\u00a0: les personnes de la liste «\u202fJury\u202f», ou les membres depuis 30 jours au moins,"
        " les comptes d’au moins 7 jours et les porteurs de la carte (tout cela à la fois).",
        "en": "Who votes: those on the list “Jury”, or members of 30 days or more, accounts at least 7 days old and"
        " holders of the card (all of these at once).",
    }
    assert said == told[locale]


STATUSES = st.none() | st.sampled_from(Status)


@given(STATUSES, STATUSES)
def test_who_turns_out_to_be_one_may_vote_if_either_might_and_is_what_either_was(
    one: Status | None, other: Status | None
) -> None:
    found = joined(one, other)
    assert found in {one, other}
    assert found == joined(other, one)
    if {one, other} & ON_THE_ROLL:
        assert found in ON_THE_ROLL
    if Status.ELIGIBLE in {one, other}:
        assert found is not Status.PROVISIONAL
