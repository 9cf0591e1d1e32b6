"""A crowd at the votes' use cases, on either engine: voting.md 4.7, acceptance test 5, without the platforms."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from core.kernel.identity import Account, Caller, PersonId, Place, RequestKey, Standing
from core.members.model import BEFORE_THE_BOT, KnownAccount, Membership
from core.votes.charter.terms import Terms
from core.votes.electorate.commands import Electorate, rule_of
from core.votes.ending.closing import Closing
from core.votes.ending.exporting import Proofs
from core.votes.filling import Act, Toggle, Whole
from core.votes.model import Poll, PollState, Reach
from core.votes.service import Proposal, Votes
from storage.open import Database
from storage.rows import Rows
from tests.core.votes.town import ALPHA, BETA, START, HandClock
from tests.storage.scene import Scene

VOTERS, LINKED, CHANGES = 5_000, 500, 1_500
AT_ONCE = 100
WITHIN_S = 60.0
TWICE_EVERY = 40
"""So often an act is delivered a second time, in the same moment."""
SAMPLE = 100
TITLES = 3


@dataclass(slots=True, eq=False)
class Voter:
    """One person as the test keeps them, with as many accounts as they have."""

    person: PersonId
    callers: tuple[Caller, ...]
    held: frozenset[int] = frozenset()
    receipts: list[str] = field(default_factory=list)

    def next_act(self, draw: random.Random) -> Act:
        """Choose an act that leaves another ballot than the one held, and remember what it leaves."""
        title = draw.choice([each for each in range(TITLES) if each not in self.held])
        if draw.random() < 0.5:
            self.held |= {title}
            return Toggle(title)
        self.held = frozenset({title})
        return Whole((title,))


def settle(rows: Rows, scene: Scene, numbers: Iterable[int]) -> list[Voter]:
    """Bring the voters, half on each platform and some on both; the bot has known every other one."""
    homes = {ALPHA: rows.communities.get(scene.alpha), BETA: rows.communities.get(scene.beta)}
    voters = []
    for number in numbers:
        person, name = rows.members.add_person(), f"voix-{number}"
        callers = []
        for platform in (ALPHA, BETA) if number < LINKED else ((ALPHA, BETA)[number % 2],):
            account, home = Account(platform, name), homes[platform]
            assert home is not None
            rows.members.put_account(KnownAccount(account, person, name, name, "fr", can_be_written=False))
            rows.memberships.put(Membership(account, home.id, BEFORE_THE_BOT))
            place = Place(home.address, can_whisper=True)
            callers.append(
                Caller(person, account, name, place, "fr", home.as_home(), Standing.READER, False, RequestKey(""))
            )
        voters.append(Voter(person, tuple(callers)))
    return voters


async def opened(database: Database, votes: Votes, scene: Scene, by: Caller) -> Poll:
    rule = rule_of(Electorate.MEMBERS, 1, 0, 0)
    proposal = Proposal("Janvier ?", Terms(voters=rule), scene.works[:TITLES], START + timedelta(days=1), Reach.SHOP)
    return (await votes.open(by, proposal)).poll


async def cast_all(votes: Votes, poll: Poll, acts: Iterator[tuple[Voter, Caller, Act]]) -> None:
    """Cast so many at a time; every answer is kept with its voter."""

    async def worker() -> None:
        for number, (voter, caller, act) in enumerate(acts):
            times = 2 if number % TWICE_EVERY == 0 else 1
            answers = await asyncio.gather(*(votes.cast(caller, poll.id, act) for _ in range(times)))
            assert [frozenset(each.marks) for each in answers] == [voter.held] * times
            assert len({each.receipt for each in answers}) == 1
            voter.receipts.append(answers[0].receipt)

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))


def acts_of(voters: list[Voter], name: str, draw: random.Random) -> Iterator[tuple[Voter, Caller, Act]]:
    """Give everybody one act, a person of both platforms on the other one each time."""
    for number, voter in enumerate(voters):
        caller = voter.callers[len(voter.receipts) % len(voter.callers)]
        yield voter, _acting(caller, f"{name}-{number}"), voter.next_act(draw)


def _acting(caller: Caller, request: str) -> Caller:
    return Caller(**{name: getattr(caller, name) for name in caller.__slots__} | {"request": RequestKey(request)})


@pytest.mark.long
@pytest.mark.xdist_group("crowd")
async def test_five_thousand_vote_within_a_minute_and_every_ballot_is_counted_once(
    database: Database, clock: HandClock
) -> None:
    draw = random.Random(5)
    votes, closing, proofs = Votes(database, clock), Closing(database, database, clock), Proofs(database, clock)
    scene = await database.write(Scene.build)
    voters = await database.write(lambda rows: settle(rows, scene, range(VOTERS)))
    poll = await opened(database, votes, scene, _acting(voters[0].callers[0], "opening"))

    began = time.perf_counter()
    await cast_all(votes, poll, acts_of(voters, "first", draw))
    await cast_all(votes, poll, acts_of(voters[:CHANGES], "again", draw))
    took = time.perf_counter() - began
    assert took < WITHIN_S, f"{VOTERS + CHANGES} casts took {took:.1f} s"
    marked = await database.read(lambda rows: [rows.ballots.marks(poll.id, each.person) for each in voters])
    assert [frozenset(each) for each in marked] == [each.held for each in voters]

    clock.move(days=1)
    await closing.close_due(poll.id)
    ended, casts, (_, voted) = await database.read(
        lambda rows: (rows.polls.get(poll.id), rows.ballots.casts(poll.id), rows.roll.counts(poll.id))
    )
    assert ended is not None
    assert ended.state is PollState.CLOSED
    assert (len(casts), len({each.tracker for each in casts}), voted, ended.voters) == (VOTERS,) * 4
    counted = await database.read(lambda rows: rows.ballots.aggregate(poll.id))
    assert {frozenset(marks): times for marks, times in counted} == Counter(each.held for each in voters)
    for voter in draw.sample(voters, SAMPLE):
        found = await proofs.check(voter.callers[0], voter.receipts[-1])
        assert frozenset(found.marks) == voter.held
