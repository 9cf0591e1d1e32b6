"""What people read of a debate, in both languages, whatever letters its words are written in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from core.debates.model import BookFacts, Debate, Hall, State
from core.debates.pressing import told_support
from core.debates.service import Supported
from core.debates.views import DebateCall, DebateCard, DebateCopy, DebateList, DebateMade, DebateNews
from core.kernel.identity import Address, CommunityId, DebateId, Platform, ShopId, WorkId
from core.ui.cards import View
from core.ui.words import LOCALES
from tests.core.debates.agora import DICTIONARY
from tests.core.outline import outline

OPENED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 14, 18, 30, tzinfo=UTC)
BOOK = BookFacts("Emma", "Jane Austen", 1815, ("9782070000012", "9782070000029"), ("Folio",))
DEBATE = Debate(
    DebateId(41),
    ShopId(1),
    "L’Agora",
    WorkId(10),
    BOOK,
    "",
    "Peut-on pardonner à Emma ?",
    "",
    "Anne",
    State.OPEN,
    0,
    None,
    CLOSES,
    OPENED,
    "",
    0,
    5,
)
PROPOSED = replace(DEBATE, state=State.PROPOSED, closes_at=None, opened_at=None, supporters=3, reason="On rirait bien.")
SCHEDULED = replace(DEBATE, state=State.SCHEDULED, opens_at=OPENED, opened_at=None)
CLOSED = replace(DEBATE, state=State.CLOSED, outcome="On lui pardonne,\nmais pas tout de suite.")
THEME = replace(DEBATE, work=None, book=None, theme="La lecture en été")
SLOW = replace(DEBATE, state=State.CLOSING, pause_seconds=90)
BARE = replace(DEBATE, book=BookFacts("Beowulf"))
OLD = replace(DEBATE, book=BookFacts("Énéide", "Virgile", -19, tuple(f"978207000{n:04}" for n in range(5))))
GIVEN_UP = replace(PROPOSED, state=State.ARCHIVED)
HALL = Hall(CommunityId(1), "Lecteurs", Address(Platform("discord"), "1"), "fr", "Europe/Paris")
STOOD = replace(HALL, room=Address(Platform("discord"), "1", "2"), is_own=True)
SHARED = replace(HALL, room=Address(Platform("discord"), "1", "2"))
VIEWS: dict[str, View] = {
    "head": DebateCard(DEBATE),
    "head, theme": DebateCard(THEME),
    "head, question alone": DebateCard(replace(THEME, theme="")),
    "head, no question": DebateCard(replace(DEBATE, question="")),
    "head, slow": DebateCard(SLOW),
    "head, bare book": DebateCard(BARE),
    "head, old book": DebateCard(OLD),
    "head, closed": DebateCard(CLOSED),
    "head, archived": DebateCard(replace(CLOSED, state=State.ARCHIVED)),
    "call": DebateCall(PROPOSED),
    "call, last one": DebateCall(replace(PROPOSED, supporters=4, reason="")),
    "call, opened": DebateCall(replace(PROPOSED, state=State.OPEN, opened_at=OPENED, closes_at=CLOSES)),
    "call, given up": DebateCall(GIVEN_UP),
    "copy, reader": DebateCopy(DEBATE, (STOOD,)),
    "copy, would come": DebateCopy(PROPOSED, would_come=True),
    "copy, staff": DebateCopy(DEBATE, (STOOD, SHARED, HALL), is_staff=True),
    "copy, staff, slow": DebateCopy(SLOW, (STOOD,), is_staff=True),
    "copy, staff, draft": DebateCopy(SCHEDULED, (HALL,), is_staff=True),
    "copy, staff, closed": DebateCopy(CLOSED, (STOOD,), is_staff=True),
    "made": DebateMade(DEBATE, 2),
    "made, planned": DebateMade(SCHEDULED, 1),
    "news, slow": DebateNews(SLOW, "debate-news-slow", 7200),
    "news, free": DebateNews(DEBATE, "debate-news-free"),
    "news, ending": DebateNews(DEBATE, "debate-news-ending"),
    "news, ended": DebateNews(CLOSED, "debate-news-ended"),
    "news, outcome": DebateNews(CLOSED, "debate-news-outcome"),
    "list": DebateList((DEBATE, SLOW, PROPOSED, SCHEDULED, CLOSED)),
    "list, empty": DebateList(()),
    "came": told_support(Supported(PROPOSED, True, True), came=True),
    "came already": told_support(Supported(PROPOSED, True, False), came=True),
    "came and opened": told_support(Supported(DEBATE, True, True), came=True),
    "came too late": told_support(Supported(DEBATE, False, False), came=True),
    "left": told_support(Supported(PROPOSED, False, True), came=False),
    "never came": told_support(Supported(PROPOSED, False, False), came=False),
}
TURNING = re.compile("[\u202a-\u202e\u2066\u2067\u200e\u200f\ue000\ue001]")
TEXT = st.text("aé אב\u202e\u202c\u2066\u2067\u2069\u200f\ue000@*", min_size=1, max_size=8)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_views_read_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert outline(VIEWS[name].as_card(DICTIONARY.words(locale))) == snapshot


@pytest.mark.parametrize("locale", LOCALES)
@given(title=TEXT, question=TEXT, name=TEXT, told=TEXT)
def test_nobody_turns_the_words_of_others_around(locale: str, title: str, question: str, name: str, told: str) -> None:
    book = BookFacts(title, name, 1815, (), (name,))
    for start in (DEBATE, PROPOSED, CLOSED):
        debate = replace(
            start, book=book, question=question, author_name=name, shop_name=name, outcome=told, reason=told
        )
        hall = replace(STOOD, name=name)
        views: list[View] = [DebateCard(debate), DebateCall(debate), DebateCopy(debate, (hall,), is_staff=True)]
        views += [DebateNews(debate, "debate-news-outcome"), DebateList((debate, replace(debate, book=None)))]
        for view in views:
            text = outline(view.as_card(DICTIONARY.words(locale)))
            assert not TURNING.search(text), type(view)
            for line in text.splitlines():
                assert line.count("\u2068") == line.count("\u2069"), type(view)


@pytest.mark.parametrize("locale", LOCALES)
@given(title=st.text(min_size=1, max_size=300))
def test_a_press_is_answered_within_a_toast_whatever_the_title(locale: str, title: str) -> None:
    debate = replace(DEBATE, book=BookFacts(title))
    for came in (True, False):
        for stands in (debate, replace(PROPOSED, book=BookFacts(title))):
            for counted in (True, False):
                view = told_support(Supported(stands, counted, True), came=came)
                assert len(outline(view.as_card(DICTIONARY.words(locale)))) <= 200
