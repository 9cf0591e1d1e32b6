"""What people read of secrecy, seals, roll calls, abstentions and withdrawn titles, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from cogs.render import render
from core.kernel.identity import Address, Platform
from core.ui.cards import View
from core.ui.words import LOCALES
from core.votes.charter.secrecy import Openness, secrecy_of
from core.votes.charter.terms import Method, Terms
from core.votes.desk.proving import VoteExport
from core.votes.desk.strikes import CountedWithout, StruckNote
from core.votes.ending.closing import Counted
from core.votes.ending.exporting import Exported
from core.votes.ending.striking import TitleStruck
from core.votes.filling import ABSTAINS
from core.votes.integrity.live import LiveCounts
from core.votes.model import Ballot, NamedMarks, Poll
from core.votes.running.sealing import Imprint
from core.votes.running.watching import Shown
from core.votes.service import PollOpened
from core.votes.telling.papers import BallotPaper, BallotReceipt
from core.votes.telling.results import PollResult
from core.votes.verdicts.thresholds import Thresholds
from core.votes.views import OpenedNote
from handlers.render import Painter
from tests.core.outline import outline
from tests.core.votes.tallies import tallied
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY, OPENED, POLL, ROOM, TITLES

STRUCK_TITLES = (replace(TITLES[0], struck="épuisé"), *TITLES[1:])
CALLED = (NamedMarks("Anna", (0, 2)), NamedMarks("Zoé", ABSTAINS))


def with_secrecy(openness: Openness, poll: Poll = POLL, method: Method = Method.APPROVAL) -> Poll:
    return replace(poll, terms=Terms(method, secrecy=secrecy_of(openness)))


VIEWS: dict[str, View] = {
    "paper, promise of the opening": BallotPaper(POLL, shown=Shown(Imprint("a1" * 32))),
    "paper, seal": BallotPaper(POLL, shown=Shown(Imprint("b2" * 32, 2, 31))),
    "paper, totals only": BallotPaper(with_secrecy(Openness.MATRIX)),
    "paper, result only": BallotPaper(with_secrecy(Openness.RESULT)),
    "paper, live, before a batch": BallotPaper(with_secrecy(Openness.LIVE)),
    "paper, live": BallotPaper(
        replace(with_secrecy(Openness.LIVE), voters=21), shown=Shown(live=LiveCounts((3, 9, 1), 15))
    ),
    "paper, live, first places": BallotPaper(
        replace(with_secrecy(Openness.LIVE, method=Method.IRV), voters=21), shown=Shown(live=LiveCounts((3, 9, 3), 15))
    ),
    "paper, names at the close": BallotPaper(with_secrecy(Openness.NAMED)),
    "paper, names at once": BallotPaper(with_secrecy(Openness.NAMED_LIVE), shown=Shown(called=CALLED)),
    "own copy, names at the close": BallotPaper(with_secrecy(Openness.NAMED), Ballot((0,), OPENED), is_own_copy=True),
    "own copy, abstains": BallotPaper(POLL, Ballot(ABSTAINS, OPENED), is_own_copy=True),
    "paper, quorum": BallotPaper(replace(POLL, terms=Terms(thresholds=Thresholds(9)))),
    "paper, a title withdrawn": BallotPaper(replace(POLL, titles=STRUCK_TITLES)),
    "own copy, ranked, a title withdrawn": BallotPaper(
        replace(POLL, terms=Terms(Method.IRV), titles=STRUCK_TITLES), Ballot((1, 0), OPENED), is_own_copy=True
    ),
    "receipt, a word": BallotReceipt(POLL, (0, 2), receipt="7K3M-9QXD-2VFA-81TR lune"),
    "receipt, abstention": BallotReceipt(POLL, ABSTAINS),
    "receipt, blank": BallotReceipt(POLL, (), is_changed=False, is_blank=True),
    "receipt, left empty": BallotReceipt(replace(POLL, titles=STRUCK_TITLES), (0,), is_changed=False),
    "opened, long rankings": OpenedNote(
        PollOpened(replace(with_secrecy(Openness.BALLOTS, method=Method.IRV), titles=TITLES * 3), (ROOM,))
    ),
    "opened, names": OpenedNote(PollOpened(with_secrecy(Openness.NAMED), (ROOM,))),
    "result, few": PollResult(Counted(CLOSED, tallied(3, 1, 0), 4)),
    "result, result only": PollResult(Counted(with_secrecy(Openness.RESULT, CLOSED), tallied(7, 3, 1), 9)),
    "result, names": PollResult(Counted(with_secrecy(Openness.NAMED, CLOSED), tallied(1, 0, 1), 2, CALLED)),
    "result, all abstained": PollResult(Counted(CLOSED, tallied(0, 0, 0), 6)),
    "result, a title withdrawn": PollResult(Counted(replace(CLOSED, titles=STRUCK_TITLES), tallied(0, 7, 2), 9)),
    "counted without": CountedWithout(Counted(replace(CLOSED, titles=STRUCK_TITLES), tallied(0, 7, 2), 9), 0),
    "withdrawn, open": StruckNote(TitleStruck(replace(POLL, titles=STRUCK_TITLES), STRUCK_TITLES[0])),
    "withdrawn, closed": StruckNote(TitleStruck(replace(CLOSED, titles=STRUCK_TITLES), STRUCK_TITLES[0])),
    "export": VoteExport(Exported(CLOSED, b"PK")),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_views_read_well(name: str, locale: str, snapshot: SnapshotAssertion) -> None:
    assert outline(VIEWS[name].as_card(DICTIONARY.words(locale))) == snapshot


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", VIEWS)
def test_both_platforms_draw_them(name: str, locale: str) -> None:
    words, view = DICTIONARY.words(locale), VIEWS[name]
    on_one = str(render(view, words))
    on_other = Painter("agora_bot").draw(view, words, Address(Platform("telegram"), "-1")).text
    is_struck = "withdrawn" in name or name == "counted without"
    assert ("~~" in on_one) == ("<s>" in on_other) == is_struck
