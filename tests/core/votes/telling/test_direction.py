"""Whatever letters people write in, the sentences around them keep their direction, and no book is left with a dash."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.identity import PersonId, WorkId
from core.ui.cards import View
from core.ui.words import LOCALES
from core.votes.ending.closing import Counted
from core.votes.model import Ballot, Nomination, PollState, Title
from core.votes.rounds.listing import NominationList
from core.votes.service import PollOpened
from core.votes.telling.papers import BallotPaper, BallotReceipt
from core.votes.telling.results import PollResult
from core.votes.views import OpenedNote, PollList
from tests.core.outline import outline
from tests.core.votes.tallies import tallied
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY, OPENED, POLL, ROOM

TURNING = re.compile("[\u202a-\u202e\u2066\u2067\u200e\u200f\ue000\ue001]")
TEXT = st.text("aé אب\u202e\u202c\u2066\u2067\u2069\u200f\ue0000\ue001", min_size=1, max_size=8)


def views(question: str, titles: tuple[Title, ...], name: str) -> list[View]:
    poll = replace(POLL, question=question, titles=titles, shop_name=name)
    closed = replace(CLOSED, question=question, titles=titles, shop_name=name)
    tally = tallied(*(1 for _ in titles))
    nominations = [
        Nomination(title.work, title.name, title.authors, title.pitch, PersonId(1), name, OPENED) for title in titles
    ]
    return [
        BallotPaper(poll),
        BallotPaper(poll, Ballot((0,), OPENED), is_own_copy=True),
        BallotPaper(replace(poll, state=PollState.CANCELLED)),
        BallotReceipt(poll, tuple(range(len(titles)))),
        PollResult(Counted(closed, tally, len(titles))),
        PollResult(Counted(replace(closed, titles=titles[:1]), tallied(1), 1)),
        OpenedNote(PollOpened(poll, (ROOM,))),
        PollList((poll, closed)),
        NominationList(tuple(nominations)),
    ]


@pytest.mark.parametrize("locale", LOCALES)
@given(question=TEXT, names=st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=2, max_size=3), name=TEXT)
def test_nobody_turns_the_words_of_others_around(
    locale: str, question: str, names: list[tuple[str, str, str]], name: str
) -> None:
    titles = tuple(Title(place, WorkId(place + 1), *texts) for place, texts in enumerate(names))
    for view in views(question, titles, name):
        text = outline(view.as_card(DICTIONARY.words(locale)))
        assert not TURNING.search(text), type(view)
        for line in text.splitlines():
            assert line.count("\u2068") == line.count("\u2069"), type(view)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_book_without_an_author_is_named_without_a_dash(locale: str) -> None:
    titles = (Title(0, WorkId(1), "Beowulf", ""), Title(1, WorkId(2), "Gilgamesh", "", "épique"))
    for view in views("?", titles, "Chloé"):
        text = outline(view.as_card(DICTIONARY.words(locale)))
        assert "—" not in text, text
        assert "()" not in text, text
