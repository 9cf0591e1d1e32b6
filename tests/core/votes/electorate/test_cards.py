"""What people read about who votes, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from core.kernel.identity import PersonId
from core.ui.cards import View
from core.ui.words import LOCALES
from core.votes.charter.terms import Terms
from core.votes.electorate.commands import Electorate, rule_of
from core.votes.electorate.rule import Named, Status, VoterList
from core.votes.electorate.service import Listing, Pending
from core.votes.electorate.views import AllLists, BallotJudged, OneList, PendingBallots, Reminder
from core.votes.ending.closing import Counted
from core.votes.telling.papers import BallotPaper, BallotReceipt
from core.votes.telling.results import PollResult
from tests.core.outline import outline
from tests.core.votes.tallies import tallied
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY, POLL

JURY = VoterList(4, "Jury du prix", 2)
PEOPLE = tuple(Named(PersonId(number), f"Lectrice {number}") for number in range(50))
TOTALS = {Status.ELIGIBLE: 30, Status.ADMITTED: 1, Status.CONFIRMED: 2, Status.REJECTED: 1, Status.DISCARDED: 3}
VIEWS: dict[str, View] = {
    "a list": OneList(Listing(JURY, PEOPLE[:2])),
    "a list, empty": OneList(Listing(JURY, ())),
    "lists": AllLists((JURY, replace(JURY, number=5, name="Cercle", people=0))),
    "lists, none": AllLists(()),
    "pending": PendingBallots(Pending(POLL, PEOPLE[:2])),
    "pending, none": PendingBallots(Pending(POLL, ())),
    "accepted": BallotJudged(POLL, "judged-accepted"),
    "refused": BallotJudged(POLL, "judged-refused"),
    "discarded": BallotJudged(POLL, "judged-discarded"),
    "reminder": Reminder(POLL),
    "receipt, waiting": BallotReceipt(POLL, (0,), receipt="7K3M-9QXD-2VFA-81TR", is_waiting=True),
    "paper, the list or the card": BallotPaper(
        replace(
            POLL,
            terms=Terms(remind_hours=24, voters=rule_of(Electorate.EITHER, 7, 30, 4).naming({4: "Jury du prix"})),
        )
    ),
    "result with its turnout": PollResult(Counted(CLOSED, tallied(12, 4, 1), 15, totals=TOTALS)),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_cards_about_voters_read_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert outline(VIEWS[name].as_card(DICTIONARY.words(locale))) == snapshot


@pytest.mark.parametrize("locale", LOCALES)
def test_a_crowd_is_shown_a_part_at_a_time_and_the_rest_is_counted(locale: str) -> None:
    words = DICTIONARY.words(locale)
    waiting = outline(PendingBallots(Pending(POLL, PEOPLE)).as_card(words))
    assert waiting.count("(vz_") == waiting.count("(vy_") == 10
    assert "40" in waiting
    listed = outline(OneList(Listing(replace(JURY, people=50), PEOPLE)).as_card(words))
    assert listed.count("\n- ") == 40
    assert "10" in listed
