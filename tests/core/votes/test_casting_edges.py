"""The edges of casting: no trace of a withdrawn ballot, the last moment, polls that ended or never were."""

from __future__ import annotations

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import PollId, Standing
from core.votes.charter.terms import Method
from core.votes.filling import Whole
from core.votes.model import Ballot, PollState
from tests.core.votes.town import Town


async def test_a_withdrawn_ballot_leaves_no_trace(town: Town) -> None:
    poll = await town.open()
    person = await town.person("alice")
    before = await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id))
    await town.votes.cast(await town.caller("alice"), poll.id, Whole((0, 2)))
    await town.votes.withdraw(await town.caller("alice"), poll.id)
    assert await town.storage.read(lambda rows: rows.ballots.get(poll.id, person)) is None
    assert await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id)) == before == []
    assert (await town.votes.withdraw(await town.caller("alice"), poll.id)).is_changed is False


async def test_a_refused_act_may_be_sent_again_and_count(town: Town) -> None:
    poll = await town.open(Method.PLURALITY)
    await town.person("alice")
    act = await town.caller("alice")
    with pytest.raises(Refusal, match="vote-one-only"):
        await town.votes.cast(act, poll.id, Whole((0, 1)))
    assert (await town.votes.cast(act, poll.id, Whole((1,)))).is_changed


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, False), (1, False)])
async def test_the_last_moment_is_before_the_close(town: Town, seconds: int, counts: bool) -> None:
    poll = await town.open(hours=1)
    await town.person("alice")
    town.clock.move(hours=1, seconds=seconds)
    act = town.votes.cast(await town.caller("alice"), poll.id, Whole((0,)))
    if counts:
        assert (await act).is_changed
    else:
        with pytest.raises(Refusal, match="vote-closed"):
            await act


@pytest.mark.parametrize("state", [PollState.CLOSED, PollState.CANCELLED])
async def test_nothing_moves_in_a_poll_that_has_ended(town: Town, state: PollState) -> None:
    poll = await town.open()
    person = await town.person("alice")
    await town.votes.cast(await town.caller("alice"), poll.id, Whole((1,)))
    await town.storage.write(lambda rows: rows.polls.settle(poll.id, state, town.clock.now()))
    for act in (
        town.votes.cast(await town.caller("alice"), poll.id, Whole((0,))),
        town.votes.withdraw(await town.caller("alice"), poll.id),
    ):
        with pytest.raises(Refusal, match="vote-closed"):
            await act
    ballot = await town.storage.read(lambda rows: rows.ballots.get(poll.id, person))
    assert ballot == Ballot((1,), town.clock.now())


async def test_a_ballot_in_one_poll_is_none_in_another(town: Town) -> None:
    first, second = await town.open(), await town.open()
    person = await town.person("alice")
    await town.votes.cast(await town.caller("alice"), first.id, Whole((1,)))
    assert (await town.votes.paper(second.id, person)).ballot is None
    assert (await town.votes.paper(second.id)).poll.voters == 0


async def test_a_poll_that_was_never_there_is_said_to_be_gone(town: Town) -> None:
    poll = await town.open()
    await town.person("alice")
    gone = PollId(poll.id + 99)
    for act in (
        town.votes.cast(await town.caller("alice"), gone, Whole((0,))),
        town.votes.paper(gone),
        town.closing.counted(gone),
        town.closing.end(await town.caller("libraire", standing=Standing.NETWORK_OWNER), gone, PollState.CLOSED),
    ):
        with pytest.raises(Refusal, match="vote-gone"):
            await act
    await town.closing.close_due(gone)
