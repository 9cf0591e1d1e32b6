"""A result says who won: every tied title is named, none that is beaten, and the lines fall from most to fewest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.identity import WorkId
from core.ui.words import LOCALES
from core.votes.charter.terms import Method, Terms
from core.votes.ending.closing import Counted
from core.votes.model import Title
from core.votes.tally.outcomes import Sealed, count
from core.votes.telling.results import PollResult, in_order
from tests.core.outline import outline
from tests.core.votes.tallies import tallied
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY

TITLES = 6
BALLOTS = st.lists(
    st.sets(st.integers(0, TITLES - 1), min_size=1).map(lambda marks: tuple(sorted(marks))), min_size=1, max_size=40
)


@pytest.mark.parametrize("locale", LOCALES)
@given(ballots=BALLOTS, method=st.sampled_from([Method.APPROVAL, Method.PLURALITY]))
def test_the_verdict_names_the_winner_alone_and_a_tie_names_every_leader(
    locale: str, ballots: list[tuple[int, ...]], method: Method
) -> None:
    names = ["Adolphe", "Babel", "Corinne", "Dune", "Emma", "Frida"]
    titles = tuple(Title(place, WorkId(place + 1), name, "") for place, name in enumerate(names))
    poll = replace(CLOSED, titles=titles, terms=Terms(method), voters=len(ballots))
    counted = count(Sealed(poll, tuple((ballot, 1) for ballot in ballots), b"seed"))
    outcome = counted.outcome
    text = outline(PollResult(Counted(poll, counted, len(ballots))).as_card(DICTIONARY.words(locale)))
    verdict, why, *rest = text.splitlines()[1:]
    assert {name for name in names if name in verdict} == {names[outcome.winners[0]]}
    assert str(len(ballots)) in why
    leaders = {names[place] for place in outcome.order[0]}
    if len(leaders) > 1:
        tie = rest.pop(0)
        assert {name for name in names if name in tie} == leaders
        rest = rest if counted.deadlock is None and not any(each.is_by_lot for each in outcome.ties) else rest[1:]
    assert [line.split()[1].rstrip(":") for line in rest[:TITLES]] == [names[place] for place in in_order(outcome)]


@pytest.mark.parametrize(
    ("titles", "said"),
    [(8, ""), (9, "… et un autre titre."), (10, "… et 2 autres titres."), (25, "… et 17 autres titres.")],
)
def test_what_is_left_out_of_a_long_result_is_counted_and_agrees(titles: int, said: str) -> None:
    paper = tuple(Title(place, WorkId(place + 1), f"Titre {place}", "") for place in range(titles))
    result = PollResult(Counted(replace(CLOSED, titles=paper), tallied(*range(titles)), 20))
    lines = outline(result.as_card(DICTIONARY.words("fr"))).splitlines()
    assert [line for line in lines if line.startswith("…")] == ([said] if said else [])
