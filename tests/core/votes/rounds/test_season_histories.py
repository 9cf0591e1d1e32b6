"""Any history of a season, whatever its booksellers and readers do: never two rounds at once, none announced twice,
and always something that wakes it."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.kernel.errors import Refusal
from core.ui.fields import YesNo
from core.votes.model import PollState
from core.votes.rounds.commands import Course
from core.votes.rounds.following import STEP
from core.votes.rounds.model import Season, SeasonState
from core.votes.rounds.plan import Repeat, Scarce
from tests.core.votes.almanac import BEGINS, Almanac
from tests.core.votes.town import Town

ROOMS = 2
EXPECTED = {"season-still-scarce", "nomination-seconded", "nomination-yours", "already-read-won"}
ACTS = st.lists(
    st.sampled_from(
        ["days", "days", "weeks", "sleep", "nominate", "vote", "urge", "leave out", "cancel", "close", "again"]
    ),
    min_size=3,
    max_size=16,
)


@example(Course.VOTE, Repeat.ONCE, Scarce.SKIP, YesNo.YES, ["weeks", "nominate", *["days"] * 5, "nominate"])
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(Course), st.sampled_from(Repeat), st.sampled_from(Scarce), st.sampled_from(YesNo), ACTS)
def test_any_history_goes_on_and_says_everything_once(
    course: Course, repeat: Repeat, scarce: Scarce, additions: YesNo, acts: list[str]
) -> None:
    asyncio.run(live_through(course, repeat, scarce, additions, acts))


async def live_through(course: Course, repeat: Repeat, scarce: Scarce, additions: YesNo, acts: list[str]) -> None:
    almanac = Almanac(await Town().build())
    season = await almanac.declare(course, repeat, scarce, additions=additions)
    await almanac.nominate(0, 1, 2, 3)
    stood = [await almanac.season(season)]
    for turn, act in enumerate(acts):
        try:
            await live(almanac, season, act, turn)
        except Refusal as refusal:
            if refusal.message not in EXPECTED:
                raise
        stood.append(await almanac.season(season))
        await check(almanac, season)
    for before, after in pairwise(stood):
        assert not before.state.is_over or after == before
        assert (before.edition, before.state.is_over) <= (after.edition, after.state.is_over)


async def live(almanac: Almanac, season: Season, act: str, turn: int) -> None:
    now = await almanac.season(season)
    match act:
        case "days":
            await almanac.days(3)
        case "weeks":
            await almanac.days(25)
        case "sleep":
            almanac.town.clock.move(days=40)
            await almanac.days(0)
        case "nominate":
            await almanac.nominate(turn % 6)
        case "vote" if now.state is SeasonState.VOTING:
            titles = (await almanac.poll(season)).titles
            await almanac.vote(season, titles[turn % len(titles)].name)
        case "urge" if now.state is not SeasonState.VOTING and not now.state.is_over:
            await almanac.town.rounds.urge(await almanac.seller(), await almanac.seen(season))
        case "leave out" if not now.state.is_over:
            await almanac.town.rounds.leave_out(await almanac.seller(), await almanac.seen(season))
        case "cancel" | "close" if now.state is SeasonState.VOTING:
            state = PollState.CANCELLED if act == "cancel" else PollState.CLOSED
            await almanac.town.closing.end(await almanac.seller(), (await almanac.poll(season)).id, state)
            await almanac.days(0)
        case _:
            await almanac.town.rounds.advance(season.id)


async def check(almanac: Almanac, season: Season) -> None:
    now = await almanac.season(season)
    due = await almanac.town.storage.read(lambda rows: list(rows.due_queue.upcoming(50)))
    steps = [each.at for each in due if each.kind == STEP]
    assert steps == ([now.at] if now.state in {SeasonState.WAITING, SeasonState.NOMINATING} else [])
    polls = await almanac.town.storage.read(lambda rows: rows.polls.recent(almanac.town.shop, 100))
    taking = [each.id for each in polls if each.state is PollState.OPEN]
    assert taking == ([now.poll] if now.state is SeasonState.VOTING else [])
    papers = [letter.about for letter in almanac.letters("ballot-paper")]
    assert all(papers.count(about) == ROOMS for about in papers)
    for kind in ("season-nominations", "season-left-out"):
        keys = [letter.key for letter in almanac.letters(kind)]
        assert len(set(keys)) == len(keys)
    assert now.at >= BEGINS or now.state is not SeasonState.WAITING
    await almanac.town.rounds.advance(season.id)
    assert await almanac.season(season) == now
