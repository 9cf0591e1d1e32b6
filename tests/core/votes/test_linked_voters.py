"""One person, one ballot, through the real linking: accounts link, vote, unlink and link again in every order."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.kernel.identity import Account, PersonId, PollId
from core.members.service import Linking
from core.votes.filling import Whole
from core.votes.merging import BallotMerge
from core.votes.model import Poll
from tests.core.votes.town import ALPHA, BETA, Town

ACCOUNTS = (Account(ALPHA, "ann"), Account(BETA, "ann"), Account(BETA, "ann2"))
STEPS = st.one_of(
    st.tuples(st.just("vote"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("withdraw"), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("link"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("unlink"), st.integers(0, 2), st.integers(0, 2)),
)
EXPECTED = {"vote-barred", "link-already", "link-same-account", "unlink-none"}


@dataclass(slots=True)
class Voter:
    """One person as the rules say: their ballot, when it was cast, and whether they may vote in this poll."""

    accounts: set[int]
    marks: tuple[int, ...] = ()
    cast_at: int = 0
    is_barred: bool = False


@dataclass(slots=True)
class Rules:
    """The rules of linking and voting once more, in a few lines and without any storage."""

    voters: list[Voter] = field(default_factory=lambda: [Voter({number}) for number in range(len(ACCOUNTS))])

    def of(self, account: int) -> Voter:
        return next(voter for voter in self.voters if account in voter.accounts)

    def vote(self, account: int, marks: tuple[int, ...], now: int) -> bool:
        voter = self.of(account)
        if voter.is_barred:
            return False
        if marks != voter.marks:
            voter.marks, voter.cast_at = marks, now
        return True

    def link(self, one: int, other: int) -> bool:
        first, second = self.of(one), self.of(other)
        if first is second:
            return False
        later = max((each for each in (first, second) if each.marks), key=lambda each: each.cast_at, default=first)
        merged = Voter(
            first.accounts | second.accounts, later.marks, later.cast_at, first.is_barred and second.is_barred
        )
        self.voters = [each for each in self.voters if each not in (first, second)] + [merged]
        return True

    def unlink(self, stays: int, leaves: int) -> bool:
        voter = self.of(stays)
        if stays == leaves or leaves not in voter.accounts:
            return False
        voter.accounts.remove(leaves)
        self.voters.append(Voter({leaves}, is_barred=True))
        return True


@dataclass(slots=True)
class Play:
    """The same steps on the real thing."""

    town: Town
    poll: PollId
    linking: Linking

    async def step(self, verb: str, one: int, other: int) -> bool:
        caller = await self.town.caller(ACCOUNTS[one].user, ACCOUNTS[one].platform)
        try:
            if verb == "vote":
                await self.town.votes.cast(caller, self.poll, Whole((other,)))
            elif verb == "withdraw":
                await self.town.votes.withdraw(caller, self.poll)
            elif verb == "link":
                shown = await self.town.caller(ACCOUNTS[other].user, ACCOUNTS[other].platform)
                await self.linking.confirm(caller, await self.linking.show_code(shown))
            else:
                await self.linking.unlink(caller, ACCOUNTS[other])
        except Refusal as refusal:
            if refusal.message not in EXPECTED:
                raise
            return False
        return True


def expect(rules: Rules, step: tuple[str, int, int], now: int) -> bool:
    verb, one, other = step
    if verb == "link":
        return rules.link(one, other)
    if verb == "unlink":
        return rules.unlink(one, other)
    return rules.vote(one, (other,) if verb == "vote" else (), now)


@settings(max_examples=80)
@given(steps=st.lists(STEPS, max_size=16))
async def test_ballots_follow_the_persons_in_every_order(steps: list[tuple[str, int, int]]) -> None:
    town = await Town().build()
    poll = await town.open()
    for account in ACCOUNTS:
        await town.person(account.user, account.platform)
    play, rules = Play(town, poll.id, Linking(town.storage, town.clock, [BallotMerge(town.clock)])), Rules()
    for now, step in enumerate(steps, 1):
        town.clock.move(hours=1.1)
        assert await play.step(*step) == expect(rules, step, now)
        await same(town, poll, rules)
    await town.closing.close_due(poll.id)
    assert (await town.closing.counted(poll.id)).ballots == sum(bool(voter.marks) for voter in rules.voters)


async def same(town: Town, poll: Poll, rules: Rules) -> None:
    """The persons, their ballots and the counter are as the rules say."""
    persons: set[PersonId] = set()
    for voter in rules.voters:
        people = {(await town.caller(ACCOUNTS[each].user, ACCOUNTS[each].platform)).person for each in voter.accounts}
        [person] = people
        ballot = (await town.votes.paper(poll.id, person)).ballot
        assert (ballot.marks if ballot else ()) == voter.marks
        persons.add(person)
    assert len(persons) == len(rules.voters)
    assert (await town.votes.paper(poll.id)).poll.voters == sum(bool(voter.marks) for voter in rules.voters)
