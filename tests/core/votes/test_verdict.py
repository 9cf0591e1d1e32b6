"""A result says who won: every tied title is named, none that is beaten, and the lines fall from most to fewest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.identity import WorkId
from core.ui.words import LOCALES
from core.votes.model import Method, Tally, Title, count_ballots
from core.votes.service import Counted
from core.votes.views import PollResult
from tests.core.outline import outline
from tests.core.votes.test_views import CLOSED, DICTIONARY

TITLES = 6
BALLOTS = st.lists(
    st.sets(st.integers(0, TITLES - 1), min_size=1).map(lambda marks: tuple(sorted(marks))), min_size=1, max_size=40
)


def test_a_paper_without_titles_or_ballots_has_no_leader() -> None:
    assert count_ballots(0, {}).leaders == ()
    assert Tally((0, 0), 0).leaders == ()
    assert Tally((), 0).ranking == ()


@pytest.mark.parametrize("locale", LOCALES)
@given(ballots=BALLOTS, method=st.sampled_from(Method))
def test_the_verdict_names_every_leader_and_no_other_title(
    locale: str, ballots: list[tuple[int, ...]], method: Method
) -> None:
    names = ["Adolphe", "Babel", "Corinne", "Dune", "Emma", "Frida"]
    titles = tuple(Title(place, WorkId(place + 1), name, "") for place, name in enumerate(names))
    tally = count_ballots(TITLES, Counter(ballots))
    poll = replace(CLOSED, titles=titles, method=method, voters=len(ballots))
    text = outline(PollResult(Counted(poll, tally)).as_card(DICTIONARY.words(locale)))
    verdict, why, *lines = text.splitlines()[1:]
    assert {name for name in names if name in verdict} == {names[place] for place in tally.leaders}
    assert str(tally.ballots) in why
    assert [line.split()[1].rstrip(":") for line in lines[:TITLES]] == [names[place] for place in tally.ranking]


@pytest.mark.parametrize(
    ("titles", "said"),
    [(8, ""), (9, "… et un autre titre."), (10, "… et 2 autres titres."), (25, "… et 17 autres titres.")],
)
def test_what_is_left_out_of_a_long_result_is_counted_and_agrees(titles: int, said: str) -> None:
    paper = tuple(Title(place, WorkId(place + 1), f"Titre {place}", "") for place in range(titles))
    result = PollResult(Counted(replace(CLOSED, titles=paper), Tally(tuple(range(titles)), 20)))
    lines = outline(result.as_card(DICTIONARY.words("fr"))).splitlines()
    assert [line for line in lines if line.startswith("…")] == ([said] if said else [])
