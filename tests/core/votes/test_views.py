"""What people read of a vote, in both languages, and that short answers fit a toast."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from core.kernel.identity import Address, CommunityId, PersonId, Platform, PollId, ShopId, WorkId
from core.ui.cards import View
from core.ui.words import LOCALES, Dictionary
from core.votes.closing import Counted
from core.votes.model import Announced, Ballot, Nomination, Poll, PollState, Progress, Title
from core.votes.papers import BallotPaper, BallotReceipt
from core.votes.results import PollResult
from core.votes.rulings import LastsLonger
from core.votes.service import PollOpened
from core.votes.terms import Method, Terms
from core.votes.thresholds import Failing, Thresholds
from core.votes.views import NominationList, OpenedNote, PollList
from tests.core.outline import outline
from tests.core.votes.tallies import tallied

DICTIONARY = Dictionary(Path(__file__).parents[3] / "core" / "locales")
OPENED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 18, 30, tzinfo=UTC)
TITLES = (
    Title(0, WorkId(10), "Emma", "Jane Austen", "drôle et cruel"),
    Title(1, WorkId(11), "L’Œuvre au noir", "Marguerite Yourcenar"),
    Title(2, WorkId(12), "أولاد حارتنا", "نجيب محفوظ"),
)
POLL = Poll(
    PollId(41),
    ShopId(1),
    "L’Agora",
    "Notre livre de janvier",
    Terms(),
    PollState.OPEN,
    OPENED,
    CLOSES,
    TITLES,
    3,
    "0" * 64,
)
CLOSED = replace(POLL, state=PollState.CLOSED)
ROOM = Announced(CommunityId(1), Address(Platform("alpha"), "s"), "fr", "Europe/Paris")
NOMINATION = Nomination(WorkId(10), "Emma", "Jane Austen", "drôle", PersonId(1), "Anne", OPENED)

VIEWS: dict[str, View] = {
    "paper": BallotPaper(POLL),
    "paper, one choice": BallotPaper(replace(POLL, terms=Terms(Method.PLURALITY), voters=0)),
    "paper, quorum and majority": BallotPaper(
        replace(POLL, terms=Terms(thresholds=Thresholds(12, 30, Failing.EXTEND, 60, none_wins=True))),
        progress=Progress(is_reached=False),
    ),
    "paper, scores": BallotPaper(replace(POLL, terms=Terms(Method.SCORE, thresholds=Thresholds(floor=True)))),
    "paper, extended": BallotPaper(
        replace(POLL, terms=Terms(thresholds=Thresholds(1)), promised_close=OPENED), progress=Progress(is_reached=True)
    ),
    "lasts longer": LastsLonger(POLL),
    "own copy": BallotPaper(POLL, Ballot((0, 2), OPENED), is_own_copy=True),
    "paper, closed": BallotPaper(CLOSED),
    "paper, cancelled": BallotPaper(replace(POLL, state=PollState.CANCELLED)),
    "receipt": BallotReceipt(POLL, (0, 2)),
    "receipt, again": BallotReceipt(POLL, (1,), is_changed=False),
    "receipt, withdrawn": BallotReceipt(POLL, ()),
    "receipt, none": BallotReceipt(POLL, (), is_changed=False),
    "result": PollResult(Counted(CLOSED, tallied(3, 1, 0), 3)),
    "result, one choice": PollResult(Counted(replace(CLOSED, terms=Terms(Method.PLURALITY)), tallied(1, 0, 0), 1)),
    "result, tie": PollResult(Counted(CLOSED, tallied(2, 2, 0), 3)),
    "result, nobody": PollResult(Counted(CLOSED, tallied(0, 0, 0), 0)),
    "opened": OpenedNote(PollOpened(POLL, (ROOM, ROOM))),
    "list": PollList((POLL, CLOSED)),
    "list, empty": PollList(()),
    "nominations": NominationList((NOMINATION, replace(NOMINATION, pitch=""))),
    "nominations, empty": NominationList(()),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_views_read_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert outline(VIEWS[name].as_card(DICTIONARY.words(locale))) == snapshot


@given(st.lists(st.text(min_size=1, max_size=300), min_size=2, max_size=25), st.sampled_from(LOCALES))
def test_a_receipt_fits_a_toast_whatever_the_titles(names: list[str], locale: str) -> None:
    titles = tuple(Title(place, WorkId(place), name, "") for place, name in enumerate(names))
    receipt = BallotReceipt(replace(POLL, titles=titles), tuple(range(len(titles))))
    assert len(outline(receipt.as_card(DICTIONARY.words(locale)))) <= 200


def test_a_long_result_keeps_to_eight_lines_and_says_what_it_leaves_out() -> None:
    titles = tuple(Title(place, WorkId(place), f"Titre {place}", "") for place in range(12))
    view = PollResult(Counted(replace(CLOSED, titles=titles), tallied(*range(12)), 20))
    text = outline(view.as_card(DICTIONARY.words("fr")))
    assert text.count("\n- ") == 8
    assert "4 autres titres" in text
