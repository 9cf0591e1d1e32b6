"""A title withdrawn after the opening: struck through everywhere, deleted at the count, told, recorded and verified."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.kernel.identity import OutboxId, Standing
from core.kernel.outbox import Claimed
from core.ui.cards import Picker
from core.ui.words import LOCALES
from core.votes import rules
from core.votes.charter.terms import Kind, Method, Terms
from core.votes.desk.strikes import CountedWithout
from core.votes.ending.striking import STRUCK
from core.votes.filling import Act, GiveScore, Marks, Toggle, Whole
from core.votes.model import Poll, PollState
from core.votes.presses import MarkMine, MarkTitle, ShowBallot
from core.votes.rules import acts_in
from core.votes.sharing import GivePoint
from core.votes.tally.outcomes import Sealed, count
from core.votes.telling.explaining import CountExplained
from core.votes.telling.papers import BallotPaper, BallotReceipt
from core.votes.telling.results import PollResult
from tests.core.outline import outline
from tests.core.votes.desk.test_desk import Desk
from tests.core.votes.integrity.strangers import names, unzipped, verified
from tests.core.votes.telling.test_views import CLOSED, DICTIONARY, TITLES
from tests.core.votes.test_abstaining import opened
from tests.core.votes.town import Town

WORDS = DICTIONARY.words("fr")
FIVE: list[Act] = [GivePoint(0)] * 5
BALLOTS: dict[Kind, Sequence[Sequence[Act]]] = {
    Kind.ONE: [[Whole((0,))]] * 4 + [[Whole((1,))]] * 2 + [[Whole((2,))]],
    Kind.SOME: [[Whole((0,))]] * 4 + [[Whole((0, 1))]] * 2 + [[Whole((2,))]],
    Kind.RANKED: [[Toggle(0), Toggle(1)]] * 4 + [[Toggle(0)]] * 2 + [[Toggle(2)]],
    Kind.SCORED: [[GiveScore(0, 5), GiveScore(1, 3)]] * 4 + [[GiveScore(0, 5)]] * 2 + [[GiveScore(2, 4)]],
    Kind.POINTS: [[*FIVE, GivePoint(1)]] * 4 + [FIVE] * 2 + [[GivePoint(2)]],
}
"""The first title is ahead of the second, and that of the third."""


@pytest.fixture
async def desk(town: Town) -> Desk:
    return Desk(town)


async def voted(town: Town, method: Method = Method.APPROVAL) -> Poll:
    poll = await opened(town, Terms(method))
    for number, acts in enumerate(BALLOTS[poll.terms.kind]):
        await town.person(f"voix-{number}")
        for act in acts:
            await town.votes.cast(await town.caller(f"voix-{number}"), poll.id, act)
    return poll


async def strike(desk: Desk, title: str = "Emma", reason: str = "épuisé", poll: str = "Janvier ?") -> str:
    reply = await desk.type(await desk.seller(), "vote", "strike", poll=poll, title=title, reason=reason)
    assert reply.view is not None
    return outline(reply.view.as_card(WORDS))


async def now(town: Town, poll: Poll) -> Poll:
    return (await town.votes.paper(poll.id)).poll


@pytest.mark.parametrize("method", Method)
async def test_the_ballots_are_counted_without_it_by_every_method_and_verified(
    desk: Desk, method: Method, tmp_path: Path
) -> None:
    town, poll = desk.town, await voted(desk.town, method)
    await strike(desk)
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    assert counted.verdict.outcome.winners == (1,)
    assert 0 not in {title for place in counted.verdict.outcome.order for title in place}
    assert counted.verdict.readers[0] == 0
    files = unzipped(await town.proofs.export(poll.id))
    told = json.loads(files["ballots.json"])
    assert told["excluded"] == [0]
    assert sum(0 in cast["ballot"] or 5 in cast["ballot"] for cast in told["casts"]) >= 4
    status, lines = verified(files, tmp_path)
    assert (status, names(lines)[-1]) == (0, "posted"), lines
    told["excluded"] = []
    files["ballots.json"] = json.dumps(told).encode()
    assert names(verified(files, tmp_path)[1])[-1] == "recount"


@pytest.mark.parametrize("method", Method)
async def test_a_winner_withdrawn_after_the_close_gives_way_in_a_new_declared_count(
    desk: Desk, method: Method, tmp_path: Path
) -> None:
    town, poll = desk.town, await voted(desk.town, method)
    await town.closing.close_due(poll.id)
    assert (await town.closing.counted(poll.id)).verdict.outcome.winners == (0,)
    before = await town.proofs.export(poll.id)
    assert "recomptés" in await strike(desk)
    counted = await town.closing.counted(poll.id)
    assert counted.verdict.outcome.winners == (1,)
    record = await town.storage.read(lambda rows: rows.polls.record(poll.id))
    assert acts_in(record)[-2:] == ["withdrawn", "counted"]
    after = await town.proofs.export(poll.id)
    assert after != before
    status, lines = verified(unzipped(after), tmp_path)
    assert (status, names(lines)[-1]) == (0, "posted"), lines


async def test_the_rooms_hear_of_a_new_count_and_the_posted_result_is_edited(desk: Desk) -> None:
    town, poll = desk.town, await voted(desk.town)
    await town.closing.close_due(poll.id)
    await town.post_letters()
    before = len(town.storage.letters())
    await strike(desk)
    letters = town.storage.letters()[before:]
    told = sorted((letter.kind, letter.edits is not None) for letter in letters)
    assert told == [*[(rules.RESULT, True)] * 2, *[(STRUCK, False)] * 2]
    notice = next(letter for letter in letters if letter.kind == STRUCK)
    view = await desk.catalogue.composers[STRUCK](Claimed(OutboxId(1), notice, 0, ""))
    assert isinstance(view, CountedWithout)
    said = outline(view.as_card(WORDS))
    assert "Emma est retiré (épuisé)" in said
    assert "Nana l’emporte" in said


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("method", [Method.APPROVAL, Method.PLURALITY, Method.IRV, Method.SCORE])
async def test_it_is_struck_through_on_every_paper_and_no_control_offers_it(
    desk: Desk, method: Method, locale: str
) -> None:
    poll = await voted(desk.town, method)
    await strike(desk)
    words = DICTIONARY.words(locale)
    shown = await now(desk.town, poll)
    for paper in (BallotPaper(shown), BallotPaper(shown, is_own_copy=True, page=0)):
        card = paper.as_card(words)
        told = outline(card)
        assert words("paper-struck", title="Emma", reason="épuisé") in told
        options = [each.value for block in card.blocks if isinstance(block, Picker) for each in block.options]
        assert "0" not in options
        assert MarkMine(poll.id, 0).pack() not in told
        assert f"(vs.{poll.id}.0." not in told


@pytest.mark.parametrize("state", [PollState.OPEN, PollState.CLOSED])
async def test_result_and_explanation_say_what_was_withdrawn_and_why(desk: Desk, state: PollState) -> None:
    town, poll = desk.town, await voted(desk.town)
    if state is PollState.CLOSED:
        await town.closing.close_due(poll.id)
    await strike(desk, reason="souhait de l’autrice")
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    for view in (PollResult(counted), CountExplained(counted)):
        told = outline(view.as_card(WORDS))
        assert "Emma a été retiré de ce vote (souhait de l’autrice)" in told


async def test_who_chose_it_alone_is_told_when_they_look_and_who_chose_more_is_reminded(desk: Desk) -> None:
    town, poll = desk.town, await voted(desk.town)
    await strike(desk)
    told = []
    for name in ("voix-0", "voix-4", "voix-6"):
        reply = await desk.catalogue.press(await town.caller(name), ShowBallot(poll.id).pack())
        assert isinstance(reply.note, BallotReceipt)
        told.append(outline(reply.note.as_card(WORDS)))
    assert "Tous vos livres ont été retirés" in told[0]
    assert "Emma (retiré)" in told[1]
    assert "Tous vos livres" not in told[1]
    assert "retiré" not in told[2]


async def test_an_old_button_of_it_is_answered_and_changes_nothing(desk: Desk) -> None:
    town, poll = desk.town, await voted(desk.town)
    await town.votes.printed(poll.id)
    await strike(desk)
    with pytest.raises(Refusal, match="vote-title-struck"):
        await desk.press(MarkTitle(poll.id, 0).pack(), name="zoé")
    assert (await now(town, poll)).voters == poll.voters + 7


async def test_a_full_ballot_makes_room_for_another_title_in_place_of_a_withdrawn_one(desk: Desk) -> None:
    town = desk.town
    poll = await opened(town, Terms(most=2))
    await town.person("anna")
    await town.votes.cast(await town.caller("anna"), poll.id, Whole((0, 1)))
    with pytest.raises(Refusal, match="vote-most"):
        await town.votes.cast(await town.caller("anna"), poll.id, Toggle(2))
    await strike(desk)
    stands = await town.votes.cast(await town.caller("anna"), poll.id, Toggle(2))
    assert stands.marks == (1, 2)


async def test_a_raw_ballot_stays_as_it_was_cast(desk: Desk) -> None:
    town, poll = desk.town, await voted(desk.town)
    before = sorted(await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id)))
    await strike(desk)
    assert sorted(await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id))) == before
    record = await town.storage.read(lambda rows: rows.polls.record(poll.id))
    assert json.loads(record[-1])["facts"] == {"title": 0, "reason": "épuisé"}


@pytest.mark.parametrize(
    ("title", "found"),
    [("emma", "Emma"), (" EMMA ", "Emma"), ("Em", "Emma"), ("2", "Nana"), ("Babel", "Babel")],
)
async def test_a_title_is_named_as_people_name_it(desk: Desk, title: str, found: str) -> None:
    poll = await voted(desk.town)
    await strike(desk, title)
    assert [each.name for each in (await now(desk.town, poll)).titles if each.struck] == [found]


@pytest.mark.parametrize("title", ["Xyzzy", "0", "4", "-"])
async def test_what_names_no_title_or_several_is_said_so(desk: Desk, title: str) -> None:
    await voted(desk.town)
    with pytest.raises(Refusal, match="strike-title-unknown"):
        await strike(desk, title)


async def test_two_titles_must_be_left_and_none_is_withdrawn_twice(desk: Desk) -> None:
    await voted(desk.town)
    await strike(desk)
    with pytest.raises(Refusal, match="strike-already"):
        await strike(desk)
    with pytest.raises(Refusal, match="strike-too-few"):
        await strike(desk, "Nana")


async def test_where_every_choice_was_withdrawn_nobody_wins_by_the_lot(desk: Desk) -> None:
    town, poll = desk.town, await opened(desk.town, Terms())
    await town.person("anna")
    await town.votes.cast(await town.caller("anna"), poll.id, Whole((0,)))
    await town.closing.close_due(poll.id)
    await strike(desk)
    counted = await town.closing.counted(poll.id)
    for view in (PollResult(counted), CountExplained(counted), CountedWithout(counted, 0)):
        told = outline(view.as_card(WORDS))
        assert "Tous les choix portaient sur des livres retirés" in told
        assert "l’emporte" not in told.replace("Le plus choisi l’emporte", "")
        assert "Nana" not in told


async def test_only_the_shops_own_staff_withdraws(desk: Desk) -> None:
    town, poll = desk.town, await voted(desk.town)
    far = replace(await town.caller("libraire", home="far"), standing=Standing.SHOP_MANAGER)
    with pytest.raises(Refusal, match="vote-not-yours"):
        await town.closing.striking.strike(far, poll.id, "Emma", "épuisé")
    with pytest.raises(Refusal, match="refused-standing"):
        await desk.type(await desk.reader(), "vote", "strike", poll="Janvier ?", title="Emma", reason="épuisé")


async def test_the_same_request_twice_withdraws_once(desk: Desk) -> None:
    town, poll = desk.town, await voted(desk.town)
    seller = await desk.seller()
    for _ in range(2):
        await town.closing.striking.strike(seller, poll.id, "Emma", "épuisé")
    record = await town.storage.read(lambda rows: rows.polls.record(poll.id))
    assert acts_in(record).count("withdrawn") == 1


async def test_a_cancelled_vote_has_nothing_to_withdraw_from(desk: Desk) -> None:
    town, poll = desk.town, await voted(desk.town)
    await town.closing.end(await desk.seller(), poll.id, PollState.CANCELLED)
    with pytest.raises(Refusal, match="vote-gone"):
        await town.closing.striking.strike(await desk.seller(), poll.id, "Emma", "épuisé")


@settings(max_examples=60, deadline=None)
@given(
    ballots=st.lists(st.frozensets(st.integers(0, 5), min_size=1), min_size=1, max_size=20),
    struck=st.integers(0, 5),
    places=st.integers(1, 4),
)
def test_a_shortlist_without_a_withdrawn_title_keeps_nobody_waiting(
    ballots: list[frozenset[int]], struck: int, places: int
) -> None:
    """Phragmén is house monotone: where the last of one more place is withdrawn, the others stay."""
    poll = poll_of(6, Terms(Method.PHRAGMEN, places + 1))
    cast: tuple[tuple[Marks, int], ...] = tuple((tuple(sorted(each)), 1) for each in ballots)
    longer = count(Sealed(poll, cast, b"")).outcome.winners
    shorter = count(Sealed(replace(poll, terms=Terms(Method.PHRAGMEN, places)), cast, b"")).outcome.winners
    assert longer[:places] == shorter
    titles = tuple(replace(each, struck="x") if each.position == struck else each for each in poll.titles)
    without = count(Sealed(replace(poll, titles=titles), cast, b"")).outcome.winners
    assert struck not in without
    is_void = not any(each - {struck} for each in ballots)
    assert len(without) == (0 if is_void else min(places + 1, 5))


def poll_of(titles: int, terms: Terms) -> Poll:
    return replace(CLOSED, terms=terms, titles=tuple(replace(TITLES[0], position=each) for each in range(titles)))
