"""What a closed poll does about a tie that the lot is not to break: a second vote, somebody asked, the lot at last."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.delivery.ports import LetterState, Outcome
from core.kernel.due import Due
from core.kernel.errors import Refusal
from core.kernel.identity import Account, PersonId, PlaceKind, PollId, Standing
from core.kernel.tokens import from_short, to_short
from core.members.model import KnownAccount
from core.votes import rules
from core.votes.charter.terms import Method, Terms
from core.votes.ending import settling
from core.votes.ending.closing import Counted
from core.votes.ending.settling import PATIENCE
from core.votes.filling import Abstain, Whole
from core.votes.merging import BallotMerge
from core.votes.model import Poll, PollState, Reach
from core.votes.running.empanelling import Panel
from core.votes.service import Proposal
from core.votes.verdicts.ties import Breaking, Ties
from tests.core.votes.integrity.strangers import unzipped, verified
from tests.core.votes.town import ALPHA, BETA, Town
from tests.fakes import FakeRows


async def opened(town: Town, breaking: Breaking, places: int = 1, judge: PersonId | None = None) -> Poll:
    await town.person("libraire")
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    closes, terms = town.clock.now() + timedelta(days=1), Terms(places=places, ties=Ties(breaking))
    proposal = Proposal("Janvier ?", terms, town.works[:3], closes, Reach.SHOP, Panel(judge))
    return (await town.votes.open(bookseller, proposal)).poll


async def cast(town: Town, poll: PollId, name: str, *marks: int) -> None:
    await town.person(name)
    await town.votes.cast(await town.caller(name), poll, Whole(marks))


async def level(town: Town, poll: Poll) -> None:
    """Six readers, three for each of two books, and the poll's time comes."""
    for number in range(6):
        await cast(town, poll.id, f"reader{number}", number % 2)
    await ring(town, days=1)


async def ring(town: Town, **later: float) -> None:
    """The clock moves, and everything that is due by then happens."""
    town.clock.move(**later)
    while due := await town.storage.read(lambda rows: rows.due_queue.upcoming(9)):
        first = min(due, key=lambda each: each.at)
        if first.at > town.clock.now():
            return
        await take(town, first)


async def take(town: Town, due: Due) -> None:
    await town.storage.write(lambda rows: rows.due.cancel(due.kind, due.about))
    poll = PollId(from_short(due.about))
    await (town.closing.close_due(poll) if due.kind == rules.CLOSE else town.deciding.settle_due(poll))


async def counted(town: Town, poll: Poll) -> Counted:
    return await town.closing.counted(poll.id)


async def acts(town: Town, poll: Poll) -> list[tuple[str, dict[str, object]]]:
    record = await town.storage.read(lambda rows: rows.polls.record(poll.id))
    return [(entry["act"], entry["facts"]) for entry in map(json.loads, record)]


async def test_a_second_vote_opens_by_itself_between_those_tied_and_its_winner_wins(town: Town, tmp_path: Path) -> None:
    poll = await opened(town, Breaking.RUNOFF)
    await level(town, poll)
    first = await counted(town, poll)
    assert (first.verdict.outcome.winners, first.runoff is not None) == ((), True)
    assert first.runoff is not None
    runoff = (await town.votes.paper(first.runoff)).poll
    assert [title.work for title in runoff.titles] == [poll.titles[0].work, poll.titles[1].work]
    assert (runoff.terms.method, runoff.closes_at) == (Method.PLURALITY, poll.closes_at + PATIENCE)
    assert runoff.terms.ties.of == to_short(poll.id)
    papers = [letter for letter in town.storage.letters() if letter.kind == rules.PAPER]
    assert len([letter for letter in papers if letter.about == to_short(runoff.id)]) == 2
    for name in ("reader0", "reader2", "reader5"):
        await town.votes.cast(await town.caller(name), runoff.id, Whole((1,)))
    await ring(town, hours=24)
    decided = await counted(town, poll)
    assert decided.verdict.outcome.winners == (1,)
    assert ("decided", {"by": "runoff", "titles": [1]}) in await acts(town, poll)
    status, lines = verified(unzipped(await town.proofs.export(poll.id)), tmp_path)
    assert status == 0, lines


@pytest.mark.parametrize("act", [None, Abstain()], ids=["nobody", "all abstain"])
async def test_a_vote_without_a_choice_opens_no_second_one(town: Town, act: Abstain | None) -> None:
    poll = await opened(town, Breaking.RUNOFF)
    await town.person("alice")
    if act:
        await town.votes.cast(await town.caller("alice"), poll.id, act)
    await ring(town, days=1)
    after = await counted(town, poll)
    assert (after.runoff, after.verdict.deadlock) == (None, None)
    assert len(await town.storage.read(lambda rows: rows.polls.recent(None, 9))) == 1


