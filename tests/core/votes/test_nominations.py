"""Nominations: one per work, wanted by several, few a member, none that was read, carried onto the paper."""

from __future__ import annotations

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Caller, Standing
from core.votes.charter.terms import Method
from core.votes.nominations import Nominated
from core.votes.rounds.model import Cause
from tests.core.votes.town import Town


async def nominate(town: Town, name: str, book: int, pitch: str = "") -> Nominated:
    return await town.shortlist.nominate(await town.caller(name), town.works[book], pitch)


async def seller(town: Town) -> Caller:
    await town.person("libraire")
    return await town.caller("libraire", standing=Standing.BOOKSELLER)


@pytest.fixture
async def club(town: Town) -> Town:
    for name in ("alice", "bob", "chloé"):
        await town.person(name)
    return town


async def listed(town: Town) -> list[tuple[str, str, list[str]]]:
    found = await town.shortlist.of_shop(await town.caller("alice"))
    return [(each.title, each.nominator_name, [one.name for one in each.supporters]) for each in found]


async def test_who_nominates_a_book_of_the_list_seconds_it_and_the_most_wanted_stands_first(club: Town) -> None:
    await nominate(club, "alice", 0)
    await nominate(club, "alice", 1, "drôle")
    told = await nominate(club, "bob", 1, "moi aussi")
    assert told.is_seconded
    assert (told.nomination.support, told.nomination.pitch) == (2, "drôle")
    await club.shortlist.second(await club.caller("chloé"), club.works[1])
    assert await listed(club) == [("Nana", "alice", ["bob", "chloé"]), ("Emma", "alice", [])]


async def test_nobody_counts_twice_for_one_book(club: Town) -> None:
    await nominate(club, "alice", 0)
    await nominate(club, "bob", 0)
    with pytest.raises(Refusal, match="nomination-yours"):
        await nominate(club, "alice", 0)
    with pytest.raises(Refusal, match="nomination-seconded"):
        await club.shortlist.second(await club.caller("bob"), club.works[0])
    with pytest.raises(Refusal, match="nomination-none"):
        await club.shortlist.second(await club.caller("bob"), club.works[1])
    assert await listed(club) == [("Emma", "alice", ["bob"])]


async def test_the_same_act_twice_nominates_once_and_seconds_once(club: Town) -> None:
    act = await club.caller("alice")
    first = await club.shortlist.nominate(act, club.works[0], "drôle")
    assert await club.shortlist.nominate(act, club.works[0], "drôle") == first
    act = await club.caller("bob")
    second = await club.shortlist.second(act, club.works[0])
    assert await club.shortlist.second(act, club.works[0]) == second


async def test_a_member_has_three_books_on_the_list_and_a_bookseller_any_number(club: Town) -> None:
    for book in range(3):
        await nominate(club, "alice", book)
    with pytest.raises(Refusal, match="nomination-quota") as refusal:
        await nominate(club, "alice", 3)
    assert refusal.value.arguments == {"most": 3}
    await nominate(club, "bob", 3)
    assert (await nominate(club, "alice", 3)).is_seconded
    await club.shortlist.retract(await club.caller("alice"), club.works[0])
    assert not (await nominate(club, "alice", 4)).is_seconded
    for book in (0, 5):
        await club.shortlist.nominate(await seller(club), club.works[book], "")


async def test_a_book_that_others_want_stays_when_its_nominator_takes_it_back(club: Town) -> None:
    await nominate(club, "alice", 0)
    await nominate(club, "bob", 0)
    await nominate(club, "chloé", 0)
    await club.shortlist.retract(await club.caller("alice"), club.works[0])
    assert await listed(club) == [("Emma", "bob", ["chloé"])]
    await club.shortlist.retract(await club.caller("chloé"), club.works[0])
    assert await listed(club) == [("Emma", "bob", [])]
    await club.shortlist.retract(await club.caller("bob"), club.works[0])
    assert await listed(club) == []


async def test_only_who_wants_a_book_or_a_bookseller_takes_it_back(club: Town) -> None:
    await nominate(club, "alice", 0)
    await nominate(club, "alice", 1)
    with pytest.raises(Refusal, match="nomination-not-yours"):
        await club.shortlist.retract(await club.caller("bob"), club.works[0])
    await club.shortlist.retract(await club.caller("alice"), club.works[0])
    await club.shortlist.retract(await seller(club), club.works[1])
    assert await listed(club) == []
    with pytest.raises(Refusal, match="nomination-none"):
        await club.shortlist.retract(await club.caller("alice"), club.works[0])


async def test_the_same_act_twice_takes_back_once(club: Town) -> None:
    await nominate(club, "alice", 0)
    act = await club.caller("alice")
    assert await club.shortlist.retract(act, club.works[0]) == "Emma"
    await nominate(club, "bob", 0)
    assert await club.shortlist.retract(act, club.works[0]) == "Emma"
    assert await listed(club) == [("Emma", "bob", [])]


async def test_a_book_noted_as_read_leaves_the_list_and_is_refused_with_its_day_until_that_is_undone(
    club: Town,
) -> None:
    await nominate(club, "alice", 0)
    noted_at = club.clock.at
    act = await seller(club)
    assert await club.shortlist.mark_read(act, club.works[0], is_read=True) == "Emma"
    assert await club.shortlist.mark_read(act, club.works[0], is_read=True) == "Emma"
    assert await listed(club) == []
    club.clock.move(days=40)
    with pytest.raises(Refusal, match="already-read-noted") as refusal:
        await nominate(club, "bob", 0)
    assert refusal.value.arguments == {"title": "Emma", "at": noted_at}
    await club.shortlist.mark_read(await seller(club), club.works[0], is_read=False)
    with pytest.raises(Refusal, match="reading-none"):
        await club.shortlist.mark_read(await seller(club), club.works[0], is_read=False)
    assert not (await nominate(club, "bob", 0)).is_seconded


async def test_a_book_read_in_one_shop_is_new_in_another(club: Town) -> None:
    await club.storage.write(
        lambda rows: rows.readings.note(club.other_shop, club.works[0], club.clock.at, Cause.SELECTED)
    )
    assert not (await nominate(club, "alice", 0)).is_seconded
    with pytest.raises(Refusal, match="already-read-selected"):
        await club.shortlist.nominate(await club.caller("bob", home="far"), club.works[0], "")


async def test_a_pitch_goes_onto_the_paper_and_the_list_is_emptied_of_it(club: Town) -> None:
    await nominate(club, "alice", 0, "drôle")
    await nominate(club, "alice", 5)
    await nominate(club, "bob", 0)
    poll = await club.open(Method.APPROVAL)
    assert [(title.name, title.pitch) for title in poll.titles] == [("Emma", "drôle"), ("Nana", ""), ("Babel", "")]
    assert await listed(club) == [("Piranesi", "alice", [])]
    club.clock.move(minutes=1)
    await nominate(club, "chloé", 0)
    assert await listed(club) == [("Piranesi", "alice", []), ("Emma", "chloé", [])]
