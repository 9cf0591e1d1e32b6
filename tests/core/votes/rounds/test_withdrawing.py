"""A title withdrawn from a round of a season: it goes no further, and what has opened with it is told."""

from __future__ import annotations

import pytest

from core.kernel.tokens import to_short
from core.ui.words import LOCALES
from core.votes.desk.strikes import StruckNote
from core.votes.ending.striking import TitleStruck
from core.votes.model import Poll, PollState
from core.votes.rounds.commands import Course
from core.votes.rounds.model import Obstacle, SeasonState
from core.votes.rounds.plan import Repeat
from core.votes.rounds.stage import StageKind
from tests.core.outline import outline
from tests.core.votes.almanac import BEGINS, Almanac, days, names
from tests.core.votes.telling.test_views import DICTIONARY
from tests.core.votes.town import Town


@pytest.fixture
def almanac(town: Town) -> Almanac:
    return Almanac(town)


async def strike(almanac: Almanac, poll: Poll, title: str) -> TitleStruck:
    return await almanac.town.closing.striking.strike(await almanac.seller(), poll.id, title, "épuisé")


async def has_read(almanac: Almanac) -> list[str]:
    town = almanac.town
    found = await town.storage.read(lambda rows: [rows.readings.get(town.shop, work) for work in town.works])
    return [each.title for each in found if each]


async def test_a_title_withdrawn_once_its_round_is_closed_does_not_go_on_and_the_next_one_does(
    almanac: Almanac,
) -> None:
    season = await almanac.declare(Course.SHORTLISTED)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1, 2)
    await almanac.at(BEGINS + days(7))
    short = await almanac.poll(season)
    await almanac.vote(season, "Nana", "Emma")
    await almanac.vote(season, "Nana", "Babel", by="bob")
    await almanac.vote(season, "Nana", "Emma", by="carole")
    await almanac.town.closing.end(await almanac.seller(), short.id, PollState.CLOSED)
    assert sorted(await almanac.winners(short.id)) == ["Emma", "Nana"]
    assert (await strike(almanac, short, "Nana")).later is None
    await almanac.days(0.01)
    assert sorted(names(await almanac.poll(season))) == ["Babel", "Emma"]


async def test_a_round_that_waits_to_open_begins_with_those_whom_the_new_count_chose(almanac: Almanac) -> None:
    season = await almanac.declare(Course.SHORTLISTED)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1, 2)
    await almanac.at(BEGINS + days(7))
    short = await almanac.poll(season)
    await almanac.vote(season, "Nana", "Emma")
    await almanac.vote(season, "Nana", "Babel", by="bob")
    await almanac.vote(season, "Nana", "Emma", by="carole")
    await almanac.at(BEGINS + days(10))
    final = await almanac.poll(season)
    await almanac.town.closing.end(await almanac.seller(), final.id, PollState.CANCELLED)
    await almanac.days(0.01)
    now = await almanac.season(season)
    assert (now.state, now.reason) == (SeasonState.STILL, Obstacle.CANCELLED)
    assert (await strike(almanac, short, "Nana")).later is None, "what was cancelled holds nothing"
    await almanac.town.rounds.urge(await almanac.seller(), await almanac.seen(season))
    again = await almanac.poll(season)
    assert again.id != final.id
    assert sorted(names(again)) == ["Babel", "Emma"]


@pytest.mark.parametrize("is_over", [False, True])
async def test_the_bookseller_is_told_of_a_later_round_that_opened_with_it(almanac: Almanac, is_over: bool) -> None:
    season = await almanac.declare(Course.FULL)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1, 2, 3, 4)
    await almanac.at(BEGINS + days(7))
    long = await almanac.poll(season)
    await almanac.vote(season, "Nana", "Babel", "Dune")
    await almanac.at(BEGINS + days(10))
    await almanac.vote(season, "Nana", "Babel")
    await almanac.at(BEGINS + days(13))
    final = await almanac.poll(season)
    if is_over:
        await almanac.vote(season, "Nana")
        await almanac.at(BEGINS + days(16))
    struck = await strike(almanac, long, "Nana")
    assert struck.later is not None
    assert (struck.later.id, final.terms.stage.kind) == (final.id, StageKind.FINAL)
    for locale in LOCALES:
        words = DICTIONARY.words(locale)
        told = outline(StruckNote(struck).as_card(words))
        assert f"#v{to_short(final.id)}" in told
        assert words("cmd-vote-strike.name") in told
        assert ("finale s’est ouverte" if locale == "fr" else "final has opened") in told or is_over
    assert [title.struck for title in (await almanac.town.votes.paper(final.id)).poll.titles] == ["", ""]
    dropped = await strike(almanac, long, "Stoner")
    assert dropped.later is None, "it stands in no round that counts"
    if is_over:
        assert (await strike(almanac, final, "Nana")).later is None


async def test_a_winner_withdrawn_after_the_final_is_not_read_and_whoever_wins_instead_is(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1, 2)
    await almanac.at(BEGINS + days(7))
    final = await almanac.poll(season)
    await almanac.vote(season, "Nana")
    await almanac.vote(season, "Nana", by="bob")
    await almanac.vote(season, "Babel", by="carole")
    await almanac.at(BEGINS + days(10))
    assert (await has_read(almanac), sorted(await almanac.on_list())) == (["Nana"], ["Babel", "Emma"])
    await strike(almanac, final, "Nana")
    assert (await has_read(almanac), await almanac.on_list()) == (["Babel"], ["Emma"])
    await strike(almanac, final, "Emma")
    assert (await has_read(almanac), await almanac.on_list()) == (["Babel"], []), "it waits for no other season"


@pytest.mark.parametrize("is_left_out", [False, True])
async def test_a_title_withdrawn_from_an_open_final_is_not_carried_over(almanac: Almanac, is_left_out: bool) -> None:
    season = await almanac.declare(Course.NOMINATED, Repeat.MONTH_DAY)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1, 2)
    await almanac.at(BEGINS + days(7))
    await strike(almanac, await almanac.poll(season), "Nana")
    if is_left_out:
        await almanac.town.rounds.leave_out(await almanac.seller(), await almanac.seen(season))
    else:
        await almanac.vote(season, "Emma")
        await almanac.at(BEGINS + days(10))
    assert sorted(await almanac.on_list()) == (["Babel", "Emma"] if is_left_out else ["Babel"])


async def test_what_a_reader_nominated_again_stays_on_the_list(almanac: Almanac) -> None:
    season = await almanac.declare(Course.NOMINATED)
    await almanac.at(BEGINS)
    await almanac.nominate(0, 1)
    await almanac.at(BEGINS + days(7))
    final = await almanac.poll(season)
    await almanac.nominate(1)
    await almanac.at(BEGINS + days(10))
    await strike(almanac, final, "Nana")
    assert sorted(await almanac.on_list()) == ["Emma", "Nana"]
