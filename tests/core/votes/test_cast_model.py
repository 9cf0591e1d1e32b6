"""Any history of ballots against a model a child could keep: who stands where, how many voters, what is counted."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.kernel.identity import Caller
from core.votes.charter.terms import Method
from core.votes.filling import Toggle, Whole
from core.votes.model import PollState
from tests.core.votes.town import ALPHA, BETA, Town

READERS = ("alice", "bob", "chloe")
HOMES = {"alice": ALPHA, "bob": BETA, "chloe": ALPHA}
TITLES = 3
Act = tuple[str, str, tuple[int, ...]]
MARKS = st.sets(st.integers(0, TITLES - 1), max_size=TITLES).map(lambda marks: tuple(sorted(marks)))
ACTS = st.lists(
    st.tuples(st.sampled_from(["whole", "press", "withdraw", "again"]), st.sampled_from(READERS), MARKS), max_size=25
)


@dataclass(slots=True)
class Model:
    """What everybody would expect: the last word of each reader, on either kind of paper."""

    method: Method
    stands: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def whole(self, reader: str, marks: tuple[int, ...]) -> bool:
        """Return whether the ballot is taken."""
        if self.method is Method.PLURALITY and len(marks) > 1:
            return False
        self.stands[reader] = marks
        return True

    def press(self, reader: str, title: int) -> None:
        if self.method is Method.PLURALITY:
            self.stands[reader] = (title,)
        else:
            self.stands[reader] = tuple(sorted({title} ^ set(self.stands.get(reader, ()))))

    @property
    def voters(self) -> int:
        return sum(bool(marks) for marks in self.stands.values())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([Method.APPROVAL, Method.PLURALITY]), ACTS)
def test_any_history_leaves_what_everybody_would_expect(method: Method, acts: list[Act]) -> None:
    asyncio.run(live_through(method, acts))


async def live_through(method: Method, acts: list[Act]) -> None:
    town = await Town().build()
    for reader in READERS:
        await town.person(reader, HOMES[reader])
    poll = (await town.open(method=method, titles=TITLES)).id
    model = Model(method)
    last: tuple[Caller, Whole | Toggle] | None = None
    for kind, reader, marks in acts:
        caller = await town.caller(reader, HOMES[reader])
        if kind == "again":
            if last is not None:
                await town.votes.cast(last[0], poll, last[1])
        elif kind == "withdraw":
            await town.votes.withdraw(caller, poll)
            model.stands[reader] = ()
        elif kind == "press":
            last = caller, Toggle((marks or (0,))[0])
            await town.votes.cast(caller, poll, last[1])
            model.press(reader, (marks or (0,))[0])
        elif model.whole(reader, marks):
            last = caller, Whole(marks)
            await town.votes.cast(caller, poll, last[1])
        else:
            with pytest.raises(Refusal, match="vote-one-only"):
                await town.votes.cast(caller, poll, Whole(marks))
        paper = await town.votes.paper(poll, caller.person)
        assert paper.poll.voters == model.voters
        assert (paper.ballot.marks if paper.ballot else ()) == model.stands.get(reader, ())
    owner = await town.caller("alice")
    await town.closing.close_due(poll)
    counted = await town.closing.counted(poll)
    assert counted.ballots == model.voters
    assert sum(counted.verdict.outcome.stages[0].tallies.values()) == sum(map(len, model.stands.values()))
    with pytest.raises(Refusal, match="vote-closed"):
        await town.votes.cast(owner, poll, Whole((0,)))
    assert (await town.votes.paper(poll)).poll.state is PollState.CLOSED
