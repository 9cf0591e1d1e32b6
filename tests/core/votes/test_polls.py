"""Opening, voting, changing, closing: what counts and what is refused."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.delivery.ports import LetterState, Outcome
from core.kernel.errors import Refusal
from core.kernel.identity import Standing
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.charter.terms import Method, Terms
from core.votes.filling import Toggle, Whole
from core.votes.model import Poll, PollState, Reach
from core.votes.service import MAX_POLL_LIFE, Proposal
from tests.core.votes.town import ALPHA, BETA, Town
from tests.fakes import FakeRows


def whole(*positions: int) -> Whole:
    return Whole(positions)


def press(position: int) -> Toggle:
    return Toggle(position)


async def letters_about(town: Town, kind: str, poll: Poll) -> list[str]:
    about = to_short(poll.id)
    letters = town.storage.letters()
    return [each.to.space for each in letters if each.kind == kind and each.about == about]


async def test_a_poll_is_announced_as_far_as_it_reaches(town: Town) -> None:
    shop = await town.open()
    assert await letters_about(town, rules.PAPER, shop) == ["space-alpha", "space-beta"]
    here = await town.open(reach=Reach.HERE)
    assert await letters_about(town, rules.PAPER, here) == ["space-alpha"]
    network = await town.open(reach=Reach.NETWORK)
    assert sorted(await letters_about(town, rules.PAPER, network)) == ["space-alpha", "space-beta", "space-far"]


async def test_only_the_owner_reaches_the_whole_network(town: Town) -> None:
    await town.person("manager")
    manager = await town.caller("manager", standing=Standing.SHOP_MANAGER)
    closes = town.clock.now() + timedelta(days=1)
    with pytest.raises(Refusal, match="vote-network-owner"):
        await town.votes.open(manager, Proposal("?", Terms(Method.PLURALITY), town.works[:2], closes, Reach.NETWORK))
    far = town.clock.now() + MAX_POLL_LIFE + timedelta(seconds=1)
    with pytest.raises(Refusal, match="vote-too-long"):
        await town.votes.open(manager, Proposal("?", Terms(Method.PLURALITY), town.works[:2], far, Reach.HERE))


async def test_opening_twice_by_one_act_opens_once(town: Town) -> None:
    await town.person("libraire")
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    proposal = Proposal(
        "Une fois", Terms(Method.PLURALITY), town.works[:2], town.clock.now() + timedelta(days=1), Reach.HERE
    )
    first = await town.votes.open(bookseller, proposal)
    again = await town.votes.open(bookseller, proposal)
    assert again.poll.id == first.poll.id
    assert len(await letters_about(town, rules.PAPER, first.poll)) == 1


async def test_a_ballot_is_put_changed_and_withdrawn_and_counted_once(town: Town) -> None:
    poll = await town.open()
    person = await town.person("alice")
    assert (await town.votes.cast(await town.caller("alice"), poll.id, whole(0, 2))).marks == (0, 2)
    assert (await town.votes.cast(await town.caller("alice"), poll.id, whole(1))).marks == (1,)
    paper = await town.votes.paper(poll.id, person)
    assert paper.poll.voters == 1
    assert paper.ballot is not None
    assert paper.ballot.marks == (1,)
    stands = await town.votes.withdraw(await town.caller("alice"), poll.id)
    assert stands.marks == ()
    paper = await town.votes.paper(poll.id, person)
    assert paper.ballot is None
    assert paper.poll.voters == 0


async def test_titles_pressed_one_by_one_toggle_in_an_approval_vote(town: Town) -> None:
    poll = await town.open()
    await town.person("alice")
    for position, marks in ((2, (2,)), (0, (0, 2)), (2, (0,)), (0, ())):
        stands = await town.votes.cast(await town.caller("alice"), poll.id, press(position))
        assert stands.marks == marks
        assert stands.is_changed


async def test_a_single_choice_moves_and_pressing_it_again_keeps_it(town: Town) -> None:
    poll = await town.open(Method.PLURALITY)
    await town.person("alice")
    assert (await town.votes.cast(await town.caller("alice"), poll.id, press(0))).marks == (0,)
    assert (await town.votes.cast(await town.caller("alice"), poll.id, press(1))).marks == (1,)
    again = await town.votes.cast(await town.caller("alice"), poll.id, press(1))
    assert (again.marks, again.is_changed) == ((1,), False)
    with pytest.raises(Refusal, match="vote-one-only"):
        await town.votes.cast(await town.caller("alice"), poll.id, whole(0, 1))


async def test_an_act_delivered_twice_counts_once(town: Town) -> None:
    poll = await town.open()
    await town.person("alice")
    act = await town.caller("alice")
    assert (await town.votes.cast(act, poll.id, press(1))).marks == (1,)
    repeated = await town.votes.cast(act, poll.id, press(1))
    assert (repeated.marks, repeated.is_changed) == ((1,), False)


@pytest.mark.parametrize("positions", [(3,), (-1,), (0, 99)])
async def test_a_title_that_is_not_on_the_paper_is_refused(town: Town, positions: tuple[int, ...]) -> None:
    poll = await town.open()
    await town.person("alice")
    with pytest.raises(Refusal, match="refused-stale-press"):
        await town.votes.cast(await town.caller("alice"), poll.id, whole(*positions))
    assert (await town.votes.paper(poll.id)).poll.voters == 0


async def test_another_shops_reader_votes_only_where_the_poll_was_announced(town: Town) -> None:
    poll = await town.open()
    await town.person("zoe")
    with pytest.raises(Refusal, match="vote-elsewhere"):
        await town.votes.cast(await town.caller("zoe", home="far"), poll.id, whole(0))
    network = await town.open(reach=Reach.NETWORK)
    assert (await town.votes.cast(await town.caller("zoe", home="far"), network.id, whole(0))).marks == (0,)


async def test_counts_stay_hidden_until_close_and_no_ballot_counts_after(town: Town) -> None:
    poll = await town.open()
    await town.person("alice")
    await town.votes.cast(await town.caller("alice"), poll.id, whole(0))
    with pytest.raises(Refusal, match="vote-not-counted"):
        await town.closing.counted(poll.id)
    town.clock.move(hours=24)
    with pytest.raises(Refusal, match="vote-closed"):
        await town.votes.cast(await town.caller("alice"), poll.id, whole(1))
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    assert counted.verdict.outcome.stages[0].tallies == {0: 1, 1: 0, 2: 0}
    assert counted.poll.state is PollState.CLOSED


async def test_closing_twice_publishes_one_result(town: Town) -> None:
    poll = await town.open()
    await asyncio.gather(*(town.closing.close_due(poll.id) for _ in range(5)))
    assert await letters_about(town, rules.RESULT, poll) == ["space-alpha", "space-beta"]


async def test_a_bookseller_closes_early_only_their_own_shops_poll(town: Town) -> None:
    poll = await town.open()
    await town.person("rival")
    rival = await town.caller("rival", home="far", standing=Standing.BOOKSELLER)
    with pytest.raises(Refusal, match="vote-not-yours"):
        await town.closing.end(rival, poll.id, PollState.CLOSED)
    ours = await town.caller("rival", standing=Standing.BOOKSELLER)
    closed = await town.closing.end(ours, poll.id, PollState.CLOSED)
    assert closed.state is PollState.CLOSED
    again = replace(ours, request=(await town.caller("rival")).request)
    with pytest.raises(Refusal, match="vote-closed"):
        await town.closing.end(again, poll.id, PollState.CANCELLED)


async def test_a_cancelled_poll_has_no_result(town: Town) -> None:
    poll = await town.open()
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    await town.closing.end(bookseller, poll.id, PollState.CANCELLED)
    assert await letters_about(town, rules.RESULT, poll) == []
    with pytest.raises(Refusal, match="vote-not-counted"):
        await town.closing.counted(poll.id)


async def test_the_number_of_voters_is_edited_once_for_many_new_voters(town: Town) -> None:
    poll = await town.open()
    await town.storage.write(lambda rows: _post_papers(rows, town))
    for name in ("alice", "bob", "chloe"):
        await town.person(name)
        await town.votes.cast(await town.caller(name), poll.id, whole(0))
    edits = [each for each in town.storage.letters() if each.edits is not None]
    assert len(edits) == 2
    assert {each.not_before for each in edits} == {town.clock.now() + rules.REFRESH_DELAY}


def _post_papers(rows: FakeRows, town: Town) -> None:
    now = town.clock.now()
    for platform in (ALPHA, BETA):
        for claimed in rows.queue.claim(platform, now, 10, now + timedelta(minutes=1)):
            rows.queue.record([Outcome(claimed.id, LetterState.SENT, now, message=f"m{claimed.id}")])


async def test_the_same_person_on_two_platforms_has_one_ballot(town: Town) -> None:
    poll = await town.open()
    person = await town.person("alice", ALPHA, BETA)
    await town.votes.cast(await town.caller("alice"), poll.id, whole(0))
    await town.votes.cast(await town.caller("alice", BETA), poll.id, whole(1, 2))
    paper = await town.votes.paper(poll.id, person)
    assert paper.ballot is not None
    assert paper.ballot.marks == (1, 2)
    assert paper.poll.voters == 1
