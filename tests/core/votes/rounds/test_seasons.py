"""Seasons over weeks of a clock moved by hand: each round from the winners of the one before, each announced once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Standing
from core.kernel.tokens import to_short
from core.ui.fields import YesNo
from core.votes.charter.terms import Method, Terms
from core.votes.filling import Whole
from core.votes.model import PollState, Reach
from core.votes.rounds.commands import Course
from core.votes.rounds.model import Obstacle, SeasonState
from core.votes.rounds.plan import Repeat, Scarce
from core.votes.rounds.stage import StageKind
from core.votes.rounds.views import NominationsOpen, SeasonNews
from core.votes.service import Proposal
from tests.core.votes.almanac import BEGINS, Almanac, days, names
from tests.core.votes.town import Town

ROOMS = 2


@pytest.fixture
def almanac(town: Town) -> Almanac:
    return Almanac(town)


async def test_a_season_goes_from_nominations_to_its_winner_through_each_list(almanac: Almanac) -> None:
    season = await almanac.declare(Course.FULL)
    await almanac.at(BEGINS - timedelta(seconds=1))
    assert almanac.letters("season-nominations") == []
    await almanac.at(BEGINS)
    assert len(almanac.letters("season-nominations")) == ROOMS
    await almanac.nominate(0, 1, 2, 3)
    await almanac.at(BEGINS + days(7))
    long = await almanac.poll(season)
    assert (names(long), long.terms.method, long.terms.places) == (["Emma", "Nana", "Babel", "Dune"], Method.EPH, 3)
    assert (long.terms.stage.kind, long.terms.stage.number, long.terms.stage.rounds) == (StageKind.LONG_LIST, 1, 3)
    assert long.closes_at == BEGINS + days(10)
    await almanac.vote(season, "Nana", "Babel", "Dune")
    await almanac.at(BEGINS + days(10))
    short = await almanac.poll(season)
    assert (sorted(names(short)), short.terms.method) == (["Babel", "Dune", "Nana"], Method.PHRAGMEN)
    assert {title.pitch for title in short.titles} == {"parce que 1", "parce que 2", "parce que 3"}
    await almanac.vote(season, "Nana", "Babel")
    await almanac.at(BEGINS + days(13))
    final = await almanac.poll(season)
    assert (sorted(names(final)), final.terms.stage.kind) == (["Babel", "Nana"], StageKind.FINAL)
    await almanac.vote(season, "Babel")
    await almanac.at(BEGINS + days(16))
    assert await almanac.winners(final.id) == ["Babel"]
    assert (await almanac.season(season)).state is SeasonState.ENDED
    assert len(almanac.letters("ballot-paper")) == 3 * ROOMS
    assert len(almanac.letters("season-nominations")) == ROOMS
    assert [letter.about for letter in almanac.letters("vote-result")] == [to_short(final.id)] * ROOMS
    assert await almanac.on_list() == ["Nana"], "the runner-up of the final waits for the next season"
    with pytest.raises(Refusal, match="already-read-won"):
        await almanac.town.shortlist.nominate(await almanac.seller(), almanac.town.works[2], "")


async def test_a_title_written_into_the_long_list_may_go_on(almanac: Almanac) -> None:
    season = await almanac.declare(Course.FULL, additions=YesNo.YES)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1)
    await almanac.at(BEGINS + days(7))
    long = await almanac.poll(season)
    assert (long.terms.stage.kind, names(long)) == (StageKind.LONG_LIST, ["Emma", "Nana"])
    for reader, book in (("alice", 2), ("bob", 3)):
        await almanac.town.writing.add(await almanac.reader(reader), long.id, almanac.town.works[book], "")
    await almanac.vote(season, "Nana", "Babel", "Dune")
    await almanac.at(BEGINS + days(10))
    assert sorted(names(await almanac.poll(season))) == ["Babel", "Dune", "Nana"]


async def test_a_long_list_that_nobody_added_to_keeps_what_it_has(almanac: Almanac) -> None:
    season = await almanac.declare(Course.FULL, additions=YesNo.YES)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1)
    await almanac.at(BEGINS + days(7))
    await almanac.vote(season, "Nana")
    await almanac.at(BEGINS + days(10))
    final = await almanac.poll(season)
    assert (final.terms.stage.kind, names(final)) == (StageKind.FINAL, ["Nana", "Emma"])


async def test_a_runner_up_is_carried_over_once(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED, Repeat.WEEKS)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1, 2)
    await almanac.at(BEGINS + days(7))
    await almanac.vote(season, "Emma")
    await almanac.at(BEGINS + days(10))
    assert sorted(await almanac.on_list()) == ["Babel", "Nana"]
    await almanac.at(BEGINS + days(28))
    await almanac.nominate(3)
    await almanac.at(BEGINS + days(35))
    assert sorted(names(await almanac.poll(season))) == ["Babel", "Dune", "Nana"]
    await almanac.vote(season, "Babel")
    await almanac.at(BEGINS + days(38))
    assert await almanac.on_list() == ["Dune"], "Nana had its second chance"


async def test_a_runner_up_that_was_read_meanwhile_is_not_carried_over(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1, 2)
    await almanac.at(BEGINS + days(7))
    await almanac.vote(season, "Emma")
    await almanac.town.shortlist.mark_read(await almanac.seller(), almanac.town.works[1], is_read=True)
    await almanac.at(BEGINS + days(10))
    assert await almanac.on_list() == ["Babel"]


@pytest.mark.parametrize(("places", "read"), [(1, ["Nana"]), (2, [])])
async def test_one_winner_counts_as_read_and_several_are_a_selection_to_choose_from(
    almanac: Almanac, places: int, read: list[str]
) -> None:
    town, closes = almanac.town, almanac.town.clock.at + days(1)
    proposal = Proposal("Et ensuite ?", Terms(places=places), town.works[:3], closes, Reach.SHOP)
    poll = (await town.votes.open(await almanac.seller(), proposal)).poll
    await town.votes.cast(await almanac.reader("alice"), poll.id, Whole((1,)))
    await almanac.at(closes)
    found = await town.storage.read(lambda rows: [rows.readings.get(town.shop, work) for work in town.works])
    assert [each.title for each in found if each] == read


async def test_a_round_that_would_choose_nothing_is_passed_over_as_announced(almanac: Almanac) -> None:
    season = await almanac.declare(Course.FULL)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1)
    await almanac.at(BEGINS + days(7))
    assert (await almanac.poll(season)).terms.stage.kind is StageKind.FINAL


async def test_an_edition_without_enough_books_is_left_out_and_they_stay_nominated(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED, Repeat.MONTH_DAY)
    await almanac.at(BEGINS)
    await almanac.nominate(0)
    await almanac.at(BEGINS + days(7))
    now = await almanac.season(season)
    coming = datetime(2027, 1, 1, 17, 0, tzinfo=UTC)
    assert (now.state, now.edition, now.at) == (SeasonState.WAITING, 1, coming)
    told = almanac.letters("season-left-out")
    assert len(told) == ROOMS
    assert await almanac.drawn(told[0]) == SeasonNews("Notre livre", "left-out", Obstacle.SCARCE, coming)
    assert await almanac.on_list() == ["Emma"]


async def test_a_season_told_to_wait_stands_still_until_a_bookseller_takes_it_up(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED, scarce=Scarce.STILL)
    await almanac.at(BEGINS)
    await almanac.nominate(0)
    await almanac.at(BEGINS + days(20))
    assert (await almanac.season(season)).state is SeasonState.STILL
    assert len(almanac.letters("season-still")) == ROOMS
    with pytest.raises(Refusal, match="season-still-scarce"):
        await almanac.town.rounds.urge(await almanac.seller(), await almanac.seen(season))
    await almanac.nominate(1)
    shown = await almanac.town.rounds.urge(await almanac.seller(), await almanac.seen(season))
    assert shown.season.state is SeasonState.VOTING
    assert names(await almanac.poll(season)) == ["Emma", "Nana"]
    assert len(almanac.letters("season-still")) == ROOMS, "told once"


async def test_a_list_with_too_few_titles_to_choose_from_is_passed_over_by_a_bookseller(almanac: Almanac) -> None:
    season = await almanac.declare(Course.SHORTLISTED, scarce=Scarce.STILL)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1)
    await almanac.at(BEGINS + days(7))
    now = await almanac.season(season)
    assert (now.state, now.step, now.reason) == (SeasonState.STILL, 1, Obstacle.SCARCE)
    await almanac.town.rounds.urge(await almanac.seller(), await almanac.seen(season))
    assert (await almanac.poll(season)).terms.stage.kind is StageKind.FINAL


async def test_a_round_that_nobody_voted_in_chooses_nothing(almanac: Almanac) -> None:
    season = await almanac.declare(Course.SHORTLISTED)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1, 2)
    await almanac.at(BEGINS + days(10))
    assert (await almanac.season(season)).state is SeasonState.ENDED
    assert sorted(await almanac.on_list()) == ["Babel", "Emma", "Nana"]
    assert len(almanac.letters("season-left-out")) == ROOMS


async def test_a_cancelled_round_makes_the_season_wait_and_opens_again(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1)
    await almanac.at(BEGINS + days(7))
    first = await almanac.poll(season)
    await almanac.town.closing.end(await almanac.seller(), first.id, PollState.CANCELLED)
    await almanac.days(0.1)
    now = await almanac.season(season)
    assert (now.state, now.reason) == (SeasonState.STILL, Obstacle.CANCELLED)
    await almanac.town.rounds.urge(await almanac.seller(), await almanac.seen(season))
    again = await almanac.poll(season)
    assert again.id != first.id
    assert names(again) == names(first)
    assert [title.pitch for title in again.titles] == [title.pitch for title in first.titles]


async def test_what_was_missed_opens_late_with_its_whole_length_and_never_twice(almanac: Almanac) -> None:
    season = await almanac.declare(Course.VOTE, Repeat.WEEKS, weeks=2)
    await almanac.nominate(0, 1)
    almanac.town.clock.at = BEGINS + timedelta(days=1, hours=5)
    late = almanac.town.clock.at
    await almanac.at(late)
    await almanac.town.rounds.advance(season.id)
    poll = await almanac.poll(season)
    assert (poll.opened_at, poll.closes_at) == (late, late + days(3))
    assert len(almanac.letters("ballot-paper")) == ROOMS
    await almanac.vote(season, "Emma")
    await almanac.at(late + days(3))
    now = await almanac.season(season)
    assert (now.state, now.at) == (SeasonState.WAITING, BEGINS + days(14)), "the calendar keeps its days"


async def test_editions_that_passed_while_one_was_held_are_not_made_up_for(almanac: Almanac) -> None:
    season = await almanac.declare(Course.VOTE, Repeat.WEEKS, weeks=1)
    await almanac.nominate(0, 1)
    await almanac.at(BEGINS)
    almanac.town.clock.at = BEGINS + days(30)
    await almanac.at(BEGINS + days(30))
    now = await almanac.season(season)
    assert (now.state, now.edition, now.at) == (SeasonState.WAITING, 5, BEGINS + days(35))


async def test_booksellers_bring_a_step_forward_leave_an_edition_out_and_stop(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED, Repeat.MONTH_WEEKDAY)
    seen = await almanac.seen(season)
    await almanac.town.rounds.urge(await almanac.seller(), seen)
    assert (await almanac.season(season)).state is SeasonState.NOMINATING
    with pytest.raises(Refusal, match="season-moved"):
        await almanac.town.rounds.urge(await almanac.seller(), seen)
    await almanac.nominate(0, 1)
    await almanac.town.rounds.urge(await almanac.seller(), await almanac.seen(season))
    poll = await almanac.poll(season)
    await almanac.town.rounds.leave_out(await almanac.seller(), await almanac.seen(season))
    await almanac.days(0.01)
    now = await almanac.season(season)
    assert (now.state, now.edition) == (SeasonState.WAITING, 1)
    assert now.at == datetime(2027, 1, 5, 17, 0, tzinfo=UTC)
    assert (await almanac.town.votes.paper(poll.id)).poll.state is PollState.CANCELLED
    assert sorted(await almanac.on_list()) == ["Emma", "Nana"]
    act, seen = await almanac.seller(), await almanac.seen(season)
    for _ in range(2):
        assert (await almanac.town.rounds.stop(act, seen)).season.state is SeasonState.STOPPED
    await almanac.days(90)
    assert (await almanac.season(season)).state is SeasonState.STOPPED


async def test_another_shops_season_is_nobody_elses_to_move(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED)
    await almanac.town.person("autre")
    other = await almanac.town.caller("autre", home="far", standing=Standing.SHOP_MANAGER)
    with pytest.raises(Refusal, match="season-gone"):
        await almanac.town.rounds.stop(other, await almanac.seen(season))


async def test_a_season_is_declared_once_and_only_where_it_can_be_held(almanac: Almanac) -> None:
    with pytest.raises(Refusal, match="season-too-long"):
        await almanac.declare(Course.NOMINATED, Repeat.WEEKS, weeks=1)
    for _ in range(5):
        await almanac.declare(Course.NOMINATED)
    with pytest.raises(Refusal, match="season-too-many"):
        await almanac.declare(Course.NOMINATED)


async def test_the_same_request_twice_declares_one_season(almanac: Almanac) -> None:
    opens = almanac.town.clock.at + timedelta(hours=24)
    act, proposal = await almanac.seller(), await plan_vote(almanac)
    first = await almanac.town.rounds.schedule(act, proposal, opens)
    assert await almanac.town.rounds.schedule(act, proposal, opens) == first
    assert len(await almanac.town.rounds.of_shop(act)) == 1


async def test_the_announcement_of_nominations_says_nothing_once_they_are_over(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED)
    await almanac.nominate(0)
    await almanac.at(BEGINS)
    letter = almanac.letters("season-nominations")[0]
    drawn = await almanac.drawn(letter)
    assert isinstance(drawn, NominationsOpen)
    assert (drawn.standing, drawn.shown.season.at) == (1, BEGINS + days(7))
    await almanac.town.rounds.urge(await almanac.seller(), await almanac.seen(season))
    assert await almanac.drawn(letter) is None


async def plan_vote(almanac: Almanac, hours: float = 48) -> Proposal:
    opens = almanac.town.clock.at + timedelta(hours=24)
    return Proposal("Janvier ?", Terms(), almanac.town.works[:3], opens + timedelta(hours=hours - 24), Reach.SHOP)


async def test_a_planned_vote_opens_at_its_moment_with_what_was_planned(almanac: Almanac) -> None:
    opens = almanac.town.clock.at + timedelta(hours=24)
    proposal = await plan_vote(almanac)
    season = await almanac.town.rounds.schedule(await almanac.seller(), proposal, opens)
    await almanac.at(opens - timedelta(seconds=1))
    assert almanac.letters("ballot-paper") == []
    await almanac.at(opens)
    poll = await almanac.poll(season)
    assert (poll.question, names(poll), poll.opened_at, poll.closes_at) == (
        "Janvier ?",
        ["Emma", "Nana", "Babel"],
        opens,
        proposal.closes_at,
    )
    assert poll.lot_hash
    await almanac.at(proposal.closes_at)
    assert (await almanac.season(season)).state is SeasonState.ENDED
    assert await almanac.on_list() == []


async def test_a_planned_vote_that_is_taken_back_never_opens(almanac: Almanac) -> None:
    opens = almanac.town.clock.at + timedelta(hours=24)
    season = await almanac.town.rounds.schedule(await almanac.seller(), await plan_vote(almanac), opens)
    await almanac.town.rounds.cancel_planned(await almanac.seller(), season.id)
    await almanac.at(opens + days(1))
    assert almanac.letters("ballot-paper") == []
    with pytest.raises(Refusal, match="season-moved"):
        await almanac.town.rounds.cancel_planned(await almanac.seller(), season.id)


async def test_a_vote_is_not_planned_to_close_before_it_opens(almanac: Almanac) -> None:
    opens = almanac.town.clock.at + timedelta(hours=24)
    with pytest.raises(Refusal, match="vote-closes-before"):
        await almanac.town.rounds.schedule(await almanac.seller(), await plan_vote(almanac, 24), opens)


async def test_a_planned_vote_cancelled_once_open_is_over(almanac: Almanac) -> None:
    opens = almanac.town.clock.at + timedelta(hours=24)
    season = await almanac.town.rounds.schedule(await almanac.seller(), await plan_vote(almanac), opens)
    await almanac.at(opens)
    await almanac.town.closing.end(await almanac.seller(), (await almanac.poll(season)).id, PollState.CANCELLED)
    await almanac.days(0.1)
    assert (await almanac.season(season)).state is SeasonState.STOPPED
