"""Nominations: one per work, named, taken back by the right person, carried onto the paper."""

from __future__ import annotations

import pytest

from core.kernel.errors import Refusal
from core.kernel.identity import Standing
from core.votes.terms import Method
from tests.core.votes.town import Town


async def test_a_duplicate_is_refused_kindly_by_name(town: Town) -> None:
    await town.person("alice")
    await town.person("bob")
    await town.shortlist.nominate(await town.caller("alice"), town.works[0], "drôle")
    with pytest.raises(Refusal, match="nomination-already") as refusal:
        await town.shortlist.nominate(await town.caller("bob"), town.works[0], "")
    assert refusal.value.arguments == {"title": "Emma", "name": "alice"}


async def test_the_same_act_twice_nominates_once(town: Town) -> None:
    await town.person("alice")
    act = await town.caller("alice")
    first = await town.shortlist.nominate(act, town.works[0], "drôle")
    assert await town.shortlist.nominate(act, town.works[0], "drôle") == first


async def test_only_the_nominator_or_a_bookseller_takes_it_back(town: Town) -> None:
    for name in ("alice", "bob", "libraire"):
        await town.person(name)
    await town.shortlist.nominate(await town.caller("alice"), town.works[0], "")
    await town.shortlist.nominate(await town.caller("alice"), town.works[1], "")
    with pytest.raises(Refusal, match="nomination-not-yours"):
        await town.shortlist.retract(await town.caller("bob"), town.works[0])
    await town.shortlist.retract(await town.caller("alice"), town.works[0])
    await town.shortlist.retract(await town.caller("libraire", standing=Standing.BOOKSELLER), town.works[1])
    assert await town.shortlist.of_shop(await town.caller("alice")) == []
    with pytest.raises(Refusal, match="nomination-none"):
        await town.shortlist.retract(await town.caller("alice"), town.works[0])


async def test_the_same_act_twice_takes_back_once(town: Town) -> None:
    await town.person("alice")
    await town.person("bob")
    await town.shortlist.nominate(await town.caller("alice"), town.works[0], "")
    act = await town.caller("alice")
    assert await town.shortlist.retract(act, town.works[0]) == "Emma"
    await town.shortlist.nominate(await town.caller("bob"), town.works[0], "")
    assert await town.shortlist.retract(act, town.works[0]) == "Emma"
    assert [each.nominator_name for each in await town.shortlist.of_shop(act)] == ["bob"]


async def test_a_pitch_goes_onto_the_paper_and_the_list_is_emptied_of_it(town: Town) -> None:
    await town.person("alice")
    await town.shortlist.nominate(await town.caller("alice"), town.works[0], "drôle")
    await town.shortlist.nominate(await town.caller("alice"), town.works[5], "")
    poll = await town.open(Method.APPROVAL)
    assert [(title.name, title.pitch) for title in poll.titles] == [("Emma", "drôle"), ("Nana", ""), ("Babel", "")]
    left = await town.shortlist.of_shop(await town.caller("alice"))
    assert [each.title for each in left] == ["Piranesi"]
