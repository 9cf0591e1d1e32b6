"""Points to share out: what a purse lets a ballot give, press by press, and what is said beyond it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.ui.cards import Picker, Reply
from core.ui.words import LOCALES
from core.votes.charter.terms import MAX_PURSE, PURSE, Method, Terms
from core.votes.filling import Act, GiveScore, Marks, Sheet, Toggle, Whole
from core.votes.model import Poll, Reach
from core.votes.presses import GiveMine, RestMine, ShowPaper, TakeMine, TurnMine
from core.votes.service import Proposal
from core.votes.sharing import GivePoint, GiveRest, Sharing, TakePoint, left_of
from core.votes.tally.document import charter_of
from core.votes.telling.papers import BallotPaper, BallotReceipt
from core.votes.views import OpenedNote
from tests.core.outline import outline
from tests.core.votes.desk.test_desk import Desk
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import Town

TITLES = 3
PRESSES = st.one_of(*(st.builds(act, st.integers(0, TITLES - 1)) for act in (GivePoint, TakePoint, GiveRest)))


@pytest.fixture
async def desk(town: Town) -> Desk:
    return Desk(town)


def sheet(purse: int = 10, most: int = 0) -> Sheet:
    return Sheet(Terms(Method.CUMULATIVE, most=most, purse=purse), TITLES)


def filled(paper: Sheet, *acts: Act) -> Marks:
    marks: Marks = ()
    for act in acts:
        marks = paper.after(marks, act)
    return marks


def test_points_are_given_one_by_one_or_all_that_is_left_and_taken_back() -> None:
    paper = sheet()
    assert filled(paper, GivePoint(1), GivePoint(1), GivePoint(2)) == (None, 2, 1)
    assert filled(paper, GivePoint(1), GiveRest(0)) == (9, 1, None)
    assert filled(paper, GiveRest(0), TakePoint(0), GivePoint(2)) == (9, None, 1)
    assert filled(paper, GivePoint(1), TakePoint(1)) == ()


@pytest.mark.parametrize(
    ("acts", "refusal"),
    [
        ([GiveRest(0), GivePoint(1)], "points-all-given"),
        ([GiveRest(0), GiveRest(1)], "points-all-given"),
        ([TakePoint(0)], "points-none-here"),
        ([GivePoint(0), TakePoint(1)], "points-none-here"),
        ([GivePoint(TITLES)], "refused-stale-press"),
        ([GiveRest(-1)], "refused-stale-press"),
        ([Toggle(0)], "refused-stale-press"),
        ([Whole((0,))], "refused-stale-press"),
        ([GiveScore(0, 3)], "refused-stale-press"),
    ],
)
def test_what_the_purse_does_not_hold_is_refused(acts: list[Act], refusal: str) -> None:
    with pytest.raises(Refusal) as refused:
        filled(sheet(), *acts)
    assert refused.value.message == refusal


def test_no_title_gets_more_than_the_vote_lets_it_have() -> None:
    paper = sheet(10, most=4)
    assert filled(paper, GivePoint(0), GiveRest(0), GiveRest(1), GiveRest(2)) == (4, 4, 2)
    for act in (GivePoint(0), GiveRest(0)):
        with pytest.raises(Refusal, match="points-heap"):
            filled(paper, GiveRest(0), act)


@pytest.mark.parametrize("act", [GivePoint(0), TakePoint(0), GiveRest(0)])
@pytest.mark.parametrize("method", [Method.APPROVAL, Method.STAR, Method.SCHULZE])
def test_a_press_on_points_does_not_fit_another_paper(method: Method, act: Sharing) -> None:
    with pytest.raises(Refusal, match="refused-stale-press"):
        Sheet(Terms(method), TITLES).after((), act)


@given(st.integers(2, MAX_PURSE), st.integers(0, MAX_PURSE), st.lists(PRESSES, max_size=40))
def test_whatever_is_pressed_a_ballot_keeps_to_its_purse_and_every_press_does_what_it_says(
    purse: int, most: int, acts: list[Sharing]
) -> None:
    paper, heap = sheet(purse, most), min(most or purse, purse)
    marks: Marks = ()
    has = dict.fromkeys(range(TITLES), 0)
    for act in acts:
        left, room = purse - sum(has.values()), heap - has[act.position]
        wanted = {GivePoint: 1, TakePoint: -1, GiveRest: min(left, room)}[type(act)]
        may = has[act.position] > 0 if isinstance(act, TakePoint) else left > 0 and room > 0
        try:
            marks = paper.after(marks, act)
            assert may
            has[act.position] += wanted
        except Refusal:
            assert not may
        assert marks == (tuple(points or None for points in has.values()) if any(has.values()) else ())
        assert left_of(paper.terms, marks) == purse - sum(has.values()) >= 0


def own_copy(reply: Reply) -> BallotPaper:
    assert isinstance(reply.view, BallotPaper)
    return reply.view


async def test_ones_own_copy_keeps_the_title_in_hand_and_tells_what_is_left(desk: Desk) -> None:
    poll = await desk.town.open(Method.CUMULATIVE)
    words = DICTIONARY.words("en")
    for press, values, hand, left in (
        (TurnMine(poll.id, 0), ("1",), "▸ Nana", "You have 10 points left of 10."),
        (GiveMine(poll.id, 1), (), "▸ Nana", "You have 9 points left of 10."),
        (TurnMine(poll.id, 2), (), "▸ Babel", "You have 9 points left of 10."),
        (RestMine(poll.id, 2), (), "▸ Babel", "Your 10 points are given."),
        (TakeMine(poll.id, 1), (), "▸ Nana", "You have one point left of 10."),
    ):
        reply = await desk.press(press.pack(), *values)
        shown = outline(own_copy(reply).as_card(words))
        assert reply.replaces
        assert hand in shown
        assert shown.count("▸") == 1
        assert left in shown
    again = await desk.press(TakeMine(poll.id, 2).pack())
    assert isinstance(again.echo, BallotReceipt)
    assert again.echo.marks == (None, None, 8)
    assert "Babel (8)" in outline(again.echo.as_card(words))


@pytest.mark.parametrize("locale", LOCALES)
async def test_beyond_the_purse_a_reader_is_told_so_and_the_ballot_stays(desk: Desk, locale: str) -> None:
    poll = await desk.town.open(Method.CUMULATIVE)
    await desk.press(RestMine(poll.id, 0).pack())
    with pytest.raises(Refusal) as refused:
        await desk.press(GiveMine(poll.id, 1).pack())
    told = DICTIONARY.words(locale)(refused.value.message, **dict(refused.value.arguments))
    assert "10 points" in told
    shown = await desk.press(ShowPaper(poll.id).pack())
    assert isinstance(shown.note, BallotPaper)
    assert shown.note.ballot is not None
    assert shown.note.ballot.marks == (10, None, None)


@pytest.mark.parametrize("press", [GiveMine(1, 40), TakeMine(1, 3), RestMine(1, 25)])
async def test_a_forged_press_on_points_is_refused(desk: Desk, press: GiveMine | TakeMine | RestMine) -> None:
    poll = await desk.town.open(Method.CUMULATIVE)
    with pytest.raises(Refusal, match="refused-stale-press"):
        await desk.press(replace(press, poll=poll.id).pack())


@pytest.mark.parametrize(("page", "values"), [(40, ()), (0, ("99",))])
async def test_a_title_that_is_not_there_leaves_the_first_one_in_hand(
    desk: Desk, page: int, values: tuple[str, ...]
) -> None:
    poll = await desk.town.open(Method.CUMULATIVE)
    reply = await desk.press(TurnMine(poll.id, page).pack(), *values)
    assert "▸ Emma" in outline(own_copy(reply).as_card(DICTIONARY.words("fr")))


async def test_the_points_of_a_withdrawn_title_come_back_to_the_purse(desk: Desk) -> None:
    poll = await desk.town.open(Method.CUMULATIVE)
    await desk.press(RestMine(poll.id, 0).pack())
    await desk.type(await desk.seller(), "vote", "strike", poll="Janvier ?", title="Emma", reason="épuisé")
    shown = await desk.press(ShowPaper(poll.id).pack())
    assert isinstance(shown.note, BallotPaper)
    card = shown.note.as_card(DICTIONARY.words("en"))
    assert "You have 10 points left of 10." in outline(card)
    assert "▸ Nana" in outline(card)
    [picker] = [block for block in card.blocks if isinstance(block, Picker)]
    assert [option.value for option in picker.options] == ["1", "2"]
    with pytest.raises(Refusal, match="vote-title-struck"):
        await desk.press(GiveMine(poll.id, 0).pack())
    given = await desk.press(GiveMine(poll.id, 1).pack())
    assert own_copy(given).ballot is not None
    assert isinstance(given.echo, BallotReceipt)
    assert given.echo.marks == (None, 1, None)


async def opened(desk: Desk, **asked: str) -> Poll:
    fixed = {"question": "?", "books": "Emma\nNana\nBabel", "closes": "demain 18h", "method": "cumulative"}
    reply = await desk.type(await desk.seller(), "vote", "open", **fixed, **asked)
    assert isinstance(reply.view, OpenedNote)
    return reply.view.opened.poll


async def test_the_purse_is_set_at_the_opening_and_is_part_of_what_is_promised(desk: Desk) -> None:
    plain, limited = await opened(desk), await opened(desk, purse="6", most="5")
    assert (plain.terms.points, plain.terms.heap) == (PURSE, PURSE)
    assert (limited.terms.points, limited.terms.heap) == (6, 5)
    told = charter_of(limited)
    assert (told["ballot_type"], told["method"], told["most"], told["heap"]) == ("points", "cumulative", 6, 5)
    assert charter_of(plain)["most"] == PURSE
    assert "heap" not in charter_of(plain)


async def test_a_purse_says_nothing_of_other_votes(desk: Desk) -> None:
    fixed = {"question": "?", "books": "Emma\nNana", "closes": "demain 18h"}
    reply = await desk.type(await desk.seller(), "vote", "open", **fixed, method="star", purse="6")
    assert isinstance(reply.view, OpenedNote)
    assert reply.view.opened.poll.terms.purse == 0


async def test_a_stranger_counts_limited_points_again_and_finds_what_was_changed(town: Town, tmp_path: Path) -> None:
    await town.person("libraire")
    seller = await town.caller("libraire")
    terms = Terms(Method.CUMULATIVE, most=4, purse=6)
    proposal = Proposal("?", terms, town.works[:TITLES], town.clock.now().replace(day=28), Reach.SHOP)
    poll = (await town.votes.open(seller, proposal)).poll
    for number in range(6):
        await town.person(f"voix-{number}")
        for act in (GiveRest(0), GiveRest(1 + number % 2)):
            await town.votes.cast(await town.caller(f"voix-{number}"), poll.id, act)
    await town.closing.close_due(poll.id)
    outcome = (await town.closing.counted(poll.id)).verdict.outcome
    assert (outcome.winners, outcome.stages[0].tallies) == ((0,), {0: 24, 1: 6, 2: 6})
    files = unzipped(await town.proofs.export(poll.id))
    told = json.loads(files["ballots.json"])
    assert told["ballots"] == [[[4, 2, None], 3], [[4, None, 2], 3]]
    assert files["ballots.csv"].decode().splitlines()[1:] == ["3,4,2,", "3,4,,2"]
    assert "ballots.blt" not in files
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-1]) == (0, "posted"), lines
    files["config.json"] = files["config.json"].replace(b'"heap":4', b'"heap":3')
    assert verified(files, tmp_path)[0] == 1
