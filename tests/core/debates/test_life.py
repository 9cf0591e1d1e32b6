"""The life of a debate under a clock that is moved: each change happens once, with its words in every room."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from core.debates.model import DRAFTS, LONGEST_LIFE, LONGEST_WAIT, Customs, Reach, State, last_evening
from core.debates.service import Plan
from core.kernel.errors import Refusal
from core.kernel.identity import DebateId, Standing
from tests.core.debates.agora import OLGA, Agora, due_kinds
from tests.core.votes.town import ALPHA, BETA


async def planned(agora: Agora) -> list[str]:
    return await agora.town.storage.read(due_kinds)


async def test_a_debate_has_a_room_of_its_own_in_every_community_and_one_record(agora: Agora) -> None:
    debate = await agora.open()
    await agora.deliver()
    for platform in (ALPHA, BETA):
        [head] = agora.said(platform)
        assert head.text.startswith("<Emma — Une Autrice> # Emma")
        assert "Peut-on pardonner" in head.text
    assert [(hall.room.room if hall.room else "", hall.is_own) for hall in await agora.halls(debate)] == [
        ("own-0", True),
        ("own-0", True),
    ]
    assert await planned(agora) == ["debate-remind", "debate-close"]


@pytest.mark.parametrize(
    ("reach", "held"),
    [(Reach.HERE, {"alpha"}), (Reach.SHOP, {"alpha", "beta"}), (Reach.NETWORK, {"alpha", "beta", "far"})],
)
async def test_a_debate_is_held_where_it_was_asked_to_be(agora: Agora, reach: Reach, held: set[str]) -> None:
    owner = await agora.town.caller(OLGA, standing=Standing.NETWORK_OWNER)
    made = await agora.debates.open(owner, Plan("Où ?", reach=reach))
    assert {hall.name for hall in made.halls} == held


async def test_a_whole_life_is_said_in_the_room_in_order_and_each_thing_once(agora: Agora) -> None:
    debate = await agora.open(hours=72)
    await agora.deliver()
    olga = await agora.caller(OLGA)
    await agora.debates.slow(olga, debate.id, 60)
    await agora.wait(hours=47)
    assert await agora.state(debate) is State.OPEN
    await agora.wait(hours=1)
    assert await agora.state(debate) is State.CLOSING
    await agora.wait(hours=24)
    assert await agora.state(debate) is State.CLOSED
    await agora.debates.tell_outcome(await agora.caller(OLGA), debate.id, "On lui pardonne.")
    await agora.wait(days=14)
    assert await agora.state(debate) is State.ARCHIVED
    for platform in (ALPHA, BETA):
        head, slow, ending, ended, outcome = agora.said(platform)
        assert ("rangé" in head.text, "On lui pardonne." in head.text, "[" in head.text) == (True, True, False)
        assert (slow.deed, "une minute" in slow.text) == ("60 s", True)
        assert (ending.deed, "Plus qu’un jour" in ending.text) == ("", True)
        assert (ended.deed, "clos" in ended.text) == ("shut", True)
        assert (outcome.deed, "On lui pardonne." in outcome.text) == ("shut", True)
    assert await planned(agora) == []


async def test_a_planned_debate_opens_at_its_hour_and_not_before(agora: Agora) -> None:
    debate = await agora.open(opens_in=48)
    await agora.wait(hours=47)
    assert (await agora.state(debate), agora.everything()) == (State.SCHEDULED, [])
    await agora.wait(hours=1)
    assert await agora.state(debate) is State.OPEN
    assert len(agora.said()) == len(agora.said(BETA)) == 1


async def test_a_short_debate_is_not_reminded_of_an_end_that_is_near_anyway(agora: Agora) -> None:
    debate = await agora.open(hours=24)
    await agora.deliver()
    assert await planned(agora) == ["debate-close"]
    await agora.wait(hours=24)
    assert await agora.state(debate) is State.CLOSED
    assert [each.deed for each in agora.said()] == ["", "shut"]


async def test_where_no_end_is_said_a_debate_ends_after_the_longest_time(agora: Agora) -> None:
    debate = await agora.open(closes_at=None)
    assert debate.closes_at == last_evening(agora.town.clock.now(), "Europe/Paris")


async def test_what_slept_through_its_hours_takes_every_step_at_once_and_says_only_what_is_true(agora: Agora) -> None:
    debate = await agora.open(hours=72)
    await agora.deliver()
    await agora.wait(days=4)
    assert await agora.state(debate) is State.CLOSED
    assert ["clos" in each.text for each in agora.said()[1:]] == [True]
    late = await agora.open("Trop tard ?", hours=30, opens_in=24)
    await agora.wait(days=4)
    assert await agora.state(late) is State.CLOSED
    assert not [each for each in agora.everything() if "Trop tard" in each.text]


async def test_what_was_due_before_the_room_stood_is_said_in_it_when_it_stands(agora: Agora) -> None:
    """One platform is down while the other goes on."""
    agora.couriers[BETA].is_down = True
    debate = await agora.open(hours=72)
    await agora.deliver()
    olga = await agora.caller(OLGA)
    await agora.debates.slow(olga, debate.id, 30)
    await agora.debates.tell_outcome(await agora.caller(OLGA), debate.id, "À suivre.")
    await agora.wait(hours=48)
    agora.couriers[BETA].is_down = False
    await agora.wait(minutes=20)
    head, *news = agora.said(BETA)
    assert "À suivre." in head.text
    assert [each.deed for each in news] == ["30 s", "", ""]
    assert "Plus qu’un jour" in news[1].text
    assert [each.text for each in news] == [each.text for each in sorted(agora.said()[1:], key=news_order)]


def news_order(said: object) -> int:
    text = str(said)
    return ["Doucement" in text, "Plus qu’un jour" in text, "ressort" in text].index(True)


async def test_a_room_that_stands_after_the_end_is_shut_with_it(agora: Agora) -> None:
    """The head has left and is not written down yet, as the debate is closed."""
    debate = await agora.open()
    olga = await agora.caller(OLGA)
    agora.couriers[BETA].meanwhile = lambda: agora.debates.close(olga, debate.id)
    await agora.deliver()
    for platform in (ALPHA, BETA):
        assert [each.deed for each in agora.said(platform)] == ["", "shut"]
        assert "clos" in agora.said(platform)[0].text


async def test_where_no_room_can_be_opened_the_debate_is_held_in_the_communitys_own_place(agora: Agora) -> None:
    agora.couriers[ALPHA].has_rooms = False
    debate = await agora.open()
    await agora.deliver()
    await agora.debates.close(await agora.caller(OLGA), debate.id)
    await agora.deliver()
    assert [each.deed for each in agora.said(room="room")] == ["", "shut"]
    copy = await agora.debates.looked_at(await agora.caller(OLGA), debate.id)
    assert [hall.is_own for hall in copy[1]] == [False, True]


async def test_a_room_deleted_by_somebody_is_given_up_and_the_other_goes_on(agora: Agora) -> None:
    debate = await agora.open(hours=48)
    await agora.deliver()
    agora.couriers[ALPHA].deleted.add("own-0")
    await agora.wait(hours=48)
    assert len(agora.said()) == 1
    assert "clos" in agora.said()[0].text
    assert [each.deed for each in agora.said(BETA)] == ["", "shut"]
    assert await agora.state(debate) is State.CLOSED


async def test_everything_said_twice_is_done_once(agora: Agora) -> None:
    debate = await agora.open()
    await agora.deliver()
    olga = await agora.caller(OLGA)
    for _ in range(2):
        await agora.debates.slow(olga, debate.id, 60)
    with pytest.raises(Refusal, match="debate-pace-already"):
        await agora.debates.slow(await agora.caller(OLGA), debate.id, 60)
    olga = await agora.caller(OLGA)
    for _ in range(2):
        await agora.debates.close(olga, debate.id)
    with pytest.raises(Refusal, match="debate-closed-already"):
        await agora.debates.close(await agora.caller(OLGA), debate.id)
    for outcome in ("Oui.", "Oui."):
        await agora.debates.tell_outcome(await agora.caller(OLGA), debate.id, outcome)
    for kind in ("debate-open", "debate-remind", "debate-close", "debate-archive", "debate-lapse"):
        await agora.debates.run_due(debate.id, kind)
    await agora.deliver()
    assert [each.deed for each in agora.said()] == ["", "shut", "shut"], "a pace that is over is not told"


async def test_the_same_request_opens_one_debate(agora: Agora) -> None:
    olga = await agora.caller(OLGA)
    first, second = [(await agora.debates.open(olga, Plan("Une fois ?"))).debate for _ in range(2)]
    assert first == second
    await agora.deliver()
    assert len(agora.said()) == 1


async def test_an_outcome_may_be_said_while_people_talk_and_said_better_afterwards(agora: Agora) -> None:
    debate = await agora.open()
    await agora.deliver()
    for outcome in ("Presque.", "Tout à fait."):
        await agora.debates.tell_outcome(await agora.caller(OLGA), debate.id, outcome)
        await agora.deliver()
    head, first, second = agora.said()
    assert ("Tout à fait." in head.text, "Presque." in head.text) == (True, False)
    assert ("Presque." in first.text, "Tout à fait." in second.text, first.deed) == (True, True, "")


async def test_a_planned_debate_is_given_up_and_never_opens(agora: Agora) -> None:
    debate = await agora.open(opens_in=24)
    await agora.debates.close(await agora.caller(OLGA), debate.id)
    await agora.wait(days=3)
    assert (await agora.state(debate), agora.everything(), await planned(agora)) == (State.ARCHIVED, [], [])
    with pytest.raises(Refusal, match="debate-not-opened"):
        await agora.debates.tell_outcome(await agora.caller(OLGA), debate.id, "Rien.")


async def test_a_planned_debate_may_open_before_its_hour(agora: Agora) -> None:
    debate = await agora.open(opens_in=24)
    assert (await agora.debates.accept(await agora.caller(OLGA), debate.id)).state is State.OPEN
    assert await planned(agora) == ["debate-remind", "debate-close"]
    await agora.wait(hours=24)
    assert len(agora.said()) == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"opens_in": 24 * (LONGEST_WAIT.days + 1)}, "debate-too-far"),
        ({"hours": -1}, "debate-ends-before"),
        ({"hours": 24 * LONGEST_LIFE.days + 1}, "debate-too-long"),
        ({"theme": "L’été"}, "debate-one-subject"),
        ({"reach": Reach.NETWORK}, "debate-network-owner"),
    ],
)
async def test_what_cannot_be_is_refused_and_leaves_nothing(
    agora: Agora, change: dict[str, object], refusal: str
) -> None:
    with pytest.raises(Refusal, match=refusal):
        await agora.open(**change)  # type: ignore[arg-type]
    assert await agora.debates.recent(await agora.caller(OLGA)) == []


async def test_nobody_decides_for_another_shop(agora: Agora) -> None:
    debate = await agora.open()
    strangers = await agora.town.caller(OLGA, home="far", standing=Standing.SHOP_MANAGER)
    for act in (agora.debates.close, agora.debates.accept):
        with pytest.raises(Refusal, match="debate-not-yours"):
            await act(strangers, debate.id)
    reader = await agora.caller("alice")
    with pytest.raises(Refusal, match="debate-not-yours"):
        await agora.debates.slow(reader, debate.id, 60)
    with pytest.raises(Refusal, match="debate-gone"):
        await agora.debates.close(await agora.caller(OLGA), DebateId(99))


async def test_the_shop_decides_how_long_a_closed_debate_stays(agora: Agora) -> None:
    await agora.debates.keep_customs(await agora.caller(OLGA), Customs(5, 2))
    debate = await agora.open(hours=24)
    await agora.deliver()
    await agora.wait(hours=24)
    await agora.wait(hours=47)
    assert await agora.state(debate) is State.CLOSED
    await agora.wait(hours=1)
    assert await agora.state(debate) is State.ARCHIVED
    assert await agora.debates.recent(await agora.caller(OLGA)) == []


async def test_a_shop_without_rooms_is_told_so(agora: Agora) -> None:
    for name in ("alpha", "beta"):
        await agora.town.storage.write(lambda rows, name=name: rows.communities.untie(agora.town.homes[name]))  # type: ignore[misc]
    caller = await agora.town.caller(OLGA, home="far", standing=Standing.BOOKSELLER)
    await agora.town.storage.write(lambda rows: rows.communities.untie(agora.town.homes["far"]))
    with pytest.raises(Refusal, match="debate-no-hall"):
        await agora.debates.open(caller, Plan("Où ?"))


async def test_acts_at_once_leave_one_of_each(agora: Agora) -> None:
    debate = await agora.open(opens_in=24)
    callers = [await agora.caller(OLGA, platform) for platform in (ALPHA, BETA) * 3]
    outcomes = await asyncio.gather(
        *(agora.debates.accept(each, debate.id) for each in callers), return_exceptions=True
    )
    assert sum(isinstance(each, Refusal) for each in outcomes) == 5
    await agora.wait(hours=25)
    assert len(agora.said()) == 1
    assert (await agora.get(debate)).state not in DRAFTS


def test_every_moment_fits_in_how_long_letters_are_kept() -> None:
    assert LONGEST_LIFE + timedelta(days=30) < timedelta(days=200)


@pytest.mark.parametrize(
    ("opens", "ends"),
    [
        ("2026-11-24T02:51", "2027-04-22T18:00"),
        ("2026-11-24T18:00", "2027-04-23T18:00"),
        ("2026-11-24T17:59", "2027-04-22T18:00"),
        ("2026-06-01T19:00", "2026-10-29T19:00"),
    ],
)
def test_a_debate_without_an_end_ends_on_an_evening_whatever_the_clocks_do(opens: str, ends: str) -> None:
    opening, end = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (opens, ends))
    assert last_evening(opening, "Europe/Paris") == end
    assert end <= opening + LONGEST_LIFE
