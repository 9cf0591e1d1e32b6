"""Abstention: a ballot that names no title on purpose counts for turnout and quorum, and for nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Standing
from core.ui.words import LOCALES
from core.votes.charter.terms import BEST_SCORE, BY_TITLE, Kind, Method, Terms
from core.votes.counting.model import Unranked
from core.votes.filling import ABSTAINS, Abstain, Act, GiveScore, Sheet, Toggle, Undo, Whole, abstains
from core.votes.model import Poll, Reach
from core.votes.presses import AbstainHere, AbstainMine, ScoreMine
from core.votes.service import Proposal
from core.votes.sharing import GivePoint
from core.votes.telling.papers import BallotPaper
from core.votes.telling.results import PollResult
from core.votes.verdicts.thresholds import Failing, Thresholds
from tests.core.outline import outline
from tests.core.votes.desk.test_desk import Desk
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import Town

CHOOSE: dict[Kind, Act] = {
    Kind.ONE: Toggle(1),
    Kind.SOME: Toggle(1),
    Kind.RANKED: Toggle(1),
    Kind.SCORED: GiveScore(1, 4),
    Kind.POINTS: GivePoint(1),
}


async def opened(town: Town, terms: Terms) -> Poll:
    await town.person("libraire")
    seller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    closes = town.clock.now().replace(day=28)
    return (await town.votes.open(seller, Proposal("Janvier ?", terms, town.works[:3], closes, Reach.SHOP))).poll


async def voted(town: Town, poll: Poll, choosing: int, abstaining: int) -> None:
    for number in range(choosing + abstaining):
        await town.person(f"voix-{number}")
        act = CHOOSE[poll.terms.kind] if number < choosing else Abstain()
        await town.votes.cast(await town.caller(f"voix-{number}"), poll.id, act)


@pytest.mark.parametrize("method", Method)
def test_a_mark_after_an_abstention_is_a_ballot_like_any_other(method: Method) -> None:
    sheet = Sheet(Terms(method), 3)
    held = sheet.after((), Abstain())
    assert abstains(held)
    choose = CHOOSE[Terms(method).kind]
    assert sheet.after(held, choose) == sheet.after((), choose)
    assert sheet.after(sheet.after((), choose), Abstain()) == held
    assert sheet.after(held, Whole()) == ()


def test_an_abstention_is_undone_with_the_last_press() -> None:
    assert Sheet(Terms(Method.IRV), 3).after(ABSTAINS, Undo()) == ()


@pytest.mark.parametrize("method", Method)
async def test_abstentions_change_turnout_and_never_the_order(town: Town, method: Method, tmp_path: Path) -> None:
    poll = await opened(town, Terms(method))
    await voted(town, poll, 6, 5)
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    assert (counted.ballots, counted.verdict.outcome.winners, counted.verdict.readers) == (11, (1,), (0, 6, 0))
    files = unzipped(await town.proofs.export(poll.id))
    casts = [cast["ballot"] for cast in json.loads(files["ballots.json"])["casts"]]
    assert casts.count([None] * 3 if poll.terms.kind in BY_TITLE else []) == 5
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-1]) == (0, "posted"), lines


async def test_abstentions_make_a_quorum_and_are_left_out_of_a_majority(town: Town, tmp_path: Path) -> None:
    asked = Thresholds(quorum=8, failing=Failing.NOTHING, majority=60)
    poll = await opened(town, Terms(thresholds=asked))
    await voted(town, poll, 4, 4)
    await town.closing.close_due(poll.id)
    ruling = (await town.closing.counted(poll.id)).verdict.ruling
    assert ruling is not None
    assert (ruling.is_quorate, ruling.winners) == (True, (1,))
    status, lines = verified(unzipped(await town.proofs.export(poll.id)), tmp_path)
    assert (status, names(lines)[-2]) == (0, "count"), lines


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("voters", [1, 3])
async def test_a_vote_in_which_all_abstain_chooses_nothing_and_says_so_kindly(
    town: Town, locale: str, voters: int
) -> None:
    poll = await opened(town, Terms())
    await voted(town, poll, 0, voters)
    await town.closing.close_due(poll.id)
    words = DICTIONARY.words(locale)
    told = outline(PollResult(await town.closing.counted(poll.id)).as_card(words))
    assert words("result-all-abstained", count=voters) in told
    assert "Emma" not in told


async def test_abstaining_is_pressed_on_ones_own_copy_and_answered(town: Town) -> None:
    desk, poll = Desk(town), await opened(town, Terms())
    reply = await desk.press(AbstainMine(poll.id).pack())
    assert reply.view is not None
    assert reply.echo is not None
    assert "C’est noté\xa0: abstention." in outline(reply.echo.as_card(DICTIONARY.words("fr")))
    assert "[Je m’abstiens](va" in outline(reply.view.as_card(DICTIONARY.words("fr")))


async def test_where_it_counts_for_a_quorum_everybodys_paper_offers_it(town: Town) -> None:
    words = DICTIONARY.words("fr")
    plain, asked = await opened(town, Terms()), await opened(town, Terms(thresholds=Thresholds(5)))
    assert "Je m’abstiens" not in outline(BallotPaper(plain).as_card(words))
    assert "Je m’abstiens" in outline(BallotPaper(asked).as_card(words))
    note = (await Desk(town).press(AbstainHere(asked.id).pack())).note
    assert note is not None
    assert "abstention" in outline(note.as_card(words))


async def test_a_ballot_that_says_nothing_is_answered_with_what_to_do(town: Town) -> None:
    desk, poll = Desk(town), await opened(town, Terms(Method.SCORE))
    reply = await desk.press(ScoreMine(poll.id, 0, BEST_SCORE + 1).pack())
    assert reply.echo is not None
    assert "ne dit encore rien" in outline(reply.echo.as_card(DICTIONARY.words("fr")))
    assert (await town.votes.paper(poll.id)).poll.voters == 0


async def test_an_abstention_that_comes_too_late_is_refused(town: Town) -> None:
    desk, poll = Desk(town), await opened(town, Terms())
    await town.closing.close_due(poll.id)
    with pytest.raises(Refusal, match="vote-closed"):
        await desk.press(AbstainMine(poll.id).pack())


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("places", [1, 2])
async def test_where_no_ballot_says_anything_nobody_wins_by_the_lot(
    town: Town, method: Method, places: int, tmp_path: Path
) -> None:
    poll = await opened(town, Terms(method, places=places))
    await voted(town, poll, 0, 4)
    await town.closing.close_due(poll.id)
    verdict = (await town.closing.counted(poll.id)).verdict
    assert (verdict.outcome.winners, verdict.is_void, verdict.deadlock) == ((), True, None)
    assert not any(stage.elected for stage in verdict.outcome.stages)
    assert (
        await town.storage.read(lambda rows: [rows.readings.get(town.shop, work) for work in town.works[:3]])
        == [None] * 3
    )
    files = unzipped(await town.proofs.export(poll.id))
    assert json.loads(files["result.json"])["winners"] == []
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-2]) == (0, "count"), lines


@pytest.mark.parametrize("method", [Method.SCORE, Method.STAR, Method.SCHULZE, Method.RANKED_PAIRS])
async def test_where_no_title_reaches_the_floor_of_readers_nobody_wins_by_the_lot(
    town: Town, method: Method, tmp_path: Path
) -> None:
    """Three readers a title are asked for; each title has two."""
    poll = await opened(town, Terms(method, unranked=Unranked.IGNORE))
    assert poll.terms.thresholds.floor
    for number in range(6):
        await town.person(f"voix-{number}")
        act = GiveScore(number % 3, 5) if poll.terms.kind is Kind.SCORED else Toggle(number % 3)
        await town.votes.cast(await town.caller(f"voix-{number}"), poll.id, act)
    await town.closing.close_due(poll.id)
    verdict = (await town.closing.counted(poll.id)).verdict
    assert (verdict.outcome.winners, verdict.is_void, verdict.deadlock) == ((), False, None)
    assert verdict.ruling is not None
    assert verdict.ruling.little_read == (0, 1, 2)
    assert (
        await town.storage.read(lambda rows: [rows.readings.get(town.shop, work) for work in town.works[:3]])
        == [None] * 3
    )
    status, lines = verified(unzipped(await town.proofs.export(poll.id)), tmp_path)
    assert (status, names(lines)[-2:]) == (0, ["count", "posted"]), lines