async def test_where_nobody_comes_to_the_second_vote_the_lot_of_the_first_decides(town: Town) -> None:
    poll = await opened(town, Breaking.RUNOFF)
    await level(town, poll)
    await ring(town, hours=24)
    decided = await counted(town, poll)
    assert decided.verdict.deadlock is not None
    assert (len(decided.verdict.outcome.winners), decided.verdict.deadlock.is_by_lot) == (1, True)


async def test_a_cancelled_second_vote_leaves_the_tie_to_the_lot(town: Town) -> None:
    poll = await opened(town, Breaking.RUNOFF)
    await level(town, poll)
    runoff = (await counted(town, poll)).runoff
    assert runoff is not None
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    await town.closing.end(bookseller, runoff, PollState.CANCELLED)
    await ring(town)
    assert len((await counted(town, poll)).verdict.outcome.winners) == 1


async def test_a_second_vote_that_ties_again_is_for_its_own_lot_and_opens_no_third(town: Town) -> None:
    poll = await opened(town, Breaking.RUNOFF)
    await level(town, poll)
    runoff = (await counted(town, poll)).runoff
    assert runoff is not None
    for number in range(6):
        await town.votes.cast(await town.caller(f"reader{number}"), runoff, Whole((number % 2,)))
    await ring(town, hours=24)
    second, first = await town.closing.counted(runoff), await counted(town, poll)
    assert second.verdict.deadlock is not None
    assert (second.verdict.deadlock.is_by_lot, second.runoff) == (True, None)
    assert [first.poll.titles[each].work for each in first.verdict.outcome.winners] == [
        second.poll.titles[each].work for each in second.verdict.outcome.winners
    ]
    assert len(first.verdict.outcome.winners) == 1
    winner = first.poll.titles[first.verdict.outcome.winners[0]].work
    read = await town.storage.read(lambda rows: [work for work in town.works if rows.readings.get(town.shop, work)])
    assert read == [winner]


async def test_a_tied_title_withdrawn_while_the_second_vote_is_open_leaves_the_other_the_winner(
    town: Town, tmp_path: Path
) -> None:
    poll = await opened(town, Breaking.RUNOFF)
    await level(town, poll)
    runoff = (await counted(town, poll)).runoff
    assert runoff is not None
    seller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    with pytest.raises(Refusal, match="strike-too-few"):
        await town.closing.striking.strike(seller, runoff, "Emma", "épuisé")
    await town.closing.striking.strike(seller, poll.id, "Emma", "épuisé")
    assert (await counted(town, poll)).verdict.outcome.winners == (1,)
    await town.votes.cast(await town.caller("reader0"), runoff, Whole((0,)))
    await ring(town, hours=24)
    assert (await counted(town, poll)).verdict.outcome.winners == (1,), (
        "what is withdrawn does not win by a second vote"
    )
    read = await town.storage.read(lambda rows: [bool(rows.readings.get(town.shop, work)) for work in town.works[:2]])
    assert read == [False, True]
    status, lines = verified(unzipped(await town.proofs.export(poll.id)), tmp_path)
    assert status == 0, lines


async def test_a_second_vote_is_opened_once_even_where_the_count_is_taken_up_again(town: Town) -> None:
    poll = await opened(town, Breaking.RUNOFF)
    await level(town, poll)
    await town.closing.close_due(poll.id)
    await town.deciding.settle_due(poll.id)
    recent = await town.storage.read(lambda rows: rows.polls.recent(None, 9))
    assert len(recent) == 2
    assert (await counted(town, poll)).verdict.outcome.winners == ()


async def test_whoever_has_the_casting_vote_is_asked_in_private_and_their_choice_wins(
    town: Town, tmp_path: Path
) -> None:
    anne = await town.person("anne", ALPHA, BETA)
    known = KnownAccount(Account(BETA, "anne"), anne, "anne", "anne", "en", True)
    await town.storage.write(lambda rows: rows.members.put_account(known))
    poll = await opened(town, Breaking.CASTING, judge=anne)
    assert poll.terms.ties.judge == "anne"
    await level(town, poll)
    (asked,) = [letter for letter in town.storage.letters() if letter.kind == settling.CASTING]
    assert (asked.to.platform, asked.to.space, asked.to.kind) == (BETA, "anne", PlaceKind.PRIVATE)
    casting = await town.deciding.choose(await town.caller("anne"), poll.id, 1)
    assert casting.is_over
    assert (await counted(town, poll)).verdict.outcome.winners == (1,)
    assert ("decided", {"by": "casting", "titles": [1]}) in await acts(town, poll)
    with pytest.raises(Refusal, match="casting-over"):
        await town.deciding.choose(await town.caller("anne"), poll.id, 0)
    assert await town.storage.read(lambda rows: rows.aftermath.judge(poll.id)) is None
    files = unzipped(await town.proofs.export(poll.id))
    assert b"anne" in files["config.json"]
    status, lines = verified(files, tmp_path)
    assert status == 0, lines
    files["audit.jsonl"] = files["audit.jsonl"].replace(b'"titles":[1]', b'"titles":[0]')
    assert verified(files, tmp_path)[0] == 1


