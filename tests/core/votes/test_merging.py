"""One person, one ballot, in every order of voting, linking and unlinking."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.kernel.identity import Account, PersonId
from core.members.model import KnownAccount
from core.votes.filling import Whole
from core.votes.merging import BallotMerge
from core.votes.model import PollState
from tests.core.votes.town import ALPHA, BETA, Town
from tests.fakes import FakeRows


class Couple:
    """One human with an account on each platform, linked or not."""

    def __init__(self, town: Town, first: PersonId, second: PersonId) -> None:
        self.town = town
        self.first, self.second = first, second
        self.merge = BallotMerge(town.clock)
        self.told: list[str] = []

    @property
    def is_linked(self) -> bool:
        return self.first == self.second

    async def link(self) -> None:
        if self.is_linked:
            return
        kept, gone = sorted((self.first, self.second))

        def job(rows: FakeRows) -> None:
            self.told += [note.message for note in self.merge.merge(rows, kept, gone)]
            for platform in (ALPHA, BETA):
                rows.members.put_account(KnownAccount(Account(platform, "alice"), kept, "alice", "alice", "fr", False))

        await self.town.storage.write(job)
        self.first = self.second = kept

    async def unlink(self) -> None:
        if not self.is_linked:
            return

        def job(rows: FakeRows) -> PersonId:
            new = rows.members.add_person()
            rows.members.put_account(KnownAccount(Account(BETA, "alice"), new, "alice", "alice", "fr", False))
            self.merge.split(rows, self.first, new)
            return new

        self.second = await self.town.storage.write(job)


async def couple(town: Town) -> Couple:
    first = await town.person("alice", ALPHA)
    return Couple(town, first, await town.person("alice", BETA))


async def test_linking_keeps_the_later_ballot_and_tells_the_person(town: Town) -> None:
    poll = await town.open()
    alice = await couple(town)
    await town.votes.cast(await town.caller("alice", BETA), poll.id, Whole((2,)))
    town.clock.move(seconds=1)
    await town.votes.cast(await town.caller("alice", ALPHA), poll.id, Whole((0,)))
    await alice.link()
    paper = await town.votes.paper(poll.id, alice.first)
    assert paper.poll.voters == 1
    assert paper.ballot is not None
    assert paper.ballot.marks == (0,)
    assert alice.told == ["vote-merged"]


async def test_linking_carries_over_the_only_ballot_without_a_word(town: Town) -> None:
    poll = await town.open()
    alice = await couple(town)
    await town.votes.cast(await town.caller("alice", BETA), poll.id, Whole((2,)))
    await alice.link()
    paper = await town.votes.paper(poll.id, alice.first)
    assert paper.poll.voters == 1
    assert paper.ballot is not None
    assert paper.ballot.marks == (2,)
    assert alice.told == []


async def test_the_account_that_leaves_does_not_vote_again_in_an_open_poll(town: Town) -> None:
    poll = await town.open()
    alice = await couple(town)
    await alice.link()
    await town.votes.cast(await town.caller("alice", BETA), poll.id, Whole((1,)))
    await alice.unlink()
    with pytest.raises(Refusal, match="vote-barred"):
        await town.votes.cast(await town.caller("alice", BETA), poll.id, Whole((0,)))
    later = await town.open()
    assert (await town.votes.cast(await town.caller("alice", BETA), later.id, Whole((0,)))).marks == (0,)


async def test_a_closed_poll_is_left_as_it_was_counted(town: Town) -> None:
    poll = await town.open()
    alice = await couple(town)
    await town.votes.cast(await town.caller("alice", ALPHA), poll.id, Whole((0,)))
    await town.votes.cast(await town.caller("alice", BETA), poll.id, Whole((0,)))
    await town.closing.close_due(poll.id)
    await alice.link()
    counted = await town.closing.counted(poll.id)
    assert counted.poll.state is PollState.CLOSED
    assert counted.verdict.outcome.stages[0].tallies[0] == counted.poll.voters == 2


ACTS = st.lists(
    st.sampled_from(["link", "unlink", "vote alpha", "vote beta", "withdraw alpha", "withdraw beta"]), max_size=14
)


@settings(max_examples=60, deadline=None)
@given(ACTS)
async def test_never_more_than_one_ballot_counts_for_linked_accounts(acts: list[str]) -> None:
    town = await Town().build()
    poll = await town.open()
    alice = await couple(town)
    was_linked = False
    refused: list[tuple[str, bool]] = []
    marks = itertools.cycle([(0,), (1,), (2,)])
    for act in acts:
        town.clock.move(seconds=1)
        verb, _, platform = act.partition(" ")
        if verb in {"link", "unlink"}:
            await getattr(alice, verb)()
            was_linked = was_linked or alice.is_linked
        else:
            chosen = Whole(next(marks) if verb == "vote" else ())
            caller = await town.caller("alice", ALPHA if platform == "alpha" else BETA)
            try:
                await town.votes.cast(caller, poll.id, chosen)
            except Refusal as refusal:
                refused.append((refusal.message, was_linked))
    paper = await town.votes.paper(poll.id)
    ballots = await town.storage.read(lambda rows: rows.ballots.aggregate(poll.id))
    assert paper.poll.voters == sum(times for _, times in ballots)
    assert paper.poll.voters <= (1 if was_linked else 2)
    assert set(refused) <= {("vote-barred", True)}
