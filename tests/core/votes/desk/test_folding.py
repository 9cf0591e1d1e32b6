"""A ballot put away: only its receipt stays in the conversation, and it can be taken out again until the close."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.kernel.identity import WorkId
from core.ui.cards import Buttons
from core.ui.words import LOCALES
from core.votes.charter.terms import MAX_RANKED, Method, Terms
from core.votes.filling import Marks
from core.votes.model import Ballot, PollState, Title
from core.votes.presses import FoldMine, MarkMine, ScoreMine, ShowPaper, TurnMine
from core.votes.telling.folded import FoldedBallot
from core.votes.telling.papers import BallotPaper
from tests.core.outline import outline
from tests.core.votes.desk.test_desk import Desk
from tests.core.votes.telling.test_views import DICTIONARY, OPENED, POLL
from tests.core.votes.town import Town

IN_ONE_MESSAGE = 25
"""Buttons that the narrower of the platforms takes."""


@pytest.fixture
async def desk(town: Town) -> Desk:
    return Desk(town)


@pytest.mark.parametrize(
    ("method", "mark", "marks"),
    [
        (Method.IRV, MarkMine(1, 2), (2,)),
        (Method.STAR, ScoreMine(1, 0, 4), (4, None, None)),
        (Method.APPROVAL, MarkMine(1, 1), (1,)),
    ],
)
async def test_a_ballot_put_away_shows_its_receipt_alone_and_comes_out_again(
    desk: Desk, method: Method, mark: MarkMine | ScoreMine, marks: Marks
) -> None:
    poll = await desk.town.open(method)
    cast = await desk.press(replace(mark, poll=poll.id).pack())
    assert isinstance(cast.view, BallotPaper)
    away = await desk.press(FoldMine(poll.id).pack())
    assert isinstance(away.view, FoldedBallot)
    assert away.replaces
    for locale in LOCALES:
        told = outline(away.view.as_card(DICTIONARY.words(locale)))
        assert cast.view.receipt in told
        assert [title.name for title in poll.titles if title.name in told] == []
    again = await desk.press(TurnMine(poll.id, 0).pack())
    assert isinstance(again.view, BallotPaper)
    assert again.view.ballot is not None
    assert again.view.ballot.marks == marks


async def test_there_is_nothing_to_put_away_before_a_cast_nor_after_the_close(desk: Desk) -> None:
    poll = await desk.town.open(Method.IRV)
    words = DICTIONARY.words("en")
    before = await desk.press(ShowPaper(poll.id).pack())
    assert before.note is not None
    assert "Done" not in outline(before.note.as_card(words))
    pressed = await desk.press(FoldMine(poll.id).pack())
    assert isinstance(pressed.view, BallotPaper)
    await desk.press(MarkMine(poll.id, 0).pack())
    await desk.town.closing.end(await desk.seller(), poll.id, PollState.CLOSED)
    closed = await desk.press(FoldMine(poll.id).pack())
    assert closed.view is not None
    assert poll.titles[0].name not in outline(closed.view.as_card(words))


def test_the_longest_ranking_still_fits_one_message() -> None:
    titles = tuple(Title(place, WorkId(place + 1), f"Livre {place}", "") for place in range(MAX_RANKED))
    poll = replace(POLL, titles=titles, terms=Terms(Method.IRV))
    paper = BallotPaper(poll, Ballot((0,), OPENED), is_own_copy=True, receipt="7K3M-9QXD-2VFA-81TR")
    card = paper.as_card(DICTIONARY.words("fr"))
    [buttons] = [block for block in card.blocks if isinstance(block, Buttons)]
    assert "Terminé" in [each.label for each in buttons.buttons]
    assert len(buttons.buttons) <= IN_ONE_MESSAGE
