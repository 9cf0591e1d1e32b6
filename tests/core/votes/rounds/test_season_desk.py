"""Seasons, planned votes and write-ins as they are typed and pressed, through the catalogue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.books.commands import declare as declare_books
from core.books.service import Bookshelf
from core.kernel.errors import Refusal
from core.kernel.identity import Caller
from core.ui.cards import Notice, Reply
from core.ui.catalogue import Command
from core.ui.intake import FieldRefusal, Intake
from core.votes.charter.terms import Method
from core.votes.model import PollState
from core.votes.rounds.listing import NominationList, SecondBook, TurnNominations
from core.votes.rounds.model import SeasonState
from core.votes.rounds.nominating import SeeNominations
from core.votes.rounds.plan import Repeat, Scarce
from core.votes.rounds.stage import StageKind
from core.votes.rounds.staging import OfferTitles, TakeTitle, TitlesOffered
from core.votes.rounds.views import LeaveOutEdition, SeasonCard, SeasonList, SeeSeason, StopSeason, UrgeSeason
from core.votes.views import OpenedNote, PollList
from tests.core.votes.almanac import Almanac, days, names
from tests.core.votes.town import Town

TOMORROW_AT_SIX = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


@pytest.fixture
def almanac(town: Town) -> Almanac:
    made = Almanac(town)
    declare_books(made.catalogue, Bookshelf(town.storage, town.clock))
    return made


async def typed(almanac: Almanac, caller: Caller, *path: str, **raw: str) -> Reply:
    command: Command[object] = almanac.catalogue.commands[path]
    return await command(caller, await Intake(almanac.catalogue, almanac.town.clock).read(command, caller, raw))


async def card_of(almanac: Almanac, **raw: str) -> SeasonCard:
    reply = await typed(almanac, await almanac.seller(), "season", "open", question="Q", begins="demain 18h", **raw)
    assert isinstance(reply.view, SeasonCard)
    return reply.view


async def test_a_season_is_declared_in_two_answers_with_plain_defaults(almanac: Almanac) -> None:
    card = await card_of(almanac)
    season, plan = card.shown.season, card.shown.season.plan
    assert (season.state, season.at, plan.zone) == (SeasonState.WAITING, TOMORROW_AT_SIX, "Europe/Paris")
    assert [(each.kind, timedelta(minutes=each.minutes)) for each in plan.rounds] == [
        (StageKind.NOMINATIONS, days(14)),
        (StageKind.FINAL, days(7)),
    ]
    assert (plan.repeat, plan.scarce, plan.quota) == (Repeat.ONCE, Scarce.SKIP, 3)
    assert plan.rounds[1].terms.method is Method.SCHULZE


async def test_every_rule_of_a_season_is_the_booksellers(almanac: Almanac) -> None:
    raw = {"course": "full", "repeat": "weeks", "weeks": "10", "nominating": "10", "voting": "5", "long": "8"}
    more = {"short": "3", "method": "approval", "additions": "no", "quota": "1", "scarce": "still", "reach": "here"}
    plan = (await card_of(almanac, **raw, **more)).shown.season.plan
    told = [(each.kind, each.minutes // 1440, each.terms.method, each.terms.places) for each in plan.rounds[1:]]
    assert told == [
        (StageKind.LONG_LIST, 5, Method.EPH, 8),
        (StageKind.SHORTLIST, 5, Method.PHRAGMEN, 3),
        (StageKind.FINAL, 5, Method.APPROVAL, 1),
    ]
    assert (plan.every, plan.quota, plan.scarce, plan.reach) == (10, 1, Scarce.STILL, "here")
    assert not plan.rounds[1].terms.stage.write_ins


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        ({"course": "full", "long": "4", "short": "4"}, "season-short-long"),
        ({"repeat": "weeks", "weeks": "2"}, "season-too-long"),
        ({"repeat": "month-day", "nominating": "40"}, "season-too-long"),
        ({"reach": "network"}, "vote-network-owner"),
    ],
)
async def test_a_season_that_cannot_be_held_is_refused(almanac: Almanac, raw: dict[str, str], refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        await card_of(almanac, **raw)


async def test_one_season_is_shown_whole_and_several_with_a_button_each(almanac: Almanac) -> None:
    reader = await almanac.reader("alice")
    assert (await typed(almanac, reader, "season", "show")).view == SeasonList(())
    first = await card_of(almanac)
    shown = (await typed(almanac, await almanac.reader("alice"), "season", "show")).view
    assert shown == SeasonCard(first.shown, is_staff=False)
    second = await card_of(almanac)
    shown = (await typed(almanac, await almanac.reader("alice"), "season", "show")).view
    assert shown == SeasonList((first.shown, second.shown))
    packed = SeeSeason(second.shown.season.id).pack()
    reply = await almanac.catalogue.press(await almanac.seller(), packed)
    assert reply.note == SeasonCard(second.shown, is_staff=True)


async def test_a_seasons_buttons_move_it_and_old_ones_do_not(almanac: Almanac) -> None:
    season = (await card_of(almanac, repeat="month-day", nominating="7")).shown.season
    seen = (season.id, 0, 0, "waiting")

    async def press(packed: str) -> SeasonState:
        reply = await almanac.catalogue.press(await almanac.seller(), packed)
        assert reply.replaces
        assert isinstance(reply.view, SeasonCard)
        return reply.view.shown.season.state

    with pytest.raises(Refusal, match="refused-standing"):
        await almanac.catalogue.press(await almanac.reader("alice"), UrgeSeason(*seen).pack())
    assert await press(UrgeSeason(*seen).pack()) is SeasonState.NOMINATING
    with pytest.raises(Refusal, match="season-moved"):
        await press(UrgeSeason(*seen).pack())
    await almanac.nominate(0, 1)
    assert await press(UrgeSeason(season.id, 0, 0, "nominating").pack()) is SeasonState.VOTING
    poll = await almanac.poll(season)
    assert await press(UrgeSeason(season.id, 0, 1, "voting").pack()) is SeasonState.WAITING
    assert (await almanac.town.votes.paper(poll.id)).poll.state is PollState.CLOSED
    edition = (await almanac.season(season)).edition
    assert await press(LeaveOutEdition(season.id, edition, 0, "waiting").pack()) is SeasonState.WAITING
    assert (await almanac.season(season)).edition == edition + 1
    assert await press(StopSeason(season.id, edition + 1, 0, "waiting").pack()) is SeasonState.STOPPED
    with pytest.raises(Refusal, match="refused-stale-press"):
        await press(StopSeason(season.id, edition + 1, 0, "never").pack())


async def test_a_vote_is_planned_listed_and_called_off_by_its_question(almanac: Almanac) -> None:
    seller = await almanac.seller()
    asked = {"question": "Et l’été ?", "books": "Emma\nNana", "closes": "dimanche 18h", "opens": "demain 18h"}
    planned = (await typed(almanac, seller, "vote", "open", **asked)).view
    assert isinstance(planned, SeasonCard)
    assert (planned.shown.season.at, planned.shown.books) == (TOMORROW_AT_SIX, ("Emma", "Nana"))
    listed = (await typed(almanac, await almanac.reader("alice"), "vote", "list")).view
    assert listed == PollList((), (planned.shown.season,))
    with pytest.raises(FieldRefusal, match="polls-none"):
        await typed(almanac, await almanac.seller(), "vote", "close", poll="Et l’été ?")
    told = (await typed(almanac, await almanac.seller(), "vote", "cancel", poll="été")).view
    assert isinstance(told, Notice)
    assert told.message == "vote-planned-cancelled"
    listed = (await typed(almanac, await almanac.reader("alice"), "vote", "list")).view
    assert listed == PollList(())
    asked = {"question": "Tout de suite ?", "books": "Emma\nNana", "closes": "dimanche 18h"}
    assert isinstance((await typed(almanac, await almanac.seller(), "vote", "open", **asked)).view, OpenedNote)
    told = (await typed(almanac, await almanac.seller(), "vote", "cancel", poll="Tout de suite ?")).view
    assert isinstance(told, Notice)
    assert told.message == "vote-cancelled-by-you"


async def test_a_title_is_written_into_the_vote_that_takes_some(almanac: Almanac) -> None:
    asked = {"books": "Emma\nNana", "closes": "dimanche 18h"}
    await typed(almanac, await almanac.seller(), "vote", "open", question="Fermé", **asked)
    await typed(almanac, await almanac.seller(), "vote", "open", question="Liste longue", added="yes", **asked)
    told = (await typed(almanac, await almanac.reader("alice"), "vote", "add", book="Dune", poll="longue")).view
    assert isinstance(told, Notice)
    assert (told.message, dict(told.arguments)) == ("written-in", {"title": "Dune"})
    with pytest.raises(FieldRefusal, match="growing-none"):
        await typed(almanac, await almanac.reader("bob"), "vote", "add", book="Babel", poll="Fermé")
    listed = (await typed(almanac, await almanac.reader("alice"), "vote", "list")).view
    assert isinstance(listed, PollList)
    assert [names(poll) for poll in listed.polls] == [["Emma", "Nana", "Dune"], ["Emma", "Nana"]]


async def test_a_nominated_title_is_added_by_two_presses(almanac: Almanac) -> None:
    asked = {"question": "Liste longue", "books": "Emma\nNana", "closes": "dimanche 18h", "added": "yes"}
    opened = (await typed(almanac, await almanac.seller(), "vote", "open", **asked)).view
    assert isinstance(opened, OpenedNote)
    poll = opened.opened.poll.id
    packed = OfferTitles(poll).pack()
    assert (await almanac.catalogue.press(await almanac.reader("alice"), packed)).note == TitlesOffered(poll, ())
    await almanac.nominate(0, 3)
    offered = (await almanac.catalogue.press(await almanac.reader("alice"), packed)).note
    assert isinstance(offered, TitlesOffered)
    assert [each.title for each in offered.nominations] == ["Dune"], "Emma stands on the paper"
    take = TakeTitle(poll, almanac.town.works[3]).pack()
    told = (await almanac.catalogue.press(await almanac.reader("alice"), take)).view
    assert isinstance(told, Notice)
    assert (told.message, dict(told.arguments)) == ("written-in", {"title": "Dune"})
    assert names((await almanac.town.votes.paper(poll)).poll) == ["Emma", "Nana", "Dune"]


async def test_the_list_of_nominations_is_turned_and_seconded_by_presses(almanac: Almanac) -> None:
    await almanac.nominate(*range(6))
    reader = await almanac.reader("alice")
    told = (await almanac.catalogue.press(reader, SecondBook(almanac.town.works[4]).pack())).note
    assert isinstance(told, Notice)
    assert (told.message, dict(told.arguments)) == ("seconded", {"title": "Stoner", "count": 2})
    reply = await almanac.catalogue.press(await almanac.reader("bob"), TurnNominations(1).pack())
    assert isinstance(reply.view, NominationList)
    assert (reply.replaces, reply.view.page, reply.view.nominations[0].title) == (True, 1, "Stoner")
    reply = await almanac.catalogue.press(await almanac.reader("bob"), SeeNominations().pack())
    assert isinstance(reply.note, NominationList)


async def test_a_seasons_quota_holds_until_the_season_is_over(almanac: Almanac) -> None:
    season = (await card_of(almanac, quota="1")).shown.season
    town = almanac.town
    await town.shortlist.nominate(await almanac.reader("alice"), town.works[0], "")
    with pytest.raises(Refusal, match="nomination-quota") as refusal:
        await town.shortlist.nominate(await almanac.reader("alice"), town.works[1], "")
    assert refusal.value.arguments == {"most": 1}
    await town.rounds.stop(await almanac.seller(), await almanac.seen(season))
    await town.shortlist.nominate(await almanac.reader("alice"), town.works[1], "")


async def test_a_book_is_noted_as_read_and_not_after_all(almanac: Almanac) -> None:
    for reading, message in (("read", "marked-read"), ("unread", "marked-unread")):
        told = (await typed(almanac, await almanac.seller(), "vote", "read", book="Emma", reading=reading)).view
        assert isinstance(told, Notice)
        assert told.message == message
    with pytest.raises(Refusal, match="refused-standing"):
        await typed(almanac, await almanac.reader("alice"), "vote", "read", book="Emma")
