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
from core.votes.charter.secrecy import Secrecy
from core.votes.charter.terms import Method, Terms
from core.votes.ending.closing import Counted
from core.votes.model import CARRIED, NONE, Announced, Ballot, Nomination, Poll, PollState, Progress, Supporter, Title
from core.votes.rounds.listing import NominationList
from core.votes.service import PollOpened
from core.votes.telling.papers import BallotPaper, BallotReceipt
from core.votes.telling.results import PollResult
from core.votes.telling.rulings import LastsLonger
from core.votes.verdicts.thresholds import Failing, Thresholds
from core.votes.views import OpenedNote, PollList
from tests.core.outline import outline
from tests.core.votes.tallies import tallied

DICTIONARY = Dictionary(Path(__file__).parents[4] / "core" / "locales")
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
    "paper, points": BallotPaper(replace(POLL, terms=Terms(Method.CUMULATIVE, places=2))),
    "own copy, points, none given": BallotPaper(
        replace(POLL, terms=Terms(Method.CUMULATIVE, most=6)), is_own_copy=True
    ),
    "own copy, points": BallotPaper(
        replace(POLL, terms=Terms(Method.CUMULATIVE, purse=8)), Ballot((6, None, 1), OPENED), is_own_copy=True, page=2
    ),
    "own copy, points, all given": BallotPaper(
        replace(POLL, terms=Terms(Method.CUMULATIVE)), Ballot((9, 1, None), OPENED), is_own_copy=True
    ),
    "receipt, points": BallotReceipt(replace(POLL, terms=Terms(Method.CUMULATIVE)), (6, None, 1)),
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
    "nominations, supported and carried over": NominationList(
        (
            replace(NOMINATION, supporters=(Supporter(PersonId(2), "Bob"), Supporter(PersonId(3), "Chloé"))),
            replace(NOMINATION, pitch="", supporters=tuple(Supporter(PersonId(each), "Bob") for each in range(2, 7))),
            replace(NOMINATION, nominator=CARRIED, supporters=(Supporter(PersonId(2), "Bob"),)),
        )
    ),
    "nominations, second page": NominationList((NOMINATION,) * 20, page=1),
    "nominations, empty": NominationList(()),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_views_read_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert outline(VIEWS[name].as_card(DICTIONARY.words(locale))) == snapshot


@given(st.lists(st.text(min_size=1, max_size=300), min_size=2, max_size=25), st.sampled_from(LOCALES))
def test_a_receipt_fits_a_toast_whatever_the_titles(names: list[str], locale: str) -> None:
    titles = tuple(Title(place, WorkId(place + 1), name, "") for place, name in enumerate(names))
    for is_waiting in (False, True):
        receipt = BallotReceipt(replace(POLL, titles=titles), tuple(range(len(titles))), is_waiting=is_waiting)
        assert len(outline(receipt.as_card(DICTIONARY.words(locale)))) <= 200


def test_a_long_result_keeps_to_eight_lines_and_says_what_it_leaves_out() -> None:
    titles = tuple(Title(place, WorkId(place), f"Titre {place}", "") for place in range(12))
    view = PollResult(Counted(replace(CLOSED, titles=titles), tallied(*range(12)), 20))
    text = outline(view.as_card(DICTIONARY.words("fr")))
    assert text.count("\n- ") == 8
    assert "4 autres titres" in text


@pytest.mark.parametrize(
    ("paper", "offers_it"),
    [
        (BallotPaper(POLL), True),
        (BallotPaper(replace(POLL, voters=0)), False),
        (BallotPaper(replace(POLL, voters=0, terms=Terms(secrecy=Secrecy(live=True)))), True),
        (BallotPaper(POLL, None, is_own_copy=True), False),
        (BallotPaper(POLL, Ballot((0,), OPENED), is_own_copy=True), True),
    ],
    ids=["somebody voted", "nobody voted", "live: the first ballot must not show", "own, blank", "own, cast"],
)
def test_a_ballot_can_be_withdrawn_once_there_is_one(paper: BallotPaper, offers_it: bool) -> None:
    assert ("Retirer mon bulletin" in outline(paper.as_card(DICTIONARY.words("fr")))) is offers_it


def test_a_paper_counts_the_books_that_can_be_chosen() -> None:
    titles = (*POLL.titles, Title(len(POLL.titles), NONE, "", ""))
    for terms in (Terms(with_none=True), Terms(Method.PLURALITY, with_none=True)):
        told = outline(BallotPaper(replace(POLL, titles=titles, terms=terms)).as_card(DICTIONARY.words("en")))
        assert f"out of {len(POLL.titles)}." in told
    struck = (replace(POLL.titles[0], struck="épuisé"), *POLL.titles[1:])
    told = outline(BallotPaper(replace(POLL, titles=struck)).as_card(DICTIONARY.words("en")))
    assert f"out of {len(POLL.titles) - 1}." in told
