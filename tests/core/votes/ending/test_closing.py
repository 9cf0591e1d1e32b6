"""How a poll ends: each step is durable and may be run again, nothing leads from a person to a ballot afterwards."""

from __future__ import annotations

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Standing
from core.kernel.tokens import to_short
from core.votes import rules
from core.votes.filling import Toggle, Whole
from core.votes.integrity.receipts import read_receipt, tracker_of
from core.votes.model import Poll, PollState
from tests.core.votes.town import Town


async def cast(town: Town, poll: Poll, name: str, *marks: int) -> str:
    await town.person(name)
    return (await town.votes.cast(await town.caller(name), poll.id, Whole(marks))).receipt


async def stop(town: Town, poll: Poll) -> None:
    await town.storage.write(lambda rows: rules.stop_intake(rows, poll.id, town.clock.now()))


@pytest.mark.parametrize("steps", [1, 2, 3])
async def test_a_close_cut_short_after_any_step_is_taken_up_where_it_stood(town: Town, steps: int) -> None:
    poll = await town.open()
    await cast(town, poll, "alice", 0, 1)
    await cast(town, poll, "bob", 1)
    await stop(town, poll)
    if steps > 1:
        await town.storage.write(lambda rows: rules.seal(rows, poll.id, town.clock.now()))
    if steps > 2:
        await town.storage.forget(poll.id)
    with pytest.raises(Refusal, match="vote-counting"):
        await town.closing.counted(poll.id)
    due = await town.storage.read(lambda rows: rows.due_queue.upcoming(9))
    assert [(each.kind, each.about) for each in due] == [(rules.CLOSE, to_short(poll.id))]
    await town.closing.close_due(poll.id)
    counted = await town.closing.counted(poll.id)
    assert (counted.poll.state, counted.ballots, counted.verdict.outcome.winners) == (PollState.CLOSED, 2, (1,))
    assert counted.verdict.outcome.stages[0].tallies == {0: 1, 1: 2, 2: 0}
    assert await town.storage.read(lambda rows: rows.due_queue.upcoming(9)) == []
    assert [each.kind for each in town.storage.letters()].count(rules.RESULT) == 2


async def test_no_ballot_is_taken_once_the_intake_has_stopped(town: Town) -> None:
    poll = await town.open()
    await cast(town, poll, "alice", 0)
    await stop(town, poll)
    for act in (Whole((1,)), Toggle(0), Whole()):
        with pytest.raises(Refusal, match="vote-closed"):
            await town.votes.cast(await town.caller("alice"), poll.id, act)
    await town.closing.close_due(poll.id)
    assert (await town.closing.counted(poll.id)).verdict.outcome.winners == (0,)


async def test_after_the_close_no_key_is_left_and_nothing_leads_to_a_persons_ballot(town: Town) -> None:
    poll = await town.open()
    person = await town.person("alice")
    await town.votes.cast(await town.caller("alice"), poll.id, Whole((2,)))
    assert town.storage.keys.find(poll.id) is not None
    await town.closing.close_due(poll.id)
    assert town.storage.keys.find(poll.id) is None
    assert await town.storage.read(lambda rows: rows.ballots.get(poll.id, person)) is None
    assert (await town.votes.paper(poll.id, person)).ballot is None


async def test_the_lot_promised_at_the_opening_is_told_at_the_close(town: Town) -> None:
    poll = await town.open()
    secret = town.storage.keys.find(poll.id)
    assert secret is not None
    assert poll.lot_hash == secret.lot_hash
    assert await town.storage.read(lambda rows: rows.polls.seed(poll.id)) == b""
    await town.closing.close_due(poll.id)
    assert await town.storage.read(lambda rows: rows.polls.seed(poll.id)) == secret.seed


async def test_a_receipt_finds_its_ballot_among_the_sealed_ones_and_an_old_one_finds_none(town: Town) -> None:
    poll = await town.open()
    old = await cast(town, poll, "alice", 0)
    new = (await town.votes.cast(await town.caller("alice"), poll.id, Whole((1, 2)))).receipt
    other = await cast(town, poll, "bob", 0)
    assert len({old, new, other}) == 3
    await town.closing.close_due(poll.id)

    async def found(receipt: str) -> object:
        tracker = tracker_of(to_short(poll.id), read_receipt(receipt))
        return await town.storage.read(lambda rows: rows.ballots.find(poll.id, tracker))

    assert (await found(old), await found(new), await found(other)) == (None, (1, 2), (0,))


async def test_an_act_heard_twice_shows_the_same_receipt_and_a_changed_ballot_another(town: Town) -> None:
    poll = await town.open()
    await town.person("alice")
    act = await town.caller("alice")
    first = await town.votes.cast(act, poll.id, Whole((0,)))
    again = await town.votes.cast(act, poll.id, Whole((0,)))
    assert (again.receipt, again.is_changed) == (first.receipt, False)
    changed = await town.votes.cast(await town.caller("alice"), poll.id, Whole((1,)))
    assert changed.receipt not in {"", first.receipt}
    late = await town.votes.cast(act, poll.id, Whole((0,)))
    assert (late.marks, late.receipt) == ((1,), changed.receipt)


async def test_a_lost_key_is_said_and_what_was_cast_is_still_counted(town: Town) -> None:
    poll = await town.open()
    await cast(town, poll, "alice", 0)
    await town.storage.forget(poll.id)
    await town.person("bob")
    with pytest.raises(Refusal, match="vote-key-lost"):
        await town.votes.cast(await town.caller("bob"), poll.id, Whole((1,)))
    await town.closing.close_due(poll.id)
    assert (await town.closing.counted(poll.id)).verdict.outcome.winners == (0,)


async def test_a_cancelled_poll_leaves_neither_ballots_nor_key(town: Town) -> None:
    poll = await town.open()
    await cast(town, poll, "alice", 0)
    bookseller = await town.caller("libraire", standing=Standing.BOOKSELLER)
    await town.closing.end(bookseller, poll.id, PollState.CANCELLED)
    assert await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id)) == []
    assert town.storage.keys.find(poll.id) is None
