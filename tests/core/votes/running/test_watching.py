"""Live totals: never before the opening said so, by batches of five ballots or more, and no difference tells of one."""

from __future__ import annotations

import asyncio
import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.identity import OutboxId
from core.kernel.outbox import Claimed
from core.votes.charter.secrecy import Openness
from core.votes.commands import VoteLetters
from core.votes.filling import Whole
from core.votes.integrity.live import BATCH, LiveCounts
from core.votes.model import Poll
from core.votes.running.watching import read_live, write_live
from core.votes.telling.papers import BallotPaper
from core.votes.views import PollList
from tests.core.outline import outline
from tests.core.votes.charter.test_secrecy import opened, voted
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import Town

TOTALS = re.compile(r"sur (\d+) bulletins\xa0: (.*)\. Les suivants")
VOTERS = 26
Step = tuple[int, tuple[int, ...]]
"""Somebody casts, changes or (with no title) takes back their ballot."""
STEPS = st.tuples(st.integers(0, VOTERS - 1), st.sampled_from([(0,), (1,), (0, 2), ()]))


async def posted(town: Town, poll: Poll) -> str:
    """Return everybody's paper as its letter would leave now."""
    printed = (await town.votes.paper(poll.id)).poll
    paper = BallotPaper(printed, shown=await town.votes.watching.shown(printed))
    return outline(paper.as_card(DICTIONARY.words("fr")))


def totals(told: str) -> tuple[int, dict[str, int]] | None:
    """Return what a stranger reads in a paper: over how many ballots, and each title's total."""
    found = TOTALS.search(told)
    if found is None:
        return None
    figures = re.findall(r"(Emma|Nana|Babel)\W* (\d+)", found[2])
    return int(found[1]), {name: int(figure) for name, figure in figures}


async def until_shown(town: Town, poll: Poll) -> tuple[int, dict[str, int]]:
    """Voters come until a batch is shown: one that is all alike, among those shown or held back, makes it wait."""
    for number in range(60):
        await voted(town, poll, number + 1, first=number)
        if (shown := totals(await posted(town, poll))) is not None:
            return shown
    raise AssertionError("nothing was ever shown")


async def test_without_live_totals_nothing_but_turnout_is_told(town: Town) -> None:
    poll = await opened(town, Openness.ADVISED)
    await voted(town, poll, 15)
    told = await posted(town, poll)
    assert "15 personnes ont voté" in told
    assert totals(told) is None
    assert "lots" not in told


@pytest.mark.parametrize(
    ("voters", "said"), [(0, "Moins de cinq"), (4, "Moins de cinq"), (9, "Au moins 5"), (10, "10")]
)
async def test_beside_live_totals_turnout_is_rounded_while_few_have_voted(town: Town, voters: int, said: str) -> None:
    poll = await opened(town, Openness.LIVE)
    await voted(town, poll, voters)
    assert f"{said} personnes ont voté" in await posted(town, poll)


async def test_the_list_of_votes_tells_no_more_than_the_paper(town: Town) -> None:
    poll = await opened(town, Openness.LIVE)
    await voted(town, poll, 7)
    polls = await town.votes.recent(await town.caller("voix-0"))
    assert "5 bulletins" in outline(PollList(tuple(polls)).as_card(DICTIONARY.words("fr")))


async def test_totals_come_when_a_batch_is_whole_and_another_is_held_back(town: Town) -> None:
    poll = await opened(town, Openness.LIVE)
    assert "Des totaux s’afficheront ici" in await posted(town, poll)
    ballots, shown = await until_shown(town, poll)
    assert ballots >= BATCH
    assert (await town.votes.paper(poll.id)).poll.voters == ballots + BATCH
    assert shown["Emma"] + shown["Nana"] == ballots


@settings(max_examples=12, deadline=None)
@given(st.lists(STEPS, min_size=20, max_size=80))
def test_what_a_stranger_reads_never_moves_by_fewer_than_five_ballots(steps: list[Step]) -> None:
    asyncio.run(_watched(steps))


async def _watched(steps: list[Step]) -> None:
    """Watch every paper that is posted, and the result: all differences between any two are of five ballots or more."""
    town = await Town().build()
    poll = await opened(town, Openness.LIVE)
    for number in range(VOTERS):
        await town.person(f"voix-{number}")
    read = [(0, {"Emma": 0, "Nana": 0, "Babel": 0})]
    for voter, titles in steps:
        await town.votes.cast(await town.caller(f"voix-{voter}"), poll.id, Whole(titles))
        if (shown := totals(await posted(town, poll))) is not None and shown != read[-1]:
            read.append(shown)
    for (earlier, before), (later, after) in itertools.pairwise(read):
        assert later - earlier >= BATCH
        assert all(0 <= after[title] - before[title] <= later - earlier for title in before)
    standing = await town.storage.read(lambda rows: rows.secrecy.fresh(poll.id))
    assert len(read) == 1 or len(standing) >= BATCH or any(titles == () for _, titles in steps)


async def test_who_looks_again_sees_the_same(town: Town) -> None:
    poll = await opened(town, Openness.LIVE)
    await until_shown(town, poll)
    first = await posted(town, poll)
    assert await posted(town, poll) == first


async def test_the_letter_of_a_paper_bears_the_totals(town: Town) -> None:
    poll = await opened(town, Openness.LIVE)
    await until_shown(town, poll)
    claimed = Claimed(OutboxId(1), town.storage.letters()[0], 0, "")
    paper = await VoteLetters(town.votes, town.closing, town.deciding).compose_paper(claimed)
    assert paper is not None
    assert totals(outline(paper.as_card(DICTIONARY.words("fr")))) is not None


def test_totals_are_read_back_as_they_were_written() -> None:
    assert read_live(write_live(LiveCounts((3, 0, 2), 5))) == LiveCounts((3, 0, 2), 5)
    assert read_live("") is None