async def test_nobody_else_can_break_the_tie_and_no_other_book_can_win(town: Town) -> None:
    anne = await town.person("anne")
    poll = await opened(town, Breaking.CASTING, judge=anne)
    await level(town, poll)
    with pytest.raises(Refusal, match="casting-not-yours"):
        await town.deciding.choose(await town.caller("reader0"), poll.id, 0)
    with pytest.raises(Refusal, match="refused-stale-press"):
        await town.deciding.choose(await town.caller("anne"), poll.id, 2)
    assert (await counted(town, poll)).verdict.outcome.winners == ()


async def test_without_an_answer_in_a_day_the_lot_decides_and_late_answers_are_told_so(town: Town) -> None:
    anne = await town.person("anne")
    poll = await opened(town, Breaking.CASTING, judge=anne)
    await level(town, poll)
    await ring(town, hours=23)
    assert (await counted(town, poll)).verdict.outcome.winners == ()
    await ring(town, hours=1)
    assert len((await counted(town, poll)).verdict.outcome.winners) == 1
    with pytest.raises(Refusal, match="casting-over"):
        await town.deciding.choose(await town.caller("anne"), poll.id, 0)


async def test_several_places_take_as_many_choices_and_a_second_touch_takes_one_back(town: Town) -> None:
    anne = await town.person("anne")
    poll = await opened(town, Breaking.CASTING, places=2, judge=anne)
    for number in range(6):
        await cast(town, poll.id, f"reader{number}", number % 3)
    await ring(town, days=1)
    for title, chosen in ((0, (0,)), (0, ()), (2, (2,))):
        assert (await town.deciding.choose(await town.caller("anne"), poll.id, title)).chosen == chosen
    assert (await town.deciding.choose(await town.caller("anne"), poll.id, 1)).is_over
    assert (await counted(town, poll)).verdict.outcome.winners == (2, 1)


async def test_the_casting_vote_goes_along_when_two_persons_become_one(town: Town) -> None:
    anne, other = await town.person("anne"), await town.person("anne-too", BETA)
    poll = await opened(town, Breaking.CASTING, judge=anne)
    await town.storage.write(lambda rows: BallotMerge(town.clock).merge(rows, other, anne))
    await level(town, poll)
    casting = await town.deciding.choose(await town.caller("anne-too", BETA), poll.id, 0)
    assert casting.is_over


async def test_a_poll_without_such_a_tie_asks_nobody_and_names_nobody_any_more(town: Town) -> None:
    anne = await town.person("anne")
    poll = await opened(town, Breaking.CASTING, judge=anne)
    await cast(town, poll.id, "alice", 0)
    await ring(town, days=1)
    assert (await counted(town, poll)).verdict.outcome.winners == (0,)
    assert await town.storage.read(lambda rows: rows.aftermath.judge(poll.id)) is None
    assert await town.storage.read(lambda rows: rows.due_queue.upcoming(9)) == []


@pytest.mark.parametrize(
    ("breaking", "places", "says"), [(Breaking.EXTRA, 1, "vote-extra-one"), (Breaking.CASTING, 1, "vote-casting-who")]
)
async def test_what_cannot_be_promised_is_refused_before_the_vote_opens(
    town: Town, breaking: Breaking, places: int, says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        await opened(town, breaking, places)


async def test_results_posted_before_are_edited_once_it_is_decided(town: Town) -> None:
    anne = await town.person("anne")
    poll = await opened(town, Breaking.CASTING, judge=anne)
    await level(town, poll)
    await town.storage.write(lambda rows: post(rows, town.clock.now()))
    await town.deciding.choose(await town.caller("anne"), poll.id, 1)
    edits = [letter for letter in town.storage.letters() if letter.kind == rules.RESULT and letter.edits]
    assert sorted(letter.to.space for letter in edits) == ["space-alpha", "space-beta"]


def post(rows: FakeRows, now: datetime) -> None:
    """Every letter is delivered."""
    for platform in (ALPHA, BETA):
        while claimed := rows.queue.claim(platform, now, 99, now + timedelta(minutes=1)):
            rows.queue.record([Outcome(each.id, LetterState.SENT, now, message=f"m{each.id}") for each in claimed])
